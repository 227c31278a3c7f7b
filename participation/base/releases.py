"""Releases: documents frozen version by version, of whatever is released."""

from __future__ import annotations

import hashlib
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import auto
from functools import lru_cache, partial
from typing import Any, ClassVar, Generic, Protocol, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute, Mapped, mapped_column

from participation.base import database
from participation.base.errors import Conflict, ErrorKey
from surveys import plain


class Refusal(ErrorKey):
    """Why nothing is released; the words stand with the pages that release."""

    RELEASED_BEFORE = auto()


class Versioned(Protocol):
    """A frozen dataclass with a field ``version``; the same value always gives the same bytes."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def version(self) -> int:
        """Its number."""
        ...

    def to_bytes(self) -> bytes:
        """What is frozen."""
        ...


T = TypeVar("T", bound=Versioned)


class Released:
    """One released version: the bytes that everybody gets, for ever. A correction is a new row."""

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=1)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, sort_order=2)
    sha256: Mapped[str] = mapped_column(sa.String(64), sort_order=3)
    released_at: Mapped[datetime] = mapped_column(sort_order=4)
    released_by: Mapped[str] = mapped_column(sa.String(120), sort_order=5)


@dataclass(frozen=True, slots=True)
class Version:
    """One release."""

    number: int
    released_at: datetime
    released_by: str
    sha256: str

    def holds(self, document: Versioned) -> bool:
        """Whether everybody who reads this version reads just that."""
        return digest(_numbered(document, self.number).to_bytes()) == self.sha256


@dataclass(frozen=True, slots=True)
class Form(Generic[T]):
    """How the documents of one kind are read."""

    read: Callable[[bytes], T]
    """Opens a document of whatever schema it was frozen in; ValueError when it is damaged."""
    known_by: Callable[[T], str]
    """The hash that a document is known by and looked up under."""


class Releases(Generic[T]):
    """The releases of one kind of document.

    Args:
        kind: the type of the document.
        table: where they are kept.
        owner: its column that says what a release belongs to.
        kept: documents that a process holds in memory.
        form: how the documents are read; None: as plain JSON of today's fields.
    """

    def __init__(
        self,
        kind: type[T],
        table: type[Released],
        owner: InstrumentedAttribute[uuid.UUID],
        *,
        kept: int,
        form: Form[T] | None = None,
    ) -> None:
        self._table, self._owner = table, owner
        self._form = form or Form(partial(load, kind), lambda document: digest(document.to_bytes()))
        self.loaded = lru_cache(maxsize=kept)(self._load)
        """Hash → document."""

    def versions(self, key: uuid.UUID) -> tuple[Version, ...]:
        """All of them, the newest first."""
        table = self._table
        chosen = sa.select(table.version, table.released_at, table.released_by, table.sha256)
        ordered = chosen.where(self._owner == key).order_by(table.version.desc())
        return tuple(Version(*line) for line in database.connection().execute(ordered))

    def freeze(
        self, key: uuid.UUID, document: T, by: str, *, known: bool = False, **beside: object
    ) -> int:
        """Releases a document; returns its version. The caller holds a lock on what it belongs to.

        Args:
            key: what it belongs to.
            document: what is released.
            by: who stands for it.
            known: whether it is known to be another than the last: it is not compared then.
            beside: values of the table's own columns.

        Raises:
            Conflict: it is what was released last.
        """
        last = next(iter(self.versions(key)), None)
        if last and not known and self.hash_of(_numbered(document, last.number)) == last.sha256:
            raise Conflict(Refusal.RELEASED_BEFORE)
        number = last.number + 1 if last else 1
        made = _numbered(document, number)
        table = self._table
        values: dict[Any, object] = {
            self._owner: key,
            table.version: number,
            table.content: made.to_bytes(),
            table.sha256: self.hash_of(made),
            table.released_at: datetime.now(UTC),
            table.released_by: by,
        }
        values |= {getattr(table, name): value for name, value in beside.items()}
        database.connection().execute(sa.insert(table).values(values))
        return number

    def hash_of(self, document: T) -> str:
        """The hash that a document is known by."""
        return self._form.known_by(document)

    def read(self, key: uuid.UUID, version: int | None = None) -> T | None:
        """A released document (the newest when no version is named), or None."""
        chosen = sa.select(self._table.sha256).where(self._owner == key)
        if version is not None:
            chosen = chosen.where(self._table.version == version)
        newest = chosen.order_by(self._table.version.desc()).limit(1)
        sha256 = database.connection().execute(newest).scalar()
        return None if sha256 is None else self.loaded(sha256)

    def _load(self, sha256: str) -> T:
        chosen = sa.select(self._table.content).where(self._table.sha256 == sha256)
        content: bytes | None = database.connection().execute(chosen).scalars().first()
        if content is None:
            raise ValueError("a release that is gone")
        document = self._form.read(content)
        if self.hash_of(document) != sha256:
            raise ValueError("another document than the one released")
        return document


def load(kind: type[T], content: bytes) -> T:
    """A document back from its bytes.

    Raises:
        plain.NotPlainError: they hold something else.
    """
    return plain.decode(kind, json.loads(content))


def digest(content: bytes) -> str:
    """SHA-256 of a document, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def _numbered(document: T, number: int) -> T:
    # The same object where it is: what it was written down as already is not written again.
    return document if document.version == number else replace(document, version=number)
