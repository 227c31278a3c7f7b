"""Measures as a target of imports: added, changed and removed as the rows say, all at once."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import DomainError
from participation.base.web.security import Permission
from participation.base.web.templating import local_day
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.intake import fields as sheet
from participation.concept.intake import goals, lights, names
from participation.concept.intake.row_reader import RowReader
from participation.concept.intake.rows import existing as existing_rows
from participation.concept.light import reports
from participation.concept.models import Measure
from participation.concept.tree import framework, measures, reading
from participation.concept.tree.info import MeasureInfo, MeasureText
from participation.concept.tree.kinds import Origin, Stage
from participation.sheets.target import Existing, Field, Values

KEY = "measures"


class MeasureTarget:
    """The concept's measures; goals, organisations and target groups come and go with them."""

    key = KEY
    name = lazy_gettext("Maßnahmen")
    permission = Permission.DECIDE_CONCEPT
    number = "number"
    title = "title"

    def fields(self) -> Sequence[Field]:
        """All fields; one statement for each list that they name."""
        return sheet.fields(sheet.lists())

    def existing(self) -> Sequence[Existing]:
        """All measures, merged and struck ones too: they keep their number."""
        return existing_rows()

    def hold(self, keys: Collection[str]) -> None:
        """Whoever sets a light of these measures now comes before, and is seen, or after."""
        measures.lock([uuid.UUID(key) for key in keys])

    def objections(self, rows: Mapping[str, tuple[str | None, Values]]) -> Mapping[str, str]:
        """Goals without their area; lights of days to come, or that would rewrite a past day."""
        wanted = [uuid.UUID(key) for key, _values in rows.values() if key]
        before = {each.key: each.values for each in existing_rows(wanted)} if wanted else {}
        book = lights.Book(
            reports.histories(wanted) if wanted else {}, local_day(datetime.now(UTC))
        )
        reader = RowReader(goals.Shelf(reading.goals()), names.Names(sheet.lists(), asks=True))
        found: dict[str, str] = {}
        for name, (key, values) in rows.items():
            whole = {**before.get(key or "", {}), **values}
            try:
                with _named(whole):
                    reader.text(MeasureText(""), values, whole, {})
                    light_values = {name: values[name] for name in lights.KEYS & values.keys()}
                    book.add(uuid.UUID(key) if key else uuid.uuid4(), light_values)
            except DomainError as problem:
                found[name] = str(problem)
        return found

    def create(self, rows: Mapping[str, Values]) -> None:
        """Drafts with their history; begins the concept if nobody did."""
        if not rows:
            return
        today = local_day(datetime.now(UTC))
        framework.begin(_("Integrationskonzept"))
        reader, book = _row_reader(), lights.Book({}, today)
        taken = _numbers()
        said: dict[uuid.UUID, MeasureText] = {}
        since: list[date] = []
        for key, values in rows.items():
            with _named(values):
                _must_be_free(values.get("number"), taken)
                measure_id = uuid.UUID(key)
                empty = MeasureText("", origin=Origin.ORIGINAL)
                said[measure_id] = reader.text(empty, values, values, said)
                book.add(measure_id, values)
            first = min((each.as_of for each in lights.reports_of(values, today)), default=today)
            since.append(min(first, today))
        reader.make()
        measures.add_all(list(said.values()), today=today, since=since, ids=list(said))
        book.write()

    def change(self, rows: Mapping[str, Values]) -> None:
        """Changes what rows tell, and adds lights where they tell others."""
        if not rows:
            return
        today, wanted = local_day(datetime.now(UTC)), [uuid.UUID(key) for key in rows]
        self.hold(list(rows))
        found = _measures(wanted)
        reader, book = _row_reader(), lights.Book(reports.histories(wanted), today)
        said: dict[uuid.UUID, tuple[int, MeasureText]] = {}
        for key, values, whole in _whole(rows, wanted):
            with _named(whole):
                if values.keys() - lights.KEYS:
                    known = found[key]
                    said[key] = (known.revision, reader.text(known.said, values, whole, {}))
                if light_values := {name: values[name] for name in lights.KEYS & values.keys()}:
                    book.add(key, light_values)
        reader.make()
        measures.edit_all(said, today=today, decides=True)
        book.write()
        left = [found[key].said for key, (_revision, new) in said.items() if new != found[key].said]
        _tidy(left)

    def remove(self, keys: Sequence[str]) -> Collection[str]:
        """Deletes drafts that only sheets spoke of; what they alone needed goes along."""
        if not keys:
            return ()
        wanted = [uuid.UUID(key) for key in keys]
        self.hold(keys)
        found, shown = _measures(wanted), reports.histories(wanted)
        stay = {
            key
            for key, item in found.items()
            if item.stage is not Stage.DRAFT or any(each.role for each in shown.get(key, ()))
        }
        while more := (measures.needed(wanted, but=set(wanted) - stay)) - stay:
            stay |= more
        gone = [key for key in wanted if key not in stay]
        measures.delete_all(gone)
        _tidy([found[key].said for key in gone])
        names.end_unused(found[key].area for key in gone)
        return {str(key) for key in stay}


def _row_reader() -> RowReader:
    return RowReader(goals.Shelf(reading.goals()), names.Names(sheet.lists()))


def _measures(wanted: Sequence[uuid.UUID]) -> dict[uuid.UUID, MeasureInfo]:
    return {item.id: item for item in reading.measures(reading.goals(), wanted)}


def _whole(
    values_by_key: Mapping[str, Values], wanted: Sequence[uuid.UUID]
) -> Iterator[tuple[uuid.UUID, Values, Values]]:
    """What each row tells, and the measure as it would be then."""
    before = {each.key: each.values for each in existing_rows(wanted)}
    for key, values in values_by_key.items():
        yield uuid.UUID(key), values, {**before[key], **values}


def _tidy(before: Sequence[MeasureText]) -> None:
    """What sheets made and nothing needs any more goes."""
    goals.drop_empty(said.goal_id for said in before)
    names.drop_unused(before)


def _numbers() -> set[str]:
    numbers = sa.select(Measure.number).where(Measure.number.is_not(None))
    return {number for number in database.connection().execute(numbers).scalars() if number}


def _must_be_free(number: object, taken: set[str]) -> None:
    if not isinstance(number, str):
        return
    if number in taken:
        raise DomainError(_("Diese Nummer hat schon eine andere Maßnahme. Wählen Sie eine andere."))
    taken.add(number)


@contextmanager
def _named(values: Values) -> Iterator[None]:
    """Says of which measure a refusal speaks."""
    try:
        yield
    except DomainError as problem:
        said = {"measure": str(values.get("title"))[:80], "problem": str(problem)}
        raise DomainError(_("„%(measure)s“: %(problem)s") % said) from None
