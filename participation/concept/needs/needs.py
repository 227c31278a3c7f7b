"""Needs: made from what people said, and traced back to it."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict, NotFound
from participation.base.web.templating import local_day
from participation.base.words.catalogues import gettext as _
from participation.boards.service.summaries import BoardSource
from participation.concept.models import Need, NeedSource


@dataclass(frozen=True, slots=True)
class NeedText:
    """What staff write of a need."""

    title: str
    text: str = ""
    field: str | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True)
class SourceInfo:
    """One voice behind a need."""

    kind: str
    key: str
    workshop_id: uuid.UUID | None
    words: str
    language: str
    origin: str


@dataclass(frozen=True, slots=True)
class NeedInfo:
    """A need with its voices."""

    id: uuid.UUID
    said: NeedText
    written_on: date
    revision: int
    sources: tuple[SourceInfo, ...]


def make(said: NeedText, source: BoardSource | None = None) -> uuid.UUID:
    """A new need; its key."""
    need_id = uuid.uuid4()
    database.connection().execute(
        sa.insert(Need).values(
            id=need_id, written_on=local_day(datetime.now(UTC)), revision=1, **_values(said)
        )
    )
    if source is not None:
        add_source(need_id, source)
    return need_id


def add_source(need_id: uuid.UUID, source: BoardSource) -> None:
    """One more voice of a need; the same one again changes nothing."""
    connection = database.connection()
    known = sa.select(NeedSource.id).where(
        NeedSource.need_id == need_id,
        NeedSource.kind == source.kind.value,
        NeedSource.key == str(source.key),
    )
    if connection.execute(known).first() is not None:
        return
    connection.execute(
        sa.insert(NeedSource).values(
            id=uuid.uuid4(),
            need_id=need_id,
            kind=source.kind.value,
            key=str(source.key),
            workshop_id=source.place.workshop_id,
            words=source.words,
            language=source.language,
            origin=_origin(source),
        )
    )


def edit(need_id: uuid.UUID, revision: int, said: NeedText) -> None:
    """Changes a need.

    Raises:
        Conflict: somebody else saved since ``revision``.
    """
    changed = database.connection().execute(
        sa.update(Need)
        .where(Need.id == need_id, Need.revision == revision)
        .values(revision=revision + 1, **_values(said))
    )
    if not changed.rowcount:
        need(need_id)
        raise Conflict(
            _("Jemand hat diesen Bedarf inzwischen geändert. Beide Fassungen stehen da.")
        )


def delete(need_id: uuid.UUID) -> None:
    """Takes a need away; the themes and notes it came from stay."""
    database.connection().execute(sa.delete(Need).where(Need.id == need_id))


def need(need_id: uuid.UUID) -> NeedInfo:
    """One need.

    Raises:
        NotFound: there is none.
    """
    found = _read(Need.id == need_id)
    if not found:
        raise NotFound
    return found[0]


def needs() -> tuple[NeedInfo, ...]:
    """All needs, by field of action and title."""
    return tuple(_read(sa.true()))


def needs_of(keys: Sequence[str]) -> dict[str, list[tuple[uuid.UUID, str]]]:
    """By key of a theme or note: key and title of the needs that were made from it."""
    found: dict[str, list[tuple[uuid.UUID, str]]] = {}
    if keys:
        rows = database.connection().execute(
            sa.select(NeedSource.key, Need.id, Need.title)
            .join(Need, Need.id == NeedSource.need_id)
            .where(NeedSource.key.in_(list(keys)))
            .order_by(Need.title)
        )
        for row in rows:
            found.setdefault(row.key, []).append((row.id, row.title))
    return found


def _values(said: NeedText) -> dict[str, Any]:
    return {
        "title": said.title,
        "text": said.text,
        "field_of_action": said.field,
        "place": said.place,
    }


def _origin(source: BoardSource) -> str:
    place = source.place
    names = (place.event.localized(("de",)).text, place.workshop.localized(("de",)).text)
    return " · ".join((*names, f"{place.day:%d.%m.%Y}"))[:400]


def _read(condition: sa.ColumnElement[bool]) -> list[NeedInfo]:
    connection = database.connection()
    rows = connection.execute(
        sa.select(*Need.__table__.c)
        .where(condition)
        .order_by(Need.field_of_action, Need.title, Need.id)
    ).all()
    sources: dict[uuid.UUID, list[SourceInfo]] = {}
    lines = connection.execute(
        sa.select(*NeedSource.__table__.c)
        .join(Need, Need.id == NeedSource.need_id)
        .where(condition)
        .order_by(NeedSource.origin, NeedSource.words, NeedSource.id)
    )
    for line in lines:
        info = SourceInfo(
            line.kind, line.key, line.workshop_id, line.words, line.language, line.origin
        )
        sources.setdefault(line.need_id, []).append(info)
    return [
        NeedInfo(
            row.id,
            NeedText(row.title, row.text, row.field_of_action, row.place),
            row.written_on,
            row.revision,
            tuple(sources.get(row.id, ())),
        )
        for row in rows
    ]
