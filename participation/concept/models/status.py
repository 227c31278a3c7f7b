"""Reports, notes and areas of a measure over time; rows are added and never changed."""

from __future__ import annotations

import uuid
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class StatusReport(Base):
    """One light of a measure, with reason and day."""

    __tablename__ = "status_report"
    __table_args__ = (sa.UniqueConstraint("measure_id", "number"),)

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    measure_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("measure.id", ondelete="CASCADE"))
    number: Mapped[int]
    """1, 2, 3 … of its measure, in the order in which they were shown."""
    light: Mapped[str] = mapped_column(sa.String(8))
    """A :class:`~participation.concept.light.kinds.TrafficLight`."""
    reason: Mapped[str] = mapped_column(sa.Text)
    as_of: Mapped[date] = mapped_column(sa.Date)
    """The day that the report speaks of ("Stand")."""
    shown_from: Mapped[date] = mapped_column(sa.Date, index=True)
    """The day since which it is shown; of an imported one, that of the sheet it comes from."""
    year: Mapped[int | None]
    """The year that a permanent task's green holds for."""
    public: Mapped[bool] = mapped_column(default=False)
    """Whether its reason stands on the public page too; the light does in any case."""
    role: Mapped[str] = mapped_column(sa.String(16))
    """Role of who said so; never a person. Empty: imported."""


class ProgressNote(Base):
    """A dated sentence on how it goes, without a change of the light."""

    __tablename__ = "progress_note"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    measure_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("measure.id", ondelete="CASCADE"), index=True
    )
    number: Mapped[int]
    """1, 2, 3 … of its measure: the order within a day."""
    text: Mapped[str] = mapped_column(sa.Text)
    as_of: Mapped[date] = mapped_column(sa.Date)
    role: Mapped[str] = mapped_column(sa.String(16))


class MeasureAssignment(Base):
    """In which area a measure counts from a day on: the shares of a past day never change."""

    __tablename__ = "measure_standing"

    measure_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("measure.id", ondelete="CASCADE"), primary_key=True
    )
    since: Mapped[date] = mapped_column(sa.Date, primary_key=True)
    """The last row of a day is that of its evening: a second one replaces the first."""
    area: Mapped[str | None] = mapped_column(sa.String(40))
    counts: Mapped[bool]
    """Neither merged into another measure nor struck out."""
    public: Mapped[bool]
    """Released, so shown to everybody."""


class MeasureMetric(Base):
    """What a measure is measured by; never an indicator of society."""

    __tablename__ = "measure_metric"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    measure_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("measure.id", ondelete="CASCADE"), index=True
    )
    name: Mapped[str] = mapped_column(sa.String(160))
    kind: Mapped[str] = mapped_column(sa.String(8))
    """A :class:`~participation.concept.metrics.metrics.MetricKind`."""
    unit: Mapped[str] = mapped_column(sa.String(40), default="")
    target: Mapped[float | None]
    target_on: Mapped[date | None] = mapped_column(sa.Date)
    position: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)


class MetricValue(Base):
    """One value of a metric; a later one of the same day corrects it."""

    __tablename__ = "metric_value"

    metric_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("measure_metric.id", ondelete="CASCADE"), primary_key=True
    )
    day: Mapped[date] = mapped_column(sa.Date, primary_key=True)
    value: Mapped[float]
    source: Mapped[str] = mapped_column(sa.String(200), default="")
