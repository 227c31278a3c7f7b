"""The vote on a phone, and what came of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from participation.boards.views.phone import Desk


def values(desk: Desk) -> dict[str, Any]:
    """What the page of the vote shows."""
    del desk
    return {"targets": (), "done": False}


def results(desk: Desk) -> dict[str, Any]:
    """What the page of the results shows."""
    del desk
    return {"agreed": (), "top": ()}
