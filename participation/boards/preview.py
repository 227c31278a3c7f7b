"""A board as people will see it, as a picture in a frame of our own page: nothing in it acts."""

from __future__ import annotations

import uuid

from flask import Response, make_response

from participation.base.web.security import POLICY
from participation.base.words import languages
from participation.base.words.languages import Language
from participation.boards.base import tokens
from participation.boards.base.kinds import BoardRole
from participation.boards.events import destinations
from participation.boards.events.visit import Visit
from participation.boards.phone import pages
from participation.boards.wall import pages as wall

FRAMED = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'").replace(
    "form-action 'self'", "form-action 'none'"
)
"""Of the picture: only a page of ours may show it, and no form in it goes anywhere."""
FRAMING = f"{POLICY}; frame-src 'self'"
"""Of the page around it."""


def on_a_phone(board_id: uuid.UUID, language: Language) -> Response:
    """What a phone shows while all collect.

    Raises:
        UnknownBoard: there is no such board.
    """
    languages.use(language)
    nobody = Visit(destinations.of_board(board_id), BoardRole.PARTICIPANT, tokens.fresh())
    return _picture(pages.preview(nobody))


def on_the_wall(board_id: uuid.UUID) -> Response:
    """What the projector shows.

    Raises:
        UnknownBoard: there is no such board.
    """
    languages.use(languages.DEFAULT)
    return _picture(wall.preview(destinations.of_board(board_id), board_id))


def framing(page: str) -> Response:
    """A page of ours with such pictures."""
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = FRAMING
    return answer


def _picture(page: str) -> Response:
    answer = make_response(page)
    answer.headers["Content-Security-Policy"] = FRAMED
    answer.headers["X-Frame-Options"] = "SAMEORIGIN"
    return answer
