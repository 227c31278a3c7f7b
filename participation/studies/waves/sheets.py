"""Translation sheets: written by a job, read back as a whole or not at all.

Whatever has texts to translate registers how they are opened (:data:`SUBJECTS`): a survey here,
others above. One sheet, one way out and in, for all of them.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask

from participation.base import database, hooks, jobs
from participation.base.errors import DomainError, NotFound
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import DEFAULT, LANGUAGES, of_tag, ordered
from participation.studies.instruments.importing import LARGEST, Finding, findings, stored
from participation.studies.models import Upload
from surveys.authoring.translations import Changes, Entry

WRITE, READ = "write_translations", "read_translations"
MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TARGETS = {tag: language.own_name for tag, language in LANGUAGES.items() if tag != DEFAULT.tag}
PREFIX = "texte-"


@dataclass(frozen=True, slots=True)
class Translated:
    """Something with texts to translate, as it is at one moment."""

    name: str
    """Of the file, without what stands around it."""
    entries: tuple[Entry, ...]
    put_in: Callable[[Changes], list[str]]
    """Takes new wordings; the tags of the languages that somebody has to read now.

    Raises a ``Conflict`` when the texts are no longer those of that moment.
    """


SUBJECTS = hooks.ByKey[Callable[[str], Translated]]("studies.translated")
"""How the texts of a subject are opened, by its name; handed the key of the one that is meant."""


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a filled sheet."""

    problems: tuple[Finding, ...]
    changed: int
    """Texts that are new."""
    tags: tuple[str, ...]
    """Languages that somebody has to read again."""


def ask_sheet(subject: str, key: str) -> uuid.UUID:
    """Has the sheet written; returns the job."""
    return jobs.enqueue(WRITE, {"subject": subject, "key": key})


def take_sheet(subject: str, key: str, name: str, content: bytes) -> uuid.UUID:
    """Takes a filled sheet in and has it read; returns the job.

    Raises:
        DomainError: the file is empty or too large.
    """
    if not content:
        raise DomainError(_("Die Datei ist leer. Wählen Sie eine andere."))
    if len(content) > LARGEST:
        raise DomainError(_("Die Datei ist größer als 2 MB. Löschen Sie Bilder oder leere Zeilen."))
    upload_id = _store(name, content)
    return jobs.enqueue(READ, {"subject": subject, "key": key, "upload": str(upload_id)})


def sheet(file_id: uuid.UUID) -> tuple[str, bytes]:
    """Name and bytes of a written sheet.

    Raises:
        NotFound: there is none.
    """
    row = (
        database.connection()
        .execute(sa.select(Upload.name, Upload.content).where(Upload.id == file_id))
        .first()
    )
    if row is None or not row.name.startswith(PREFIX):
        raise NotFound
    return row.name, row.content


def report(result: Mapping[str, Any]) -> Report:
    """The finished job's result in the words of the page's language."""
    return Report(
        tuple(findings(result.get("problems", ()))),
        int(result.get("changed", 0)),
        tuple(result.get("tags", ())),
    )


def init_app(app: Flask) -> None:
    """States how sheets are written and read."""
    jobs.register(app, WRITE, _write)
    jobs.register(app, READ, _read)


def _write(arguments: dict[str, Any], progress: jobs.Report) -> dict[str, Any]:
    from surveys.authoring import translation_sheet  # noqa: PLC0415 - workbook libraries stay in the job

    del progress
    found = _opened(arguments)
    name = f"{PREFIX}{found.name}.xlsx"
    database.commit()
    content = translation_sheet.write(found.entries, _targets(found.entries))
    database.connection().execute(sa.delete(Upload).where(Upload.name == name))
    return {"file": str(_store(name, content))}


def _read(arguments: dict[str, Any], progress: jobs.Report) -> dict[str, Any]:
    from surveys.authoring import translation_sheet  # noqa: PLC0415 - as above

    found, upload_id = _opened(arguments), uuid.UUID(arguments["upload"])
    content = database.connection().execute(sa.select(Upload.content).where(Upload.id == upload_id))
    data = content.scalar_one()
    database.commit()
    progress(0.1)
    reading = translation_sheet.read_apart(data, found.entries, frozenset(_targets(found.entries)))
    database.connection().execute(sa.delete(Upload).where(Upload.id == upload_id))
    if reading.problems:
        return {"problems": stored(reading.problems)}
    tags = found.put_in(reading.changes) if reading.changes else []
    return {"changed": sum(map(len, reading.changes.values())), "tags": tags}


def _targets(entries: Iterable[Entry]) -> dict[str, str]:
    """Languages to translate into, with their own names: the interface's and those of the texts."""
    written = {tag for entry in entries for tag in entry.text.strings}
    tags = ordered([*LANGUAGES, *written])
    return {tag: of_tag(tag).own_name for tag in tags if tag != DEFAULT.tag}


def _opened(arguments: Mapping[str, Any]) -> Translated:
    return SUBJECTS.registered()[arguments["subject"]](arguments["key"])


def _store(name: str, content: bytes) -> uuid.UUID:
    upload_id = uuid.uuid4()
    database.connection().execute(
        sa.insert(Upload).values(id=upload_id, name=name[:120], content=content)
    )
    return upload_id
