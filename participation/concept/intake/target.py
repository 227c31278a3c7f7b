"""Measures as a target of sheets: made, changed, removed as rows tell them."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import DomainError
from participation.base.web.security import Permission
from participation.base.web.templating import local_day
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import lazy_gettext
from participation.concept.intake import fields as sheet
from participation.concept.intake import goals, lights, rows
from participation.concept.intake.titles import FOCUS, QUICK_WIN
from participation.concept.light import reports
from participation.concept.models import Measure
from participation.concept.tree import frame, measures, reading
from participation.concept.tree.info import MeasureText
from participation.concept.tree.kinds import Origin, Stage
from participation.organisations import service as organisations
from participation.sheets.meaning.titles import normal
from participation.sheets.target import Existing, Field, Value, Values

KEY = "measures"
PLACE = frozenset(("area", "main_goal", "sub_goal"))


class MeasureTarget:
    """The concept's measures; goals come and go with them, organisations must be there."""

    key = KEY
    name = lazy_gettext("Maßnahmen")
    permission = Permission.DECIDE_CONCEPT
    number = "number"
    title = "title"

    def fields(self) -> Sequence[Field]:
        """All fields; one statement for organisations and their places each."""
        return sheet.fields(organisations.every())

    def existing(self) -> Sequence[Existing]:
        """All measures, merged and struck ones too: they keep their number."""
        return rows.existing()

    def create(self, values: Values) -> str:
        """A draft with its history; begins the concept if nobody did."""
        with _named(values):
            today = local_day(datetime.now(UTC))
            frame.begin(_("Integrationskonzept"))
            said = _text(MeasureText("", origin=Origin.ORIGINAL), values, values)
            first = min((each.as_of for each in lights.told(values, today)), default=today)
            since = min(first, today)
            (key,) = measures.add_all([said], today=today, since=[since])
            lights.begin(key, values, today)
        return str(key)

    def change(self, key: str, values: Values) -> None:
        """Changes what the row tells, and adds a light where it tells another."""
        measure_id, today = uuid.UUID(key), local_day(datetime.now(UTC))
        found = reading.measure(measure_id)
        whole = {**rows.existing([measure_id])[0].values, **values}
        with _named(whole):
            if values.keys() - lights.KEYS:
                said = _text(found.said, values, whole)
                measures.edit(measure_id, found.revision, said, today=today, decides=True)
                if said.goal_id != found.said.goal_id:
                    goals.drop_empty(found.said.goal_id)
            if told := {name: values[name] for name in lights.KEYS & values.keys()}:
                lights.renew(measure_id, told, today)

    def remove(self, key: str) -> bool:
        """Deletes a draft that only sheets spoke of; goals that it alone needed go along."""
        measure_id = uuid.UUID(key)
        found = reading.measure(measure_id)
        shown = reports.history(measure_id).reports
        merged = sa.select(Measure.id).where(Measure.merged_into == measure_id)
        needed = database.connection().execute(merged).first() is not None
        if needed or found.stage is not Stage.DRAFT or any(each.role for each in shown):
            return False
        reports.withdraw(measure_id, 0)
        measures.delete(measure_id)
        goals.drop_empty(found.said.goal_id)
        return True


@contextmanager
def _named(values: Values) -> Iterator[None]:
    """Says of which measure a refusal speaks."""
    try:
        yield
    except DomainError as problem:
        said = {"measure": str(values.get("title"))[:80], "problem": str(problem)}
        raise DomainError(_("„%(measure)s“: %(problem)s") % said) from None


def _text(said: MeasureText, values: Values, whole: Values) -> MeasureText:
    """A measure with what a row tells instead of what it was."""
    new = replace(
        said,
        title=_str(values.get("title")) or said.title,
        number=_str(values.get("number")) if "number" in values else said.number,
        text=_str(values.get("text")) or "" if "text" in values else said.text,
        account=_str(values.get("account")) or "" if "account" in values else said.account,
        hours=_int(values.get("hours")) if "hours" in values else said.hours,
        euro=_int(values.get("euro")) if "euro" in values else said.euro,
        origin=Origin(str(values.get("origin") or said.origin)),
    )
    return _hung(_dated(new, values), values, whole)


def _dated(said: MeasureText, values: Values) -> MeasureText:
    if "tags" in values:
        tags = _words(values["tags"])
        said = replace(said, quick_win=QUICK_WIN in tags, focus=FOCUS in tags)
    if "financing" in values:
        kinds = tuple(sheet.FINANCING[word] for word in _words(values["financing"]))
        said = replace(said, financing=kinds)
    if "deadline" in values:
        until = values["deadline"]
        day = until if isinstance(until, date) else None
        said = replace(said, deadline=day, ongoing=until == sheet.ONGOING)
    return said


def _hung(said: MeasureText, values: Values, whole: Values) -> MeasureText:
    if values.keys() & PLACE:
        area = _str(whole.get("area"))
        goal = goals.goal_for(area, _str(whole.get("main_goal")), _str(whole.get("sub_goal")))
        said = replace(said, area=area, goal_id=goal)
    if values.keys() & {"responsible", "partners"}:
        named = sheet.by_name(organisations.every())
        if "responsible" in values:
            ids = tuple(named[normal(word)].id for word in _words(values["responsible"]))
            said = replace(said, responsible=ids)
        if "partners" in values:
            ids = tuple(named[normal(word)].id for word in _words(values["partners"]))
            said = replace(said, partners=ids)
    return said


def _str(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _int(value: Value) -> int | None:
    return int(value) if isinstance(value, Decimal) else None


def _words(value: Value) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(each for each in value if isinstance(each, str))
