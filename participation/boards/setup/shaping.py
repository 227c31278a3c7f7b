"""Boards of the county's own: columns more or less, and all boards of an earlier workshop again."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.errors import BadChoice, Refusal
from participation.boards.base.sequence import step
from participation.boards.models import Board, BoardColumn, Note, Prompt, Workshop
from participation.boards.setup import preparing

MOST_COLUMNS = preparing.COLOURS
"""As many as there are colours, and as a phone offers side by side."""
_AS_IT_WAS = (
    Board.template,
    Board.layout,
    Board.minutes,
    Board.others_hidden,
    Board.queue,
    Board.vote_kind,
    Board.dots,
)
"""What a copy of a board keeps: how it is made, nothing of what happened on it."""


def add_column(board_id: uuid.UUID, title: str, prompt: str, released_by: str | None) -> None:
    """A further column at the end, with its German words.

    Raises:
        BadChoice: there are as many as a board may have, the title is empty, or a text too long.
    """
    words = preparing.fitting(title, prompt)
    locked = step(board_id)
    known = _columns(board_id)
    if len(known) >= MOST_COLUMNS:
        raise BadChoice(Refusal.TOO_MANY_COLUMNS, most=MOST_COLUMNS)
    colours = {colour for _key, _position, colour in known}
    column_id = uuid.uuid4()
    connection = database.connection()
    connection.execute(
        sa.insert(BoardColumn).values(
            id=column_id,
            board_id=board_id,
            key=f"own_{column_id.hex[:8]}",
            position=max((position for _key, position, _colour in known), default=-1) + 1,
            colour=next(c for c in range(1, MOST_COLUMNS + 1) if c not in colours),
        )
    )
    connection.execute(
        sa.insert(Prompt).values(
            column_id=column_id,
            language="de",
            title=words[0],
            prompt=words[1],
            released_by=released_by,
        )
    )
    _stamp_layout(board_id, locked.seq)


def remove_column(board_id: uuid.UUID, key: str) -> None:
    """Takes a column away on which nothing was ever written.

    Raises:
        BadChoice: notes hang in it, or it is the only one.
    """
    locked = step(board_id)
    here = sa.and_(BoardColumn.board_id == board_id, BoardColumn.key == key)
    connection = database.connection()
    written = sa.select(Note.id).join(BoardColumn, BoardColumn.id == Note.column_id).where(here)
    if connection.execute(written.limit(1)).first() is not None or len(_columns(board_id)) < 2:  # noqa: PLR2004  one column is the least
        raise BadChoice(Refusal.COLUMN_NEEDED)
    connection.execute(sa.delete(BoardColumn).where(here))
    _stamp_layout(board_id, locked.seq)


def languages_of(board_id: uuid.UUID) -> dict[str, int]:
    """By column, in how many languages somebody would have to write its texts again."""
    query = (
        sa.select(BoardColumn.key, sa.func.count())
        .join(Prompt, Prompt.column_id == BoardColumn.id)
        .where(BoardColumn.board_id == board_id)
        .group_by(BoardColumn.key)
    )
    return {row[0]: row[1] for row in database.connection().execute(query)}


def copy_boards(source: uuid.UUID, workshop_id: uuid.UUID) -> int:
    """Makes the boards of another workshop again, without anything written; how many there are."""
    found = database.connection().execute(
        sa.select(Board.id, *_AS_IT_WAS)
        .where(Board.workshop_id == source)
        .order_by(Board.position, Board.id)
    )
    rows = found.all()
    last = len(preparing.boards(workshop_id))
    for place, row in enumerate(rows, start=last):
        _copy(row, workshop_id, place)
    return len(rows)


def _copy(row: sa.Row[*tuple[object, ...]], workshop_id: uuid.UUID, place: int) -> None:
    connection = database.connection()
    board_id, values = uuid.uuid4(), row._asdict()
    source = values.pop("id")
    connection.execute(
        sa.insert(Board).values(id=board_id, workshop_id=workshop_id, position=place, **values)
    )
    columns = sa.select(*BoardColumn.__table__.c).where(BoardColumn.board_id == source)
    for column in connection.execute(columns).all():
        fresh = column._asdict() | {"id": uuid.uuid4(), "board_id": board_id}
        connection.execute(sa.insert(BoardColumn).values(fresh))
        said = sa.select(*Prompt.__table__.c).where(Prompt.column_id == column.id)
        prompts = [
            prompt._asdict() | {"column_id": fresh["id"]}
            for prompt in connection.execute(said).all()
        ]
        if prompts:
            connection.execute(sa.insert(Prompt), prompts)
    connection.execute(
        sa.update(Workshop)
        .where(Workshop.id == workshop_id, Workshop.active_board.is_(None))
        .values(active_board=board_id)
    )


def _columns(board_id: uuid.UUID) -> list[tuple[str, int, int]]:
    """Key, position and colour of each column."""
    query = sa.select(BoardColumn.key, BoardColumn.position, BoardColumn.colour)
    rows = database.connection().execute(query.where(BoardColumn.board_id == board_id))
    return [(row.key, row.position, row.colour) for row in rows]


def _stamp_layout(board_id: uuid.UUID, seq: int) -> None:
    statement = sa.update(Board).where(Board.id == board_id).values(layout_seq=seq)
    database.connection().execute(statement)
