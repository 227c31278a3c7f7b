"""What happens by itself: every slice registers what it does, one command does it all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from participation import database, jobs

Act = Callable[[datetime], None]


def tick(now: datetime) -> list[str]:
    """Does what is due, each act in a transaction of its own; returns the names of those failed.

    Safe to run at any time and twice at once.
    """
    failed: list[str] = []
    acts: list[Act] = current_app.extensions.get("tick", [])
    for act in acts:
        try:
            with database.transaction():
                act(now)
        except Exception:  # one room's fault must not keep the others from their work
            name = f"{act.__module__}.{act.__qualname__}"
            current_app.logger.exception("tick: %s failed", name)
            failed.append(name)
    jobs.work_all()
    return failed


@click.command("tick")
@with_appcontext
def command() -> None:
    """Do what is due: forget old drafts, count once a night, settle what has ended, do jobs.

    Call it every minute.
    """
    if failed := tick(datetime.now(UTC)):
        raise click.ClickException(", ".join(failed))
