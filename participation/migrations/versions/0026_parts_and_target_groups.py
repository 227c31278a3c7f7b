"""parts of measures, target groups of waves."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
NAMES = {"fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s"}
"""SQLite does not say the name of a key that came with its column."""


def upgrade() -> None:
    # Not by a copy of the table: dropping the old one would take all that hangs on measures along.
    kind = "UUID" if op.get_bind().dialect.name == "postgresql" else "CHAR(32)"
    op.execute(
        f"ALTER TABLE measure ADD COLUMN part_of {kind}"
        " CONSTRAINT fk_measure_part_of_measure REFERENCES measure (id)"
    )
    op.create_index(op.f("ix_measure_part_of"), "measure", ["part_of"])
    op.add_column(
        "wave", sa.Column("target_groups", sa.JSON(), server_default="[]", nullable=False)
    )


def downgrade() -> None:
    op.drop_column("wave", "target_groups")
    with op.batch_alter_table("measure", naming_convention=NAMES) as measure:
        measure.drop_index(op.f("ix_measure_part_of"))
        measure.drop_constraint("fk_measure_part_of_measure", type_="foreignkey")
        measure.drop_column("part_of")
