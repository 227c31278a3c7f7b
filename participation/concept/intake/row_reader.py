"""A row of a sheet → the text of a measure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from participation.concept.intake import fields as sheet
from participation.concept.intake.goals import Shelf
from participation.concept.intake.names import Names
from participation.concept.intake.titles import FOCUS, QUICK_WIN
from participation.concept.tree.info import MeasureText
from participation.concept.tree.kinds import Origin
from participation.sheets.target import Value, Values

PLACE = frozenset(("area", "main_goal", "sub_goal"))
NUMBERS = ("hours", "euro", "first_year", "last_year")


class RowReader:
    """Reads rows with what is on the lists now; what is missing is made by one :meth:`make`."""

    def __init__(self, shelf: Shelf, names: Names) -> None:
        self.shelf, self.names = shelf, names

    def text(
        self,
        said: MeasureText,
        values: Values,
        whole: Values,
        above: Mapping[uuid.UUID, MeasureText],
    ) -> MeasureText:
        """A measure with what a row tells instead of what it was.

        Args:
            said: what it was.
            values: what the row tells.
            whole: all that holds of it then.
            above: measures of the same sheet: a part that names no goal has that of its whole.

        Raises:
            DomainError: a goal is missing and the row names no area.
        """
        new = _plain(said, values) | _dated(values) | self._lists(said, values)
        if values.keys() & PLACE:
            named = _str(whole.get("area"))
            area = self.names.area(named) if named else None
            goal = self.shelf.goal_for(
                area, _str(whole.get("main_goal")), _str(whole.get("sub_goal"))
            )
            new |= {"area": area, "goal_id": goal}
        if part := _str(values.get("part_of")):
            new["part_of"] = uuid.UUID(part)
            if (of := above.get(uuid.UUID(part))) and not new.get("area"):
                new |= {"area": of.area, "goal_id": of.goal_id}
        return replace(said, **new)

    def make(self) -> None:
        """Makes the goals, organisations and target groups that rows named and nobody had."""
        self.shelf.make()
        self.names.make()

    def _lists(self, said: MeasureText, values: Values) -> dict[str, Any]:
        new: dict[str, Any] = {}
        for name in ("responsible", "partners"):
            if name in values:
                new[name] = tuple(map(self.names.body, _words(values[name])))
        if "places" in values:
            new["places"] = self.names.places(_words(values["places"]), said.places)
        if "target_groups" in values:
            new["target_groups"] = tuple(map(self.names.group, _words(values["target_groups"])))
        return new


def _plain(said: MeasureText, values: Values) -> dict[str, Any]:
    new: dict[str, Any] = {"title": _str(values.get("title")) or said.title}
    new |= {name: _str(values[name]) or "" for name in ("text", "account") if name in values}
    new |= {name: _int(values[name]) for name in NUMBERS if name in values}
    if "number" in values:
        new["number"] = _str(values["number"])
    if "part_of" in values:
        new["part_of"] = None
    return new | {"origin": Origin(str(values.get("origin") or said.origin))}


def _dated(values: Values) -> dict[str, Any]:
    new: dict[str, Any] = {}
    if "tags" in values:
        tags = _words(values["tags"])
        new |= {"quick_win": QUICK_WIN in tags, "focus": FOCUS in tags}
    if "financing" in values:
        new["financing"] = tuple(sheet.FINANCING[word] for word in _words(values["financing"]))
    if "deadline" in values:
        until = values["deadline"]
        new |= {"deadline": _day(until), "ongoing": until == sheet.ONGOING}
    if "funding_ends_on" in values:
        new["funding_ends_on"] = _day(values["funding_ends_on"])
    return new


def _day(value: Value) -> date | None:
    return value if isinstance(value, date) else None


def _str(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _int(value: Value) -> int | None:
    return int(value) if isinstance(value, Decimal) else None


def _words(value: Value) -> tuple[str, ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(each for each in value if isinstance(each, str))
