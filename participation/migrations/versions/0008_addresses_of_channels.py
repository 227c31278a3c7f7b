"""addresses of channels."""

from __future__ import annotations

import secrets

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"


def upgrade() -> None:
    with op.batch_alter_table("channel") as table:
        table.add_column(sa.Column("short", sa.String(length=8), nullable=True))
        table.add_column(
            sa.Column("removed", sa.Boolean(), nullable=False, server_default=sa.false())
        )
    _name_those_that_are_there()
    with op.batch_alter_table("channel") as table:
        table.alter_column("short", existing_type=sa.String(length=8), nullable=False)
        table.alter_column("removed", existing_type=sa.Boolean(), server_default=None)
        table.create_unique_constraint(op.f("uq_channel_short"), ["short"])


def _name_those_that_are_there() -> None:
    connection = op.get_bind()
    channel = sa.table("channel", sa.column("id", sa.Uuid), sa.column("short", sa.String))
    for row in connection.execute(sa.select(channel.c.id)).all():
        # Six signs: no short address of a wave that was given by itself has as many.
        short = "".join(secrets.choice(SIGNS) for _unused in range(6))
        connection.execute(sa.update(channel).where(channel.c.id == row.id).values(short=short))


def downgrade() -> None:
    with op.batch_alter_table("channel") as table:
        table.drop_constraint(op.f("uq_channel_short"), type_="unique")
        table.drop_column("removed")
        table.drop_column("short")
