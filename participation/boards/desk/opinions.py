"""The opinion groups of an event: look, then release."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access import service as access
from participation.base import database
from participation.base.desk.forms import RevisionForm
from participation.base.errors import Conflict
from participation.base.web.security import Permission, staff
from participation.boards.desk import words
from participation.boards.desk.blueprint import blueprint
from participation.boards.events import planning
from participation.boards.opinions import opinions


@blueprint.get("/<uuid:event_id>/opinions")
@staff(Permission.RUN_EVENTS)
def opinion_groups(event_id: uuid.UUID) -> str:
    """What was found, or why nothing was."""
    found = planning.event(event_id)
    return render_template(
        "boards/desk/results/opinions.html",
        event=found,
        draft=opinions.draft(event_id),
        name=words.name,
    )


@blueprint.route("/<uuid:event_id>/opinions/release", methods=["GET", "POST"])
@staff(Permission.PUBLISH)
def release_opinions(event_id: uuid.UUID) -> ResponseReturnValue:
    """What releasing means, and the one button that does it."""
    form, found = RevisionForm(), planning.event(event_id)
    refusal = None
    if form.validate_on_submit():
        account = access.current_account()
        try:
            version = opinions.release(
                event_id, account.name if account else "", form.revision.data or ""
            )
        except Conflict as refused:
            database.rollback()
            refusal = refused
        else:
            access.audit(access.Action.RELEASE, words.name(found.plan.title), str(version))
            return redirect(url_for("events.opinion_groups", event_id=event_id), 303)
    draft = opinions.draft(event_id)
    if draft.opinions is None or (draft.released and not refusal):
        return redirect(url_for("events.opinion_groups", event_id=event_id), 303)
    form.revision.data = opinions.fingerprint(draft.opinions)
    page = render_template(
        "boards/desk/results/opinions-release.html",
        event=found,
        draft=draft,
        form=form,
        name=words.name,
        refusal=refusal,
    )
    return page, 409 if refusal else 200
