"""Asking for changes where no :mod:`live_app` stands before Flask: under a plain WSGI server.

Such a server has no streams; the pages' script then asks every few seconds.
"""

from __future__ import annotations

from http import HTTPStatus
from uuid import UUID

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from participation.base.web.security import public
from participation.boards.base.blueprint import blueprint
from participation.boards.live import reading
from participation.boards.live.source import GONE, WITHDRAWN


@blueprint.get("/poll/<uuid:board_id>")
@public
def poll(board_id: UUID) -> ResponseReturnValue:
    """What changed since a number; 204: nothing. Who may ask is found out as for a stream."""
    seq = reading.seqs_of([board_id]).get(board_id)
    if seq is None:
        return _refused(HTTPStatus.NOT_FOUND, GONE)
    who = reading.admitted(request.cookies, board_id, request.args.get("as", ""))
    if who is None or who.blocked:
        return _refused(HTTPStatus.FORBIDDEN, who.end if who else WITHDRAWN)
    since = request.args.get("since", 0, type=int)
    if since == seq:
        return "", HTTPStatus.NO_CONTENT
    return jsonify(reading.changes_of(board_id, since if 0 <= since <= seq else 0, who.audience))


def _refused(status: HTTPStatus, code: str) -> Response:
    answer = jsonify(code=code)
    answer.status_code = status
    return answer
