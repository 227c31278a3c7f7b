"""The audit lines of boards: what was done, as which role, when; never by which device."""

from __future__ import annotations

import uuid
from datetime import datetime

import sqlalchemy as sa

from participation import database
from participation.boards.kinds import Act
from participation.boards.models import ModerationEntry


def line(  # noqa: PLR0913 - one column each
    board_id: uuid.UUID,
    act: Act,
    role: str,
    now: datetime,
    *,
    note_id: uuid.UUID | None = None,
    reason: str | None = None,
) -> None:
    """Writes one act down, in this transaction."""
    database.connection().execute(
        sa.insert(ModerationEntry).values(
            id=uuid.uuid4(),
            board_id=board_id,
            note_id=note_id,
            act=act,
            role=role,
            reason=reason,
            at=now,
        )
    )
