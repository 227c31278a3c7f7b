"""walls led from the tablet."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    for name in ("wall_turns", "wall_size"):
        op.add_column(
            "board", sa.Column(name, sa.Integer(), nullable=False, server_default=sa.text("0"))
        )


def downgrade() -> None:
    op.drop_column("board", "wall_size")
    op.drop_column("board", "wall_turns")
