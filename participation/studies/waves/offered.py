"""The languages in which a wave asks, and the ways by which people hear of it."""

from __future__ import annotations

import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import ordered
from participation.places import service as places
from participation.studies.models import Channel, Wave, WaveLanguage
from participation.studies.waves import respondent_wave
from surveys.authoring.translations import entries
from surveys.instrument.instrument import Instrument

CHANNEL_KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,22}")
MOST_CHANNELS = 40
LONGEST = 20
"""Signs of a key that is made from a name."""


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """One language of a wave's questionnaire, as staff see it."""

    tag: str
    checked_by: str | None
    checked_at: datetime | None
    open_unchecked: bool

    @property
    def checked(self) -> bool:
        """Whether a person stands for its texts."""
        return self.checked_at is not None

    @property
    def offered(self) -> bool:
        """Whether respondents may choose it."""
        return self.checked or self.open_unchecked


@dataclass(frozen=True, slots=True)
class ChannelInfo:
    """A way by which people hear of the wave."""

    key: str
    label: str
    short: str
    """Of its short address."""


def languages(wave_id: uuid.UUID) -> tuple[LanguageStatus, ...]:
    """All languages of the wave's questionnaire, in the registry's order."""
    return languages_of([wave_id])[wave_id]


def languages_of(wave_ids: Sequence[uuid.UUID]) -> dict[uuid.UUID, tuple[LanguageStatus, ...]]:
    """The languages of several waves in one SQL statement."""
    if not wave_ids:
        return {}
    rows = database.connection().execute(
        sa.select(
            WaveLanguage.wave_id,
            WaveLanguage.tag,
            WaveLanguage.checked_by,
            WaveLanguage.checked_at,
            WaveLanguage.open_unchecked,
        ).where(WaveLanguage.wave_id.in_(wave_ids))
    )
    found: dict[uuid.UUID, dict[str, LanguageStatus]] = {wave_id: {} for wave_id in wave_ids}
    for row in rows:
        status = LanguageStatus(row.tag, row.checked_by, row.checked_at, row.open_unchecked)
        found[row.wave_id][row.tag] = status
    return {
        wave_id: tuple(by_tag[tag] for tag in ordered(by_tag)) for wave_id, by_tag in found.items()
    }


def mark_checked(wave_id: uuid.UUID, tag: str, name: str, now: datetime | None = None) -> None:
    """A person says: I have read every text in this language and stand for it."""
    _set(wave_id, tag, checked_by=name, checked_at=now or datetime.now(UTC), open_unchecked=False)


def offer_unchecked(wave_id: uuid.UUID, tag: str) -> None:
    """Offers a language that nobody checked; its first page will say so."""
    _set(wave_id, tag, checked_by=None, checked_at=None, open_unchecked=True)


def take_back(wave_id: uuid.UUID, tag: str) -> None:
    """No longer offers a language.

    Raises:
        Conflict: it is the last one of a wave that people may enter.
    """
    others = [status for status in languages(wave_id) if status.offered and status.tag != tag]
    opened = sa.select(Wave.opened_at).where(Wave.id == wave_id)
    if not others and database.connection().execute(opened).scalar() is not None:
        raise Conflict(
            _("Bieten Sie zuerst eine andere Sprache an."),
            title=_("Das ist die letzte Sprache dieser Befragung"),
        )
    _set(wave_id, tag, checked_by=None, checked_at=None, open_unchecked=False)


def complete(instrument: Instrument, tag: str) -> int:
    """How much of the questionnaire's text exists in a language, in whole percent, rounded down."""
    written = [entry.text for entry in entries(instrument)]
    if not written:
        return 100
    return 100 * sum(1 for text in written if text.strings.get(tag)) // len(written)


def channels(wave_id: uuid.UUID) -> tuple[ChannelInfo, ...]:
    """The wave's channels by label."""
    rows = database.connection().execute(
        sa.select(Channel.key, Channel.label, Channel.short)
        .where(Channel.wave_id == wave_id, Channel.removed.is_(False))
        .order_by(Channel.label)
    )
    return tuple(ChannelInfo(*row) for row in rows)


def channel(wave_id: uuid.UUID, key: str) -> ChannelInfo:
    """One of the wave's channels.

    Raises:
        NotFound: it has none of that key.
    """
    found = next((item for item in channels(wave_id) if item.key == key), None)
    if found is None:
        raise NotFound
    return found


def add_channel(wave_id: uuid.UUID, key: str, label: str) -> None:
    """A further way.

    Raises:
        DomainError: the key has other characters than small letters, digits and hyphens.
        Conflict: the wave has a channel of that key, or very many.
    """
    if not CHANNEL_KEY.fullmatch(key):
        raise DomainError(
            _("Schreiben Sie das Kürzel mit kleinen Buchstaben, Ziffern und Bindestrich.")
        )
    taken = {channel.key for channel in channels(wave_id)}
    if key in taken:
        raise Conflict(_("Dieses Kürzel gibt es schon. Wählen Sie ein anderes."))
    if len(taken) >= MOST_CHANNELS:
        raise Conflict(_("Mehr Wege gehen nicht. Löschen Sie zuerst einen."))
    _bring_back_or_add(wave_id, key, label.strip())
    respondent_wave.forget()


def name_channel(wave_id: uuid.UUID, label: str) -> str:
    """A further way by its name alone; its key, which stands in links.

    Raises:
        Conflict: the wave has a way of that name, or very many.
    """
    label = label.strip()
    known = channels(wave_id)
    if label.casefold() in {channel.label.casefold() for channel in known}:
        raise Conflict(_("Diesen Weg gibt es schon. Wählen Sie einen anderen Namen."))
    taken = {channel.key.replace("-", "_") for channel in known}
    key = places.key_for(label[:LONGEST], taken)[:LONGEST].strip("_").replace("_", "-")
    add_channel(wave_id, key, label)
    return key


def remove_channel(wave_id: uuid.UUID, key: str) -> None:
    """Takes a way out; answers that came by it keep its key, and its printed address leads on."""
    database.connection().execute(sa.update(Channel).where(_is(wave_id, key)).values(removed=True))
    respondent_wave.forget()


def _bring_back_or_add(wave_id: uuid.UUID, key: str, label: str) -> None:
    connection = database.connection()
    again = sa.update(Channel).where(_is(wave_id, key)).values(label=label, removed=False)
    if connection.execute(again).rowcount == 0:
        connection.execute(
            sa.insert(Channel).values(
                id=uuid.uuid4(),
                wave_id=wave_id,
                key=key,
                label=label,
                short=respondent_wave.free_address(),
            )
        )


def _is(wave_id: uuid.UUID, key: str) -> sa.ColumnElement[bool]:
    return sa.and_(Channel.wave_id == wave_id, Channel.key == key)


def _set(wave_id: uuid.UUID, tag: str, **values: object) -> None:
    changed = database.connection().execute(
        sa.update(WaveLanguage)
        .where(WaveLanguage.wave_id == wave_id, WaveLanguage.tag == tag)
        .values(**values)
    )
    if changed.rowcount == 0:
        raise NotFound
    respondent_wave.forget()
