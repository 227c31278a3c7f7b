"""The pictures of a board on the facilitator's page "Vorbereiten"."""

from __future__ import annotations

import uuid

from flask.typing import ResponseReturnValue

from participation.boards import visit
from participation.boards.blueprint import blueprint
from participation.boards.faults import UnknownBoard
from participation.boards.kinds import MODERATORS
from participation.boards.views import preview
from participation.languages import Language
from participation.security import by_link


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
    found = visit.current().hall.board_id
    if found is None:
        raise UnknownBoard
    return found
