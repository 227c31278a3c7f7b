"""Commands for developers and for the platform itself: migrations, waiting jobs, keys, hooks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from flask import Flask, current_app
from flask.cli import AppGroup, with_appcontext

from participation.base import database, hooks, jobs
from participation.base.keys import Keys
from participation.operations import schema

if TYPE_CHECKING:
    from alembic.config import Config

db = AppGroup("db", help="The database and its migrations.")
jobs_group = AppGroup("jobs", help="Long work.")
keys_group = AppGroup("keys", help="The installation's secrets.")
hooks_group = AppGroup("hooks", help="Calls that go upwards (for developers).")


def alembic_config() -> Config:
    """Alembic's view of this application's migrations and database."""
    return schema.alembic_config(database.engine())


@db.command("upgrade")
@with_appcontext
def upgrade() -> None:
    """Bring the database up to this version."""
    from alembic import command  # noqa: PLC0415  only migrating needs it

    command.upgrade(alembic_config(), "head")


@db.command("revision")
@click.argument("message")
@with_appcontext
def revision(message: str) -> None:
    """Write a migration from what the models say and the database lacks (for developers)."""
    from alembic import command  # noqa: PLC0415  only migrating needs it

    number = len(list((schema.MIGRATIONS / "versions").glob("*.py"))) + 1
    command.revision(alembic_config(), message, autogenerate=True, rev_id=f"{number:04}")


@jobs_group.command("work")
@with_appcontext
def work() -> None:
    """Do all waiting jobs, then end."""
    jobs.work_all()


@keys_group.command("rotate")
@with_appcontext
def rotate() -> None:
    """Put a fresh secret in front; older ones stay understood."""
    Keys.rotate(current_app.config["SETTINGS"].instance)
    click.echo("Neuer Schlüssel ist vorn. Bitte den Dienst neu starten.")


@hooks_group.command("print")
@with_appcontext
def print_hooks() -> None:
    """Print the list of hooks as docs/architecture.md holds it."""
    click.echo(hooks.markdown(current_app), nl=False)


def init_app(app: Flask) -> None:
    """Adds the commands to ``flask --app wsgi``."""
    for group in (db, jobs_group, keys_group, hooks_group):
        app.cli.add_command(group)
