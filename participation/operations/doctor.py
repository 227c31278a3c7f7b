"""``flask doctor``: what IT promised, looked at; each finding a sentence with what to do."""

from __future__ import annotations

import re
import shutil
import stat
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from http.client import HTTPException
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from participation.base import database
from participation.base.last_times import Event
from participation.base.settings import LOCAL_HOSTS, Settings
from participation.base.web.security import HEADERS
from participation.operations import watch
from participation.operations.watch import Facts, Trouble

PREFIXES = ("/f/", "/b/")
"""Below which respondents and participants are."""
IN_LOG = re.compile(r'["\s](?:GET|POST|HEAD|PUT)\s+(?:https?://[^/\s"]+)?(\S*)|"uri":\s*"([^"]*)')
SILENT = re.compile(r"access_log\s+off|dontlog|CustomLog|log_skip|log_name|skip_log|map\s+\$")
WAIT_SECONDS = 10
QUIET = {
    "track_commit_timestamp": ("off",),
    "log_statement": ("none", "ddl"),
    "log_min_duration_statement": ("-1",),
    "log_min_duration_sample": ("-1",),
    "log_transaction_sample_rate": ("0",),
    "log_parameter_max_length_on_error": ("0",),
}
"""What PostgreSQL may be set to; anything else writes down when somebody sent, or what."""
WITNESSES = ("auto_explain", "pgaudit")
"""Libraries of PostgreSQL that write statements down whatever these settings say."""
PRIVATE = ("keys.json", "vielstimmig.db", "settings.toml")


class Mark(StrEnum):
    """How a finding stands."""

    GOOD = "gut"
    BAD = "MANGEL"
    NOTE = "Hinweis"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at."""

    mark: Mark
    sentence: str


def machine(facts: Facts) -> Iterator[Finding]:
    """Database, ticks, jobs, backup, clock and disk."""
    found = set(facts.troubles())
    backup = facts.time(Event.BACKUP)
    sentences = {
        Trouble.SHUT: ("Die Datenbank passt zum Programm.", facts.shut or ""),
        Trouble.TICK: (
            "flask tick läuft.",
            "Seit einer Viertelstunde läuft kein flask tick. Prüfen Sie cron oder systemd.",
        ),
        Trouble.CLOCK: (
            "Die Uhr lief vorwärts.",
            "Der letzte tick liegt in der Zukunft: Die Uhr steht falsch (timedatectl).",
        ),
        Trouble.JOBS: (
            "Keine Arbeit bleibt liegen.",
            "Eine Arbeit wartet länger als eine halbe Stunde. Rufen Sie auf: flask jobs work",
        ),
        Trouble.BACKUP: (
            f"Letzte Sicherung: {backup:%d.%m.%Y, %H:%M} UTC." if backup else "",
            "Seit mehr als 36 Stunden gibt es keine Sicherung. Rufen Sie nachts auf: flask backup",
        ),
        Trouble.DISK: (
            f"Platz ist da: {facts.free / 1e9:.1f} GB.",
            f"Nur noch {facts.free / 1e6:.0f} MB frei. Schaffen Sie Platz.",
        ),
    }
    for trouble, (good, bad) in sentences.items():
        if trouble in found:
            yield Finding(Mark.BAD, bad)
        elif good:
            yield Finding(Mark.GOOD, good)
        else:
            yield Finding(Mark.NOTE, "Noch gibt es keine Sicherung. Rufen Sie auf: flask backup")


def clock() -> Iterator[Finding]:
    """Whether the machine keeps its clock by the network, where systemd tells."""
    program = shutil.which("timedatectl")
    if program is None:
        return
    asked = [program, "show", "--property=NTPSynchronized", "--value"]
    output = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()  # noqa: S603 - fixed words
    if output == "yes":
        yield Finding(Mark.GOOD, "Die Uhr folgt dem Netz.")
    elif output == "no":
        yield Finding(Mark.BAD, "Die Uhr folgt keinem Zeitdienst: timedatectl set-ntp true")


def folder(settings: Settings) -> Iterator[Finding]:
    """Whether others on this machine can read what is the installation's own."""
    for name in PRIVATE:
        path = settings.instance / name
        if path.exists() and _others_reach(path):
            yield Finding(Mark.BAD, f"Andere Konten können {path} lesen: chmod 600 {path}")
    if settings.backup_key_file and _others_reach(Path(settings.backup_key_file)):
        yield Finding(Mark.BAD, f"Andere Konten können {settings.backup_key_file} lesen: chmod 600")
    if not settings.backup_key_file:
        yield Finding(Mark.NOTE, "Sicherungen sind nicht verschlüsselt (backup_key_file).")


def database_log(connection: Connection) -> Iterator[Finding]:
    """What a PostgreSQL writes down beside the data: times, statements, their parameters."""
    if connection.dialect.name != "postgresql":
        return
    read = sa.text("SELECT current_setting(:name, true)")
    loud = False
    for name, quiet in QUIET.items():
        value = connection.execute(read, {"name": name}).scalar()
        if value is not None and value not in quiet:  # an older server does not know each
            loud = True
            sentence = f"PostgreSQL hält fest, wann jemand sendet: {name} = {value}, nicht"
            yield Finding(Mark.BAD, f"{sentence} {quiet[0]}.")
    loaded = connection.execute(read, {"name": "shared_preload_libraries"}).scalar() or ""
    for name in WITNESSES:
        if name in str(loaded):
            loud = True
            yield Finding(Mark.BAD, f"PostgreSQL schreibt Anweisungen mit: {name} ist geladen.")
    if not loud:
        yield Finding(Mark.GOOD, "PostgreSQL schreibt nicht mit, wann jemand sendet.")


def encoder(settings: Settings) -> Iterator[Finding]:
    """Whether what finds notes alike in meaning can be loaded, where it is asked for."""
    if not settings.encoder:
        return
    from surveys.texts import meaning  # noqa: PLC0415 - loads numpy and the model

    try:
        meaning.load()
    except meaning.NoEncoder as error:
        yield Finding(
            Mark.BAD,
            f"encoder ist eingeschaltet, lässt sich aber nicht laden ({error}). Pinnwände"
            " vergleichen solange nur nach Wörtern:"
            " pip install --require-hashes -r requirements-meaning.lock",
        )
    else:
        yield Finding(Mark.GOOD, "Pinnwände finden auch Zettel von ähnlichem Sinn (encoder).")


def logs(paths: Iterable[Path]) -> Iterator[Finding]:
    """Whether logs of the proxy name who answers; a configuration, whether it silences them."""
    for path in paths:
        try:
            text = path.read_text(encoding="utf-8", errors="replace")
        except OSError as error:
            yield Finding(Mark.BAD, f"{path} lässt sich nicht lesen ({error.strerror}).")
            continue
        yield _log(path, text) if _is_log(text) else _configuration(path, text)


def address(settings: Settings) -> Iterator[Finding]:
    """TLS and headers, by asking ``public_url`` as a visitor does."""
    if not settings.secure:
        yield Finding(
            Mark.BAD, f"{settings.public_url} ist unverschlüsselt. Richten Sie https ein."
        )
    url = settings.public_url.rstrip("/") + "/de/"
    try:
        # The address is the installation's own setting, http or https.
        with urlopen(Request(url), timeout=WAIT_SECONDS) as answer:  # noqa: S310
            headers = answer.headers
    except HTTPError as error:
        yield Finding(Mark.BAD, f"{url} antwortet mit {error.code}.")
        return
    except (URLError, OSError, HTTPException) as error:
        reason = getattr(error, "reason", error)
        yield Finding(
            Mark.BAD, f"{url} ist nicht zu erreichen oder nicht vertrauenswürdig: {reason}"
        )
        return
    missing = [name for name in HEADERS if headers.get(name) != HEADERS[name]]
    if settings.secure and "Strict-Transport-Security" not in headers:
        missing.append("Strict-Transport-Security")
    if missing:
        yield Finding(
            Mark.BAD, f"Der Proxy ändert oder verschluckt Kopfzeilen: {', '.join(missing)}"
        )
    else:
        yield Finding(Mark.GOOD, f"{url} antwortet mit allen Kopfzeilen.")


def outbound(settings: Settings) -> Iterator[Finding]:
    """Whom the settings let the platform call; nothing else in it opens a connection.

    ``tests/attack/test_outbound.py`` watches every connection of a whole survey and of a board.
    """
    called = {
        "Datenbank": urlsplit(settings.database_url).hostname,
        "Anmeldung des Landkreises": urlsplit(settings.oidc_issuer).hostname,
    }
    away = {what: host for what, host in called.items() if host and host not in LOCAL_HOSTS}
    if not away:
        yield Finding(Mark.GOOD, "Die Plattform ruft keinen anderen Rechner an.")
    for what, host in away.items():
        yield Finding(
            Mark.NOTE, f"Nach außen geht nur: {host} ({what}). Mehr muss nicht offen sein."
        )


def _others_reach(path: Path) -> bool:
    """Whether group or others may read it, all folders above included."""
    try:
        readable = path.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH)
        open_folder = path.parent.stat().st_mode & (stat.S_IXGRP | stat.S_IXOTH)
    except OSError:
        return False
    return bool(readable and open_folder)


def _is_log(text: str) -> bool:
    return IN_LOG.search(text) is not None


def _log(path: Path, text: str) -> Finding:
    hits = sum(
        any(prefix in (found[0] or found[1]) for prefix in PREFIXES)
        for found in IN_LOG.findall(text)
    )
    if hits:
        return Finding(
            Mark.BAD,
            f"{path} nennt {hits} Aufrufe von Menschen, die antworten (/f/ oder /b/). Schalten Sie"
            " das Protokoll dafür ab (docs/operations) und löschen Sie die alten Protokolle.",
        )
    return Finding(Mark.GOOD, f"{path} nennt niemanden, der antwortet.")


def _configuration(path: Path, text: str) -> Finding:
    if not text.strip():
        return Finding(Mark.NOTE, f"{path} ist leer.")
    if all(prefix.rstrip("/") in text for prefix in PREFIXES) and SILENT.search(text):
        return Finding(Mark.GOOD, f"{path} hat eine Regel für /f/ und /b/.")
    if "/desk" in text and SILENT.search(text):
        return Finding(Mark.GOOD, f"{path} schreibt nur auf, was unter /desk liegt.")
    return Finding(
        Mark.BAD,
        f"In {path} fehlt die Regel, die /f/ und /b/ aus dem Protokoll hält (docs/operations).",
    )


def examine(
    settings: Settings, now: datetime, files: Iterable[Path], *, ask: bool
) -> Iterator[Finding]:
    """Everything, in the order in which one mends it."""
    yield from machine(watch.facts(now))
    yield from clock()
    yield from folder(settings)
    yield from database_log(database.connection())
    yield from encoder(settings)
    yield from outbound(settings)
    if ask:
        yield from address(settings)
    paths = list(files)
    yield from logs(paths)
    if not paths:
        yield Finding(
            Mark.NOTE, "Nennen Sie Protokoll und Konfiguration des Proxys: flask doctor DATEI …"
        )
