"""``/healthz`` for whoever watches the machine, ``/metrics`` for who has the token.

Nothing here moves with one answer: sizes are told in coarse steps, processor time and requests of
respondents' pages not at all.
"""

from __future__ import annotations

import hmac
import resource
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from flask import Blueprint, Flask, Response, abort, current_app, g, jsonify, request

from participation.base import database
from participation.base.app_state import AppState
from participation.base.last_times import Event
from participation.base.settings import Settings
from participation.base.web.security import Staff, public, rule_of
from participation.operations import watch
from participation.operations.watch import GRAVE, Facts, Trouble

blueprint = Blueprint("room", __name__)
DISK_STEP = 100_000_000
DATABASE_STEP = 10_000_000
MEMORY_STEP = 10_000_000
EVERY_TENTH = 10
"""Ages are told in tens of seconds."""


@dataclass(slots=True)
class Times:
    """How many pages of the desk this process has drawn, and how long that took."""

    pages: int = 0
    seconds: float = 0.0


TIMES = AppState[Times]("desk_pages")


@blueprint.get("/healthz")
@public
def healthz() -> Response:
    """200 "ok" or 503; what is wrong is told to who has the token."""
    now = datetime.now(UTC)
    try:
        found = watch.facts(now)
        troubles = [trouble for trouble in found.troubles() if trouble in GRAVE]
    except sa.exc.SQLAlchemyError:
        database.rollback()
        found, troubles = None, [Trouble.DATABASE]
    answer = Response("ok\n" if not troubles else "not ok\n", mimetype="text/plain")
    if _trusted():
        answer = jsonify(_details(found, troubles))
    answer.status_code = 503 if troubles else 200
    return answer


@blueprint.get("/metrics")
@public
def metrics() -> Response:
    """Figures of the machine in the text format of Prometheus."""
    if not _trusted():
        abort(404)
    lines = [f"vielstimmig_{name} {value}" for name, value in _figures(datetime.now(UTC))]
    return Response("\n".join([*lines, ""]), mimetype="text/plain; version=0.0.4")


def init_app(app: Flask) -> None:
    """Opens the two addresses; times the desk's pages, and no others, for the figures."""
    app.register_blueprint(blueprint)
    TIMES.put(app, Times())
    if app.config["SETTINGS"].metrics_token:
        app.before_request(_begin)
        app.after_request(_end)


def _trusted() -> bool:
    settings: Settings = current_app.config["SETTINGS"]
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    wanted = settings.metrics_token
    same = hmac.compare_digest(given.strip().encode(), wanted.encode())
    return bool(wanted) and kind.lower() == "bearer" and same


def _details(found: Facts | None, troubles: list[Trouble]) -> dict[str, object]:
    if found is None:
        return {"ok": False, "troubles": troubles}
    tick, backup = found.time(Event.TICK), found.time(Event.BACKUP)
    return {
        "ok": not troubles,
        "troubles": troubles,
        "shut": found.shut,
        "last_tick": tick.isoformat() if tick else None,
        "last_backup": backup.isoformat() if backup else None,
        "oldest_job": found.oldest_job.isoformat() if found.oldest_job else None,
        "free_bytes": _step(found.free, DISK_STEP),
    }


def _figures(now: datetime) -> Iterator[tuple[str, float]]:
    found = watch.facts(now)
    troubles = set(found.troubles())
    for trouble in Trouble:
        yield f'trouble{{kind="{trouble}"}}', int(trouble in troubles)
    for event in (Event.TICK, Event.BACKUP):
        if (at := found.time(event)) is not None:
            yield (
                f'age_seconds{{of="{event}"}}',
                _step(int((now - at).total_seconds()), EVERY_TENTH),
            )
    yield "jobs_waiting", found.waiting_jobs
    yield "disk_free_bytes", _step(found.free, DISK_STEP)
    if found.shut is None:
        yield "database_bytes", _step(_database_size(), DATABASE_STEP)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    yield "process_peak_bytes", _step(peak, MEMORY_STEP)
    times = TIMES.current()
    yield "desk_pages_total", times.pages
    yield "desk_seconds_total", round(times.seconds, 1)


def _database_size() -> int:
    connection = database.connection()
    if connection.dialect.name == "postgresql":
        size = connection.execute(sa.text("SELECT pg_database_size(current_database())"))
        return int(size.scalar_one())
    return Path(str(connection.engine.url.database)).stat().st_size


def _step(value: int, step: int) -> int:
    return value // step * step


def _begin() -> None:
    g.begun = time.perf_counter()


def _end(response: Response) -> Response:
    view = current_app.view_functions.get(request.endpoint or "")
    if view is not None and isinstance(rule_of(view), Staff):
        times = TIMES.current()
        times.pages += 1
        times.seconds += time.perf_counter() - g.begun
    return response
