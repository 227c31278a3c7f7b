"""Areas of life and of the concept, as the county changed them or added them."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base


class Area(Base):
    """One area that the county changed or added; a shipped one without a row is as shipped."""

    __tablename__ = "area"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    key: Mapped[str] = mapped_column(sa.String(40), unique=True)
    """What texts, boards and the concept keep; never changes and never goes."""
    kind: Mapped[str] = mapped_column(sa.String(16))
    """An :class:`~participation.areas.shipped.AreaKind`."""
    titles: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    """By language; German is always there."""
    colour: Mapped[int | None]
    """1 to 7: the classes ``.a1`` … ``.a7``; None: none."""
    pictogram: Mapped[str] = mapped_column(sa.String(40), default="")
    """Name of a symbol of ``icons.svg``; empty: none."""
    position: Mapped[int]
    ended: Mapped[bool] = mapped_column(default=False)
    """No longer offered; what names it keeps its last title."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved change, so that two editors notice."""
