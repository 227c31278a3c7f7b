"""euros of organisations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    with op.batch_alter_table("organisation_capacity", schema=None) as batch_op:
        batch_op.add_column(sa.Column("euro", sa.Integer(), nullable=True))
        batch_op.alter_column("hours", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute("DELETE FROM organisation_capacity WHERE hours IS NULL")
    with op.batch_alter_table("organisation_capacity", schema=None) as batch_op:
        batch_op.alter_column("hours", existing_type=sa.Integer(), nullable=False)
        batch_op.drop_column("euro")
