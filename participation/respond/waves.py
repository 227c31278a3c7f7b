"""What the respondents' pages ask of the studies slice."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from surveys.instrument import Instrument, Text


class RespondentWave(Protocol):
    """A wave as its respondents' pages need it, read by one statement."""

    id: UUID
    slug: str
    instrument_version_id: UUID
    state: str
    opens_at: datetime
    asking_ends_at: datetime
    taking_ends_at: datetime
    k: int
    title: Text
    languages: tuple[tuple[str, bool], ...]
    channels: tuple[str, ...]
    needs_code: bool
    results_on: date | None
    rehearsal: bool


def _service() -> Any:  # noqa: ANN401  until the slice stands
    from participation.studies import service  # noqa: PLC0415

    return service


def respondent_wave(slug: str, now: datetime) -> RespondentWave | None:
    """The wave at a short address."""
    found: RespondentWave | None = _service().respondent_wave(slug, now)
    return found


def instrument(version_id: UUID) -> Instrument:
    """The frozen questionnaire of a wave."""
    found: Instrument = _service().instrument(version_id)
    return found


def code_state(wave_id: UUID, code: str) -> str:
    """``free``, ``spent`` or ``unknown``."""
    return str(_service().code_state(wave_id, code))


def spend(wave_id: UUID, code: str) -> bool:
    """Spends a code in this transaction; False when it is not free any more."""
    return bool(_service().spend(wave_id, code))
