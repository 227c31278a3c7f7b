"""The columns of a board as people see them."""

from __future__ import annotations

import uuid
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.boards.models import Board, BoardColumn, Event, Prompt, Workshop

_OPENED = (
    sa.select(Event.open_unchecked)
    .join(Workshop, Workshop.event_id == Event.id)
    .join(Board, Board.workshop_id == Workshop.id)
    .where(Board.id == sa.bindparam("board"))
)
_COLUMNS = (
    sa.select(
        BoardColumn.key,
        BoardColumn.colour,
        Prompt.language,
        Prompt.title,
        Prompt.prompt,
        Prompt.released_by,
    )
    .join(Prompt, Prompt.column_id == BoardColumn.id, isouter=True)
    .where(BoardColumn.board_id == sa.bindparam("board"))
    .order_by(BoardColumn.position, BoardColumn.key)
)


def shown(board_id: uuid.UUID) -> list[dict[str, Any]]:
    """Key, colour and, by language, title and prompt of each column, in order.

    Texts that nobody released are left out, unless staff opened their language all the same: then
    they say ``"unchecked": True``.
    """
    connection = database.connection()
    asked = {"board": board_id}
    opened = connection.execute(_OPENED, asked).scalar() or []
    found: dict[str, dict[str, Any]] = {}
    for row in connection.execute(_COLUMNS, asked):
        column = found.setdefault(row.key, {"key": row.key, "colour": row.colour, "texts": {}})
        if row.language and (row.released_by or row.language in opened):
            text = {"title": row.title, "prompt": row.prompt}
            column["texts"][row.language] = text if row.released_by else text | {"unchecked": True}
    return list(found.values())
