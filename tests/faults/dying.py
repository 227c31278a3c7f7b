"""The shipped application with a death wish: ``DIE_AT`` names a moment of emptying the letterbox.

For uvicorn alone; importing it makes an application.
"""

from __future__ import annotations

import os
import signal

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from participation.asgi import app
from participation.respond.answers import letterbox

__all__ = ["app"]


def die(*_ignored: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _after_statement(*call: object) -> None:
    statement = str(call[2])
    if statement.startswith("DELETE FROM letter"):
        sa.event.listen(Engine, "commit", _at_commit)
    if statement.startswith(os.environ["DIE_AT"]):
        die()


def _at_commit(_connection: object) -> None:
    if os.environ["DIE_AT"] == "commit":
        die()


sa.event.listen(Engine, "after_cursor_execute", _after_statement)
if os.environ["DIE_AT"] == "wipe":
    letterbox.wipe = die
