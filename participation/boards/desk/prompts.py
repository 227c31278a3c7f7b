"""Prompts in each language: read, changed and released by a person."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import current_account
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.languages import LANGUAGES, Language
from participation.boards.desk import words
from participation.boards.desk.blueprint import blueprint
from participation.boards.desk.forms import ConfirmForm, prompts_form
from participation.boards.events import planning
from participation.boards.setup import preparing


@blueprint.route("/boards/<uuid:board_id>/prompts/<tag>", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def prompts(board_id: uuid.UUID, tag: str) -> ResponseReturnValue:
    """Titles and questions of a board in one language, beside the German ones."""
    language = _language(tag)
    board = preparing.board(board_id)
    event, workshop = planning.workshop(board.workshop_id)
    german = preparing.prompts(board_id, "de")
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
        return redirect(url_for("events.workshop", workshop_id=workshop.id))
    page = render_template(
        "boards/desk/workshop/prompts.html",
        form=form,
        board=board,
        event=event,
        workshop=workshop,
        german={item.column: item for item in german},
        columns=here,
        language=language,
        name=words.name,
    )
    return page, 400 if form.errors else 200


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
        preparing.tell_columns_again(event_id)
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
