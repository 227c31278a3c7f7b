"""texts by portions."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"

NO_MORE_THAN_TEXTS = """
UPDATE resting SET answers = (
    SELECT count(*) FROM free_text
    WHERE free_text.wave_id = resting.wave_id AND free_text.state = 'resting'
) WHERE answers > (
    SELECT count(*) FROM free_text
    WHERE free_text.wave_id = resting.wave_id AND free_text.state = 'resting'
)
"""
BACK = """
INSERT INTO free_text
    (id, wave_id, question, language, text, state, urgency, fields, translation)
SELECT id, wave_id, question, language, text, 'resting', urgency, '[]', '' FROM resting_text
"""


def upgrade() -> None:
    op.create_table(
        "resting_text",
        sa.Column("wave_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("urgency", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["wave_id"], ["wave.id"], name=op.f("fk_resting_text_wave_id_wave"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("wave_id", "id", name=op.f("pk_resting_text")),
        sqlite_with_rowid=False,
    )
    op.add_column("resting", sa.Column("portion_on", sa.Date(), nullable=True))
    op.execute(NO_MORE_THAN_TEXTS)
    op.create_index(
        "ix_free_text_queue",
        "free_text",
        ["wave_id", "state", "urgency", "question", "id"],
    )
    op.add_column("release_work", sa.Column("answers", sa.Integer(), nullable=True))
    op.add_column("release_work", sa.Column("plan", sa.JSON(), nullable=True))


def downgrade() -> None:
    op.drop_column("release_work", "plan")
    op.drop_column("release_work", "answers")
    op.drop_index("ix_free_text_queue", "free_text")
    op.drop_column("resting", "portion_on")
    op.execute(BACK)
    op.drop_table("resting_text")
