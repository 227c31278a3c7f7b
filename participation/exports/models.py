"""Files of a release, written once when it is made."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.database import Base


class ExportFile(Base):
    """One format of one release: the same bytes for everyone, for ever."""

    __tablename__ = "export_file"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    """Of the release it was written from."""
    format: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    wave_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("wave.id", ondelete="CASCADE"))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """Packed by gzip where it is text."""
