"""opinion groups of an event and their releases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.create_table(
        "event_opinions",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("counted_at", sa.DateTime(), nullable=False),
        _of_event("event_opinions"),
        sa.PrimaryKeyConstraint("event_id", name=op.f("pk_event_opinions")),
    )
    op.create_table(
        "opinions_release",
        sa.Column("event_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("released_at", sa.DateTime(), nullable=False),
        sa.Column("released_by", sa.String(length=120), nullable=False),
        _of_event("opinions_release"),
        sa.PrimaryKeyConstraint("event_id", "version", name=op.f("pk_opinions_release")),
    )


def downgrade() -> None:
    op.drop_table("opinions_release")
    op.drop_table("event_opinions")


def _of_event(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["event_id"], ["event.id"], name=op.f(f"fk_{table}_event_id_event"), ondelete="CASCADE"
    )
