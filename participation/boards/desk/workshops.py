"""A workshop's page: its plan, its boards, the audit lines of a board."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access import service as access
from participation.base.desk.forms import ConfirmForm
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES, Language
from participation.boards import preview
from participation.boards.base import audit
from participation.boards.base.addresses import public_address
from participation.boards.base.kinds import Layout
from participation.boards.base.localized import hours
from participation.boards.desk import log_words, words
from participation.boards.desk.blueprint import blueprint
from participation.boards.desk.forms import LAYOUTS, layout_form, minutes_form, workshop_form
from participation.boards.events import planning, written
from participation.boards.events.programme import EventInfo
from participation.boards.leading import timing
from participation.boards.setup import library, preparing, shaping
from participation.boards.summaries import summaries


@blueprint.route("/<uuid:event_id>/workshops/new", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def new_workshop(event_id: uuid.UUID) -> ResponseReturnValue:
    """A further workshop."""
    event = planning.event(event_id)
    form = workshop_form(None)
    if form.validate_on_submit():
        made = planning.add_workshop(event_id, form.plan(event.plan.day))
        return redirect(url_for("events.workshop", workshop_id=made))
    page = render_template(
        "boards/desk/workshop/workshop-form.html",
        form=form,
        event=event,
        workshop=None,
        name=words.name,
    )
    return page, 400 if form.errors else 200


@blueprint.get("/workshops/<uuid:workshop_id>")
@staff(Permission.RUN_EVENTS)
def workshop(workshop_id: uuid.UUID) -> ResponseReturnValue:
    """One workshop with its boards, and templates for a further one."""
    event, found = planning.workshop(workshop_id)
    boards = preparing.boards(workshop_id)
    return render_template(
        "boards/desk/workshop/workshop.html",
        event=event,
        workshop=found,
        boards=boards,
        released=preparing.released_languages([board.id for board in boards]),
        offered=found.plan.languages or event.plan.languages,
        templates=library.templates().values(),
        earlier=_earlier(workshop_id),
        phases=words.PHASE_NAMES,
        layouts=LAYOUTS,
        layout_form=layout_form,
        address=public_address(found.code),
        name=words.name,
        hours=hours,
        LANGUAGES=LANGUAGES,
    )


@blueprint.route("/workshops/<uuid:workshop_id>/adapt", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def adapt_workshop(workshop_id: uuid.UUID) -> ResponseReturnValue:
    """Changes topic, room, times, languages."""
    event, found = planning.workshop(workshop_id)
    form = workshop_form(found)
    if form.validate_on_submit():
        planning.save_workshop(workshop_id, form.plan(event.plan.day))
        return redirect(url_for("events.workshop", workshop_id=workshop_id))
    page = render_template(
        "boards/desk/workshop/workshop-form.html",
        form=form,
        event=event,
        workshop=found,
        name=words.name,
    )
    return page, 400 if form.errors else 200


@blueprint.route("/workshops/<uuid:workshop_id>/delete", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def delete_workshop(workshop_id: uuid.UUID) -> ResponseReturnValue:
    """Throws a workshop away that nobody has written at in earnest."""
    form = ConfirmForm()
    event, found = planning.workshop(workshop_id)
    if form.sure():
        planning.delete_workshop(workshop_id)
        return redirect(url_for("events.show", event_id=event.id))
    return render_template(
        "boards/desk/workshop/workshop-delete.html",
        form=form,
        event=event,
        workshop=found,
        name=words.name,
        written=written.in_workshop(workshop_id),
    )


@blueprint.post("/workshops/<uuid:workshop_id>/boards")
@staff(Permission.RUN_EVENTS)
def add_board(workshop_id: uuid.UUID) -> ResponseReturnValue:
    """A board from a template."""
    planning.workshop(workshop_id)
    preparing.add_board(workshop_id, request.form.get("template", ""))
    return redirect(url_for("events.workshop", workshop_id=workshop_id))


def _earlier(workshop_id: uuid.UUID) -> list[EventInfo]:
    """Events of whose workshops another one has boards to take over."""
    return [
        event
        for event in planning.events()
        if any(other.boards for other in event.workshops if other.id != workshop_id)
    ]


@blueprint.post("/workshops/<uuid:workshop_id>/boards/copy")
@staff(Permission.RUN_EVENTS)
def copy_boards(workshop_id: uuid.UUID) -> ResponseReturnValue:
    """The boards of an earlier workshop again, without what was written."""
    planning.workshop(workshop_id)
    try:
        source = uuid.UUID(request.form.get("workshop", ""))
    except ValueError:
        raise NotFound from None
    planning.workshop(source)
    shaping.copy_boards(source, workshop_id)
    return redirect(url_for("events.workshop", workshop_id=workshop_id))


@blueprint.post("/boards/<uuid:board_id>/activate")
@staff(Permission.RUN_EVENTS)
def activate_board(board_id: uuid.UUID) -> ResponseReturnValue:
    """Lets the workshop's people write on this board from now on."""
    preparing.activate(board_id)
    return _back(board_id)


@blueprint.post("/boards/<uuid:board_id>/layout")
@staff(Permission.RUN_EVENTS)
def arrange_board(board_id: uuid.UUID) -> ResponseReturnValue:
    """How a board lies on a large screen."""
    chosen, form = request.form.get("layout", ""), layout_form(preparing.board(board_id).layout)
    if not form.validate_on_submit() or chosen not in set(Layout):
        raise NotFound
    preparing.arrange(board_id, Layout(chosen))
    return _back(board_id)


@blueprint.route("/boards/<uuid:board_id>/prepare", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def prepare_board(board_id: uuid.UUID) -> ResponseReturnValue:
    """Minutes of the phases, and how the board will look on phones and on the wall."""
    board = preparing.board(board_id)
    event, found = planning.workshop(board.workshop_id)
    planned = timing.minutes(board_id)
    form = minutes_form(planned)
    if form.validate_on_submit():
        timing.plan(board_id, {item: form[item.value].data or 0 for item in timing.TIMED})
        return redirect(url_for("events.prepare_board", board_id=board_id, saved=1))
    offered = [tag for tag in found.plan.languages or event.plan.languages if tag in LANGUAGES]
    shown = request.args.get("in", "")
    page = render_template(
        "boards/desk/workshop/prepare.html",
        form=form,
        board=board,
        workshop=found,
        timed=timing.TIMED,
        planned=planned,
        minutes_for=timing.choices(planned),
        phases=words.PHASE_NAMES,
        offered=[LANGUAGES[tag] for tag in offered],
        shown=LANGUAGES[shown if shown in offered else "de"],
        name=words.name,
    )
    return preview.framing(page)


@blueprint.get("/boards/<uuid:board_id>/look/<language:language>")
@staff(Permission.RUN_EVENTS)
def look_phone(board_id: uuid.UUID, language: Language) -> ResponseReturnValue:
    """The board on a phone, as a picture."""
    return preview.on_a_phone(board_id, language)


@blueprint.get("/boards/<uuid:board_id>/look/wall")
@staff(Permission.RUN_EVENTS)
def look_wall(board_id: uuid.UUID) -> ResponseReturnValue:
    """The board on the wall, as a picture."""
    return preview.on_the_wall(board_id)


@blueprint.route("/boards/<uuid:board_id>/delete", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def delete_board(board_id: uuid.UUID) -> ResponseReturnValue:
    """Says what goes with a board, then throws it away."""
    board = preparing.board(board_id)
    event, found = planning.workshop(board.workshop_id)
    form = ConfirmForm()
    if form.sure() and not event.archived_on:
        preparing.delete_board(board_id)
        if board.notes:
            summaries.ask(board.workshop_id)
        wording = _("Pinnwand gelöscht, Zettel: %(n)d") % {"n": board.notes}
        access.audit(access.Action.DELETE, words.name(found.plan.title), wording)
        return redirect(url_for("events.workshop", workshop_id=board.workshop_id))
    return render_template(
        "boards/desk/workshop/board-delete.html",
        form=form,
        board=board,
        workshop=found,
        name=words.name,
        written=written.on_board(board_id),
    )


@blueprint.get("/boards/<uuid:board_id>/log")
@staff(Permission.RUN_EVENTS)
def log(board_id: uuid.UUID) -> ResponseReturnValue:
    """What moderation and facilitators did on a board."""
    board = preparing.board(board_id)
    _unused, found = planning.workshop(board.workshop_id)
    return render_template(
        "boards/desk/log.html",
        board=board,
        workshop=found,
        lines=audit.lines(board_id),
        acts=words.ACT_NAMES,
        roles=words.ROLE_NAMES,
        detail=log_words.detail,
        name=words.name,
    )


def _back(board_id: uuid.UUID) -> ResponseReturnValue:
    found = preparing.board(board_id)
    return redirect(url_for("events.workshop", workshop_id=found.workshop_id))
