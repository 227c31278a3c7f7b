"""Questionnaires, their versions, and the waves in which they are asked."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import NOT_SAVED, Base
from participation.base.words.tags import LONGEST


class Origin(StrEnum):
    """Where a version of a questionnaire comes from."""

    SHIPPED = "shipped"
    OWN = "own"
    """The county's own workbook."""
    FILLED = "filled"
    """Any of them with the county's places and offers put in: the form in which a wave asks."""


class InstrumentVersion(Base):
    """One version of a questionnaire; never changed once written."""

    __tablename__ = "instrument_version"
    __table_args__ = (sa.UniqueConstraint("key", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    key: Mapped[str] = mapped_column(sa.String(60))
    number: Mapped[int]
    kind: Mapped[str] = mapped_column(sa.String(16))
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    compiled: Mapped[str] = mapped_column(sa.Text)
    """As ``surveys.instrument.codec`` writes it."""
    sha256: Mapped[str] = mapped_column(sa.String(64))
    """Of ``compiled``."""
    source: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    """The workbook it came from; None for one with the county's lists in."""
    source_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    notices: Mapped[list[dict[str, Any]]] = mapped_column(sa.JSON)
    """What the import left out, for people to read."""
    origin: Mapped[str] = mapped_column(sa.String(8))
    """An :class:`Origin`."""


class Upload(Base):
    """A workbook that waits for its import."""

    __tablename__ = "upload"
    __table_args__ = NOT_SAVED

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    name: Mapped[str] = mapped_column(sa.String(120))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)


class Wave(Base):
    """A questionnaire in the field, from a day to a day."""

    __tablename__ = "wave"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    slug: Mapped[str] = mapped_column(sa.String(40), unique=True)
    """Its short address."""
    template_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("instrument_version.id"))
    """The questionnaire that was chosen, without the county's lists."""
    instrument_version_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("instrument_version.id"))
    """What is asked; frozen when the wave opens."""
    title: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    """The county's own name for it, by language; the questionnaire's stands in."""
    first_words: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict, server_default="{}")
    """What the county adds to the first page, by language."""
    last_words: Mapped[dict[str, str]] = mapped_column(sa.JSON, default=dict, server_default="{}")
    """What it adds to the page of thanks."""
    target_group: Mapped[str] = mapped_column(sa.Text, default="")
    """Whom it asks, in words; stands beside its figures."""
    target_groups: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    """Keys of the county's list that it is meant for."""
    sampling: Mapped[str] = mapped_column(sa.String(20))
    group_definitions: Mapped[list[str]]
    k: Mapped[int]
    opens_at: Mapped[datetime]
    asking_ends_at: Mapped[datetime]
    taking_ends_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    """When a person opened it; None: a draft."""
    closed_at: Mapped[datetime | None]
    """When a person closed it before its end."""
    withdrawn_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]
    """Since when its figures stand; it can never be reopened after."""
    results_on: Mapped[date | None] = mapped_column(sa.Date)
    needs_code: Mapped[bool] = mapped_column(default=False)
    secret: Mapped[bytes] = mapped_column(sa.LargeBinary(32))
    """Keys the rounding of its figures."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved change, so that two editors notice."""


class WaveLanguage(Base):
    """A language the wave's questionnaire has, and whether it is offered."""

    __tablename__ = "wave_language"

    wave_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("wave.id", ondelete="CASCADE"), primary_key=True
    )
    tag: Mapped[str] = mapped_column(sa.String(LONGEST), primary_key=True)
    checked_by: Mapped[str | None] = mapped_column(sa.String(120))
    checked_at: Mapped[datetime | None]
    open_unchecked: Mapped[bool] = mapped_column(default=False)
    """Offered though nobody checked its texts; respondents are told."""


class Channel(Base):
    """A way by which people hear of the wave; each has a link of its own."""

    __tablename__ = "channel"
    __table_args__ = (sa.UniqueConstraint("wave_id", "key"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    wave_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("wave.id", ondelete="CASCADE"))
    key: Mapped[str] = mapped_column(sa.String(24))
    label: Mapped[str] = mapped_column(sa.String(80))
    short: Mapped[str] = mapped_column(sa.String(8), unique=True)
    """Its own short address, printed and typed."""
    removed: Mapped[bool] = mapped_column(default=False)
    """No longer a way of the wave; what was printed still leads to the survey."""


class Code(Base):
    """Leave to answer once: only a keyed hash, and whether it was used; no time, no channel."""

    __tablename__ = "code"

    hmac: Mapped[bytes] = mapped_column(sa.LargeBinary(32), primary_key=True)
    wave_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("wave.id", ondelete="CASCADE"), index=True
    )
    spent: Mapped[bool] = mapped_column(default=False)
