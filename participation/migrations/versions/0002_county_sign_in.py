"""county sign in."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("account", sa.Column("oidc_subject", sa.String(length=255), nullable=True))
    op.create_index(op.f("ix_account_oidc_subject"), "account", ["oidc_subject"], unique=True)


def downgrade() -> None:
    op.drop_index(op.f("ix_account_oidc_subject"), "account")
    with op.batch_alter_table("account") as table:
        table.drop_column("oidc_subject")
