"""Ordering the cards for the tables of an event."""

from __future__ import annotations

import uuid

from flask import Blueprint, redirect, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import desk_link
from participation.base.web.security import Permission, staff
from participation.exports.invitations import cards

blueprint = Blueprint("cards", __name__, url_prefix="/desk/events/<uuid:event_id>/cards")


@blueprint.post("")
@staff(Permission.RUN_EVENTS)
def order(event_id: uuid.UUID) -> ResponseReturnValue:
    """The cards, made by a job; leads to the page that offers them."""
    back = desk_link("events.show", event_id=event_id) or url_for("desk.home")
    return redirect(cards.order(event_id, back=back), 303)
