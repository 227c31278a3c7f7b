"""What IT does from a shell: backup, restore, upgrade."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from functools import wraps
from pathlib import Path
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from participation.base import database, last_times
from participation.base.errors import DomainError
from participation.base.hooks import RESTORED
from participation.base.settings import Settings
from participation.base.web.templating import local_day
from participation.operations import doctor, maintenance, upgrade
from participation.operations.backup import backup, files, restore
from participation.operations.refused import Refused

SHORTEST_KEY = 16
BACKUPS = "backups"
"""Folder of the instance for what commands save of themselves."""
KEEP_APART = (
    "Nicht darin: keys.json, settings.toml und das Logo. Bewahren Sie keys.json getrennt von den"
    " Sicherungen auf. Ersetzen Sie jede Nacht die vorige Sicherung: Mehrere nebeneinander"
    " verraten, an welchem Tag eine Antwort kam."
)
IN_A_DEMO = (
    "Diese Instanz ist eine Vorführung (demo = true): Hier genügt ein Passwort ohne zweiten"
    " Schritt. Nichts wurde angefasst. Nennen Sie mit VIELSTIMMIG_INSTANCE den Ordner des"
    " Landkreises."
)
key_file = click.option(
    "--key-file",
    type=click.Path(path_type=Path, dir_okay=False),
    help="File whose content encrypts the backup (default: the setting backup_key_file).",
)


def in_sentences(command: Callable[..., None]) -> Callable[..., None]:
    """A refusal becomes a sentence and the exit code 1."""

    @wraps(command)
    def run(**given: Any) -> None:  # noqa: ANN401 - click's own
        try:
            command(**given)
        except DomainError as problem:
            raise click.ClickException(str(problem.remedy)) from problem

    return run


@click.command("backup")
@click.argument("file", type=click.Path(path_type=Path))
@key_file
@with_appcontext
@in_sentences
def backup_command(file: Path, key_file: Path | None) -> None:
    """Save the whole installation to FILE while it runs.

    Answers, letters in the box, releases, surveys, accounts and texts of the county go in; drafts,
    sessions, one-time links and work under way do not. FILE is replaced only when the new one is
    whole; its owner alone may read it. Keep instance/keys.json elsewhere: who has both can read
    letters, and without keys.json a restore loses them.
    """
    secret, day = secret_in(key_file), local_day(datetime.now(UTC))
    taken = backup.take(database.engine(), settings().keys, file, secret, day)
    with suppress(SQLAlchemyError), database.transaction() as connection:
        last_times.note(connection, last_times.Event.BACKUP, datetime.now(UTC))
    click.echo(
        f"Gesichert: {taken.rows} Zeilen aus {taken.tables} Tabellen,"
        f" {taken.size / 1_000_000:.1f} MB, {'' if taken.encrypted else 'nicht '}verschlüsselt:"
        f" {taken.path}"
    )
    click.echo(KEEP_APART)


@click.command("upgrade")
@key_file
@click.option("--without-backup", is_flag=True, help="Another backup was just made.")
@with_appcontext
@in_sentences
def upgrade_command(key_file: Path | None, *, without_backup: bool) -> None:
    """Bring the database to the state of this program: save, migrate, check.

    Meanwhile visitors read that the page comes back in a few minutes. Killed in the middle, the
    database is as it was before or as it shall be; call it again. When it fails it says what to
    do. The backup lies in the instance folder, backups/before-upgrade.backup. Restart the service
    afterwards.
    """

    def save() -> Path:
        return own_backup("before-upgrade", key_file)

    backup_first = None if without_backup else save
    upgrade.run(database.engine(), settings().instance, backup_first, click.echo)


@click.command("restore")
@click.argument("file", type=click.Path(path_type=Path))
@key_file
@click.option("--replace", is_flag=True, help="Save what is here, then put FILE in its place.")
@click.option("--lost-keys", is_flag=True, help="Take a backup whose keys.json is lost.")
@click.option("--check", is_flag=True, help="Only read and prove FILE; change nothing.")
@with_appcontext
@in_sentences
def restore_command(
    file: Path, key_file: Path | None, *, replace: bool, lost_keys: bool, check: bool
) -> None:
    """Make this installation what FILE says; all of it or nothing.

    The file is read to its end and proved before anything is touched. It may come from SQLite or
    PostgreSQL and from an older version, never from a newer one or from another installation. On
    an empty machine: install, put settings.toml and keys.json into the instance folder, restore,
    start the service.
    """
    source = restore.Source(file, settings().keys, secret_in(key_file), lost_keys)
    if check:
        _print_proof(source.prove())
        return
    source.prove()
    if settings().demo:
        raise Refused(IN_A_DEMO)
    instance = settings().instance
    with maintenance.alone(instance), maintenance.shut(instance, maintenance.begun("restore")):
        _secure_existing(file, replace=replace, key_file=key_file)
        _print_proof(restore.put_back(database.engine(), source, instance, RESTORED.registered()))
    click.echo("Wiederhergestellt. Alle müssen sich neu anmelden. Starten Sie den Dienst neu.")


@click.command("doctor")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--offline", is_flag=True, help="Do not ask public_url.")
@with_appcontext
def doctor_command(files: tuple[Path, ...], *, offline: bool) -> None:
    """Look whether what the county promises is true; exit code 1 when something is not.

    FILES are logs and configurations of the proxy (nginx, Apache, Caddy): no log may name a page
    below /f/ or /b/. Looks also at the database, ticks, jobs, the last backup, the clock, the disk,
    who can read the instance's files, and asks public_url for TLS and headers. The platform itself
    calls nobody: that is the only connection it opens, to its own address.
    """
    found = list(doctor.examine(settings(), datetime.now(UTC), files, ask=not offline))
    for item in found:
        click.echo(f"{item.mark:8} {item.sentence}")
    if any(item.mark is doctor.Mark.BAD for item in found):
        raise SystemExit(1)


def secret_in(given: Path | None) -> bytes | None:
    """What encrypts backups: the content of the file named here or in the settings.

    Raises:
        Refused: the file cannot be read, or holds less than 16 characters.
    """
    named = settings().backup_key_file
    path = given or (Path(named) if named else None)
    if path is None:
        return None
    try:
        secret = path.read_bytes().strip()
    except OSError as error:
        raise Refused(f"Die Schlüsseldatei {path} lässt sich nicht lesen.") from error
    if len(secret) < SHORTEST_KEY:
        raise Refused(f"Der Schlüssel in {path} ist kürzer als {SHORTEST_KEY} Zeichen.")
    return secret


def settings() -> Settings:
    """Of the installation."""
    found: Settings = current_app.config["SETTINGS"]
    return found


def own_backup(name: str, key_file: Path | None, *, but: Path | None = None) -> Path:
    """Saves what is here into the instance folder, never over ``but``; where to."""
    folder = settings().instance / BACKUPS
    path = folder / f"{name}.backup"
    if but is not None and path.resolve() == but.resolve():
        path = folder / f"{name}-2.backup"
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise files.refused(error, path) from error
    secret, day = secret_in(key_file), local_day(datetime.now(UTC))
    return backup.take(database.engine(), settings().keys, path, secret, day).path


def _secure_existing(file: Path, *, replace: bool, key_file: Path | None) -> None:
    with backup.reading(database.engine()) as connection:
        full = restore.holds_data(connection)
    if full and not replace:
        raise Refused(restore.NOT_EMPTY)
    if full:
        saved = own_backup("before-restore", key_file, but=file)
        click.echo(f"Was hier lag, ist gesichert: {saved} (löschen, wenn alles stimmt)")


def _print_proof(proved: restore.Proved) -> None:
    head = proved.head
    click.echo(
        f"Sicherung von „{head['county']}“ vom {head['day']}, Fassung {head['app']},"
        f" aus {head['database']}: {proved.rows} Zeilen in {proved.tables} Tabellen, unversehrt."
    )


def init_app(app: Flask) -> None:
    """Adds the commands to ``flask --app wsgi``."""
    for command in (backup_command, restore_command, upgrade_command, doctor_command):
        app.cli.add_command(command)
