"""Votes from a phone: a form for all of them, or single ones for the script."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from participation.base import database
from participation.base.errors import DomainError
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import Language
from participation.boards.base.errors import BadChoice, Blocked, Frozen, PhaseOver, TooMany
from participation.boards.base.kinds import Opinion, VoteKind
from participation.boards.events import visit
from participation.boards.phone import pages, voting
from participation.boards.phone.person_board import PersonBoard, person_board
from participation.boards.phone.writing import key, verb
from participation.boards.voting import votes

REFUSED = (TooMany, BadChoice, PhaseOver, Frozen, Blocked)
STAR, OPINION = "r:", "v:"
"""Before the key of a target in the names of the form's fields."""
KEY_LENGTH = 36


@verb("vote")
def vote(code: str, language: Language | None = None) -> ResponseReturnValue:
    """Takes the form of the vote, whatever its kind; "Fertig" says that it is saved."""
    del language
    board = person_board(visit.current())
    plus, minus = key(request.form.get("plus", "")), key(request.form.get("minus", ""))
    try:
        if VoteKind(board.state["vote_kind"]) is VoteKind.DOTS:
            _dots(board, plus, minus)
        else:
            _fields(board)
    except REFUSED as error:
        return _again(error)
    done = None if plus or minus else 1
    address = url_for("boards.board", code=code, language=languages.current(), done=done)
    return redirect(f"{address}#t-{plus or minus}" if plus or minus else address, 303)


def _dots(board: PersonBoard, plus: UUID | None, minus: UUID | None) -> None:
    mine = votes.mine(board.board_id, board.person, board.state["dots"]).dots
    spent = [mine[slot] for slot in sorted(mine)]
    wanted = voting.moved(spent, plus, minus)
    if plus in votes.set_dots(board.board_id, board.person, wanted, board.now):
        raise BadChoice(_("Dieser Zettel ist nicht mehr zu sehen."))


def _fields(board: PersonBoard) -> None:
    stars: dict[UUID, int] = {}
    opinions: dict[UUID, Opinion] = {}
    for prefix, target, value in _sent():
        with suppress(ValueError):  # nothing that our page sends
            if prefix == STAR:
                stars[target] = int(value)
            else:
                opinions[target] = Opinion(value)
    if stars:
        votes.rate_all(board.board_id, board.person, stars, board.now)
    if opinions:
        votes.say_all(board.board_id, board.person, opinions, board.now)


def _sent() -> Iterator[tuple[str, UUID, str]]:
    for name, value in request.form.items():
        prefix, target = name[: len(STAR)], key(name[len(STAR) :])
        if prefix in (STAR, OPINION) and target:
            yield prefix, target, value


def _again(error: DomainError) -> ResponseReturnValue:
    database.rollback()
    board = person_board(visit.current())
    if isinstance(error, TooMany | BadChoice):
        return pages.drawn(board, problem=str(error.remedy)), error.status
    return pages.drawn(board, refused=error), error.status


@verb("dots")
def dots(code: str, language: Language | None = None) -> ResponseReturnValue:
    """All dots of a person at once, as keys with commas."""
    del code, language
    board = person_board(visit.current())
    targets = [found for part in request.form.get("targets", "").split(",") if (found := key(part))]
    gone = votes.set_dots(board.board_id, board.person, targets, board.now)
    return _saved(board, gone=[str(target) for target in gone])


@verb("votes")
def say(code: str, language: Language | None = None) -> ResponseReturnValue:
    """One opinion on one statement; an empty one takes it back."""
    del code, language
    board = person_board(visit.current())
    value = request.form.get("value", "")
    try:
        opinion = Opinion(value) if value else None
    except ValueError:
        raise BadChoice from None
    votes.say(board.board_id, board.person, _target(), opinion, board.now)
    return _saved(board)


@verb("ratings")
def rate(code: str, language: Language | None = None) -> ResponseReturnValue:
    """One person's stars for one thing; an empty value takes them back."""
    del code, language
    board = person_board(visit.current())
    value = request.form.get("value", "")
    stars = request.form.get("value", 0, type=int) if value else None
    votes.rate(board.board_id, board.person, _target(), stars, board.now)
    return _saved(board)


def _target() -> UUID:
    found = key(request.form.get("target", ""))
    if found is None:
        raise BadChoice
    return found


def _saved(board: PersonBoard, **more: object) -> ResponseReturnValue:
    """Acknowledges one press by the key that the phone gave it: nobody in between can know it."""
    press = request.form.get("press", "")[:KEY_LENGTH]
    return jsonify(seq=board.document["seq"], press=press, **more)
