"""numbers of paper cards."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.add_column("note", sa.Column("card", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("note") as table:
        table.drop_column("card")
