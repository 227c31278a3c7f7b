"""language tags of any length."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"

COLUMNS = (
    ("wave_language", "tag", True),
    ("answer", "language", False),
    ("free_text", "language", False),
    ("resting_text", "language", False),
)
"""Table, column, whether its rows are numbered on SQLite."""


def upgrade() -> None:
    _length(12, 35)


def downgrade() -> None:
    _length(35, 12)


def _length(before: int, after: int) -> None:
    for table, column, numbered in COLUMNS:
        kept = {} if numbered else {"sqlite_with_rowid": False}
        with op.batch_alter_table(table, table_kwargs=kept) as batch:
            batch.alter_column(column, existing_type=sa.String(before), type_=sa.String(after))
