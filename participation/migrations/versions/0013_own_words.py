"""own words of a round."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    for name in ("first_words", "last_words"):
        op.add_column("wave", sa.Column(name, sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("wave") as table:
        table.drop_column("last_words")
        table.drop_column("first_words")
