"""After a restore: all sessions of staff end, and the audit log says why."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from participation.access.audit import Action
from participation.access.models import Account, AuditEntry


def settle(connection: Connection) -> None:
    """Ends all sessions, those too that were ended since the backup, and writes it down."""
    for account_id in connection.execute(sa.select(Account.id)).scalars().all():
        connection.execute(
            sa.update(Account)
            .where(Account.id == account_id)
            .values(fs_uniquifier=uuid.uuid4().hex)
        )
    connection.execute(
        sa.insert(AuditEntry).values(
            id=uuid.uuid4(),
            at=datetime.now(UTC),
            account_id=None,
            account_name="IT",
            action=Action.RESTORE,
            subject="flask restore",
            detail="",
        )
    )
