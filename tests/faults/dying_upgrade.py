"""``flask upgrade`` with a death wish: ``DIE_AT`` names a moment of it. Run as a module."""

from __future__ import annotations

import os
import signal

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from participation import create_app
from participation.operations import upgrade
from participation.operations.backup import backup

MOMENT = os.environ["DIE_AT"]


def die(*_ignored: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def after_statement(*call: object) -> None:
    if MOMENT and str(call[2]).strip().startswith(MOMENT):
        die()


sa.event.listen(Engine, "after_cursor_execute", after_statement)
if MOMENT == "save":
    backup.sealed_file.Writer.finish = die
if MOMENT == "check":
    upgrade._unsound = die  # noqa: SLF001 - the moment after the commit
create_app().test_cli_runner().invoke(args=["upgrade"])
