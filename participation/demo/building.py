"""Fills an empty database with the demo county; a process of its own, for it loads pandas."""

from __future__ import annotations

import sys
from pathlib import Path

from alembic import command

from participation import create_app
from participation.base import database
from participation.demo import county, fachtag, own, rounds
from participation.demo.concept import build as concept
from participation.operations.shell import alembic_config
from participation.studies import service as studies


def build(folder: Path) -> None:
    """County, questionnaires, rounds with invented answers, a Fachtag, and the concept.

    Args:
        folder: where the demo lives; the environment names no other database.

    Raises:
        own.NotOurs: a database lies there that the demo did not make.
    """
    own.begin(folder)
    with create_app(own.load(folder)).app_context():
        command.upgrade(alembic_config(), "head")
        county.make()
        with database.transaction():
            studies.ship()
        rounds.make()
        fachtag.make()
        concept.make()


if __name__ == "__main__":
    build(Path(sys.argv[1]))
