"""What people may do in which phase."""

from __future__ import annotations

from enum import StrEnum

from participation.boards.base.errors import Frozen, PhaseOver
from participation.boards.base.kinds import Phase
from participation.boards.base.sequence import Locked


class Doing(StrEnum):
    """What a participant wants to do."""

    WRITE = "write"
    CHANGE = "change"
    """Edit or delete an own note."""
    REPLY = "reply"
    REACT = "react"
    WISH = "wish"
    """Say that an own note fits better elsewhere."""
    VOTE = "vote"


ALLOWED: dict[Phase, frozenset[Doing]] = {
    Phase.COLLECT: frozenset({Doing.WRITE, Doing.CHANGE, Doing.REPLY, Doing.REACT}),
    Phase.CLUSTER: frozenset({Doing.REPLY, Doing.REACT, Doing.WISH}),
    Phase.DISCUSS: frozenset({Doing.REPLY, Doing.REACT, Doing.WISH}),
    Phase.VOTE: frozenset({Doing.VOTE}),
    Phase.RESULTS: frozenset(),
    Phase.CLOSED: frozenset(),
}


def must(board: Locked, doing: Doing) -> None:
    """Lets through what the board's phase allows.

    Raises:
        PhaseOver: the phase does not allow it.
        Frozen: the phase does, but the board pauses.
    """
    if doing not in ALLOWED[board.phase]:
        raise PhaseOver
    if board.frozen:
        raise Frozen
