"""The county's one list of target groups."""

from __future__ import annotations

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class TargetGroup(Base):
    """People whom goals, measures or waves are meant for."""

    __tablename__ = "target_group"

    key: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    """What others keep; never changes."""
    titles: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    """By language; German is always there."""
    position: Mapped[int]
    ended: Mapped[bool] = mapped_column(default=False)
    """No longer offered; what names it keeps its title."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved change, so that two editors notice."""
