"""corrections of figures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.add_column("release", sa.Column("notes", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("release", "notes")
