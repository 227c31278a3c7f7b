"""Wordings that a sheet brought and nobody has checked yet: shown only to who checks them.

A proposal belongs to the German it translates; when that is changed meanwhile, it is void.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.errors import Conflict
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.concept.models import ProposedWording
from participation.concept.translating import texts
from participation.studies.service import SUBJECTS, Translated
from surveys.authoring.translations import Changes, Entry
from surveys.instrument.instrument import Text

SUBJECT = "concept"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One wording to read beside its German."""

    key: str
    where: str
    german: str
    shown: str
    """The wording that is shown now; empty: none is."""
    text: str


@dataclass(frozen=True, slots=True)
class LanguageState:
    """How far a language is."""

    tag: str
    there: int
    """Texts with a wording that is shown."""
    all: int
    unread: int
    """Wordings that wait to be read."""


def init_app(app: Flask) -> None:
    """Lets the concept go out and in as a translation sheet."""
    SUBJECTS.register(app, SUBJECT, _open)


def states(tags: Iterable[str]) -> tuple[LanguageState, ...]:
    """How far each of these languages is; a constant number of statements."""
    known, waiting = texts.entries(), _waiting()
    return tuple(
        LanguageState(
            tag,
            sum(bool(entry.text.strings.get(tag)) for entry in known),
            len(known),
            len(_proposals(known, waiting, tag)),
        )
        for tag in tags
    )


def proposals(tag: str) -> tuple[Proposal, ...]:
    """What waits to be read in a language, in the order of the pages."""
    return _proposals(texts.entries(), _waiting(), tag)


def digest(found: Iterable[Proposal]) -> str:
    """Names exactly these wordings: what somebody read is what they stand for."""
    return hashlib.sha256(repr([(item.key, item.text) for item in found]).encode()).hexdigest()


def confirm(tag: str, seen: str) -> int:
    """Shows all that waits in a language; how many texts.

    Args:
        tag: the language.
        seen: digest of what was read.

    Raises:
        Conflict: something else waits by now.
    """
    found = proposals(tag)
    if digest(found) != seen:
        raise Conflict(_("Inzwischen warten andere Texte. Lesen Sie sie noch einmal."))
    texts.show(
        {item.key: {tag: item.text} for item in found}, {item.key: item.german for item in found}
    )
    database.connection().execute(sa.delete(ProposedWording).where(ProposedWording.tag == tag))
    return len(found)


def discard(tag: str) -> None:
    """Forgets all that waits in a language."""
    database.connection().execute(sa.delete(ProposedWording).where(ProposedWording.tag == tag))


def _open(key: str) -> Translated:
    known, waiting = texts.entries(), _waiting()
    found = tuple(_with_proposals(entry, waiting) for entry in known)
    return Translated(key, found, lambda changes: _propose(found, changes))


def _with_proposals(entry: Entry, waiting: Mapping[tuple[str, str], tuple[str, str]]) -> Entry:
    """An entry whose wordings are those that will be shown once they are read."""
    mine = {
        tag: text
        for (key, tag), (source, text) in waiting.items()
        if key == entry.key and source == _german(entry)
    }
    return replace(entry, text=Text({**entry.text.strings, **mine}))


def _propose(opened: tuple[Entry, ...], changes: Changes) -> list[str]:
    german = {entry.key: _german(entry) for entry in opened}
    now = {entry.key: _german(entry) for entry in texts.entries()}
    if any(now.get(key) != german[key] for key in changes):
        raise Conflict(_("Der deutsche Text ist inzwischen ein anderer. Laden Sie das Blatt neu."))
    rows = [
        {"key": key, "tag": tag, "source": german[key], "text": text}
        for key, wordings in changes.items()
        for tag, text in wordings.items()
    ]
    connection = database.connection()
    for row in rows:
        same = (ProposedWording.key == row["key"], ProposedWording.tag == row["tag"])
        connection.execute(sa.delete(ProposedWording).where(*same))
    connection.execute(sa.insert(ProposedWording), rows)
    touched = {row["tag"] for row in rows}
    return [tag for tag in LANGUAGES if tag in touched]


def _proposals(
    known: Iterable[Entry], waiting: Mapping[tuple[str, str], tuple[str, str]], tag: str
) -> tuple[Proposal, ...]:
    found = []
    for entry in known:
        source, text = waiting.get((entry.key, tag), ("", ""))
        shown = entry.text.strings.get(tag, "")
        if text and source == _german(entry) and text != shown:
            found.append(Proposal(entry.key, entry.where, source, shown, text))
    return tuple(found)


def _waiting() -> dict[tuple[str, str], tuple[str, str]]:
    """German and wording by key and language."""
    rows = database.connection().execute(sa.select(*ProposedWording.__table__.c))
    return {(row.key, row.tag): (row.source, row.text) for row in rows}


def _german(entry: Entry) -> str:
    return entry.text.strings.get("de", "")
