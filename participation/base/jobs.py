"""Long work: a row that says what to do, done by a child process and never by a serving one.

A job is claimed by writing a heartbeat; while it runs the heartbeat is renewed with its
progress. A job whose heartbeat stopped is offered again, so its work must be safe to repeat. Work
that finds the database locked waits and is done again, and so is the record of how it ended.
"""

from __future__ import annotations

import os
import subprocess
import sys
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapped, mapped_column

from participation.base import database, hooks
from participation.base.busy import is_busy, patiently
from participation.base.database import NOT_SAVED, Base
from participation.base.settings import CHECKOUT, Settings

SILENCE = timedelta(seconds=60)
"""After this long without a heartbeat a job counts as abandoned."""
TRIES = 3
"""How often a job is begun that takes its process along."""
KEPT = timedelta(days=30)
"""How long a finished job is remembered."""
MEANING_OF_FAULT = "fault"
CANCELLED = "cancelled"
"""Error of a job that a person stopped."""


class CancelledError(Exception):
    """The job is over for everybody else: somebody stopped it, or it was given up."""


class Job(Base):
    """One piece of long work."""

    __tablename__ = "job"
    __table_args__ = NOT_SAVED

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    kind: Mapped[str] = mapped_column(sa.String(40))
    arguments: Mapped[dict[str, Any]]
    progress: Mapped[float] = mapped_column(default=0.0)
    asked_at: Mapped[datetime | None]
    """To the minute."""
    heartbeat: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    finished: Mapped[bool] = mapped_column(default=False)
    result: Mapped[dict[str, Any] | None]
    error: Mapped[str | None] = mapped_column(sa.Text)


@dataclass(frozen=True, slots=True)
class JobState:
    """How far a job is: ``progress`` from 0 to 1; ``error`` is a sentence for people."""

    id: uuid.UUID
    progress: float
    finished: bool
    result: dict[str, Any] | None
    error: str | None


Report = Callable[[float], None]
"""Notes progress.

Raises:
    CancelledError: the job was stopped; what calls it lets that pass.
"""
Work = Callable[[dict[str, Any], Report], dict[str, Any]]
"""Does a job: arguments and a way to report progress (0–1) in; a JSON-able result out.

What it leaves uncommitted is committed after it. On SQLite an open transaction locks out everybody
who writes, and the report itself: read, ``database.commit()``, compute, then write.
"""
WORK = hooks.ByKey[Work]("jobs.work")
"""How jobs are done, by their kind."""


def register(app: Flask, kind: str, work: Work) -> None:
    """States how jobs of ``kind`` are done; ``work`` imports what is heavy inside itself."""
    WORK.register(app, kind, work)


def enqueue(kind: str, arguments: dict[str, Any]) -> uuid.UUID:
    """Writes a job down in this transaction and starts a child process once it is committed."""
    job_id = uuid.uuid4()
    database.connection().execute(
        sa.insert(Job).values(
            id=job_id,
            kind=kind,
            arguments=arguments,
            progress=0.0,
            finished=False,
            asked_at=datetime.now(UTC).replace(second=0, microsecond=0),
        )
    )
    database.after_commit(start_worker)
    return job_id


def state(job_id: uuid.UUID) -> JobState | None:
    """How far a job is, or ``None`` when there is no such job."""
    row = (
        database.connection()
        .execute(
            sa.select(Job.id, Job.progress, Job.finished, Job.result, Job.error).where(
                Job.id == job_id
            )
        )
        .first()
    )
    return JobState(*row) if row else None


def arguments(job_id: uuid.UUID, kind: str) -> dict[str, Any] | None:
    """What a job of a kind was asked for with, or ``None`` when there is no such job."""
    query = sa.select(Job.arguments).where(Job.id == job_id, Job.kind == kind)
    found: dict[str, Any] | None = database.connection().execute(query).scalar()
    return found


def waiting(connection: Connection) -> tuple[datetime | None, int]:
    """When the oldest unfinished job was asked for, and how many there are."""
    row = connection.execute(
        sa.select(sa.func.min(Job.asked_at), sa.func.count()).where(Job.finished.is_(False))
    ).one()
    return row[0], row[1]


def cancel(job_id: uuid.UUID) -> None:
    """Ends a job at its next report; one that is over stays as it is."""
    running = sa.update(Job).where(Job.id == job_id, Job.finished.is_(False))
    ended = running.values(finished=True, progress=1.0, error=CANCELLED)
    database.connection().execute(ended)


def tidy(now: datetime) -> None:
    """Forgets jobs that were finished long ago; one that kills its process is given up."""
    connection = database.connection()
    old = sa.or_(Job.asked_at < now - KEPT, Job.asked_at.is_(None))
    connection.execute(sa.delete(Job).where(Job.finished.is_(True), old))
    connection.execute(
        sa.update(Job)
        .where(Job.finished.is_(False), Job.tries >= TRIES, _abandoned(now))
        .values(finished=True, progress=1.0, error=MEANING_OF_FAULT)
    )


def _abandoned(now: datetime) -> sa.ColumnElement[bool]:
    # A heartbeat from the future was written before somebody set the clock back.
    return sa.or_(
        Job.heartbeat.is_(None), Job.heartbeat < now - SILENCE, Job.heartbeat > now + SILENCE
    )


def start_worker() -> None:
    """Starts a child process that does all waiting jobs and ends; does not wait for it."""
    settings: Settings = current_app.config["SETTINGS"]
    if current_app.config.get("JOBS_INLINE"):
        work_all()
        return
    subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"],
        cwd=CHECKOUT,
        env=os.environ | {"VIELSTIMMIG_INSTANCE": str(settings.instance)},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        start_new_session=True,
    )


def work_all() -> int:
    """Does every waiting job, one after the other; returns how many."""
    done = 0
    while (claimed := patiently(_claim)) is not None:
        _do(*claimed)
        done += 1
    return done


def _claim() -> tuple[uuid.UUID, str, dict[str, Any]] | None:
    now = datetime.now(UTC)
    offered = sa.and_(Job.finished.is_(False), Job.tries < TRIES, _abandoned(now))
    with database.engine().begin() as connection:
        row = connection.execute(
            sa.select(Job.id, Job.kind, Job.arguments)
            .where(offered)
            .limit(1)
            .with_for_update(skip_locked=True)
        ).first()
        if row is None:
            return None
        connection.execute(
            sa.update(Job).where(Job.id == row.id).values(heartbeat=now, tries=Job.tries + 1)
        )
    return (row.id, row.kind, row.arguments)


def _do(job_id: uuid.UUID, kind: str, arguments: dict[str, Any]) -> None:
    work = WORK.registered()[kind]

    def do() -> dict[str, Any]:
        result = work(arguments, lambda part: _beat(job_id, part))
        database.commit()
        return result

    def wait() -> None:
        database.rollback()
        _beat(job_id, 0.0)

    try:
        _finish(job_id, result=patiently(do, wait))
    except CancelledError:
        database.rollback()
    except Exception as error:
        database.rollback()
        current_app.logger.exception("job %s failed", kind)
        _finish(job_id, error=_sentence(error))


def _sentence(error: Exception) -> str:
    remedy = getattr(error, "remedy", None)
    return str(remedy) if remedy is not None else MEANING_OF_FAULT


def _beat(job_id: uuid.UUID, part: float) -> None:
    try:
        if not _update(job_id, heartbeat=datetime.now(UTC), progress=part):
            raise CancelledError
    except sa.exc.OperationalError as error:
        if not is_busy(error):  # else the next beat tells; the work goes on
            raise


def _finish(
    job_id: uuid.UUID, *, result: dict[str, Any] | None = None, error: str | None = None
) -> None:
    ended = {"finished": True, "progress": 1.0, "result": result, "error": error}
    patiently(lambda: _update(job_id, **ended))


def _update(job_id: uuid.UUID, **values: object) -> bool:
    """Changes a job that is not over; whether it is not."""
    running = sa.update(Job).where(Job.id == job_id, Job.finished.is_(False))
    with database.engine().begin() as connection:
        return connection.execute(running.values(**values)).rowcount == 1
