"""Papers on order: PDF or DOCX, made by a job, kept for some days, fetched by who ordered them.

A slice states once how a kind of paper is made (:func:`register`), a view orders one and sends the
browser to its page (``redirect(documents.order(...))``), which waits, then offers the file. What
lies below ``exports`` links to such a view by its name alone: ``studies.desk_link(endpoint, …)``.
"""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask, url_for

from participation.base import database, hooks, jobs
from participation.base.errors import NotFound
from participation.base.web.security import Permission
from participation.exports.models import Document

JOB = "document"
KEPT = timedelta(days=7)
PDF = "application/pdf"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
Make = Callable[[Mapping[str, Any]], bytes]
"""What was ordered → the file. Runs in the job's process, with no transaction open: one that
reads the database says ``database.reads()`` before and ``database.commit()`` when it has read."""


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of paper."""

    key: str
    make: Make
    permission: Permission
    """Who may see and fetch it."""
    mimetype: str = PDF


KINDS = hooks.ByKey[Kind]("exports.documents")
"""Every kind of paper by its key."""


@dataclass(frozen=True, slots=True)
class Order:
    """A paper that was ordered and how far it is."""

    id: uuid.UUID
    kind: Kind
    title: str
    name: str
    back: str
    ready: bool
    failed: str | None
    """A sentence for people, or ``fault``."""


def register(app: Flask, kind: Kind) -> None:
    """States how papers of a kind are made."""
    KINDS.register(app, kind.key, kind)


def order(kind: str, arguments: Mapping[str, Any], *, title: str, name: str, back: str) -> str:
    """Orders a paper; the address of its page. The same order again finds the same paper.

    Args:
        kind: a registered one.
        arguments: for its maker, what JSON can hold; never anything that must not be stored.
        title: what people call it.
        name: of the file, with its ending.
        back: path of the page to return to.
    """
    digest = _digest(kind, arguments)
    known = database.connection().execute(
        sa.select(Document.id, Document.job_id).where(Document.sha256 == digest)
    )
    for row in known.all():
        if not _failed(row.job_id):
            return _address(row.id)
        database.connection().execute(sa.delete(Document).where(Document.id == row.id))
    document_id = uuid.uuid4()
    job_id = jobs.enqueue(JOB, {"document": str(document_id)})
    database.connection().execute(
        sa.insert(Document).values(
            id=document_id,
            kind=kind,
            sha256=digest,
            title=title,
            name=name,
            back=back,
            arguments=dict(arguments),
            job_id=job_id,
            ordered_at=datetime.now(UTC),
        )
    )
    return _address(document_id)


def order_again(document_id: uuid.UUID) -> str:
    """Orders anew what failed; the address of its page."""
    row = _row(document_id)
    return order(row.kind, row.arguments, title=row.title, name=row.name, back=row.back)


def find(document_id: uuid.UUID) -> Order:
    """What was ordered and how far it is.

    Raises:
        NotFound: nothing, or it went after some days.
    """
    row = _row(document_id)
    kinds = KINDS.registered()
    if row.kind not in kinds:
        raise NotFound
    return Order(
        id=row.id,
        kind=kinds[row.kind],
        title=row.title,
        name=row.name,
        back=row.back,
        ready=row.ready,
        failed=None if row.ready else _failed(row.job_id),
    )


def content(document_id: uuid.UUID) -> bytes:
    """The file itself.

    Raises:
        NotFound: it is not made yet.
    """
    found: bytes | None = (
        database.connection()
        .execute(sa.select(Document.content).where(Document.id == document_id))
        .scalar()
    )
    if found is None:
        raise NotFound
    return found


def drop_old(now: datetime) -> None:
    """Forgets what was ordered some days ago."""
    database.connection().execute(sa.delete(Document).where(Document.ordered_at < now - KEPT))


def work(arguments: dict[str, Any], report: jobs.Report) -> dict[str, Any]:
    """The job that makes one paper."""
    del report
    here = Document.id == uuid.UUID(arguments["document"])
    row = database.connection().execute(sa.select(Document.kind, Document.arguments).where(here))
    found = row.first()
    database.commit()
    if found is None:
        return {}
    made = KINDS.registered()[found.kind].make(found.arguments)
    database.connection().execute(sa.update(Document).where(here).values(content=made))
    return {}


def _row(document_id: uuid.UUID) -> sa.Row[*tuple[Any, ...]]:
    row = (
        database.connection()
        .execute(
            sa.select(
                Document.id,
                Document.kind,
                Document.title,
                Document.name,
                Document.back,
                Document.arguments,
                Document.job_id,
                Document.content.is_not(None).label("ready"),
            ).where(Document.id == document_id)
        )
        .first()
    )
    if row is None:
        raise NotFound
    return row


def _digest(kind: str, arguments: Mapping[str, Any]) -> str:
    return hashlib.sha256(json.dumps([kind, arguments], sort_keys=True).encode()).hexdigest()


def _failed(job_id: uuid.UUID) -> str | None:
    state = jobs.state(job_id)
    return None if state is None else state.error


def _address(document_id: uuid.UUID) -> str:
    return url_for("documents.document", document_id=document_id)
