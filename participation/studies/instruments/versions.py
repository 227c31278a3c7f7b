"""Versions of questionnaires: shipped, uploaded, and as a wave asks them; written once."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from flask import current_app

from participation.base import database
from participation.base.errors import NotFound
from participation.places import service as places
from participation.studies.models import InstrumentVersion, Origin
from surveys.instrument import codec
from surveys.instrument.instrument import Instrument, InstrumentKind, Text

KEPT = 32
"""Compiled questionnaires a process keeps."""


@dataclass(frozen=True, slots=True)
class VersionInfo:
    """A version without its questions."""

    id: uuid.UUID
    key: str
    number: int
    kind: InstrumentKind
    title: Text
    notices: tuple[dict[str, Any], ...]
    origin: Origin


_INFO = sa.select(
    InstrumentVersion.id,
    InstrumentVersion.key,
    InstrumentVersion.number,
    InstrumentVersion.kind,
    InstrumentVersion.title,
    InstrumentVersion.notices,
    InstrumentVersion.origin,
)


def instrument(version_id: uuid.UUID) -> Instrument:
    """The questionnaire of a version; kept in the process, for it never changes.

    Raises:
        NotFound: there is no such version.
    """
    return _load(current_app.config["SETTINGS"].database, version_id)


@lru_cache(maxsize=KEPT)
def _load(database_address: str, version_id: uuid.UUID) -> Instrument:
    del database_address  # tests run several installations in one process
    compiled = (
        database.connection()
        .execute(sa.select(InstrumentVersion.compiled).where(InstrumentVersion.id == version_id))
        .scalar()
    )
    if compiled is None:
        raise NotFound
    return codec.loads(compiled)


def version(version_id: uuid.UUID) -> VersionInfo:
    """What is known of a version without its questions.

    Raises:
        NotFound: there is no such version.
    """
    row = database.connection().execute(_INFO.where(InstrumentVersion.id == version_id)).first()
    if row is None:
        raise NotFound
    return _info(row)


def latest(origin: Origin) -> tuple[VersionInfo, ...]:
    """The newest version of each questionnaire of that origin, by key."""
    rows = database.connection().execute(
        _INFO.where(InstrumentVersion.origin == origin.value).order_by(InstrumentVersion.number)
    )
    newest = {row.key: _info(row) for row in rows}
    return tuple(newest[key] for key in sorted(newest))


def keep_version(
    found: Instrument,
    *,
    source: bytes | None = None,
    notices: Sequence[dict[str, Any]] = (),
    origin: Origin = Origin.OWN,
) -> uuid.UUID:
    """Writes a version down, or finds the one that says the very same."""
    compiled = codec.dumps(found)
    sha256 = hashlib.sha256(compiled.encode()).hexdigest()
    connection = database.connection()
    same = connection.execute(
        sa.select(InstrumentVersion.id).where(
            InstrumentVersion.key == found.key,
            InstrumentVersion.sha256 == sha256,
            InstrumentVersion.origin == origin.value,
        )
    ).scalar()
    if same is not None:
        return same
    return _insert(
        found,
        compiled=compiled,
        sha256=sha256,
        source=source,
        source_sha256=hashlib.sha256(source).hexdigest() if source else None,
        notices=list(notices),
        origin=origin.value,
    )


def fill(template_id: uuid.UUID) -> uuid.UUID:
    """The version that asks ``template_id`` with the county's places and offers put in."""
    return keep_version(filled(template_id), origin=Origin.FILLED)


def filled(template_id: uuid.UUID) -> Instrument:
    """A questionnaire with the county's places and offers as they are now."""
    return (
        instrument(template_id)
        .with_choices("places", places.place_choices())
        .with_choices("offers", places.offer_choices())
    )


def _insert(found: Instrument, **columns: object) -> uuid.UUID:
    connection = database.connection()
    highest = connection.execute(
        sa.select(sa.func.max(InstrumentVersion.number)).where(InstrumentVersion.key == found.key)
    ).scalar()
    version_id = uuid.uuid4()
    connection.execute(
        sa.insert(InstrumentVersion).values(
            id=version_id,
            key=found.key,
            number=(highest or 0) + 1,
            kind=found.kind.value,
            title=dict(found.title.strings),
            **columns,
        )
    )
    return version_id


def _info(row: sa.Row[Any]) -> VersionInfo:
    return VersionInfo(
        row.id,
        row.key,
        row.number,
        InstrumentKind(row.kind),
        Text(row.title),
        tuple(row.notices),
        Origin(row.origin),
    )
