"""Measures, and what hangs on them."""

from __future__ import annotations

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class Measure(Base):
    """What the county or others do for a goal; without one: a single measure."""

    __tablename__ = "measure"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    number: Mapped[str | None] = mapped_column(sa.String(20), unique=True)
    """As papers name it ("3.2a"); None: it has none."""
    title: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    goal_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("goal.id"), index=True)
    area: Mapped[str | None] = mapped_column(sa.String(40))
    """Key of its area while it has no goal; with one, the goal's counts."""
    part_of: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("measure.id"), index=True)
    """The measure that it is a step of ("Teilmaßnahme"); no circle."""
    deadline: Mapped[date | None] = mapped_column(sa.Date)
    """The last day by which it is to be done."""
    ongoing: Mapped[bool] = mapped_column(default=False)
    """A permanent task: green for a named year, asked again the next."""
    hours: Mapped[int | None]
    """Effort of the responsible organisations in a year."""
    euro: Mapped[int | None]
    """Cost in a year."""
    first_year: Mapped[int | None]
    """The first year that bears effort and cost; None: they run already."""
    last_year: Mapped[int | None]
    """The last one; None: until the deadline, or on and on."""
    financing: Mapped[list[str]]
    """Each a :class:`~participation.concept.tree.kinds.Financing`."""
    funding_ends_on: Mapped[date | None] = mapped_column(sa.Date)
    account: Mapped[str] = mapped_column(sa.String(60), default="")
    """The budget's product account."""
    quick_win: Mapped[bool] = mapped_column(default=False)
    focus: Mapped[bool] = mapped_column(default=False)
    origin: Mapped[str] = mapped_column(sa.String(12))
    """An :class:`~participation.concept.tree.kinds.Origin`."""
    public_sentence: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    """What changes for whom, by language (A2, at most 200 characters); empty: none yet."""
    stage: Mapped[str] = mapped_column(sa.String(12))
    """A :class:`~participation.concept.tree.kinds.Stage`."""
    merged_into: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("measure.id"), index=True)
    """The measure that it is part of since then; never itself a merged one."""
    removed_on: Mapped[date | None] = mapped_column(sa.Date)
    """Since when it is struck out; its history stays."""
    position: Mapped[int]
    touched_on: Mapped[date] = mapped_column(sa.Date)
    """The last day on which anything of it was written."""
    reports: Mapped[int] = mapped_column(default=0)
    """How many status reports it has: the number of the one that is shown."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved change, so that two editors notice."""


class MeasureOrganisation(Base):
    """Who answers for a measure, and who helps."""

    __tablename__ = "measure_organisation"

    measure_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True
    )
    organisation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True, index=True
    )
    role: Mapped[str] = mapped_column(sa.String(12))
    """A :class:`~participation.concept.tree.kinds.Part`."""


class MeasurePlace(Base):
    """A place that a measure is for; none: the whole county."""

    __tablename__ = "measure_place"

    measure_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    """Key of a place; one that went from the tree stands for itself."""


class MeasureTargetGroup(Base):
    """Whom a measure is meant for; none: everybody."""

    __tablename__ = "measure_target_group"

    measure_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True
    )
    target_group: Mapped[str] = mapped_column(sa.ForeignKey("target_group.key"), primary_key=True)


class MeasureNeed(Base):
    """A need that a measure answers."""

    __tablename__ = "measure_need"

    measure_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True
    )
    need_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("need.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class OrganisationCapacity(Base):
    """How many hours a year an organisation has for the concept; never a person's."""

    __tablename__ = "organisation_capacity"

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True
    )
    hours: Mapped[int]


class OrganisationBudget(Base):
    """How many euros a year an organisation has for the concept."""

    __tablename__ = "organisation_budget"

    organisation_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("organisation.id"), primary_key=True
    )
    euro: Mapped[int]


class IntendedGap(Base):
    """A gap that the county means to leave as it is, and why."""

    __tablename__ = "intended_gap"
    __table_args__ = (sa.UniqueConstraint("kind", "subject"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    kind: Mapped[str] = mapped_column(sa.String(20))
    """A :class:`~participation.concept.gaps.gaps.GapKind`."""
    subject: Mapped[str] = mapped_column(sa.String(40))
    """Id of the measure or goal that has the gap."""
    reason: Mapped[str] = mapped_column(sa.String(400))
    role: Mapped[str] = mapped_column(sa.String(16))
    """Role of who said so."""
    said_on: Mapped[date] = mapped_column(sa.Date)
