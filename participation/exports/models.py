"""Files of a release, written once when it is made; documents, made when somebody asks."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import NOT_SAVED, Base


class ExportFile(Base):
    """One format of one release: the same bytes for everyone, for ever."""

    __tablename__ = "export_file"

    sha256: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    """Of the release it was written from."""
    format: Mapped[str] = mapped_column(sa.String(10), primary_key=True)
    wave_id: Mapped[uuid.UUID] = mapped_column(sa.ForeignKey("wave.id", ondelete="CASCADE"))
    content: Mapped[bytes] = mapped_column(sa.LargeBinary)
    """Packed by gzip where it is text."""


class Document(Base):
    """A paper that somebody ordered; it is made again at will, so it goes after a few days."""

    __tablename__ = "document"
    __table_args__ = NOT_SAVED

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    kind: Mapped[str] = mapped_column(sa.String(20))
    sha256: Mapped[str] = mapped_column(sa.String(64), index=True)
    """Of its kind and order: who orders the same again gets the same."""
    title: Mapped[str] = mapped_column(sa.Text)
    name: Mapped[str] = mapped_column(sa.String(120))
    """Under which a browser saves it."""
    back: Mapped[str] = mapped_column(sa.Text)
    """Path of the page from which it was ordered."""
    arguments: Mapped[dict[str, Any]]
    job_id: Mapped[uuid.UUID]
    ordered_at: Mapped[datetime]
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary)
    """None until the job is done."""
