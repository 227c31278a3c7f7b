"""Waves: planned, opened, closed; every verb that changes one."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from participation.base import database, hooks
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.words.catalogues import gettext as _
from participation.studies.instruments import versions
from participation.studies.models import Channel, InstrumentVersion, Wave, WaveLanguage
from participation.studies.waves import respondent_wave
from participation.studies.waves.plans import (
    Plan,
    columns,
    plan_of,
    problems,
    refuse,
    refuse_fixed,
    schedule_of,
)
from participation.studies.waves.state import Schedule, WaveState
from surveys.figures.groups import definitions
from surveys.instrument.instrument import InstrumentKind, Text


@dataclass(frozen=True, slots=True)
class WaveInfo:
    """A wave as staff and figures see it."""

    id: uuid.UUID
    template_id: uuid.UUID
    instrument_version_id: uuid.UUID
    instrument_key: str
    kind: InstrumentKind
    title: Text
    """Its own name, else that of the questionnaire."""
    plan: Plan
    schedule: Schedule
    state: WaveState
    released_at: datetime | None
    revision: int

    @property
    def slug(self) -> str:
        """Its short address."""
        return self.plan.slug

    @property
    def k(self) -> int:
        """Fewest answers of a group that is shown."""
        return self.plan.k

    @property
    def last_day(self) -> datetime:
        """A moment in the last day on which people could begin."""
        ends = self.plan.asking_ends_at - timedelta(seconds=1)
        return min(ends, self.schedule.closed_at or ends)

    @property
    def editable(self) -> bool:
        """Whether its languages and ways may still change."""
        return self.state not in (WaveState.CLOSED, WaveState.WITHDRAWN)

    @property
    def released(self) -> bool:
        """Whether its figures stand."""
        return self.released_at is not None


KEPT = "waves"
"""Where a transaction keeps what :func:`waves` read: several rooms ask for one page."""
_ALL = sa.select(
    Wave,
    InstrumentVersion.key.label("instrument_key"),
    InstrumentVersion.kind.label("instrument_kind"),
    InstrumentVersion.title.label("instrument_title"),
).join(InstrumentVersion, InstrumentVersion.id == Wave.instrument_version_id)


def waves(now: datetime | None = None) -> tuple[WaveInfo, ...]:
    """All waves, the one that ends last first; read once in a transaction that only reads."""
    kept = database.session().info
    if KEPT not in kept or not database.only_reads():
        order = (Wave.asking_ends_at.desc(), Wave.slug)
        kept[KEPT] = database.session().execute(_ALL.order_by(*order)).all()
    return tuple(_info(row, now or datetime.now(UTC)) for row in kept[KEPT])


def wave(wave_id: uuid.UUID, now: datetime | None = None) -> WaveInfo:
    """One wave.

    Raises:
        NotFound: there is none of that id.
    """
    row = database.session().execute(_ALL.where(Wave.id == wave_id)).first()
    if row is None:
        raise NotFound
    return _info(row, now or datetime.now(UTC))


def wave_of_slug(slug: str, now: datetime | None = None) -> WaveInfo:
    """The wave at a short address.

    Raises:
        NotFound: there is none.
    """
    row = database.session().execute(_ALL.where(Wave.slug == slug)).first()
    if row is None:
        raise NotFound
    return _info(row, now or datetime.now(UTC))


def secret(wave_id: uuid.UUID) -> bytes:
    """What keys the rounding of a wave's figures; never shown, never changed."""
    return _row(wave_id).secret


def create_wave(template_id: uuid.UUID, plan: Plan) -> uuid.UUID:
    """A new draft.

    Raises:
        DomainError: the plan holds something that cannot be (see :func:`problems`), or
            the questionnaire is one of organisations, whose rounds come later.
    """
    chosen = versions.instrument(template_id)
    if chosen.kind is not InstrumentKind.ANONYMOUS:
        raise DomainError(_("Dieser Fragebogen kann hier noch nicht gestartet werden."))
    if not plan.group_definitions:
        plan = replace(plan, group_definitions=definitions.usual(chosen))
    refuse(problems(plan))
    wave_id = uuid.uuid4()
    session = database.session()
    session.add(
        Wave(
            id=wave_id,
            template_id=template_id,
            instrument_version_id=versions.fill(template_id),
            secret=secrets.token_bytes(32),
            **columns(plan),
        )
    )
    session.flush()
    for tag in chosen.languages:
        session.add(WaveLanguage(wave_id=wave_id, tag=tag))
    for key, label in (("poster", _("Plakat")), ("message", _("Nachricht"))):
        short = respondent_wave.free_address()
        session.add(Channel(wave_id=wave_id, key=key, label=label, short=short))
    session.flush()
    return wave_id


def change_plan(wave_id: uuid.UUID, plan: Plan, revision: int, now: datetime | None = None) -> None:
    """Changes a draft; of an opened wave only what people were not yet promised.

    Raises:
        DomainError: the plan holds something that cannot be.
        Conflict: somebody saved since ``revision``, or what changed is fixed by now.
    """
    found = _row(wave_id, lock=True)
    if found.revision != revision:
        raise Conflict(
            _("Laden Sie die Seite neu. Dann sehen Sie die neue Fassung."),
            title=_("Jemand hat diese Runde inzwischen geändert"),
        )
    refuse(problems(plan, wave_id))
    if found.opened_at is not None:
        refuse_fixed(found, plan, now or datetime.now(UTC))
    for name, value in columns(plan).items():
        setattr(found, name, value)
    _changed(found)


def open_wave(wave_id: uuid.UUID, now: datetime | None = None) -> None:
    """Freezes the questionnaire and lets people in from its first day; twice is once.

    The checklist (``studies.checklist``) is asked by the caller, who shows what is missing.

    Raises:
        Conflict: it is withdrawn, or its end lies in the past.
    """
    now = now or datetime.now(UTC)
    found = _row(wave_id, lock=True)
    if found.opened_at is not None and found.withdrawn_at is None:
        return
    if found.withdrawn_at is not None:
        raise Conflict(title=_("Diese Runde ist zurückgezogen"))
    if found.asking_ends_at <= now:
        raise Conflict(_("Das Ende liegt in der Vergangenheit. Ändern Sie zuerst die Tage."))
    found.instrument_version_id = versions.fill(found.template_id)
    found.opened_at = now
    _changed(found)


def close(wave_id: uuid.UUID, now: datetime | None = None) -> bool:
    """Ends a wave at once; twice is once. Rooms above are told after the commit.

    Returns:
        Whether it was this call that ended it.

    Raises:
        Conflict: it was never open.
    """
    now = now or datetime.now(UTC)
    found = _row(wave_id, lock=True)
    state = schedule_of(found).state(now)
    if state in (WaveState.DRAFT, WaveState.WITHDRAWN):
        raise Conflict(title=_("Diese Runde läuft nicht"))
    ends = state is not WaveState.CLOSED
    if ends:
        found.closed_at = now
        _changed(found)
    _call_after_closing(wave_id)
    return ends


def reopen(
    wave_id: uuid.UUID,
    asking_ends_at: datetime,
    taking_ends_at: datetime,
    now: datetime | None = None,
) -> bool:
    """Lets people in again until the given moments; twice is once.

    Returns:
        Whether it was this call that opened it.

    Raises:
        Conflict: its figures stand already, or it is not closed.
        DomainError: the new end lies in the past.
    """
    now = now or datetime.now(UTC)
    found = _row(wave_id, lock=True)
    if found.released_at is not None:
        raise Conflict(
            _("Veröffentlichte Zahlen bleiben. Beginnen Sie eine neue Runde."),
            title=_("Diese Runde ist schon veröffentlicht"),
        )
    state = schedule_of(found).state(now)
    if state is WaveState.OPEN:
        return False
    if state not in (WaveState.CLOSED, WaveState.TAKING):
        raise Conflict(title=_("Diese Runde ist nicht abgeschlossen"))
    if asking_ends_at <= now or taking_ends_at < asking_ends_at:
        raise DomainError(_("Wählen Sie einen Tag, der noch kommt."))
    found.closed_at = None
    found.asking_ends_at, found.taking_ends_at = asking_ends_at, taking_ends_at
    _changed(found)
    return True


def withdraw(wave_id: uuid.UUID, now: datetime | None = None) -> bool:
    """Takes a wave back for good: nobody answers, nothing of it is published; twice is once.

    Returns:
        Whether it was this call that took it back.

    Raises:
        Conflict: its figures stand already.
    """
    found = _row(wave_id, lock=True)
    if found.released_at is not None:
        raise Conflict(title=_("Diese Runde ist schon veröffentlicht"))
    takes = found.withdrawn_at is None
    if takes:
        found.withdrawn_at = now or datetime.now(UTC)
        _changed(found)
    return takes


def mark_released(wave_id: uuid.UUID, now: datetime | None = None) -> None:
    """States that the wave's figures stand: from now on it cannot be reopened.

    Raises:
        Conflict: it is not closed.
    """
    now = now or datetime.now(UTC)
    found = _row(wave_id, lock=True)
    if schedule_of(found).state(now) is not WaveState.CLOSED:
        raise Conflict(title=_("Diese Runde ist nicht abgeschlossen"))
    if found.released_at is None:
        found.released_at = now
        _changed(found)


def delete_draft(wave_id: uuid.UUID) -> None:
    """Throws a draft away.

    Raises:
        Conflict: it was opened.
    """
    found = _row(wave_id, lock=True)
    if found.opened_at is not None:
        raise Conflict(title=_("Diese Runde war schon offen"))
    connection = database.connection()
    for part in (WaveLanguage, Channel):
        connection.execute(sa.delete(part).where(part.wave_id == wave_id))
    connection.execute(sa.delete(Wave).where(Wave.id == wave_id))


def must_be_editable(wave_id: uuid.UUID) -> None:
    """Raises Conflict when the wave is over."""
    if not wave(wave_id).editable:
        raise Conflict(title=_("Diese Runde ist abgeschlossen"))


def refresh(wave_id: uuid.UUID) -> None:
    """Puts the county's lists as they are now into a draft's questionnaire."""
    found = _row(wave_id)
    if found.opened_at is None:
        found.instrument_version_id = versions.fill(found.template_id)
        database.session().flush()


def has_old_lists(found: WaveInfo) -> bool:
    """Whether the county's places or offers changed since a draft took them."""
    if found.schedule.opened_at is not None:
        return False
    return versions.instrument(found.instrument_version_id) != versions.filled(found.template_id)


def places_in_use() -> frozenset[str]:
    """Keys of the places that people chose from in waves whose figures are still to come."""
    rows = database.connection().execute(
        sa.select(Wave.instrument_version_id).where(
            Wave.opened_at.is_not(None), Wave.released_at.is_(None), Wave.withdrawn_at.is_(None)
        )
    )
    asked = [
        question
        for version_id in rows.scalars().all()
        for question in versions.instrument(version_id).asked
        if question.list_name == "places"
    ]
    return frozenset(choice.name for question in asked for choice in question.choices)


CLOSED = hooks.Every[Callable[[uuid.UUID], None]]("studies.closed")
"""What a higher slice does once a person closed a wave (after the commit)."""


def on_close(app: Flask, act: Callable[[uuid.UUID], None]) -> None:
    """Registers what a higher slice does once a person closed a wave (after the commit)."""
    CLOSED.register(app, act)


def _call_after_closing(wave_id: uuid.UUID) -> None:
    for act in CLOSED.registered():
        database.after_commit(lambda act=act: act(wave_id))  # type: ignore[misc]  # binds the loop's act


def _row(wave_id: uuid.UUID, *, lock: bool = False) -> Wave:
    statement = sa.select(Wave).where(Wave.id == wave_id)
    found = database.session().scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound
    return found


def _changed(found: Wave) -> None:
    found.revision += 1
    database.session().flush()
    respondent_wave.forget()


def _info(row: sa.Row[*tuple[Any, ...]], now: datetime) -> WaveInfo:
    found: Wave = row[0]
    schedule = schedule_of(found)
    return WaveInfo(
        id=found.id,
        template_id=found.template_id,
        instrument_version_id=found.instrument_version_id,
        instrument_key=row.instrument_key,
        kind=InstrumentKind(row.instrument_kind),
        title=Text({**row.instrument_title, **found.title}),
        plan=plan_of(found),
        schedule=schedule,
        state=schedule.state(now),
        released_at=found.released_at,
        revision=found.revision,
    )


def target_groups_in_use() -> frozenset[str]:
    """Keys of the target groups that waves name; one statement."""
    rows = database.connection().execute(sa.select(Wave.target_groups)).scalars()
    return frozenset(key for held in rows for key in held)
