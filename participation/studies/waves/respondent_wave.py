"""What a respondent's page needs of a wave: one statement, one frozen value."""

from __future__ import annotations

import hmac
import secrets
import time
import uuid
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

import sqlalchemy as sa
from flask import Flask, current_app

from participation.base import database
from participation.base.app_state import AppState
from participation.base.settings import Settings
from participation.base.words.languages import Language, ordered
from participation.studies.models import Channel, InstrumentVersion, Wave, WaveLanguage
from participation.studies.waves.state import Schedule, WaveState
from surveys.instrument.instrument import InstrumentKind, Text

KEEP_SECONDS = 3
"""How long a page may go on showing an opened wave that another process has changed."""
CHARACTERS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Of short addresses: none that is taken for another."""
LENGTH = 5


@dataclass(frozen=True, slots=True)
class RespondentWave:
    """A wave as the pages of its respondents need it."""

    id: uuid.UUID
    slug: str
    instrument_version_id: uuid.UUID
    kind: InstrumentKind
    state: WaveState
    schedule: Schedule
    k: int
    title: Text
    first_words: Text
    """What the county adds to the first page."""
    last_words: Text
    """What it adds to the page of thanks."""
    languages: tuple[tuple[str, bool], ...]
    """Tags that are offered, in the registry's order, each with whether a person checked it."""
    channels: tuple[str, ...]
    needs_code: bool
    results_on: date | None
    rehearsal: bool
    """Tried out with a signed link: everything works, nothing is ever stored."""

    @property
    def opens_at(self) -> datetime:
        """From when on people may begin."""
        return self.schedule.opens_at

    @property
    def asking_ends_at(self) -> datetime:
        """From when on nobody begins."""
        return self.schedule.asking_ends_at

    @property
    def taking_ends_at(self) -> datetime:
        """From when on nothing is taken."""
        return self.schedule.taking_ends_at

    @property
    def tags(self) -> tuple[str, ...]:
        """The tags that are offered."""
        return tuple(tag for tag, _checked in self.languages)

    def checked(self, tag: str) -> bool:
        """Whether a person checked the texts of this language."""
        return (tag, True) in self.languages

    @property
    def may_begin(self) -> bool:
        """Whether somebody may begin to answer now."""
        return self.rehearsal or self.state is WaveState.OPEN

    @property
    def may_send(self) -> bool:
        """Whether answers that were begun are still taken."""
        return self.may_begin or self.state is WaveState.TAKING


@dataclass(frozen=True, slots=True)
class _Kept:
    """An opened wave as it was at ``read_at`` (monotonic seconds)."""

    read_at: float
    wave: RespondentWave

    def at(self, now: datetime) -> RespondentWave:
        """The same wave; only its state follows the clock."""
        state = self.wave.schedule.state(now)
        return self.wave if state is self.wave.state else replace(self.wave, state=state)


KEPT = AppState[dict[str, _Kept]]("studies.respondents")
"""By short address."""


def init_app(app: Flask) -> None:
    """Remembers no wave yet."""
    KEPT.put(app, {})


def _flags() -> sa.ColumnElement[str]:
    checked = sa.case((WaveLanguage.checked_at.is_not(None), "+"), else_="")
    unchecked = sa.case((WaveLanguage.open_unchecked, "-"), else_="")
    return WaveLanguage.tag + ":" + checked + unchecked


_LANGUAGES = (
    sa.select(sa.func.aggregate_strings(_flags(), ","))
    .where(WaveLanguage.wave_id == Wave.id)
    .scalar_subquery()
    .label("languages")
)
_CHANNELS = (
    sa.select(sa.func.aggregate_strings(Channel.key, ","))
    .where(Channel.wave_id == Wave.id, Channel.removed.is_(False))
    .scalar_subquery()
    .label("channels")
)
_WAVE = sa.select(
    Wave.id,
    Wave.slug,
    Wave.instrument_version_id,
    Wave.k,
    Wave.title,
    Wave.first_words,
    Wave.last_words,
    Wave.needs_code,
    Wave.results_on,
    Wave.opens_at,
    Wave.asking_ends_at,
    Wave.taking_ends_at,
    Wave.opened_at,
    Wave.closed_at,
    Wave.withdrawn_at,
    Wave.released_at,
    InstrumentVersion.kind,
    InstrumentVersion.title.label("instrument_title"),
    _LANGUAGES,
    _CHANNELS,
).join(InstrumentVersion, InstrumentVersion.id == Wave.instrument_version_id)
_ONE = _WAVE.where(Wave.slug == sa.bindparam("slug"))
_OF_KEY = _WAVE.where(Wave.id == sa.bindparam("key"))
_ONE_HELD = _ONE.with_for_update(read=True, of=Wave)


def respondent_wave(
    slug: str, now: datetime, probe: str = "", *, fresh: bool = True, hold: bool = False
) -> RespondentWave | None:
    """The wave at a short address; one SQL statement at most.

    Args:
        slug: the short address, as it stands in the link.
        now: decides its state.
        probe: the token of a link for trying out; honoured while the wave is a draft.
        fresh: False when a page may show an opened wave as it was a few seconds ago.
        hold: nobody closes the wave before this transaction ends; implies ``fresh``.
    """
    kept = KEPT.current()
    found = kept.get(slug)
    if (
        not (fresh or hold)
        and found is not None
        and time.monotonic() - found.read_at < KEEP_SECONDS
    ):
        return found.at(now)
    statement = _ONE_HELD if hold else _ONE
    row = database.connection().execute(statement, {"slug": slug}).first()
    if row is None:
        return None
    wave = _wave(row, now, probe)
    if wave.state is not WaveState.DRAFT:
        kept[slug] = _Kept(time.monotonic(), wave)
    return wave


def entry_address(wave_id: uuid.UUID, language: Language, now: datetime) -> str | None:
    """Public address at which anybody may begin a wave now; ``None``: nobody may, or codes do.

    Leads to the first page in ``language`` if the wave has it (a variant's own language stands
    in), else to where the browser's language or a person chooses. Names no channel and nobody.
    One SQL statement.
    """
    row = database.connection().execute(_OF_KEY, {"key": wave_id}).first()
    wave = _wave(row, now, "") if row is not None else None
    if wave is None or wave.state is not WaveState.OPEN or wave.needs_code:
        return None
    known = {language.tag, language.tag.partition("-")[0]}.intersection(wave.tags)
    return first_page(wave.slug, max(known, key=len)) if known else address(wave.slug)


def behind(short: str) -> tuple[str, str] | None:
    """The wave's own short address and the channel's key behind a channel's short address."""
    row = (
        database.connection()
        .execute(
            sa.select(Wave.slug, Channel.key)
            .join(Wave, Wave.id == Channel.wave_id)
            .where(Channel.short == short)
        )
        .first()
    )
    return (row.slug, row.key) if row else None


def free_address() -> str:
    """A short address that no wave and no channel has, of characters that cannot be misread."""
    while True:
        found = "".join(secrets.choice(CHARACTERS) for _unused in range(LENGTH))
        if not taken(found):
            return found


def taken(short: str, wave_id: uuid.UUID | None = None) -> bool:
    """Whether another wave than ``wave_id``, or any channel, has this short address."""
    waves = sa.select(Wave.slug).where(Wave.slug == short, Wave.id != (wave_id or uuid.UUID(int=0)))
    channels = sa.select(Channel.short).where(Channel.short == short)
    return database.connection().execute(waves.union_all(channels)).first() is not None


def forget() -> None:
    """Makes this process read waves anew: now, and once this transaction is committed."""
    kept = KEPT.current()
    kept.clear()
    database.after_commit(kept.clear)


def rehearsal_token(wave_id: uuid.UUID) -> str:
    """What a link for trying out carries; good while the wave is a draft."""
    chosen: Settings = current_app.config["SETTINGS"]
    return hmac.new(chosen.keys.derive("rehearsal"), wave_id.bytes, "sha256").hexdigest()[:32]


def address(slug: str, **query: str) -> str:
    """The public address of a wave as it is printed; ``via``, ``code`` or ``probe`` may follow."""
    chosen: Settings = current_app.config["SETTINGS"]
    return f"{chosen.public_url.rstrip('/')}/f/{slug}" + (f"?{urlencode(query)}" if query else "")


def first_page(slug: str, tag: str, **query: str) -> str:
    """The public address of a wave's first page in one language, so that its preview speaks it."""
    return address(f"{slug}/{tag}/", **query)


def _wave(row: sa.Row[*tuple[Any, ...]], now: datetime, probe: str) -> RespondentWave:
    schedule = Schedule(
        row.opens_at,
        row.asking_ends_at,
        row.taking_ends_at,
        row.opened_at,
        row.closed_at,
        row.withdrawn_at,
        row.released_at,
    )
    state = schedule.state(now)
    rehearsal = state is WaveState.DRAFT and _honoured(row.id, probe)
    return RespondentWave(
        id=row.id,
        slug=row.slug,
        instrument_version_id=row.instrument_version_id,
        kind=InstrumentKind(row.kind),
        state=state,
        schedule=schedule,
        k=row.k,
        title=Text({**row.instrument_title, **row.title}),
        first_words=Text(row.first_words),
        last_words=Text(row.last_words),
        languages=_offered(row.languages or "", rehearsal=rehearsal),
        channels=tuple(sorted(filter(None, (row.channels or "").split(",")))),
        needs_code=row.needs_code and not rehearsal,
        results_on=row.results_on,
        rehearsal=rehearsal,
    )


def _offered(joined: str, *, rehearsal: bool) -> tuple[tuple[str, bool], ...]:
    parts = [part.partition(":") for part in joined.split(",") if part]
    found = {tag: "+" in flags for tag, _colon, flags in parts if flags or rehearsal}
    return tuple((tag, found[tag]) for tag in ordered(found))


def _honoured(wave_id: uuid.UUID, probe: str) -> bool:
    return bool(probe) and hmac.compare_digest(
        rehearsal_token(wave_id).encode(), probe.encode("utf-8", "replace")
    )
