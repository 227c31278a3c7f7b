"""summaries: facts and edits apart, releases in versions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.drop_table("workshop_summary")  # nothing has written to it yet
    _table(
        sa.Column("facts", sa.JSON(), nullable=True),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("counted_at", sa.DateTime(), nullable=True),
    )
    op.create_table(
        "summary_release",
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        sa.Column("released_by", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_summary_release_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("workshop_id", "version", name=op.f("pk_summary_release")),
    )


def downgrade() -> None:
    op.drop_table("summary_release")
    op.drop_table("workshop_summary")
    _table(
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("released", sa.LargeBinary(), nullable=True),
        sa.Column("released_sha256", sa.String(length=64), nullable=True),
        sa.Column("released_at", sa.DateTime(), nullable=True),
        sa.Column("released_by", sa.String(length=120), nullable=True),
    )


def _table(*columns: sa.Column[object]) -> None:
    op.create_table(
        "workshop_summary",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("workshop_id", sa.Uuid(), nullable=False),
        *columns,
        sa.ForeignKeyConstraint(
            ["workshop_id"],
            ["workshop.id"],
            name=op.f("fk_workshop_summary_workshop_id_workshop"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workshop_summary")),
        sa.UniqueConstraint("workshop_id", name=op.f("uq_workshop_summary_workshop_id")),
    )
