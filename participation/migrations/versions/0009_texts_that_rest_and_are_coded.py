"""texts that rest and are coded."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from surveys.texts import flags

revision = "0009"
down_revision = "0008"

TEXTS = sa.table(
    "free_text",
    sa.column("id", sa.Uuid),
    sa.column("language", sa.String),
    sa.column("text", sa.Text),
    sa.column("state", sa.String),
    sa.column("urgency", sa.Integer),
)


def upgrade() -> None:
    op.create_table(
        "resting",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_resting_wave_id_wave"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("wave_id", name=op.f("pk_resting")),
    )
    # Column by column: a copy of the table would number its rows on SQLite, in their order.
    for column in (
        sa.Column("urgency", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("fields", sa.JSON(), nullable=False, server_default="[]"),
        sa.Column("translation", sa.Text(), nullable=False, server_default=""),
    ):
        op.add_column("free_text", column)
    connection = op.get_bind()
    rows = connection.execute(sa.select(TEXTS.c.id, TEXTS.c.text, TEXTS.c.language)).all()
    for text_id, text, language in rows:
        if urgency := flags.urgency(text, language):
            connection.execute(
                sa.update(TEXTS).where(TEXTS.c.id == text_id).values(urgency=urgency)
            )


def downgrade() -> None:
    op.execute(sa.update(TEXTS).where(TEXTS.c.state == "resting").values(state="waiting"))
    for name in ("translation", "fields", "urgency"):
        op.drop_column("free_text", name)
    op.drop_table("resting")
