"""The list of events, one event's page, and what changes an event for everybody."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action, audit
from participation.base.desk.forms import ConfirmForm, revision_of
from participation.base.errors import Conflict
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.boards.base.addresses import public_address
from participation.boards.base.errors import BadChoice
from participation.boards.base.localized import hours
from participation.boards.closing import archiving
from participation.boards.desk import surveys, words
from participation.boards.desk.blueprint import blueprint
from participation.boards.desk.forms import KINDS, EventForm, HoldWordsForm, event_form
from participation.boards.events import planning, rehearsal, written
from participation.boards.events.programme import EventInfo
from participation.boards.events.written import Written
from participation.boards.notes import moderation
from participation.boards.setup import prompts


@blueprint.get("")
@staff(Permission.RUN_EVENTS)
def list_all() -> ResponseReturnValue:
    """All events."""
    today = words.today(datetime.now(UTC))
    found = [(item, words.status(item, today)) for item in planning.events()]
    return render_template("boards/desk/events.html", events=found, name=words.name)


@blueprint.route("/new", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def create() -> ResponseReturnValue:
    """A new event."""
    form = event_form(None)
    if form.validate_on_submit():
        event_id = planning.create(form.plan())
        return redirect(url_for("events.show", event_id=event_id))
    page = render_template("boards/desk/event-form.html", form=form, event=None)
    return page, 400 if form.errors else 200


@blueprint.get("/<uuid:event_id>")
@staff(Permission.RUN_EVENTS)
def show(event_id: uuid.UUID) -> ResponseReturnValue:
    """One event: where it stands, its workshops, what can be done."""
    found = planning.event(event_id)
    today = words.today(datetime.now(UTC))
    return render_template(
        "boards/desk/event.html",
        event=found,
        status=words.status(found, today),
        next_step=words.next_step(found, today, prompts.drafts([event_id]).get(event_id, {})),
        kind=KINDS[found.plan.kind],
        address=public_address(found.code),
        name=words.name,
        day_come=found.plan.day <= today,
        hours=hours,
        feedback=surveys.chosen(found.plan.feedback_wave),
        LANGUAGES=LANGUAGES,
    )


@blueprint.route("/<uuid:event_id>/adapt", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def adapt(event_id: uuid.UUID) -> ResponseReturnValue:
    """Changes name, day, place, languages."""
    found = planning.event(event_id)
    form = event_form(found)
    refusal: Conflict | None = None
    lost = _lost(found, form)
    if form.validate_on_submit() and lost is None:
        try:
            planning.save(event_id, form.plan(), revision_of(form))
        except Conflict as problem:
            refusal = problem
            form.revision.data = str(planning.event(event_id).revision)
        else:
            _day_come(found, form)
            return redirect(url_for("events.show", event_id=event_id))
    page = render_template(
        "boards/desk/event-form.html",
        form=form,
        event=found,
        name=words.name,
        refusal=refusal,
        lost=lost,
    )
    return page, 409 if refusal else 400 if form.errors else 200


def _lost(found: EventInfo, form: EventForm) -> Written | None:
    """What the chosen day would wipe, unless the page has just said so."""
    day = form.day.data
    if not (form.is_submitted() and found.rehearsal and day):
        return None
    if day > words.today(datetime.now(UTC)) or str(day) in (
        request.form.get("sure"),
        request.form.get("keep"),
    ):
        return None
    there = written.in_event(found.id)
    return there if there.anything else None


def _day_come(found: EventInfo, form: EventForm) -> None:
    """Ends a rehearsal whose day is put to today or before: what is written from now on counts.

    At once and not with the next tick: what people write in between would go with the rehearsal.
    """
    day = form.day.data
    if not found.rehearsal or day is None or day > words.today(datetime.now(UTC)):
        return
    if request.form.get("keep") == str(day):
        rehearsal.keep(found.id)
        audit(Action.CHANGE, _name(found), _("Probe beendet, alles behalten"))
    elif rehearsal.end(found.id):
        audit(Action.DELETE, _name(found), _("Probe gelöscht"))


@blueprint.route("/<uuid:event_id>/rehearsal", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def trying(event_id: uuid.UUID) -> ResponseReturnValue:
    """Says what ending (or beginning) the rehearsal does, then does it."""
    form = ConfirmForm()
    found = planning.event(event_id)
    if found.rehearsal and form.validate_on_submit() and "keep" in request.form:
        rehearsal.keep(event_id)
        audit(Action.CHANGE, words.name(found.plan.title), _("Probe beendet, alles behalten"))
        return redirect(url_for("events.show", event_id=event_id))
    if form.sure():
        if found.rehearsal:
            rehearsal.end(event_id)
            audit(Action.DELETE, words.name(found.plan.title), _("Probe gelöscht"))
        else:
            rehearsal.begin_again(event_id)
        return redirect(url_for("events.show", event_id=event_id))
    return render_template(
        "boards/desk/rehearsal.html",
        form=form,
        event=found,
        name=words.name,
        written=written.in_event(event_id),
    )


@blueprint.route("/<uuid:event_id>/archive", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def archive(event_id: uuid.UUID) -> ResponseReturnValue:
    """Says what archiving does, then does it."""
    form = ConfirmForm()
    found = planning.event(event_id)
    if form.sure():
        archiving.archive(event_id, words.today(datetime.now(UTC)))
        audit(Action.CLOSE, _name(found), _("Veranstaltung archiviert"))
        return redirect(url_for("events.show", event_id=event_id))
    return render_template(
        "boards/desk/results/archive.html",
        form=form,
        event=found,
        name=words.name,
        written=written.in_event(event_id),
    )


@blueprint.route("/<uuid:event_id>/delete", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def delete(event_id: uuid.UUID) -> ResponseReturnValue:
    """Throws an event away that nobody has written at in earnest."""
    form = ConfirmForm()
    found = planning.event(event_id)
    if form.sure():
        planning.delete(event_id)
        audit(Action.DELETE, _name(found), _("Veranstaltung gelöscht"))
        return redirect(url_for("events.list_all"))
    return render_template(
        "boards/desk/delete.html",
        form=form,
        event=found,
        name=words.name,
        written=written.in_event(event_id),
    )


@blueprint.route("/words", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def hold_words() -> ResponseReturnValue:
    """Words that make a note wait for moderation."""
    form = HoldWordsForm(words="\n".join(moderation.hold_words()))
    if form.validate_on_submit():
        try:
            moderation.save_hold_words((form["words"].data or "").splitlines())
        except BadChoice as problem:
            form["words"].errors = [str(problem.remedy)]
        else:
            return redirect(url_for("events.list_all"))
    page = render_template("boards/desk/workshop/words.html", form=form)
    return page, 400 if form.errors else 200


def _name(event: EventInfo) -> str:
    return words.name(event.plan.title)
