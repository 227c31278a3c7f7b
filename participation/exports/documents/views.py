"""The page of a paper that was ordered: wait, then fetch."""

from __future__ import annotations

import uuid

from flask import Blueprint, Response, redirect, render_template
from flask.typing import ResponseReturnValue

from participation.access import service as access
from participation.base.web.security import Permission, staff
from participation.exports.documents import documents
from participation.exports.documents.documents import Order

blueprint = Blueprint("documents", __name__, url_prefix="/desk/documents/<uuid:document_id>")


@blueprint.get("")
@staff(Permission.SIGN_IN)
def document(document_id: uuid.UUID) -> str:
    """Loads itself anew until the paper is there."""
    return render_template("exports/document.html", order=_own(document_id))


@blueprint.post("")
@staff(Permission.SIGN_IN)
def again(document_id: uuid.UUID) -> ResponseReturnValue:
    """Another try after a fault."""
    _own(document_id)
    return redirect(documents.order_again(document_id), 303)


@blueprint.get("/file")
@staff(Permission.SIGN_IN)
def file(document_id: uuid.UUID) -> Response:
    """The paper."""
    found = _own(document_id)
    return attachment(documents.content(document_id), found.name, found.kind.mimetype)


def attachment(content: bytes, name: str, mimetype: str) -> Response:
    """A file that a browser saves under ``name``, which is plain ASCII."""
    made = Response(content, mimetype=mimetype)
    made.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return made


def _own(document_id: uuid.UUID) -> Order:
    found = documents.find(document_id)
    account = access.current_account()
    if account is None or not account.may(found.kind.permission):
        raise access.NotPermitted
    return found
