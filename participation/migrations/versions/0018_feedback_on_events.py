"""how the day was."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.add_column("event", sa.Column("feedback_wave", sa.Uuid(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("event") as table:
        table.drop_column("feedback_wave")
