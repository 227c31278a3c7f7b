"""Upgrades the database to a newer program: backup, migration, check, each reported in words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from participation.operations import maintenance, schema
from participation.operations.backup import backup
from participation.operations.refused import Refused
from participation.operations.schema import State

Say = Callable[[str], None]
Save = Callable[[], Path]
"""Writes a backup; where to."""
FAILED = (
    "Die Migration ist misslungen; die Datenbank steht unverändert bei Fassung {before}. ({why})\n"
    "So geht es weiter: Beheben Sie die Ursache und rufen Sie noch einmal auf: flask --app wsgi"
    " upgrade\nOder zurück: Holen Sie die vorige Fassung des Programms (git checkout …) und starten"
    " Sie den Dienst; sie passt noch zur Datenbank. Die Sicherung liegt in: {backup}"
)
UNSOUND = (
    "Die Datenbank ist nach der Migration nicht heil ({why}).\nSo geht es zurück: Holen Sie die"
    " vorige Fassung des Programms (git checkout …) und rufen Sie auf:"
    " flask --app wsgi restore --replace {backup}"
)
INTERRUPTED = "Ein {act} vom {since} wurde unterbrochen. Es wird jetzt zu Ende gebracht."


def run(engine: Engine, instance: Path, save: Save | None, say: Say) -> None:
    """Brings the database to this program's state; safe to repeat after any interruption.

    Args:
        engine: of the database.
        instance: folder of the installation, where the note is left.
        save: writes the backup; ``None``: it was made by other means.
        say: is told each step.

    Raises:
        Refused: it cannot be done; the message says what to do.
    """
    with maintenance.alone(instance):
        note = maintenance.read(instance)
        if note is not None and note.under_way:
            say(INTERRUPTED.format(act=note.act, since=note.since or "früher"))
        with backup.reading(engine) as connection:
            state, before = schema.state(connection), schema.revision(connection)
        if state is State.AHEAD:
            raise Refused(maintenance.REASONS[State.AHEAD])
        with maintenance.shut(instance, maintenance.begun("upgrade", before or "")):
            _through(engine, state, before, save, say)


def _through(engine: Engine, state: State, before: str | None, save: Save | None, say: Say) -> None:
    saved = "–"
    if state is State.BEHIND and save is not None:
        saved = str(save())
        say(f"Gesichert: {saved} (löschen, wenn alles stimmt)")
    rows = _rows(engine)
    if state is not State.READY:
        try:
            schema.migrate(engine)
        except Exception as error:
            why = type(error).__name__
            raise Refused(FAILED.format(before=before, why=why, backup=saved)) from error
        say(f"Migriert: von {before or 'leer'} nach {schema.head()}")
    if why := _unsound(engine, rows):
        raise Refused(UNSOUND.format(why=why, backup=saved))
    say("Geprüft: Die Datenbank passt zum Programm. Starten Sie den Dienst neu.")


def _rows(engine: Engine) -> dict[str, int]:
    with backup.reading(engine) as connection:
        return {
            table.name: connection.execute(
                sa.select(sa.func.count()).select_from(table)
            ).scalar_one()
            for table in schema.own_tables(connection)
            if backup.saved(table.name)
        }


def _unsound(engine: Engine, before: dict[str, int]) -> str:
    """What is not as it should be after the migration; empty: all is well."""
    with backup.reading(engine) as connection:
        if schema.state(connection) is not State.READY:
            return "nicht alle Migrationen sind gelaufen"
        if broken := schema.faults(connection):
            return broken[0]
    after = _rows(engine)
    fewer = [name for name, rows in before.items() if name in after and after[name] < rows]
    return f"in {fewer[0]} fehlen Zeilen" if fewer else ""
