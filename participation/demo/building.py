"""Fills an empty database with the demo county; a process of its own, for it loads pandas."""

from __future__ import annotations

from alembic import command
from flask import Flask

from participation import create_app
from participation.base import database
from participation.demo import county, fachtag, rounds
from participation.operations.shell import alembic_config
from participation.studies import service as studies


def build(app: Flask) -> None:
    """County, questionnaires, rounds with invented answers, a Fachtag with invented notes."""
    with app.app_context():
        command.upgrade(alembic_config(), "head")
        county.make()
        with database.transaction():
            studies.ship()
        rounds.make()
        fachtag.make()


if __name__ == "__main__":
    build(create_app())
