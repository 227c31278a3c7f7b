"""Notifies listeners in this process and in others that a board has changed.

The listeners of this process are called once the change is committed. On PostgreSQL the change is
told to all processes in the same transaction (``NOTIFY board, '<board id>:<seq>'``).
"""

from __future__ import annotations

import uuid
from collections.abc import Callable

import sqlalchemy as sa

from participation.base import database

CHANNEL = "board"
Listener = Callable[[uuid.UUID, int], None]
"""Called in the thread that wrote, with the board and its new number; must not block or raise."""

_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Calls ``listener`` after every committed change of any board, in this process."""
    if listener not in _listeners:
        _listeners.append(listener)


def forget(listener: Listener) -> None:
    """Takes a listener out."""
    if listener in _listeners:
        _listeners.remove(listener)


def changed(board_id: uuid.UUID, seq: int) -> None:
    """Tells of a change once this transaction is committed."""
    connection = database.connection()
    if connection.dialect.name == "postgresql":
        connection.execute(sa.select(sa.func.pg_notify(CHANNEL, f"{board_id}:{seq}")))
    database.after_commit(lambda: _notify(board_id, seq))


def _notify(board_id: uuid.UUID, seq: int) -> None:
    for listener in tuple(_listeners):
        listener(board_id, seq)
