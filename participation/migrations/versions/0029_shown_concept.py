"""the concept for everybody: what of frame and lights is shown, wordings to read."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    with op.batch_alter_table("concept_statement") as batch:
        batch.add_column(
            sa.Column("stage", sa.String(12), nullable=False, server_default="released")
        )
        # "understanding" has 13 letters
        batch.alter_column("kind", existing_type=sa.String(12), type_=sa.String(20))
    op.add_column(
        "goal", sa.Column("stage", sa.String(12), nullable=False, server_default="released")
    )
    op.add_column(
        "status_report",
        sa.Column("public", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
    op.create_table(
        "proposed_wording",
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("tag", sa.String(12), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", "tag", name="pk_proposed_wording"),
    )


def downgrade() -> None:
    op.drop_table("proposed_wording")
    op.drop_column("status_report", "public")
    for table in ("goal", "concept_statement"):
        op.drop_column(table, "stage")
