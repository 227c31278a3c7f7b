"""minutes of phases, planned beforehand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.add_column("board", sa.Column("minutes", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("board", "minutes")
