"""Prompts in each language: read, changed and released by a person."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import current_account
from participation.base import database
from participation.base.desk.forms import ConfirmForm
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.languages import LANGUAGES, Language
from participation.boards.base.errors import BadChoice
from participation.boards.desk import words
from participation.boards.desk.blueprint import blueprint
from participation.boards.desk.forms import ColumnForm, PromptsForm, prompts_form
from participation.boards.events import planning
from participation.boards.setup import preparing, shaping
from participation.boards.setup.preparing import BoardInfo


@blueprint.route("/boards/<uuid:board_id>/prompts/<tag>", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def prompts(board_id: uuid.UUID, tag: str) -> ResponseReturnValue:
    """Titles and questions of a board in one language, beside the German ones."""
    language = _language(tag)
    board = preparing.board(board_id)
    here = preparing.prompts(board_id, tag)
    released = all(item.released_by for item in here)
    form = prompts_form(
        {item.column: (item.title, item.prompt) for item in here}, released=released
    )
    if form.validate_on_submit():
        said = {item.column: tuple(f.data or "" for f in form.pair(item.column)) for item in here}
        account = current_account()
        reader = account.name if account and (form.released.data or tag == "de") else None
        preparing.save_prompts(
            board_id, tag, {key: (pair[0], pair[1]) for key, pair in said.items()}, reader
        )
        return redirect(url_for("events.workshop", workshop_id=board.workshop_id))
    return _page(board, language, form), 400 if form.errors else 200


def _page(board: BoardInfo, language: Language, form: PromptsForm, more: str = "") -> str:
    """The texts of a board in one language; below the German ones, a further column."""
    event, workshop = planning.workshop(board.workshop_id)
    german = preparing.prompts(board.id, "de")
    here = german if language.tag == "de" else preparing.prompts(board.id, language.tag)
    column = ColumnForm() if language.tag == "de" and not event.archived_on else None
    return render_template(
        "boards/desk/workshop/prompts.html",
        form=form,
        board=board,
        event=event,
        workshop=workshop,
        german={item.column: item for item in german},
        columns=here,
        language=language,
        name=words.name,
        column_form=column,
        columns_left=shaping.MOST_COLUMNS - len(here),
        tongues=shaping.languages_of(board.id) if column else {},
        refused=more,
    )


def _german(board: BoardInfo) -> PromptsForm:
    """The form of the German texts as they are stored, beside one that is refused."""
    here = preparing.prompts(board.id, "de")
    said = {item.column: (item.title, item.prompt) for item in here}
    return prompts_form(said, released=True, sent=False)


@blueprint.post("/boards/<uuid:board_id>/columns")
@staff(Permission.RUN_EVENTS)
def add_column(board_id: uuid.UUID) -> ResponseReturnValue:
    """A further column with its German title and question."""
    board, form = preparing.board(board_id), ColumnForm()
    if not form.validate_on_submit():
        return _page(board, LANGUAGES["de"], _german(board)), 400
    account = current_account()
    title, prompt = form.title.data or "", form.prompt.data or ""
    try:
        shaping.add_column(board_id, title, prompt, account.name if account else None)
    except BadChoice as error:
        database.rollback()
        return _page(board, LANGUAGES["de"], _german(board), str(error.remedy)), error.status
    return redirect(url_for("events.prompts", board_id=board_id, tag="de"))


@blueprint.post("/boards/<uuid:board_id>/columns/<key>/delete")
@staff(Permission.RUN_EVENTS)
def remove_column(board_id: uuid.UUID, key: str) -> ResponseReturnValue:
    """Takes an empty column away."""
    board, form = preparing.board(board_id), ConfirmForm()
    if not form.sure():
        return _page(board, LANGUAGES["de"], _german(board)), 400
    try:
        shaping.remove_column(board_id, key)
    except BadChoice as error:
        database.rollback()
        return _page(board, LANGUAGES["de"], _german(board), str(error.remedy)), error.status
    return redirect(url_for("events.prompts", board_id=board_id, tag="de"))


@blueprint.get("/<uuid:event_id>/languages")
@staff(Permission.RUN_EVENTS)
def languages(event_id: uuid.UUID) -> ResponseReturnValue:
    """Which languages are read and released, for every board of an event."""
    event = planning.event(event_id)
    boards = [
        (workshop, board) for workshop in event.workshops for board in preparing.boards(workshop.id)
    ]
    return render_template(
        "boards/desk/workshop/languages.html",
        event=event,
        boards=boards,
        released=preparing.released_languages([board.id for _workshop, board in boards]),
        name=words.name,
        LANGUAGES=LANGUAGES,
    )


@blueprint.route("/<uuid:event_id>/languages/<tag>/unchecked", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def unchecked(event_id: uuid.UUID, tag: str) -> ResponseReturnValue:
    """Warns, then shows (or no longer shows) prompts of a language that nobody released."""
    language = _language(tag)
    event = planning.event(event_id)
    form = ConfirmForm()
    opened = tag in event.open_unchecked
    if form.validate_on_submit():
        planning.open_unchecked(event_id, tag, opened=not opened)
        preparing.send_columns_anew(event_id)
        return redirect(url_for("events.languages", event_id=event_id))
    return render_template(
        "boards/desk/workshop/unchecked.html",
        form=form,
        event=event,
        language=language,
        opened=opened,
        name=words.name,
    )


def _language(tag: str) -> Language:
    if tag not in LANGUAGES:
        raise NotFound
    return LANGUAGES[tag]
