"""When what runs by itself ran last."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import NOT_SAVED, Base


class LastTime(Base):
    """One moment in the life of the machine; none has to do with anybody who answers."""

    __tablename__ = "last_time"
    __table_args__ = NOT_SAVED

    name: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    """Of ``watch.Event``."""
    at: Mapped[datetime]
    """To the minute."""
