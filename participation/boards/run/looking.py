"""Previews of a board on the facilitator's page "Vorbereiten"."""

from __future__ import annotations

import uuid

from flask.typing import ResponseReturnValue

from participation.base.web.security import by_link
from participation.base.words.languages import Language
from participation.boards import preview
from participation.boards.base.blueprint import blueprint
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import MODERATORS
from participation.boards.events import visit


@blueprint.get("/run/<code>/look/<language:language>")
@by_link(*MODERATORS)
def look_phone(code: str, language: Language) -> ResponseReturnValue:
    """The board on a phone."""
    del code
    return preview.on_a_phone(_board(), language)


@blueprint.get("/run/<code>/look/wall")
@by_link(*MODERATORS)
def look_wall(code: str) -> ResponseReturnValue:
    """The board on the wall."""
    del code
    return preview.on_the_wall(_board())


def _board() -> uuid.UUID:
    found = visit.current().destination.board_id
    if found is None:
        raise UnknownBoard
    return found
