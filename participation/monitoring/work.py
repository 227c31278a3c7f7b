"""Plan and release of a closed wave: long work, started once however often somebody clicks."""

from __future__ import annotations

import math
import uuid
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from flask import Flask

from participation.access import service as access
from participation.base import database, hooks, jobs
from participation.base.errors import Conflict
from participation.base.jobs import JobState, Report
from participation.base.words.catalogues import gettext as _
from participation.monitoring import memories, releases
from participation.monitoring.models import ReleaseWork
from participation.respond import service as respond
from participation.studies import service as studies
from participation.studies.service import WaveInfo, WaveState
from surveys import plain
from surveys.figures.corrections.exclusion import ALL, Rule
from surveys.figures.plan import Plan
from surveys.figures.released import Released

if TYPE_CHECKING:
    from surveys.figures.disclosure import Made

GATHERED = 0.15
"""So much is done when the answers are read."""
LEAST_COUNTS = 2500
"""Of fewer counts their mean error is not told: chance alone makes it larger than a tenth."""
NO_JOB = uuid.UUID(int=0)
Act = Callable[[uuid.UUID, Released], None]
"""What a higher slice does with fresh figures, inside the transaction that freezes them."""
RELEASED = hooks.Every[Act]("monitoring.released")


class Kind(StrEnum):
    """The kinds of work, and their names as jobs."""

    PLAN = "plan"
    RELEASE = "release"
    PREVIEW = "preview"
    CORRECT = "correct"


def init_app(app: Flask) -> None:
    """States how the work is done."""
    jobs.register(app, Kind.PLAN, _plan)
    jobs.register(app, Kind.RELEASE, _release)
    respond.FORGOTTEN.register(app, memories.forget)


def on_release(app: Flask, act: Act) -> None:
    """Registers what a higher slice does with fresh figures."""
    RELEASED.register(app, act)


def plan(wave_id: uuid.UUID) -> JobState | None:
    """How far the plan of a closed wave is; its result is read by :func:`planned`."""
    return state(studies.wave(wave_id), Kind.PLAN)


def planned(state: JobState | None) -> Plan | None:
    """The plan that a finished job made."""
    if state is None or not state.finished or state.result is None:
        return None
    return plain.decode(Plan, state.result["plan"])


def is_old(state: JobState | None) -> bool:
    """Whether a plan is the one before: fewer than k answers came since it was made."""
    return state is not None and bool((state.result or {}).get("before"))


def note_look(wave: WaveInfo) -> None:
    """Writes down that somebody looks at the plan: what was seen when stays known."""
    access.audit(access.Action.PLAN, wave.title.localized(("de",)).text, wave.slug)


def releasing(wave_id: uuid.UUID) -> JobState | None:
    """How far the release of a wave is, if it was asked for."""
    return state(studies.wave(wave_id), Kind.RELEASE)


def ask_plan(wave_id: uuid.UUID) -> None:
    """Begins the plan of a closed wave unless it is there or under way.

    Raises:
        Conflict: the wave is not closed.
    """
    ask(closed(wave_id), Kind.PLAN, {})


def ask_release(wave_id: uuid.UUID) -> None:
    """Begins the one release of a closed wave; a second click changes nothing.

    Raises:
        Conflict: the wave is not closed.
    """
    wave, account = closed(wave_id), access.current_account()
    name = account.name if account else ""
    if ask(wave, Kind.RELEASE, {"account": name}):
        access.audit(access.Action.RELEASE, wave.title.localized(("de",)).text, wave.slug)


def release_now(
    wave_id: uuid.UUID,
    account: str,
    report: Report = lambda _part: None,
    rules: Collection[Rule] = ALL,
) -> dict[str, Any]:
    """Makes and freezes the release of a closed wave in this process; how it was rounded.

    Args:
        wave_id: the wave.
        account: who stands for it.
        report: told how far it is.
        rules: leave answers out.

    Raises:
        Conflict: the wave is not closed.
    """
    # pandas is loaded only where figures are made, never by a serving process.
    from participation.monitoring import tallying  # noqa: PLC0415

    wave = closed(wave_id)
    material = tallying.gather(wave, rules)
    report(GATHERED)
    made = tallying.release(material, part_of(report))
    sealed = memories.seal(made.memory.to_bytes(), wave_id)
    releases.write_down(made.released)
    report(1.0)  # the last moment to be stopped
    releases.lock(wave_id)
    if closed(wave_id).schedule != wave.schedule:
        raise Conflict(_("Die Runde war wieder offen. Sehen Sie den Plan noch einmal an."))
    if len(material.answers) and not respond.has_answers(wave_id):
        # What is remembered of them would stay for ever.
        raise Conflict(_("Die Antworten dieser Runde sind inzwischen gelöscht."))
    if releases.freeze(wave_id, made.released, account, sealed):
        studies.mark_released(wave_id)
        for act in RELEASED.registered():
            act(wave_id, made.released)
    return rounded_in(made)


def rounded_in(made: Made) -> dict[str, Any]:
    """The result of a job that made figures: how they were rounded."""
    return coarse(made.rounded._asdict()) if made.rounded else {}


def rounded(wave: WaveInfo, version: int) -> dict[str, Any] | None:
    """How a version was rounded, as long as the job that made it is remembered."""
    found = state(wave, Kind.RELEASE if version == 1 else Kind.CORRECT)
    return coarse(found.result) if found is not None and found.result else None


def coarse(rounded: dict[str, Any]) -> dict[str, Any]:
    """The same with the mean error as a bound in tenths, and of many counts only.

    It is made of exact numbers: times the number of counts, a finer one would be their exact sum.
    """
    many = rounded["counts"] >= LEAST_COUNTS
    bound = math.ceil(round(abs(rounded["error"] or 0) * 10, 6)) / 10
    return rounded | {"error": max(bound, 0.1) if many else None}


def part_of(report: Report) -> Report:
    """Progress of making figures as progress of the job."""
    return lambda part: report(GATHERED + (1 - GATHERED) * part)


def cancel(wave_id: uuid.UUID, kind: Kind) -> None:
    """Stops a work that is under way."""
    found = state(studies.wave(wave_id), kind)
    if found is not None:
        jobs.cancel(found.id)


def closed(wave_id: uuid.UUID) -> WaveInfo:
    """A wave of which figures can be made.

    Raises:
        Conflict: it is not closed.
    """
    wave = studies.wave(wave_id)
    if wave.state is not WaveState.CLOSED:
        raise Conflict(
            _("Schließen Sie die Runde zuerst ab."), title=_("Diese Runde ist nicht abgeschlossen")
        )
    return wave


def _closed_at(wave: WaveInfo) -> datetime:
    now = datetime.now(UTC)
    return wave.schedule.closed_since(now) or now


def state(wave: WaveInfo, kind: Kind) -> JobState | None:
    """How far a work is, if it was asked for since the wave was closed."""
    row = database.connection().execute(_row(wave.id, kind)).first()
    if row is None or row.closed_at != _closed_at(wave):
        return None
    return jobs.state(row.job_id)


def _row(wave_id: uuid.UUID, kind: Kind) -> sa.Select[uuid.UUID, datetime]:
    return sa.select(ReleaseWork.job_id, ReleaseWork.closed_at).where(
        ReleaseWork.wave_id == wave_id, ReleaseWork.kind == kind.value
    )


_PLACE = sa.text(
    "INSERT INTO release_work (wave_id, kind, job_id, closed_at)"
    " VALUES (:wave, :kind, :job, :closed) ON CONFLICT DO NOTHING"
).bindparams(
    sa.bindparam("wave", type_=sa.Uuid()),
    sa.bindparam("job", type_=sa.Uuid()),
    sa.bindparam("closed", type_=database.UTCDateTime()),
)


def ask(wave: WaveInfo, kind: Kind, arguments: dict[str, Any], *, again: bool = False) -> bool:
    """Begins a work unless it is under way, or (but for ``again``) done; whether it did."""
    connection, closed = database.connection(), _closed_at(wave)
    # The row is there before it is read and locked, so of two clicks the second finds the job.
    connection.execute(
        _PLACE, {"wave": wave.id, "kind": kind.value, "job": NO_JOB, "closed": closed}
    )
    row = connection.execute(_row(wave.id, kind).with_for_update()).one()
    known = jobs.state(row.job_id) if row.closed_at == closed else None
    if known is not None and known.error is None and not (again and known.finished):
        return False
    job_id = jobs.enqueue(kind.value, {"wave": str(wave.id), **arguments})
    connection.execute(
        sa.update(ReleaseWork)
        .where(ReleaseWork.wave_id == wave.id, ReleaseWork.kind == kind.value)
        .values(job_id=job_id, closed_at=closed)
    )
    return True


def _plan(arguments: dict[str, Any], report: Report) -> dict[str, Any]:
    # pandas is loaded only where figures are made, never by a serving process.
    from participation.monitoring import tallying  # noqa: PLC0415

    wave = closed(uuid.UUID(arguments["wave"]))
    material = tallying.gather(wave)
    report(GATHERED)
    number = len(material.answers)
    if (before := _too_few_since(wave, number)) is not None:
        return {"plan": before, "before": True}
    made = plain.encode(tallying.plan(material, part_of(report)))
    _remember(wave.id, number, made)
    return {"plan": made}


def _too_few_since(wave: WaveInfo, number: int) -> dict[str, Any] | None:
    """The last plan, when fewer than k answers came since.

    Two plans with one answer between them would tell of which groups that person is.
    """
    row = database.connection().execute(
        sa.select(ReleaseWork.answers, ReleaseWork.plan).where(
            ReleaseWork.wave_id == wave.id, ReleaseWork.kind == Kind.PLAN.value
        )
    )
    answers, made = row.first() or (None, None)
    database.commit()
    # Fewer than before: the answers were deleted in between, and all are new.
    few = answers is not None and answers <= number < answers + wave.k
    return dict(made) if few and made is not None else None


def _remember(wave_id: uuid.UUID, answers: int, made: dict[str, Any]) -> None:
    with database.transaction() as connection:
        connection.execute(
            sa.update(ReleaseWork)
            .where(ReleaseWork.wave_id == wave_id, ReleaseWork.kind == Kind.PLAN.value)
            .values(answers=answers, plan=made)
        )


def _release(arguments: dict[str, Any], report: Report) -> dict[str, Any]:
    return release_now(uuid.UUID(arguments["wave"]), arguments["account"], report)
