"""The address under which all survey pages of the desk lie."""

from __future__ import annotations

from flask import Blueprint

blueprint = Blueprint("studies", __name__, url_prefix="/desk/surveys")
