"""The board on a phone: what each phase lets people do, and what others wrote."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from participation.base.web.security import by_link, public
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES, Language
from participation.boards.base.blueprint import blueprint
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import Audience, BoardRole, Phase
from participation.boards.base.localized import LocalizedText
from participation.boards.base.rules import Doing
from participation.boards.events import destinations, feedback, visit
from participation.boards.events.visit import Visit
from participation.boards.notes import changes, reading
from participation.boards.notes.writing import LONGEST
from participation.boards.pages import appearance
from participation.boards.pages.appearance import Document, Paper
from participation.boards.phone import joining, voting
from participation.boards.phone.person_board import PersonBoard, person_board
from participation.places import service as places

A_PAGE = 40
"""Notes of others on one page."""
NOBODY = UUID(int=0)
"""Stands in addresses that the script completes."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form for a note."""

    column: str = ""
    text: str = ""
    place: str = ""
    tag: str = ""
    language: str = ""


@blueprint.get("/<code>/<language:language>/")
@public
def board(code: str, language: Language) -> ResponseReturnValue:
    """The board as the phase asks for it; before it, the way in."""
    destination = destinations.of_code(code, visit.known)
    known = visit.participant(destination, request.cookies)
    before = joining.here(destination, language, known)
    if before is not None or known is None:
        return before or ""
    return drawn(person_board(known))


def drawn(board: PersonBoard, **values: Any) -> str:  # noqa: ANN401 - templates take anything
    """The page of the phase; ``problem``, ``typed`` and ``lost`` come from a refused form."""
    drawers = {
        Phase.COLLECT: _collect,
        Phase.CLUSTER: _watch,
        Phase.DISCUSS: _watch,
        Phase.VOTE: voting.values,
    }
    more = drawers.get(board.phase, _results)(board)
    return board.page("boards/phone/board.html", own=board.own(), **(more | values))


def preview(known: Visit) -> str:
    """The page as people will see it while all collect, for who prepares the board."""
    board = person_board(known)
    board.document["board"] |= {"phase": Phase.COLLECT.value, "ends": None, "frozen": False}
    return board.page("boards/phone/board.html", own=[], picture=True, **_collect(board))


def _collect(board: PersonBoard) -> dict[str, Any]:
    first = board.appearance.columns[0].key if board.appearance.columns else ""
    tag = languages.current().tag.split("-")[0]
    return {
        "typed": Typed(column=request.args.get("column", first), language=tag),
        "fresh": uuid.uuid4(),
        "places": places.places(),
        "tongues": [item for item in LANGUAGES.values() if "-" not in item.tag],
        "longest": LONGEST,
    }


def _watch(board: PersonBoard) -> dict[str, Any]:
    target = board.state["spotlight"]
    spot = reading.spot(board.board_id, UUID(target) if target else None)
    return {
        "outcomes": reading.outcomes(board.board_id),
        "spotlight": spot,
        "shown": [board.appearance.paper(note) for note in spot.notes] if spot else [],
    }


def _results(board: PersonBoard) -> dict[str, Any]:
    destination = board.known.destination
    wave = (
        None if destination.rehearsal else destination.feedback_wave
    )  # nobody answers in earnest to try it
    return voting.results(board) | {"feedback": feedback.address(wave, board.now)}


@blueprint.get("/<code>/<language:language>/own")
@by_link(BoardRole.PARTICIPANT)
def own(code: str, language: Language) -> ResponseReturnValue:
    """One's own notes with their states, for the script."""
    board = person_board(visit.current())
    notes = [
        {
            "id": note.id,
            "text": note.text,
            "lang": note.lang,
            "column": note.column_key,
            "title": note.column.text,
            "colour": note.colour,
            "version": note.version,
            "state": note.state,
            "symbol": note.symbol,
            "said": note.said,
            "edit": url_for("boards.edit", code=code, language=language, note=note.id),
            "delete": url_for("boards.delete", code=code, language=language, note=note.id),
            "open": note.open,
            "lies": note.lies,
            "elsewhere": url_for("boards.elsewhere", code=code, language=language, note=note.id)
            if note.movable
            else "",
        }
        for note in board.own()
    ]
    return jsonify(seq=board.document["seq"], notes=notes)


@blueprint.get("/<code>/<language:language>/others")
@by_link(BoardRole.PARTICIPANT)
def others(code: str, language: Language) -> ResponseReturnValue:
    """What others wrote, newest first, by column."""
    del code, language
    board = person_board(visit.current())
    document = changes.changes(board.board_id, 0, Audience.PARTICIPANT, board.now)
    chosen = request.args.get("column", "")
    start = max(request.args.get("start", 0, type=int), 0)
    mine = {note.id for note in board.own()}
    notes = document.get("notes", [])
    shown = [note for note in reversed(notes) if _is_others(note, mine, chosen)]
    return board.page(
        "boards/phone/others.html",
        page_kind="others",
        own=(),
        chosen=chosen,
        hidden_now=board.state["others_hidden"] and board.phase is Phase.COLLECT,
        notes=_papers(board, shown[start : start + A_PAGE], notes),
        nobody=NOBODY,
        blank=_blank(board),
        mine=sorted(mine),
        column_words={
            item.key: {"title": item.title.text, "colour": item.colour}
            for item in board.appearance.columns
        },
        older=_older(board, chosen, start, len(shown)),
    )


def _is_others(note: Document, mine: Collection[str], column: str) -> bool:
    """Whether a note stands for itself, is somebody else's, and in the column that was chosen."""
    alone = not note.get("parent") and not note.get("merged")
    return alone and note["id"] not in mine and (not column or note["column"] == column)


def _papers(
    board: PersonBoard, shown: Sequence[Document], notes: Sequence[Document]
) -> list[Paper]:
    """Notes with what the visitor and others said to them."""
    given = reading.reactions(board.board_id, board.person)
    replies: dict[str, list[Document]] = {}
    for note in notes:
        if parent := note.get("parent"):
            replies.setdefault(parent, []).append(note)
    return [
        board.appearance.paper(
            note,
            open=board.may(Doing.REACT),
            answers=board.may(Doing.REPLY),
            reactions=appearance.reaction_buttons(note, given.get(note["id"], ())),
            replies=tuple(board.appearance.paper(item) for item in replies.get(note["id"], ())),
        )
        for note in shown
    ]


def _blank(board: PersonBoard) -> Paper:
    """An empty note, from which the script makes those that come."""
    return Paper(
        id=str(NOBODY),
        text="",
        lang=None,
        column=LocalizedText("", ""),
        column_key="",
        colour=1,
        open=board.may(Doing.REACT),
        answers=board.may(Doing.REPLY),
        reactions=appearance.reaction_buttons({}, ()),
    )


def _older(board: PersonBoard, chosen: str, start: int, number: int) -> str:
    if start + A_PAGE >= number:
        return ""
    return url_for(
        "boards.others",
        code=board.known.destination.code,
        language=languages.current(),
        column=chosen or None,
        start=start + A_PAGE,
    )


def back(code: str) -> ResponseReturnValue:
    """To the board after a form that was taken."""
    address = url_for("boards.board", code=code, language=languages.current())
    return redirect(address, 303)


def seen(board: PersonBoard, note: UUID) -> Paper:
    """A note that everybody sees.

    Raises:
        UnknownBoard: nobody sees it, or not any more.
    """
    document = changes.changes(board.board_id, 0, Audience.PARTICIPANT, board.now)
    for item in document.get("notes", ()):
        if item["id"] == str(note):
            return board.appearance.paper(item)
    raise UnknownBoard(_("Dieser Zettel ist nicht mehr zu sehen."))
