"""Notifications of other processes through PostgreSQL: one connection that only listens.

A line that breaks is opened again; what was told meanwhile is found by comparing numbers.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from uuid import UUID

import psycopg
import sqlalchemy as sa

from participation.boards.base.notify import CHANNEL
from participation.boards.live.hub import PEOPLE, Hub

SHORTEST, LONGEST = 0.5, 15.0
"""Seconds between two tries to open the line."""
ALIVE = {"keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3"}
"""Seconds, seconds, times: a line whose other end vanished is noticed within a minute."""
log = logging.getLogger(__name__)


def address_of(url: sa.URL) -> str:
    """SQLAlchemy's address as PostgreSQL's own library reads it."""
    plain = url.set(drivername="postgresql").update_query_dict(ALIVE)
    return plain.render_as_string(hide_password=False)


async def listen(hub: Hub, address: str) -> None:
    """Hands on what is told, for ever."""
    pause = SHORTEST
    while True:
        with contextlib.suppress(psycopg.Error, sa.exc.SQLAlchemyError, OSError):
            async with await psycopg.AsyncConnection.connect(address, autocommit=True) as line:
                await line.execute(f"LISTEN {CHANNEL}")
                await line.execute(f"LISTEN {PEOPLE}")
                pause = SHORTEST
                await hub.look()
                async for notice in line.notifies():
                    dispatch(hub, notice.channel, notice.payload)
        log.warning("the database's line of notifications broke; it is opened again")
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST)


def dispatch(hub: Hub, channel: str, text: str) -> None:
    """Passes one notification on; one that cannot be read is ignored."""
    with contextlib.suppress(ValueError):
        if channel == PEOPLE:
            hub.hear_people(text)
        else:
            board, seq = text.split(":")
            hub.hear(UUID(board), int(seq))
