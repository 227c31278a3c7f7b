"""Fills an empty database with the demo county; a process of its own, for it loads pandas."""

from __future__ import annotations

from alembic import command
from flask import Flask

from participation import create_app, database
from participation.commands import MIGRATIONS, alembic_config
from participation.database import Base
from participation.demo import county, rounds
from participation.studies import service as studies


def schema() -> None:
    """All tables, by the migrations where there are some."""
    if list((MIGRATIONS / "versions").glob("*.py")):
        command.upgrade(alembic_config(), "head")
    else:
        Base.metadata.create_all(database.engine())


def build(app: Flask) -> None:
    """The county, the shipped questionnaires, the rounds with their invented answers."""
    with app.app_context():
        schema()
        county.make()
        with database.transaction():
            studies.ship()
        rounds.make()


if __name__ == "__main__":
    build(create_app())
