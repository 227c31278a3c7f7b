"""The address under which all pages of participants, facilitators and walls lie."""

from __future__ import annotations

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from participation.base import database, errors
from participation.base.errors import DomainError

blueprint = Blueprint("boards", __name__, url_prefix="/b")


def wants_json() -> bool:
    """Whether a script asks: the same verb answers it with JSON."""
    return request.accept_mimetypes.best == "application/json"


@blueprint.errorhandler(DomainError)
def _fault(error: DomainError) -> ResponseReturnValue:
    """A page for people, ``{"problem": sentence, "code": word}`` for scripts."""
    if not wants_json():
        return errors.page(error)
    database.rollback()
    document = {"problem": str(error.remedy), "code": getattr(error, "code", "problem")}
    for name in ("mine", "theirs", "version"):
        if hasattr(error, name):
            document[name] = getattr(error, name)
    return jsonify(document), error.status
