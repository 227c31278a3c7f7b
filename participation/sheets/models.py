"""Imports under way, their rows, and what is remembered of sheets."""

from __future__ import annotations

import uuid
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import NOT_SAVED, Base


class State(StrEnum):
    """How far an import is."""

    UPLOADED = "uploaded"
    """Its file lies here and is read by a job."""
    REFUSED = "refused"
    """The file is no table or over a limit."""
    READ = "read"
    """Sheet and columns can be chosen."""
    MAPPED = "mapped"
    """Columns are chosen; compared by a job, which may ask for the meaning of words."""
    PREVIEWED = "previewed"
    """What would be new and changed is known; rows can be ticked and applied."""
    APPLIED = "applied"
    TAKEN_BACK = "taken_back"


class SheetImport(Base):
    """One file on its way into one target; gone a day after its last step.

    Not in backups: who restores does not want the sheet of another day half way.
    """

    __tablename__ = "sheet_import"
    __table_args__ = NOT_SAVED

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True)
    target: Mapped[str] = mapped_column(sa.String(40), index=True)
    state: Mapped[str] = mapped_column(sa.String(12))
    name: Mapped[str] = mapped_column(sa.String(120))
    """Of the file; empty: pasted."""
    content: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    """The file; gone once it is read."""
    book: Mapped[bytes | None] = mapped_column(sa.LargeBinary, deferred=True)
    """What was read of it, for jobs."""
    outline: Mapped[dict[str, Any] | None]
    """What pages show of it."""
    chosen: Mapped[dict[str, Any] | None]
    """Sheets, rows of the header, columns: what staff said."""
    words: Mapped[dict[str, Any] | None]
    """By field: what words of the sheet mean in this import."""
    report: Mapped[dict[str, Any] | None]
    """Problems, notices, unknown words, counts of the last job."""
    job_id: Mapped[uuid.UUID | None]
    account_id: Mapped[uuid.UUID | None]
    """Who pressed the last button, for the audit."""
    changed_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]


class SheetImportRow(Base):
    """One row of a preview; after applying also what takes it back."""

    __tablename__ = "sheet_import_row"
    __table_args__ = NOT_SAVED

    import_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("sheet_import.id", ondelete="CASCADE"), primary_key=True
    )
    place: Mapped[int] = mapped_column(primary_key=True)
    """Its order in the preview."""
    sort: Mapped[str] = mapped_column(sa.String(12))
    decision: Mapped[str] = mapped_column(sa.String(8), default="")
    title: Mapped[str] = mapped_column(sa.Text)
    number: Mapped[str] = mapped_column(sa.Text)
    sheet: Mapped[str] = mapped_column(sa.Text)
    row: Mapped[int]
    hidden: Mapped[bool]
    key: Mapped[str] = mapped_column(sa.Text)
    known_title: Mapped[str] = mapped_column(sa.Text)
    changes: Mapped[list[list[Any]]] = mapped_column(sa.JSON)
    """Field, old, new; of a parent also what it and the new one are called."""
    whole: Mapped[list[list[Any]]] = mapped_column(sa.JSON)
    """The same of a row that may become a new one after all."""
    needs: Mapped[int | None]
    undo: Mapped[dict[str, Any] | None]
    outcome: Mapped[str] = mapped_column(sa.String(12), default="")


class SheetColumns(Base):
    """How the columns of a header were mapped the last time."""

    __tablename__ = "sheet_columns"

    target: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    columns: Mapped[dict[str, Any]]
    used_at: Mapped[datetime]


class SheetWord(Base):
    """What a word of the county's sheets means in a field."""

    __tablename__ = "sheet_word"

    target: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    field: Mapped[str] = mapped_column(sa.String(40), primary_key=True)
    said: Mapped[str] = mapped_column(sa.String(200), primary_key=True)
    meaning: Mapped[str] = mapped_column(sa.String(120))
    """Key of a choice; empty: nothing."""
    used_at: Mapped[datetime]
