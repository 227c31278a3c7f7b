"""Commands on figures for IT: the release of a wave from a shell."""

from __future__ import annotations

import click
from flask import Flask
from flask.cli import AppGroup, with_appcontext

from participation.base import database
from participation.base.errors import DomainError
from participation.monitoring import work
from participation.studies import service as studies

figures = AppGroup("figures", help="Figures of closed waves.")


@figures.command("release")
@click.argument("slug")
@with_appcontext
def release(slug: str) -> None:
    """Make and freeze the figures of the closed wave at the short address SLUG, for ever."""
    try:
        database.reads()
        wave_id = studies.wave_of_slug(slug).id
        database.commit()  # libraries of figures take a second to load, and nobody waits for it
        work.release_now(wave_id, "IT")
        database.commit()
    except DomainError as problem:
        raise click.ClickException(f"{problem.title}. {problem.remedy}") from problem
    click.echo(f"Veröffentlicht: {slug}")


def init_app(app: Flask) -> None:
    """Adds the commands to ``flask --app wsgi``."""
    app.cli.add_command(figures)
