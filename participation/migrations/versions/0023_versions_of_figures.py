"""figures in versions: a wave and its address may have several releases."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"


def upgrade() -> None:
    with op.batch_alter_table("release") as table:
        table.drop_constraint(op.f("uq_release_slug"), type_="unique")
        table.drop_constraint(op.f("uq_release_wave_id"), type_="unique")
        table.create_unique_constraint(op.f("uq_release_wave_id_version"), ["wave_id", "version"])
        table.create_index(op.f("ix_release_slug"), ["slug"])
        table.add_column(sa.Column("sealed", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("release") as table:
        table.drop_column("sealed")
        table.drop_index(op.f("ix_release_slug"))
        table.drop_constraint(op.f("uq_release_wave_id_version"), type_="unique")
        table.create_unique_constraint(op.f("uq_release_wave_id"), ["wave_id"])
        table.create_unique_constraint(op.f("uq_release_slug"), ["slug"])
