"""suggested groups."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "board_suggestions",
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("groups", sa.JSON(), nullable=False),
        sa.Column("declined", sa.JSON(), nullable=False),
        sa.Column("job_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["board_id"],
            ["board.id"],
            name=op.f("fk_board_suggestions_board_id_board"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("board_id", name=op.f("pk_board_suggestions")),
    )
    op.create_table(
        "note_likeness",
        sa.Column("note_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("board_id", sa.Uuid(), nullable=False),
        sa.Column("cosine", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["board_id"],
            ["board.id"],
            name=op.f("fk_note_likeness_board_id_board"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["note_id"], ["note.id"], name=op.f("fk_note_likeness_note_id_note"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["other_id"],
            ["note.id"],
            name=op.f("fk_note_likeness_other_id_note"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("note_id", "other_id", name=op.f("pk_note_likeness")),
    )
    for name in ("board_id", "other_id"):
        op.create_index(op.f(f"ix_note_likeness_{name}"), "note_likeness", [name], unique=False)


def downgrade() -> None:
    op.drop_table("note_likeness")
    op.drop_table("board_suggestions")
