"""Queries of the live part to the database, each run in a thread."""

from __future__ import annotations

import time
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any, Protocol
from uuid import UUID

WITHDRAWN, BLOCKED, GONE, RESTART = "withdrawn", "blocked", "gone", "restart"
"""Why a stream ends. After the first and the third nobody comes back."""


@dataclass(frozen=True, slots=True)
class Pass:
    """Who listens: ``audience`` says what they may see, ``holder`` whose right it is."""

    audience: str
    holder: UUID
    """The person's or the link's key; a renewed link is another."""
    person: bool
    """Somebody in the room, not a link for staff or a wall."""
    blocked: bool = False
    """A person whom moderation has blocked: knows the board, but hears nothing for now."""

    @property
    def end(self) -> str:
        """What is said when this right ends; a blocked person may be let in again."""
        return BLOCKED if self.person else WITHDRAWN


@dataclass(frozen=True, slots=True)
class Rights:
    """Which rights hold now on some boards."""

    links: frozenset[UUID]
    """Links that are neither withdrawn nor renewed."""
    blocked: frozenset[UUID]
    """People who were blocked."""
    at: float = field(default_factory=time.monotonic)
    """When it began to be read; says nothing about rights that came later."""

    def holds(self, who: Pass) -> bool:
        """Whether this one may still listen."""
        return who.holder not in self.blocked if who.person else who.holder in self.links


class Source(Protocol):
    """The boards of one installation; every method reads in a transaction of its own."""

    def admit(self, cookies: dict[str, str], board_id: UUID, wanted: str) -> Pass | None:
        """The right that these cookies give on a board, to hear as ``wanted`` (or any)."""

    def seqs(self, board_ids: Collection[UUID]) -> dict[UUID, int]:
        """The newest number of each of these boards; none for a board that is gone."""

    def rights(self, board_ids: Collection[UUID]) -> Rights:
        """The rights on these boards."""

    def changes(self, board_id: UUID, since: int, audience: str) -> dict[str, Any]:
        """What :func:`participation.boards.service.boards.changes` says."""

    def announce(self, channel: str, text: str) -> None:
        """Says something to the installation's other processes, where there are any."""
