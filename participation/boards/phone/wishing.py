"""While notes are grouped: an author says that an own note fits better elsewhere."""

from __future__ import annotations

from uuid import UUID

from flask import request
from flask.typing import ResponseReturnValue

from participation.base import database
from participation.base.web.security import by_link
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import Language
from participation.boards.base.blueprint import blueprint
from participation.boards.base.errors import BadChoice, UnknownBoard
from participation.boards.base.kinds import BoardRole
from participation.boards.events import visit
from participation.boards.notes import wishes
from participation.boards.phone import pages
from participation.boards.phone.person_board import PersonBoard, person_board
from participation.boards.phone.writing import key, verb

STAY = "stay"
"""Stands for: it lies well where it is."""


@blueprint.get("/<code>/<language:language>/notes/<uuid:note>/elsewhere")
@by_link(BoardRole.PARTICIPANT)
def elsewhere(code: str, language: Language, note: UUID) -> str:
    """Asks where an own note fits better."""
    del code, language
    return _form(person_board(visit.current()), note)


@verb("notes/<uuid:note>/elsewhere")
def wish(code: str, note: UUID, language: Language | None = None) -> ResponseReturnValue:
    """Keeps what the author says, for the facilitator."""
    del language
    board = person_board(visit.current())
    said = request.form.get("cluster", "")
    wanted = key(said)
    if wanted is None and said != STAY:
        return _refused(wishes.nowhere(), note)
    try:
        wishes.wish(board.board_id, board.person, note, wanted)
    except BadChoice as error:
        return _refused(error, note)
    return pages.back(code)


def _refused(error: BadChoice, note: UUID) -> ResponseReturnValue:
    database.rollback()
    return _form(person_board(visit.current()), note, problem=str(error.remedy)), error.status


def _form(board: PersonBoard, note: UUID, problem: str = "") -> str:
    mine = next((item for item in board.own() if item.id == str(note)), None)
    if mine is None or not mine.movable:
        raise UnknownBoard(_("Diesen Zettel gibt es nicht mehr."))
    return board.page(
        "boards/phone/elsewhere.html",
        note=mine,
        themes={name: title for name, title in board.themes.items() if name != mine.cluster},
        wished=board.wished.get(mine.id, ""),
        stay=STAY,
        problem=problem,
    )
