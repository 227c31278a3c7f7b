"""Maintenance: nobody enters while the database is changed, or does not fit this program.

A note in the instance folder says that an upgrade or a restore is under way. It stays when that
was killed, so that nobody meets a half finished thing; the next ``flask upgrade`` takes it away.
Each request looks whether the note changed (microseconds), and asks the database only then.
"""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import sqlalchemy as sa
from flask import Flask, Response, make_response, render_template, request

from participation.base import database
from participation.base.app_state import AppState
from participation.base.words import languages
from participation.operations import schema
from participation.operations.backup import backup, files
from participation.operations.refused import Refused
from participation.operations.schema import State

NOTE = "upgrade.json"
LOCK = "upgrade.lock"
RETRY_SECONDS = 60
OPEN_TO = frozenset({"static", "logo", "room.healthz"})
"""What is answered although the gate is shut."""
BUSY = "Ein anderes upgrade oder restore läuft gerade. Warten Sie, bis es fertig ist."
REASONS = {
    State.EMPTY: "Die Datenbank hat noch keine Tabellen. Rufen Sie auf: flask --app wsgi upgrade",
    State.BEHIND: (
        "Die Datenbank ist älter als das Programm. Rufen Sie auf: flask --app wsgi upgrade"
    ),
    State.AHEAD: (
        "Die Datenbank ist neuer als dieses Programm. Starten Sie den Dienst neu, oder bringen Sie"
        " das Programm auf den neuen Stand."
    ),
}
UNDER_WAY = (
    "Ein upgrade oder restore läuft, oder es wurde unterbrochen. Läuft keines mehr, rufen Sie auf:"
    " flask --app wsgi upgrade"
)
UNREACHABLE = "Die Datenbank ist nicht zu erreichen."


@dataclass(frozen=True, slots=True)
class Note:
    """What is being done to the database, or was last."""

    act: str
    """``upgrade`` or ``restore``."""
    stage: str
    """``begun``, ``done`` or ``failed``."""
    since: str
    revision: str = ""
    """At which the database stood before."""
    backup: str = ""
    """Where it was saved before."""

    @property
    def under_way(self) -> bool:
        """Whether nobody may enter because of it."""
        return self.stage == "begun"


def read(instance: Path) -> Note | None:
    """The note, if there ever was one."""
    try:
        return Note(**json.loads((instance / NOTE).read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except (OSError, ValueError, TypeError):
        return Note("upgrade", "begun", "")  # something is there and nobody knows what: stay shut


def write(instance: Path, note: Note) -> None:
    """Leaves the note, whole."""
    with files.whole_file(instance / NOTE) as file:
        file.write(json.dumps(asdict(note)).encode())


@contextmanager
def alone(instance: Path) -> Iterator[None]:
    """Keeps a second upgrade or restore out; a killed one holds nothing.

    Raises:
        Refused: one is running.
    """
    with (instance / LOCK).open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(BUSY) from error
        yield


@contextmanager
def shut(instance: Path, note: Note) -> Iterator[None]:
    """Nobody enters until the work is done; a failure that touched nothing opens the gate again."""
    write(instance, note)
    try:
        yield
    except Exception:
        write(instance, _at(note, "failed"))
        raise
    write(instance, _at(note, "done"))


def begun(act: str, revision: str = "", backup: str = "") -> Note:
    """A note that work begins now."""
    return Note(act, "begun", datetime.now(UTC).isoformat(timespec="seconds"), revision, backup)


def _at(note: Note, stage: str) -> Note:
    return Note(note.act, stage, note.since, note.revision, note.backup)


class Gate:
    """Whether this process may serve: looked up anew when the note changes or while it may not."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._instance: Path = app.config["SETTINGS"].instance
        self._seen: object = ()
        self.reason: str | None = UNREACHABLE
        """Why it is shut, in a sentence for IT; ``None``: it is open."""

    def look(self) -> str | None:
        """Why nobody may enter now, if so."""
        stamp = self._stamp()
        if self.reason is not None or stamp != self._seen:
            known, self.reason = self.reason, self._reason()
            self._seen = stamp
            if self.reason not in (None, known):
                self._app.logger.error(self.reason)
        return self.reason

    def _stamp(self) -> object:
        try:
            found = os.stat(self._instance / NOTE)  # noqa: PTH116 - half the time of Path.stat
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_ino)

    def _reason(self) -> str | None:
        note = read(self._instance)
        if note is not None and note.under_way:
            return UNDER_WAY
        try:
            with backup.reading(database.engine()) as connection:
                return REASONS.get(schema.state(connection))
        except sa.exc.SQLAlchemyError:
            return UNREACHABLE


GATE = AppState[Gate]("gate")


def gate() -> Gate:
    """Of the application that runs."""
    return GATE.current()


def init_app(app: Flask) -> None:
    """Looks at the gate before anything else of a request."""
    GATE.put(app, Gate(app))
    app.before_request(_guard)


def _guard() -> Response | None:
    if request.endpoint in OPEN_TO or gate().look() is None:
        return None
    return page()


def page() -> Response:
    """Tells people to come back in a moment; asks no database."""
    languages.use(languages.of_path(request.path))
    answer = make_response(render_template("errors/pause.html", sent=request.method == "POST"), 503)
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def must_be_open() -> None:
    """For commands that work in the background.

    Raises:
        Refused: the database is being changed, or does not fit.
    """
    if (reason := gate().look()) is not None:
        raise Refused(reason)
