"""All texts of the concept that are translated, and how a checked wording is put in.

Translated are sentences of the framework, target groups, the county's own areas and the public
sentences of measures. Titles of goals and measures stay German: pages say the rest in parts.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from participation.areas import service as areas
from participation.areas.service import CONCEPT, AreaText
from participation.base import database
from participation.base.errors import Conflict
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.models import ConceptStatement, Measure
from participation.concept.tree import reading
from participation.concept.tree.info import LONGEST_SENTENCE
from participation.concept.tree.kinds import STATEMENT_NAMES
from participation.target_groups import service as target_groups
from surveys.authoring.translations import Changes, Entry
from surveys.instrument.instrument import Text

LONGEST_NAME = 120
AREA, GROUP, MEASURE, STATEMENT = "area", "group", "measure", "statement"
_OTHER = lazy_gettext("Inzwischen warten andere Texte. Lesen Sie sie noch einmal.")


def entries() -> tuple[Entry, ...]:
    """Every text with the translations that are shown, in the order of the pages."""
    return (*_statements(), *_areas(), *_groups(), *_sentences())


def _statements() -> Iterator[Entry]:
    for item in reading.statements():
        yield Entry(f"{STATEMENT}:{item.id}", str(STATEMENT_NAMES[item.kind]), item.text)


def _areas() -> Iterator[Entry]:
    """Those that the county changed or added; shipped names are translated already."""
    for key, area in areas.every().items():
        if area.revision and area.kind in CONCEPT and not area.ended:
            yield Entry(f"{AREA}:{key}", _("Handlungsfeld"), area.name, LONGEST_NAME)


def _groups() -> Iterator[Entry]:
    for key, group in target_groups.target_groups().items():
        if not group.ended:
            yield Entry(f"{GROUP}:{key}", _("Zielgruppe"), group.title, LONGEST_NAME)


def _sentences() -> Iterator[Entry]:
    for item in reading.measures(reading.goals()):
        if item.counts and item.said.public_sentence.get("de"):
            sentence = Text(item.said.public_sentence)
            yield Entry(f"{MEASURE}:{item.id}", item.label, sentence, LONGEST_SENTENCE)


def show(changes: Changes, german: Mapping[str, str]) -> None:
    """Shows these wordings from now on: by key of an entry, then by language.

    Args:
        changes: the wordings.
        german: by key, the words that they translate.

    Raises:
        Conflict: somebody saved other German meanwhile.
    """
    for key, wordings in changes.items():
        kind, _colon, name = key.partition(":")
        if kind == AREA:
            _put_area(name, wordings, german[key])
        elif kind == GROUP:
            _put_group(name, wordings, german[key])
        elif kind == MEASURE:
            _put(Measure, uuid.UUID(name), Measure.public_sentence, wordings, german[key])
        else:
            column = ConceptStatement.texts
            _put(ConceptStatement, uuid.UUID(name), column, wordings, german[key])


def _put(
    model: type[Measure | ConceptStatement],
    key: uuid.UUID,
    column: InstrumentedAttribute[dict[str, str]],
    wordings: Mapping[str, str],
    german: str,
) -> None:
    connection = database.connection()
    seen = sa.select(column.label("held"), model.revision).where(model.id == key)
    row = connection.execute(seen).first()
    if row is None:
        raise Conflict(_OTHER)
    _must_translate(german, row.held)
    saved = connection.execute(
        sa.update(model)
        .where(model.id == key, model.revision == row.revision)
        .values({column.key: {**row.held, **wordings}, "revision": row.revision + 1})
    )
    if not saved.rowcount:
        raise Conflict(_OTHER)


def _must_translate(german: str, held: Mapping[str, str]) -> None:
    if held.get("de", "") != german:
        raise Conflict(_OTHER)


def _put_group(key: str, wordings: Mapping[str, str], german: str) -> None:
    found = target_groups.target_groups()[key]
    _must_translate(german, found.title.strings)
    titles = {**found.title.strings, **wordings}
    target_groups.edit_target_group(key, found.revision, titles, ended=found.ended)


def _put_area(key: str, wordings: Mapping[str, str], german: str) -> None:
    found = areas.every()[key]
    _must_translate(german, found.name.strings)
    titles = {**found.name.strings, **wordings}
    areas.edit(key, found.revision, AreaText(found.kind, titles, found.colour, found.pictogram))
