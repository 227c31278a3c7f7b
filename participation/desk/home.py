"""What next: one card from the state of things, what else is open, the days to come."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from participation.base import tasks
from participation.base.tasks import Task, Urgency
from participation.base.web.templating import local_day

AHEAD = timedelta(days=28)
MOST = 7
"""Open things that the home shows, its card among them; more stand behind "alle"."""


@dataclass(frozen=True, slots=True)
class Home:
    """What the home shows to the account that asks."""

    card: Task | None
    """The one thing to do next; None: nothing that this account may do."""
    also: tuple[Task, ...]
    more: int
    """How many open things are left out."""
    dates: tuple[Task, ...]


def what_next(now: datetime, *, everything: bool = False) -> Home:
    """Sorts what all rooms offer; the most urgent first.

    Args:
        now: the moment.
        everything: leaves nothing out.
    """
    found = tasks.collect(now)
    today = local_day(now)
    waiting = [task for task in found if task.day is None]
    card = next((task for task in waiting if task.verb), None)
    also = [t for t in waiting if t is not card and t.urgency is not Urgency.QUIET]
    shown = also if everything else also[: MOST - 1]
    return Home(
        card,
        tuple(shown),
        len(also) - len(shown),
        tuple(
            sorted(
                (t for t in found if t.day and today <= t.day <= today + AHEAD),
                key=lambda task: (task.day, task.sentence),
            )
        ),
    )
