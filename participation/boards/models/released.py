"""What every kept release has in common."""

from __future__ import annotations

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column


class Released:
    """One released version: the bytes that everybody gets, for ever. A correction is a new row."""

    version: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, sort_order=1)
    content: Mapped[bytes] = mapped_column(sa.LargeBinary, sort_order=2)
    sha256: Mapped[str] = mapped_column(sa.String(64), sort_order=3)
    released_at: Mapped[datetime] = mapped_column(sort_order=4)
    released_by: Mapped[str] = mapped_column(sa.String(120), sort_order=5)
