"""Free texts wait here until a person has read them; nobody else sees one before."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from participation.areas import service as areas
from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.respond.answers import letterbox
from participation.respond.errors import Refusal
from participation.respond.models import FreeText, TextState
from surveys.texts import flags
from surveys.texts.flags import Finding, Flag

READABLE = (TextState.WAITING, TextState.RELEASED, TextState.HELD)
"""What a reviewer may see; texts that rest are no one's."""
MANY = 1_000
"""Above it, pages say "more than"."""
LONGEST = 4_000
"""Characters of a translation."""


class Decision(StrEnum):
    """What a person does with a text."""

    RELEASE = "release"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class WaitingText:
    """A free text as its reader sees it."""

    id: uuid.UUID
    wave_id: uuid.UUID
    question: str
    language: str
    text: str
    state: TextState
    fields: tuple[str, ...]
    """Fields of action that a person gave it."""
    translation: str
    findings: tuple[Finding, ...]
    """Where in it somebody may be named."""

    @property
    def flags(self) -> tuple[Flag, ...]:
        """What in it may name somebody, each once."""
        found = {finding.flag for finding in self.findings}
        return tuple(flag for flag in Flag if flag in found)

    @property
    def seal(self) -> str:
        """Changes with what is said and decided, so that nobody saves over another's work."""
        return hashlib.sha256(f"{self.state}\n{self.text}".encode()).hexdigest()[:16]

    @property
    def struck(self) -> str:
        """Its words without what was found."""
        return flags.struck(self.text, self.findings)


@dataclass(frozen=True, slots=True)
class Reading:
    """What a person makes of a text."""

    text: str
    fields: tuple[str, ...] = ()
    translation: str = ""


_TEXTS = sa.select(
    FreeText.id,
    FreeText.wave_id,
    FreeText.question,
    FreeText.language,
    FreeText.text,
    FreeText.state,
    FreeText.fields,
    FreeText.translation,
)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which texts of a wave are asked for; empty: all."""

    state: TextState = TextState.WAITING
    question: str = ""
    field: str = ""


def pending_texts(
    wave_id: uuid.UUID, choice: Choice | None = None, *, most: int | None = None, after: int = 0
) -> list[WaitingText]:
    """The texts of a wave that wait (or were asked for), what may name somebody first.

    Args:
        wave_id: the wave.
        choice: which of its texts.
        most: how many at most.
        after: how many are left out at the start.
    """
    rows = database.connection().execute(
        _TEXTS.where(*_only(wave_id, choice or Choice()))
        .order_by(FreeText.urgency.desc(), FreeText.question.desc(), FreeText.id.desc())
        .limit(most)
        .offset(after)
    )
    return [_read(row) for row in rows]


def number_of(wave_id: uuid.UUID, choice: Choice) -> int:
    """How many texts of a wave were asked for; counted to one above :data:`MANY`."""
    statement = _counted(*_only(wave_id, choice))
    return int(database.connection().execute(statement).scalar_one())


def _counted(*only: sa.ColumnElement[bool]) -> sa.Select[int]:
    # A page needs no exact number of a million rows, and counting them takes longer than the page.
    some = sa.select(sa.literal(1).label("one")).where(*only).limit(MANY + 1).subquery()
    return sa.select(sa.func.count()).select_from(some)


def readable(wave_id: uuid.UUID, text_id: uuid.UUID) -> WaitingText:
    """One text.

    Raises:
        NotFound: there is none, or nobody may read it yet.
    """
    row = (
        database.connection()
        .execute(
            _TEXTS.where(
                FreeText.id == text_id,
                FreeText.wave_id == wave_id,
                FreeText.state.in_([state.value for state in READABLE]),
            )
        )
        .first()
    )
    if row is None:
        raise NotFound
    return _read(row)


def numbers(wave_id: uuid.UUID) -> dict[TextState, int]:
    """How many texts stand where in their review; counted to one above :data:`MANY`."""
    parts = [_counted(*_only(wave_id, Choice(state))).scalar_subquery() for state in READABLE]
    row = database.connection().execute(sa.select(*parts)).one()
    return dict(zip(READABLE, row, strict=True))


def number_pending(wave_id: uuid.UUID) -> int:
    """How many texts of a wave wait; counted to one above :data:`MANY`."""
    return number_of(wave_id, Choice())


def pending(wave_id: uuid.UUID) -> sa.ScalarSelect[int]:
    """For a statement: how many texts of a wave wait, counted to one above :data:`MANY`."""
    return _counted(*_only(wave_id, Choice())).scalar_subquery()


def review_text(
    wave_id: uuid.UUID, text_id: uuid.UUID, decision: Decision, text: str | None = None
) -> None:
    """Releases or holds a text that waits; what is redacted is overwritten and gone.

    Args:
        wave_id: whose text it is.
        text_id: the text.
        decision: what becomes of it.
        text: the redacted wording; None keeps it.

    Raises:
        Conflict: somebody has decided already.
        DomainError: the redacted text is empty, so holding it is meant.
    """
    found = readable(wave_id, text_id)
    if found.state is not TextState.WAITING:
        raise _decided()
    reading = Reading(found.text if text is None else text, found.fields, found.translation)
    keep_reading(found, reading, decision)


def keep_reading(found: WaitingText, reading: Reading, decision: Decision) -> None:
    """Writes down what a person made of the text that they were shown.

    Raises:
        Conflict: somebody has changed it since.
        DomainError: no text is left, or there is no such field of action.
    """
    text = reading.text.strip()
    if decision is Decision.RELEASE and not text:
        raise DomainError(Refusal.NO_TEXT_LEFT)
    state = TextState.RELEASED if decision is Decision.RELEASE else TextState.HELD
    values: dict[str, Any] = {
        "state": state.value,
        "fields": _fields(reading.fields),
        "translation": reading.translation.strip()[:LONGEST],
    }
    if text != found.text:
        values |= {"text": text, "urgency": flags.urgency(text, found.language)}
    before = (FreeText.state == found.state.value, FreeText.text == found.text)
    if not _change([found.id], values, *before):
        raise _decided()
    if (text, values["translation"]) != (found.text, found.translation):
        letterbox.wipe_texts_after_commit()


def decide_many(wave_id: uuid.UUID, text_ids: Sequence[uuid.UUID], decision: Decision) -> int:
    """Decides on several texts that wait; returns on how many.

    What may name somebody is never released with others: each such text wants an own look.
    """
    state = TextState.RELEASED if decision is Decision.RELEASE else TextState.HELD
    only = [FreeText.wave_id == wave_id, FreeText.state == TextState.WAITING.value]
    if decision is Decision.RELEASE:
        only.append(FreeText.urgency == 0)
    return _change(text_ids, {"state": state.value}, *only)


def give_field(wave_id: uuid.UUID, text_ids: Iterable[uuid.UUID], field: str) -> None:
    """Says of texts that they speak of a field of action, beside those they have.

    Raises:
        DomainError: there is no such field.
    """
    for text_id in text_ids:
        found = readable(wave_id, text_id)
        values = {"fields": _fields((*found.fields, field))}
        _change([text_id], values, FreeText.wave_id == wave_id)


def _only(wave_id: uuid.UUID, choice: Choice) -> list[sa.ColumnElement[bool]]:
    only = [FreeText.wave_id == wave_id, FreeText.state == choice.state.value]
    if choice.question:
        only.append(FreeText.question == choice.question)
    if choice.field:
        written = sa.cast(FreeText.fields, sa.Text)
        only.append(written.contains(f'"{choice.field}"', autoescape=True))
    return only


def _fields(keys: Iterable[str]) -> list[str]:
    chosen = set(keys)
    if chosen - areas.every().keys():
        raise DomainError(Refusal.UNKNOWN_FIELD)
    return [key for key in areas.every() if key in chosen]


def _change(
    text_ids: Sequence[uuid.UUID], values: dict[str, Any], *only: sa.ColumnElement[bool]
) -> int:
    changed = database.connection().execute(
        sa.update(FreeText).where(FreeText.id.in_(text_ids), *only).values(**values)
    )
    return int(changed.rowcount)


def _decided() -> Conflict:
    return Conflict(Refusal.TEXT_DECIDED)


def _read(row: sa.Row[*tuple[Any, ...]]) -> WaitingText:
    return WaitingText(
        row.id,
        row.wave_id,
        row.question,
        row.language,
        row.text,
        TextState(row.state),
        tuple(row.fields),
        row.translation,
        flags.find(row.text, row.language),
    )
