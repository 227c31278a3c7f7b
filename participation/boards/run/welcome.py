"""What somebody reads who opens a facilitator's link for the first time; a short rehearsal."""

from __future__ import annotations

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.base.web.security import by_link
from participation.base.words.catalogues import gettext as _
from participation.boards.base.addresses import short_address
from participation.boards.base.audit import Acting
from participation.boards.base.blueprint import blueprint
from participation.boards.base.errors import BadChoice
from participation.boards.base.kinds import MODERATORS, BoardRole, Phase
from participation.boards.base.localized import hours, localized, title
from participation.boards.events import planning, visit
from participation.boards.events.destinations import Destination
from participation.boards.leading import phases, timing
from participation.boards.run import pages
from participation.boards.run.acts import act

SHORT = 3
"""Minutes of the rehearsal that the welcome offers."""


def greets(destination: Destination, role: BoardRole) -> bool:
    """Whether a link leads to the welcome first: it is a rehearsal, and nobody has begun."""
    if role not in MODERATORS or not destination.rehearsal or destination.board_id is None:
        return False
    return not timing.begun(destination.board_id)


@blueprint.get("/run/<code>/welcome")
@by_link(*MODERATORS)
def welcome(code: str) -> ResponseReturnValue:
    """What this is, in three sentences, and two ways on."""
    pages.speak()
    found = visit.current()
    if found.destination.workshop_id is None:
        return redirect(url_for("boards.run", code=code))
    event, workshop = planning.workshop(found.destination.workshop_id)
    return render_template(
        "boards/run/welcome.html",
        title=title(workshop.plan.title),
        day=event.plan.day,
        hours=hours(workshop.plan.starts_at, workshop.plan.ends_at),
        room=workshop.plan.room,
        second=found.role is BoardRole.SECOND,
        address=short_address(workshop.code),
        code=code,
        minutes=SHORT,
        token=found.form_token,
        localized=localized,
        rehearsal=found.destination.rehearsal,
    )


@act("lead")
def rehearse(by: Acting) -> None:
    """Collects for three minutes, as on the day.

    Raises:
        BadChoice: the rehearsal of the event is over.
    """
    if not visit.current().destination.rehearsal:
        raise BadChoice(_("Die Probe ist vorbei. Ab jetzt bleibt alles, was geschrieben wird."))
    phases.set_phase(by, Phase.COLLECT, SHORT)
