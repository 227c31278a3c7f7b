"""``flask tick``: what happens by itself. Every slice registers what it does each minute."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import with_appcontext

from participation.base import database, hooks, jobs, last_times
from participation.base.errors import DomainError
from participation.operations import maintenance

Act = Callable[[datetime], None]
BACKWARDS = (
    "Die Uhr dieses Rechners wurde zurückgestellt. Prüfen Sie sie (timedatectl). Einen Tag lang"
    " wird nach dem Kalender nichts gelöscht."
)


def tick(now: datetime) -> list[str]:
    """Does what is due, each act in a transaction of its own; returns the names of those failed.

    Safe to run at any time and twice at once. Opening and closing need no act: a survey's state
    follows from its days.
    """
    failed: list[str] = []
    acts: list[Act] = [_note, *hooks.TICK.registered(), jobs.tidy]
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


def _note(now: datetime) -> None:
    if not last_times.note_tick(database.connection(), now):
        current_app.logger.warning(BACKWARDS)


@click.command("tick")
@with_appcontext
def command() -> None:
    """Do what is due.

    Forgets old drafts and what was kept long enough, counts once a night, settles what has ended,
    tidies up and does waiting jobs.

    Call it every minute, from cron or a systemd timer. Two at once do no harm. When no tick comes
    for a quarter of an hour, the desk, /healthz and flask doctor say so. While flask upgrade or
    flask restore runs it does nothing.
    """
    try:
        maintenance.must_be_open()
    except DomainError as problem:
        click.echo(str(problem.remedy))
        return
    if failed := tick(datetime.now(UTC)):
        raise click.ClickException(", ".join(failed))
