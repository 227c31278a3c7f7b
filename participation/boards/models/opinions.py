"""Opinion groups of an event, and their releases. Nowhere stands who is in which group."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base
from participation.base.releases import Released


class EventOpinions(Base):
    """What was last found: words for whole groups, or why there are none."""

    __tablename__ = "event_opinions"

    event_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
    document: Mapped[dict[str, Any]]
    counted_at: Mapped[datetime]


class OpinionsRelease(Released, Base):
    """A release of opinion groups."""

    __tablename__ = "opinions_release"

    event_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("event.id", ondelete="CASCADE"), primary_key=True
    )
