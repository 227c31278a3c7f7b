"""Links that let their bearer in: made, renewed, withdrawn; shown once, stored as a hash."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from participation.base import database
from participation.boards.base import tokens
from participation.boards.base.kinds import BoardRole
from participation.boards.models import Link


@dataclass(frozen=True, slots=True)
class LinkInfo:
    """A link without its token."""

    id: uuid.UUID
    event_id: uuid.UUID
    workshop_id: uuid.UUID | None
    """None: holds for every workshop of the event."""
    role: BoardRole
    withdrawn: bool


_FIELDS = (Link.id, Link.event_id, Link.workshop_id, Link.role, Link.withdrawn)


def renew(event_id: uuid.UUID, workshop_id: uuid.UUID | None, role: BoardRole) -> str:
    """Makes the link of a role, or makes it anew; the old one ends at once.

    Returns:
        The token; nothing can show it again.
    """
    connection = database.connection()
    connection.execute(sa.delete(Link).where(_same(event_id, workshop_id, role)))
    token = tokens.fresh()
    connection.execute(
        sa.insert(Link).values(
            id=uuid.uuid4(),
            event_id=event_id,
            workshop_id=workshop_id,
            role=role,
            token_hash=tokens.link_hashes(token)[0],
            withdrawn=False,
        )
    )
    return token


def withdraw(event_id: uuid.UUID, workshop_id: uuid.UUID | None, role: BoardRole) -> None:
    """Ends the link of a role."""
    database.connection().execute(
        sa.update(Link).where(_same(event_id, workshop_id, role)).values(withdrawn=True)
    )


def withdraw_all(event_id: uuid.UUID) -> None:
    """Ends every link of an event."""
    database.connection().execute(
        sa.update(Link).where(Link.event_id == event_id).values(withdrawn=True)
    )


def settle(connection: Connection) -> None:
    """Ends every link after a restore: one withdrawn since the backup would let in again."""
    connection.execute(sa.update(Link).values(withdrawn=True))


def links(event_id: uuid.UUID) -> tuple[LinkInfo, ...]:
    """All links of an event that were ever made and not replaced."""
    query = sa.select(*_FIELDS).where(Link.event_id == event_id)
    return tuple(_info(row) for row in database.connection().execute(query))


def of_token(token: str) -> LinkInfo | None:
    """The link of a token, unless it was withdrawn or replaced."""
    hashes = tokens.link_hashes(token)
    if not hashes:
        return None
    query = sa.select(*_FIELDS).where(Link.token_hash.in_(hashes), Link.withdrawn.is_(False))
    row = database.connection().execute(query).first()
    return _info(row) if row else None


def _info(row: sa.Row[*tuple[object, ...]]) -> LinkInfo:
    found = LinkInfo(*row)  # type: ignore[arg-type]  # in the order of _FIELDS
    return LinkInfo(
        found.id, found.event_id, found.workshop_id, BoardRole(found.role), found.withdrawn
    )


def _same(
    event_id: uuid.UUID, workshop_id: uuid.UUID | None, role: BoardRole
) -> sa.ColumnElement[bool]:
    workshop = (
        Link.workshop_id.is_(None) if workshop_id is None else Link.workshop_id == workshop_id
    )
    return sa.and_(Link.event_id == event_id, workshop, Link.role == role)
