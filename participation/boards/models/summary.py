"""The summary of one workshop, and its release."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.database import Base


class WorkshopSummary(Base):
    """What a workshop came to, as staff edit it; the released form stands apart, unchanged."""

    __tablename__ = "workshop_summary"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    workshop_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("workshop.id", ondelete="CASCADE"), unique=True
    )
    document: Mapped[dict[str, Any]]
    revision: Mapped[int] = mapped_column(default=1)
    released: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    """The bytes that everybody gets."""
    released_sha256: Mapped[str | None] = mapped_column(sa.String(64))
    released_at: Mapped[datetime | None]
    released_by: Mapped[str | None] = mapped_column(sa.String(120))
