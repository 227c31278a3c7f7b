"""Who does something on a board, and when."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from participation.boards.kinds import BoardRole


@dataclass(frozen=True, slots=True)
class By:
    """A facilitator's role at one moment; never which device or person."""

    role: BoardRole
    now: datetime
