"""The address under which the event pages of the desk lie."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("events", __name__, url_prefix="/desk/events")
