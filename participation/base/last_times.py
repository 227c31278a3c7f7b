"""When what runs by itself ran last, and whether the calendar may be trusted to delete."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import NOT_SAVED, Base, UTCDateTime

GAP = timedelta(hours=2)
"""After ticks have failed to come for so long, or the clock went back, trust begins anew."""
TRUST = timedelta(days=1)
"""How long ticks must have come before anything is deleted by the calendar: a clock that is set
to another year deletes nothing that day."""
BACKWARDS = timedelta(minutes=5)


class LastTime(Base):
    """One moment in the life of the machine; none has to do with anybody who answers."""

    __tablename__ = "last_time"
    __table_args__ = NOT_SAVED

    name: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    """Of :class:`Event`."""
    at: Mapped[datetime]
    """To the minute."""


class Event(StrEnum):
    """What is noted."""

    FIRST = "first"
    """The first tick ever."""
    TICK = "tick"
    STEADY = "steady"
    """Since when ticks have come without a gap and the clock ran forward."""
    BACKUP = "backup"
    WEEK = "week"
    """When the last mails of a week were asked for."""


def times(connection: Connection) -> dict[str, datetime]:
    """When each thing was last."""
    rows = connection.execute(sa.select(LastTime.name, LastTime.at))
    return {name: at for name, at in rows}  # noqa: C416 - rows are no pairs to the type checker


def note(connection: Connection, event: Event, at: datetime) -> None:
    """Writes down that something happened."""
    at = at.replace(second=0, microsecond=0)
    here = LastTime.name == event.value
    if not connection.execute(sa.update(LastTime).where(here).values(at=at)).rowcount:
        connection.execute(_FIRST_TIME, {"name": event.value, "at": at})


_FIRST_TIME = sa.text(
    "INSERT INTO last_time (name, at) VALUES (:name, :at) ON CONFLICT DO NOTHING"
).bindparams(sa.bindparam("at", type_=UTCDateTime()))


def note_tick(connection: Connection, now: datetime) -> bool:
    """Writes down a tick; False when the clock went back since the last one."""
    known = times(connection)
    last = known.get(Event.TICK)
    backwards = last is not None and last - now > BACKWARDS
    if Event.FIRST not in known:
        note(connection, Event.FIRST, now)
    if last is None or backwards or now - last > GAP:
        note(connection, Event.STEADY, now)
    note(connection, Event.TICK, now)
    return not backwards


def trusted(connection: Connection, now: datetime) -> bool:
    """Whether the calendar may delete: ticks have come for a day and the clock ran forward."""
    steady = times(connection).get(Event.STEADY)
    return steady is not None and now - steady >= TRUST
