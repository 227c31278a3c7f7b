"""Waves: planned, opened, closed; every verb that changes one."""

from __future__ import annotations

import re
import secrets
import uuid
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app

from participation import database
from participation.catalogues import gettext as _
from participation.errors import Conflict, DomainError, NotFound
from participation.languages import LANGUAGES
from participation.studies import respondents, versions
from participation.studies.models import Channel, InstrumentVersion, Wave, WaveLanguage
from participation.studies.state import Schedule, WaveState
from surveys import definitions
from surveys.instrument import InstrumentKind, Text
from surveys.released import SampleKind

LEAST_K = 10
"""A group of fewer answers is never shown."""
GRACE = timedelta(days=3)
"""How long answers are taken after the end of asking, unless staff choose otherwise."""
SLUG = re.compile(r"[a-z2-9][a-z2-9-]{1,38}[a-z2-9]")
SLUG_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
RESERVED = frozenset({"info", "static", *LANGUAGES})
"""Words that mean something else below the respondents' prefix."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What staff decide about a wave before it opens."""

    slug: str
    opens_at: datetime
    asking_ends_at: datetime
    taking_ends_at: datetime
    title: Text = Text()  # noqa: RUF009 - frozen
    target_group: str = ""
    sampling: SampleKind = SampleKind.SELF_SELECTED
    group_definitions: tuple[str, ...] = ()
    k: int = LEAST_K
    results_on: date | None = None
    needs_code: bool = False


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


_ALL = sa.select(
    Wave,
    InstrumentVersion.key.label("instrument_key"),
    InstrumentVersion.kind.label("instrument_kind"),
    InstrumentVersion.title.label("instrument_title"),
).join(InstrumentVersion, InstrumentVersion.id == Wave.instrument_version_id)


def waves(now: datetime | None = None) -> tuple[WaveInfo, ...]:
    """All waves, the one that ends last first."""
    rows = database.session().execute(_ALL.order_by(Wave.asking_ends_at.desc(), Wave.slug))
    return tuple(_info(row, now or datetime.now(UTC)) for row in rows)


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


def free_slug() -> str:
    """A short address that nobody has, of signs that cannot be misread."""
    return "".join(secrets.choice(SLUG_SIGNS) for _unused in range(5))


def usual_plan(now: datetime) -> Plan:
    """What a new wave begins with: four weeks from today."""
    opens = now.astimezone(_zone()).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = opens + timedelta(days=28)
    return Plan(free_slug(), opens, ends, ends + GRACE)


def create_wave(template_id: uuid.UUID, plan: Plan) -> uuid.UUID:
    """A new draft.

    Raises:
        DomainError: the plan holds something that cannot be (see :func:`problems`), or the
            questionnaire is one of organisations, whose rounds come later.
    """
    chosen = versions.instrument(template_id)
    if chosen.kind is not InstrumentKind.ANONYMOUS:
        raise DomainError(_("Dieser Fragebogen kann hier noch nicht gestartet werden."))
    if not plan.group_definitions:
        plan = replace(plan, group_definitions=definitions.usual(chosen))
    _refuse(problems(plan))
    wave_id = uuid.uuid4()
    session = database.session()
    session.add(
        Wave(
            id=wave_id,
            template_id=template_id,
            instrument_version_id=versions.fill(template_id),
            secret=secrets.token_bytes(32),
            **_columns(plan),
        )
    )
    session.flush()
    for tag in chosen.languages:
        if tag in LANGUAGES:
            session.add(WaveLanguage(wave_id=wave_id, tag=tag))
    for key, label in (("poster", _("Plakat")), ("message", _("Nachricht"))):
        session.add(Channel(wave_id=wave_id, key=key, label=label))
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
    _refuse(problems(plan, wave_id))
    if found.opened_at is not None:
        _refuse_fixed(found, plan, now or datetime.now(UTC))
    for name, value in _columns(plan).items():
        setattr(found, name, value)
    _changed(found)


def problems(plan: Plan, wave_id: uuid.UUID | None = None) -> list[tuple[str, str]]:
    """All that cannot be in a plan: ``(name of its field, sentence)``."""
    found: list[tuple[str, str]] = []
    if not SLUG.fullmatch(plan.slug) or plan.slug in RESERVED:
        found.append(
            ("slug", _("Schreiben Sie 3 bis 40 Zeichen: kleine Buchstaben, 2 bis 9, Bindestrich."))
        )
    elif _taken(plan.slug, wave_id):
        found.append(
            ("slug", _("Diese Adresse hat schon eine andere Runde. Wählen Sie eine neue."))
        )
    if plan.asking_ends_at <= plan.opens_at:
        found.append(("asking_ends_on", _("Das Ende liegt vor dem Anfang. Wählen Sie es später.")))
    if plan.taking_ends_at < plan.asking_ends_at:
        found.append(
            ("taking_ends_on", _("Wählen Sie das Ende der Befragung oder einen Tag danach."))
        )
    if plan.k < LEAST_K:
        found.append(("k", _("Schreiben Sie %(least)d oder mehr.") % {"least": LEAST_K}))
    if plan.results_on and plan.results_on < plan.asking_ends_at.astimezone(_zone()).date():
        found.append(("results_on", _("Ergebnisse gibt es erst nach dem Ende. Wählen Sie später.")))
    if unknown := set(plan.group_definitions) - definitions.DEFINITIONS.keys():
        found.append(("group_definitions", _("Unbekannt: %(name)s") % {"name": min(unknown)}))
    return found


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


def close(wave_id: uuid.UUID, now: datetime | None = None) -> None:
    """Ends a wave at once; twice is once. Rooms above are told after the commit.

    Raises:
        Conflict: it was never open.
    """
    now = now or datetime.now(UTC)
    found = _row(wave_id, lock=True)
    state = _schedule(found).state(now)
    if state in (WaveState.DRAFT, WaveState.WITHDRAWN):
        raise Conflict(title=_("Diese Runde läuft nicht"))
    if state is not WaveState.CLOSED:
        found.closed_at = now
        _changed(found)
    _tell_closed(wave_id)


def reopen(
    wave_id: uuid.UUID,
    asking_ends_at: datetime,
    taking_ends_at: datetime,
    now: datetime | None = None,
) -> None:
    """Lets people in again until the given moments; twice is once.

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
    state = _schedule(found).state(now)
    if state is WaveState.OPEN:
        return
    if state not in (WaveState.CLOSED, WaveState.TAKING):
        raise Conflict(title=_("Diese Runde ist nicht abgeschlossen"))
    if asking_ends_at <= now or taking_ends_at < asking_ends_at:
        raise DomainError(_("Wählen Sie einen Tag, der noch kommt."))
    found.closed_at = None
    found.asking_ends_at, found.taking_ends_at = asking_ends_at, taking_ends_at
    _changed(found)


def withdraw(wave_id: uuid.UUID, now: datetime | None = None) -> None:
    """Takes a wave back for good: nobody answers, nothing of it is published; twice is once.

    Raises:
        Conflict: its figures stand already.
    """
    found = _row(wave_id, lock=True)
    if found.released_at is not None:
        raise Conflict(title=_("Diese Runde ist schon veröffentlicht"))
    if found.withdrawn_at is None:
        found.withdrawn_at = now or datetime.now(UTC)
        _changed(found)


def mark_released(wave_id: uuid.UUID, now: datetime | None = None) -> None:
    """States that the wave's figures stand: from now on it cannot be reopened.

    Raises:
        Conflict: it is not closed.
    """
    now = now or datetime.now(UTC)
    found = _row(wave_id, lock=True)
    if _schedule(found).state(now) is not WaveState.CLOSED:
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


def on_close(app: Flask, act: Callable[[uuid.UUID], None]) -> None:
    """Registers what a higher slice does once a person closed a wave (after the commit)."""
    app.extensions.setdefault("studies.closed", []).append(act)


def _tell_closed(wave_id: uuid.UUID) -> None:
    for act in current_app.extensions.get("studies.closed", ()):
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
    respondents.forget()


def _taken(slug: str, wave_id: uuid.UUID | None) -> bool:
    others = sa.select(Wave.id).where(Wave.slug == slug, Wave.id != (wave_id or uuid.UUID(int=0)))
    return database.connection().execute(others).first() is not None


def _refuse(found: Sequence[tuple[str, str]]) -> None:
    if found:
        raise DomainError(found[0][1])


def _refuse_fixed(found: Wave, plan: Plan, now: datetime) -> None:
    state = _schedule(found).state(now)
    if found.released_at is not None or state is WaveState.WITHDRAWN:
        raise Conflict(_("Beginnen Sie eine neue Runde."), title=_("Diese Runde steht fest"))
    days = (found.opens_at, found.asking_ends_at, found.taking_ends_at)
    if days != (plan.opens_at, plan.asking_ends_at, plan.taking_ends_at):
        if state is WaveState.CLOSED:
            raise Conflict(
                _("Öffnen Sie die Befragung wieder, wenn mehr Menschen antworten sollen."),
                title=_("Diese Runde ist abgeschlossen"),
            )
        if state is not WaveState.SCHEDULED and found.opens_at != plan.opens_at:
            raise Conflict(
                _("Lassen Sie den ersten Tag, wie er ist."),
                title=_("Die Befragung hat schon begonnen"),
            )
    fixed = (
        found.slug == plan.slug
        and found.k == plan.k
        and found.sampling == plan.sampling.value
        and found.target_group == plan.target_group
        and found.needs_code == plan.needs_code
    )
    if not fixed:
        raise Conflict(
            _("Name, Tage und Gruppen können Sie noch ändern."),
            title=_("Das steht fest, seit die Befragung offen ist"),
        )


def _columns(plan: Plan) -> dict[str, Any]:
    return {
        "slug": plan.slug,
        "opens_at": plan.opens_at,
        "asking_ends_at": plan.asking_ends_at,
        "taking_ends_at": plan.taking_ends_at,
        "title": {tag: text for tag, text in plan.title.strings.items() if text.strip()},
        "target_group": plan.target_group.strip(),
        "sampling": plan.sampling.value,
        "group_definitions": list(plan.group_definitions),
        "k": plan.k,
        "results_on": plan.results_on,
        "needs_code": plan.needs_code,
    }


def _schedule(found: Wave) -> Schedule:
    return Schedule(
        found.opens_at,
        found.asking_ends_at,
        found.taking_ends_at,
        found.opened_at,
        found.closed_at,
        found.withdrawn_at,
    )


def _plan(found: Wave) -> Plan:
    return Plan(
        slug=found.slug,
        opens_at=found.opens_at,
        asking_ends_at=found.asking_ends_at,
        taking_ends_at=found.taking_ends_at,
        title=Text(found.title),
        target_group=found.target_group,
        sampling=SampleKind(found.sampling),
        group_definitions=tuple(found.group_definitions),
        k=found.k,
        results_on=found.results_on,
        needs_code=found.needs_code,
    )


def _info(row: sa.Row[*tuple[Any, ...]], now: datetime) -> WaveInfo:
    found: Wave = row[0]
    schedule = _schedule(found)
    return WaveInfo(
        id=found.id,
        template_id=found.template_id,
        instrument_version_id=found.instrument_version_id,
        instrument_key=row.instrument_key,
        kind=InstrumentKind(row.instrument_kind),
        title=Text({**row.instrument_title, **found.title}),
        plan=_plan(found),
        schedule=schedule,
        state=schedule.state(now),
        released_at=found.released_at,
        revision=found.revision,
    )


def _zone() -> Any:  # noqa: ANN401 - ZoneInfo, through the settings
    return current_app.config["SETTINGS"].zone
