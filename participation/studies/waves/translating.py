"""The translation sheet of a survey."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.errors import Conflict, NotFound
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import ordered
from participation.studies.instruments import versions
from participation.studies.models import Wave, WaveLanguage
from participation.studies.waves import respondent_wave, sheets
from participation.studies.waves.sheets import Translated
from surveys.authoring import translations
from surveys.authoring.translations import Changes

SUBJECT = "wave"


def ask_sheet(wave_id: uuid.UUID) -> uuid.UUID:
    """Has the sheet written; returns the job."""
    return sheets.ask_sheet(SUBJECT, str(wave_id))


def begin(wave_id: uuid.UUID, name: str, content: bytes) -> uuid.UUID:
    """Takes a filled sheet in and has it read; returns the job.

    Raises:
        DomainError: the file is empty or too large.
        Conflict: the survey was opened, its texts stand.
    """
    _draft(wave_id)
    return sheets.take_sheet(SUBJECT, str(wave_id), name, content)


def init_app(app: Flask) -> None:
    """Lets surveys be translated."""
    sheets.init_app(app)
    sheets.SUBJECTS.register(app, SUBJECT, _open)


def _open(key: str) -> Translated:
    wave_id = uuid.UUID(key)
    found = _wave(wave_id)
    template_id = found.template_id
    entries = translations.entries(versions.instrument(template_id))
    return Translated(found.slug, entries, lambda changes: _put_in(wave_id, template_id, changes))


def _put_in(wave_id: uuid.UUID, template_id: uuid.UUID, changes: Changes) -> list[str]:
    """Gives the draft the new wordings; who stood for a changed language has to read it again."""
    found = _draft(wave_id, lock=True)
    if found.template_id != template_id:
        raise Conflict(_("Der Fragebogen ist inzwischen ein anderer. Laden Sie das Blatt neu."))
    touched = {tag for wordings in changes.values() for tag in wordings}
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
