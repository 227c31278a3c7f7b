"""euros of organisations."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"


def upgrade() -> None:
    op.create_table(
        "organisation_budget",
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("euro", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", name="pk_organisation_budget"),
        sa.ForeignKeyConstraint(
            ["organisation_id"],
            ["organisation.id"],
            name="fk_organisation_budget_organisation_id_organisation",
        ),
    )


def downgrade() -> None:
    op.drop_table("organisation_budget")
