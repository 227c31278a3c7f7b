"""The translation sheet of a survey: written by a job, read back as a whole or not at all."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask

from participation.base import database, jobs
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import DEFAULT, LANGUAGES, of_tag, ordered
from participation.studies.instruments import versions
from participation.studies.instruments.importing import LARGEST, Finding, findings, stored
from participation.studies.models import Upload, Wave, WaveLanguage
from participation.studies.waves import respondent_wave
from surveys.authoring import translations
from surveys.authoring.translations import Changes
from surveys.instrument.instrument import Instrument

WRITE, READ = "write_translations", "read_translations"
MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Report:
    """What became of a filled sheet."""

    problems: tuple[Finding, ...]
    changed: int
    """Texts that are new."""
    tags: tuple[str, ...]
    """Languages that somebody has to read again."""


def ask_sheet(wave_id: uuid.UUID) -> uuid.UUID:
    """Has the sheet written; returns the job."""
    return jobs.enqueue(WRITE, {"wave": str(wave_id)})


def begin(wave_id: uuid.UUID, name: str, content: bytes) -> uuid.UUID:
    """Takes a filled sheet in and has it read; returns the job.

    Raises:
        DomainError: the file is empty or too large.
        Conflict: the survey was opened, its texts stand.
    """
    _draft(wave_id)
    if not content:
        raise DomainError(_("Die Datei ist leer. Wählen Sie eine andere."))
    if len(content) > LARGEST:
        raise DomainError(_("Die Datei ist größer als 2 MB. Löschen Sie Bilder oder leere Zeilen."))
    upload_id = _store(name, content)
    return jobs.enqueue(READ, {"wave": str(wave_id), "upload": str(upload_id)})


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
    if row is None or not row.name.startswith("texte-"):
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
    found = _wave(uuid.UUID(arguments["wave"]))
    name, template = f"texte-{found.slug}.xlsx", versions.instrument(found.template_id)
    database.commit()
    content = translation_sheet.write(template, _targets(template))
    database.connection().execute(sa.delete(Upload).where(Upload.name == name))
    return {"file": str(_store(name, content))}


def _read(arguments: dict[str, Any], progress: jobs.Report) -> dict[str, Any]:
    from surveys.authoring import translation_sheet  # noqa: PLC0415 - as above

    wave_id, upload_id = uuid.UUID(arguments["wave"]), uuid.UUID(arguments["upload"])
    template_id = _wave(wave_id).template_id
    template = versions.instrument(template_id)
    content = database.connection().execute(sa.select(Upload.content).where(Upload.id == upload_id))
    data = content.scalar_one()
    database.commit()
    progress(0.1)
    told = translation_sheet.read_apart(data, template, frozenset(_targets(template)))
    database.connection().execute(sa.delete(Upload).where(Upload.id == upload_id))
    if told.problems:
        return {"problems": stored(told.problems)}
    tags = _put_in(wave_id, template_id, told.changes)
    return {"changed": sum(map(len, told.changes.values())), "tags": tags}


def _put_in(wave_id: uuid.UUID, template_id: uuid.UUID, changes: Changes) -> list[str]:
    """Gives the draft the new wordings; who stood for a changed language has to read it again."""
    found = _draft(wave_id, lock=True)
    if found.template_id != template_id:
        raise Conflict(_("Der Fragebogen ist inzwischen ein anderer. Laden Sie das Blatt neu."))
    touched = {tag for wordings in changes.values() for tag in wordings}
    if not touched:
        return []
    template = translations.changed(versions.instrument(template_id), changes)
    found.template_id = versions.keep_version(template)
    found.instrument_version_id = versions.fill(found.template_id)
    session = database.session()
    for tag in touched:
        language = session.get(WaveLanguage, (wave_id, tag))
        if language is None:
            session.add(WaveLanguage(wave_id=wave_id, tag=tag))
        else:
            language.checked_by = language.checked_at = None
    session.flush()
    respondent_wave.forget()
    return ordered(touched)


def _targets(template: Instrument) -> dict[str, str]:
    """Languages to translate into, with their own names: the interface's and the form's."""
    tags = ordered([*LANGUAGES, *template.languages])
    return {tag: of_tag(tag).own_name for tag in tags if tag != DEFAULT.tag}


def _draft(wave_id: uuid.UUID, *, lock: bool = False) -> Wave:
    found = _wave(wave_id, lock=lock)
    if found.opened_at is not None:
        raise Conflict(
            _("Beginnen Sie eine neue Runde, wenn Texte anders lauten sollen."),
            title=_("Die Befragung ist offen, ihre Texte stehen fest"),
        )
    return found


def _wave(wave_id: uuid.UUID, *, lock: bool = False) -> Wave:
    statement = sa.select(Wave).where(Wave.id == wave_id)
    found = database.session().scalar(statement.with_for_update() if lock else statement)
    if found is None:
        raise NotFound
    return found


def _store(name: str, content: bytes) -> uuid.UUID:
    upload_id = uuid.uuid4()
    database.connection().execute(
        sa.insert(Upload).values(id=upload_id, name=name[:120], content=content)
    )
    return upload_id
