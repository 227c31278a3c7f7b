"""Notes from a phone: written, changed, deleted, answered, marked. A form, or JSON for the script.

Every verb has an address with the language and one without, for whoever knows only the code.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar
from uuid import UUID

from flask import jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from participation.base import database
from participation.base.errors import DomainError
from participation.base.web.security import by_link
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import Language
from participation.boards.base.blueprint import blueprint, wants_json
from participation.boards.base.errors import (
    BadNote,
    Blocked,
    Frozen,
    PhaseOver,
    Stale,
    UnknownBoard,
)
from participation.boards.base.kinds import BoardRole, Phase
from participation.boards.events import visit
from participation.boards.notes import writing
from participation.boards.notes.writing import NoteDraft, Written
from participation.boards.pages.appearance import Paper
from participation.boards.phone import pages
from participation.boards.phone.pages import Typed
from participation.boards.phone.person_board import PersonBoard, own_board, own_person, person_board
from participation.places import service as places
from surveys.texts import clean

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])
LANGUAGE_LENGTH = 12
TAG_LENGTH = 40
REFUSED = (BadNote, PhaseOver, Frozen, Blocked)
"""After these, what was written stands in the page again."""


def verb(path: str) -> Callable[[View], View]:
    """A participant's verb at ``/b/<code>/<language>/<path>`` and at ``/b/<code>/<path>``."""

    def mark(view: View) -> View:
        allowed = by_link(BoardRole.PARTICIPANT)(view)
        blueprint.post(f"/<code>/<language:language>/{path}")(allowed)
        blueprint.post(f"/<code>/{path}")(allowed)
        return allowed

    return mark


@verb("notes")
def write(code: str, language: Language | None = None) -> ResponseReturnValue:
    """Stores a note; the same one sent again gets the same answer."""
    del language
    typed = Typed(
        *(request.form.get(name, "") for name in ("column", "text", "place", "tag", "language"))
    )
    try:
        written = writing.write(*_who(), _draft(typed), datetime.now(UTC))
    except REFUSED as error:
        if wants_json():
            raise
        return _again(error, typed)
    return _taken(code, written)


def _who() -> tuple[UUID, UUID]:
    """On which board who writes; the board's page is built on refusal only.

    Raises:
        UnknownBoard: the workshop has no board yet.
    """
    known = visit.current()
    return own_board(known), own_person(known)


def _draft(typed: Typed) -> NoteDraft:
    known = {place.key for place in places.places()} if typed.place else set()
    tag = clean.clean(typed.tag)[:TAG_LENGTH]
    return NoteDraft(
        key(request.form.get("id", "")) or uuid.uuid4(),
        typed.column,
        typed.text,
        _language(typed.language),
        typed.place if typed.place in known else None,
        tag or None,
        key(request.form.get("parent", "")),
    )


def key(text: str) -> UUID | None:
    """What a phone names something by; None for what is no key."""
    try:
        return UUID(text)
    except ValueError:
        return None


def _language(text: str) -> str | None:
    """A tag that looks like one; what it means is nobody's business here."""
    plain = text.replace("-", "")
    fits = plain.isascii() and plain.isalnum() and len(text) <= LANGUAGE_LENGTH
    return text if plain and fits else None


def _again(error: DomainError, typed: Typed) -> ResponseReturnValue:
    """The page of now with what was written; a text for a closed phase is kept on the phone."""
    database.rollback()
    board = person_board(visit.current())
    if board.phase is Phase.COLLECT:
        return pages.drawn(board, problem=str(error.remedy), typed=typed), error.status
    return pages.drawn(board, refused=error, lost=typed.text), error.status


def _taken(code: str, written: Written) -> ResponseReturnValue:
    if not wants_json():
        return pages.back(code)
    note = {
        "id": str(written.id),
        "v": written.version,
        "state": written.state.value,
        "text": written.text,
    }
    return jsonify(seq=written.seq, note=note)


@blueprint.get("/<code>/<language:language>/notes/<uuid:note>/edit")
@by_link(BoardRole.PARTICIPANT)
def edit(code: str, language: Language, note: UUID) -> str:
    """The form for an own note."""
    del code, language
    board = person_board(visit.current())
    mine = _mine(board, note)
    return _form(board, typed=mine.text, version=mine.version)


@verb("notes/<uuid:note>/edit")
def change(code: str, note: UUID, language: Language | None = None) -> ResponseReturnValue:
    """Changes an own note; a stale one is answered with both texts."""
    del language
    text = request.form.get("text", "")
    version = request.form.get("version", 0, type=int)
    try:
        written = writing.edit(*_who(), note, version, text)
    except (Stale, *REFUSED) as error:
        if wants_json():
            raise
        return _refused_change(error, note, text, version)
    return _taken(code, written)


def _refused_change(error: DomainError, note: UUID, text: str, version: int) -> tuple[str, int]:
    database.rollback()
    board = person_board(visit.current())
    if isinstance(error, Stale):
        other = _mine(board, note) if error.theirs else None
        page = _form(board, typed=text, version=error.version, other=other)
    elif isinstance(error, BadNote):
        page = _form(board, typed=text, version=version, problem=str(error.remedy))
    else:
        page = pages.drawn(board, refused=error, lost=text)
    return page, error.status


def _mine(board: PersonBoard, note: UUID) -> Paper:
    found = next((item for item in board.own() if item.id == str(note)), None)
    if found is None:
        raise UnknownBoard(_("Diesen Zettel gibt es nicht mehr."))
    return found


def _form(board: PersonBoard, **values: Any) -> str:  # noqa: ANN401 - templates take anything
    defaults = {"problem": "", "parent": None, "other": None, "fresh": None}
    return board.page("boards/phone/edit.html", **(defaults | values))


@blueprint.get("/<code>/<language:language>/notes/<uuid:note>/delete")
@by_link(BoardRole.PARTICIPANT)
def delete(code: str, language: Language, note: UUID) -> str:
    """Asks once before an own note goes."""
    del code, language
    board = person_board(visit.current())
    return board.page("boards/phone/delete.html", note=_mine(board, note))


@verb("notes/<uuid:note>/delete")
def remove(code: str, note: UUID, language: Language | None = None) -> ResponseReturnValue:
    """Deletes an own note."""
    del language
    return _taken(code, writing.delete(*_who(), note, datetime.now(UTC)))


@blueprint.get("/<code>/<language:language>/notes/<uuid:note>/reply")
@by_link(BoardRole.PARTICIPANT)
def reply(code: str, language: Language, note: UUID) -> str:
    """The form for an answer to a note."""
    del code, language
    board = person_board(visit.current())
    return _reply_form(board, note)


def _reply_form(board: PersonBoard, note: UUID, typed: str = "", problem: str = "") -> str:
    return _form(
        board, parent=pages.seen(board, note), typed=typed, problem=problem, fresh=uuid.uuid4()
    )


@verb("notes/<uuid:note>/reply")
def answer(code: str, note: UUID, language: Language | None = None) -> ResponseReturnValue:
    """Stores an answer to a note."""
    del language
    text, tag = request.form.get("text", ""), languages.current().tag.split("-")[0]
    draft = NoteDraft(key(request.form.get("id", "")) or uuid.uuid4(), "", text, tag, parent=note)
    try:
        written = writing.write(*_who(), draft, datetime.now(UTC))
    except REFUSED as error:
        if wants_json():
            raise
        database.rollback()
        board = person_board(visit.current())
        if isinstance(error, BadNote):
            return _reply_form(board, note, text, str(error.remedy)), error.status
        return pages.drawn(board, refused=error, lost=text), error.status
    return _taken(code, written)


@verb("notes/<uuid:note>/react")
def react(code: str, note: UUID, language: Language | None = None) -> ResponseReturnValue:
    """Reacts to a note, or takes it back."""
    del language
    seq = writing.react(*_who(), note, request.form.get("kind", ""))
    if wants_json():
        return jsonify(seq=seq)
    column = request.form.get("column") or None
    address = url_for("boards.others", code=code, language=languages.current(), column=column)
    return redirect(f"{address}#n-{note}", 303)
