"""Free texts wait here until a person has read them; nobody else sees one before."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from enum import StrEnum

import sqlalchemy as sa

from participation import database
from participation.catalogues import gettext as _
from participation.errors import Conflict, DomainError
from participation.respond import letterbox
from participation.respond.models import FreeText, TextState
from surveys.flags import Flag, flags


class Decision(StrEnum):
    """What a person does with a text."""

    RELEASE = "release"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class WaitingText:
    """A free text that waits for a person."""

    id: uuid.UUID
    wave_id: uuid.UUID
    question: str
    language: str
    text: str
    flags: tuple[Flag, ...]
    """What in it may name somebody."""


def pending_texts(wave_id: uuid.UUID) -> list[WaitingText]:
    """The texts of a wave that wait, those that may name somebody first."""
    rows = database.connection().execute(
        sa.select(FreeText.id, FreeText.question, FreeText.language, FreeText.text)
        .where(FreeText.wave_id == wave_id, FreeText.state == TextState.WAITING.value)
        .order_by(FreeText.id)
    )
    found = [
        WaitingText(key, wave_id, q, tag, text, flags(text, tag)) for key, q, tag, text in rows
    ]
    return sorted(found, key=_urgency)


def _urgency(item: WaitingText) -> tuple[int, int]:
    surest = list(Flag)
    return min(map(surest.index, item.flags), default=len(surest)), -len(item.flags)


def number_pending(wave_id: uuid.UUID | None = None) -> int:
    """How many texts wait, in one wave or in all."""
    statement = sa.select(sa.func.count()).where(FreeText.state == TextState.WAITING.value)
    if wave_id is not None:
        statement = statement.where(FreeText.wave_id == wave_id)
    return int(database.connection().execute(statement).scalar_one())


def review_text(
    wave_id: uuid.UUID, text_id: uuid.UUID, decision: Decision, text: str | None = None
) -> None:
    """Releases or holds a text; what is redacted is overwritten and gone.

    Args:
        wave_id: whose text it is.
        text_id: the text.
        decision: what becomes of it.
        text: the redacted wording; None keeps it.

    Raises:
        Conflict: somebody has decided already.
        DomainError: the redacted text is empty, so holding it is meant.
    """
    if text is not None and not text.strip():
        raise DomainError(_("Es bleibt kein Text übrig. Halten Sie ihn zurück."))
    state = TextState.RELEASED if decision is Decision.RELEASE else TextState.HELD
    values = {"state": state.value} | ({} if text is None else {"text": text.strip()})
    changed = database.connection().execute(
        sa.update(FreeText)
        .where(
            FreeText.id == text_id,
            FreeText.wave_id == wave_id,
            FreeText.state == TextState.WAITING.value,
        )
        .values(**values)
    )
    if not changed.rowcount:
        raise Conflict(
            _("Sehen Sie den nächsten Text an."),
            title=_("Über diesen Text hat schon jemand entschieden"),
        )
    if text is not None:
        letterbox.wipe_texts_after_commit()
