"""Lights read from a sheet: all those of a new measure, a further one of a known measure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from participation.base.errors import DomainError
from participation.base.words.catalogues import gettext as _
from participation.concept.light import reports
from participation.concept.light.info import ReportInfo
from participation.concept.light.kinds import TrafficLight
from participation.concept.light.reports import ReportText
from participation.sheets.target import Dated, Value, Values

LIGHTS = frozenset(("light", "as_of", "reason", "history"))
KEYS = LIGHTS | {"notes"}


def reports_of(values: Values, today: date) -> list[ReportText]:
    """The reports in a row of a measure that has no light yet, the oldest first."""
    said = _said(values)
    found = {
        each.on: ReportText(TrafficLight(each.value), said.get(each.on, ""), each.on)
        for each in _days(values)
    }
    light, on, reason = values.get("light"), values.get("as_of"), str(values.get("reason") or "")
    last = max(found, default=None)
    if isinstance(light, str):
        same = last is not None and found[last].light == light
        day = on if isinstance(on, date) else last if last is not None and same else today
        found[day] = ReportText(TrafficLight(light), reason or said.get(day, ""), day)
    elif last is not None and reason:
        found[last] = replace(found[last], reason=reason)
    return [found[day] for day in sorted(found)]


class Book:
    """Lights and notes in rows of measures; :meth:`write` writes them all at once.

    Nothing that was shown is rewritten: a light is added. What a sheet added since yesterday goes
    again where the values of before are wanted: an import is being taken back.
    """

    def __init__(self, shown: Mapping[uuid.UUID, Sequence[ReportInfo]], today: date) -> None:
        self.shown, self.today = shown, today
        self.by_measure: dict[uuid.UUID, tuple[int, list[tuple[ReportText, date]]]] = {}
        self.notes: dict[uuid.UUID, list[tuple[str, date]]] = {}
        self.dated: dict[uuid.UUID, dict[date, str]] = {}
        """All sentences of days that sheets say of a measure, but reasons of its lights."""
        self.keep: dict[uuid.UUID, int] = {}
        self.noteless: list[uuid.UUID] = []

    def add(self, measure_id: uuid.UUID, values: Values) -> None:
        """Adds the light in a row of a measure; a reason without a light becomes a note.

        Raises:
            DomainError: a light of a past day would become another one, or one is to come.
        """
        shown = tuple(self.shown.get(measure_id, ()))
        told = self._reports(measure_id, shown, values)
        if "notes" in values:
            stays = shown[: self.keep.get(measure_id, len(shown))]
            reasons = {(each.as_of, each.reason) for each in stays}
            reasons |= {(each.as_of, each.reason) for each in told}
            self.dated[measure_id] = {
                min(on, self.today): text
                for on, text in _said(values).items()
                if (on, text) not in reasons
            }

    def write(self) -> None:
        """Writes what was added; a constant number of statements."""
        reports.withdraw(self.keep)
        reports.withdraw_notes(self.noteless)
        for key, said in reports.keep_notes(self.dated).items():
            self.notes.setdefault(key, [])[:0] = said
        reports.add_notes(self.notes, role="")
        reports.add_imported(self.by_measure, today=self.today)

    def _reports(
        self, measure_id: uuid.UUID, shown: Sequence[ReportInfo], values: Values
    ) -> list[ReportText]:
        """The lights that are added; of a measure that had none, of one that gets further ones."""
        if not shown:
            return self._begin(measure_id, values)
        keep = _before(shown, values, self.today)
        if keep is not None:
            self.keep[measure_id] = keep
            return []
        said = _further(shown, values, self.today)
        reports.must_be_sound(said, self.today)
        if said:
            self.by_measure[measure_id] = (len(shown), [(item, self.today) for item in said])
        return said

    def _begin(self, measure_id: uuid.UUID, values: Values) -> list[ReportText]:
        said, reason = reports_of(values, self.today), values.get("reason")
        reports.must_be_sound(said, self.today)
        if said:
            self.by_measure[measure_id] = (0, [(item, item.as_of) for item in said])
        elif isinstance(reason, str):
            on = values.get("as_of")
            day = min(on, self.today) if isinstance(on, date) else self.today
            self.notes[measure_id] = [(reason, day)]
        elif "reason" in values:
            self.noteless.append(measure_id)
        return said


def _before(shown: Sequence[ReportInfo], values: Values, today: date) -> int | None:
    """How many of the lights tell just these values, when all after them may go; None: none."""
    states = LIGHTS & values.keys()
    # What stands as reason where no light is comes from a note, and that one stays.
    nothing = not any(values[key] for key in (states - {"reason"} if "light" in states else states))
    for keep in range(len(shown), -1, -1):
        if _fits(shown[:keep], values):
            return keep
        newest = shown[keep - 1] if keep else None
        fresh = newest and (nothing or newest.shown_from >= today - timedelta(days=1))
        if newest is None or newest.role or not fresh:
            return None
    return None


def _fits(shown: Sequence[ReportInfo], values: Values) -> bool:
    last = shown[-1] if shown else None
    days = {each.as_of: Dated(each.as_of, each.light.value) for each in shown}
    state: dict[str, Value] = {
        "light": last.light.value if last else None,
        "as_of": last.as_of if last else None,
        "reason": last.reason if last else values.get("reason") if "light" in values else None,
        "history": tuple(days[on] for on in sorted(days)),
    }
    return all((state[key] or None) == (values[key] or None) for key in LIGHTS & values.keys())


def _further(shown: Sequence[ReportInfo], values: Values, today: date) -> list[ReportText]:
    last = shown[-1]
    known = {each.as_of: each.light.value for each in shown}
    fresh = [each for each in _days(values) if known.get(each.on) != each.value]
    if any(each.on <= last.as_of for each in fresh):
        raise DomainError(
            _("Ein früherer Stand bleibt, wie er gezeigt wurde. Nehmen Sie die Zeile heraus.")
        )
    said = _said(values)
    found = [ReportText(TrafficLight(each.value), said.get(each.on, ""), each.on) for each in fresh]
    if values.keys() & {"light", "as_of", "reason"}:
        light = values.get("light", found[-1].light if found else last.light)
        on = values.get("as_of", today if "light" in values else last.as_of)
        reason = values.get("reason", "" if "light" in values else last.reason)
        if isinstance(light, str):
            day = on if isinstance(on, date) else today
            found = [each for each in found if each.as_of != day]
            found.append(ReportText(TrafficLight(light), str(reason or ""), day))
    return sorted(found, key=lambda each: each.as_of)


def _said(values: Values) -> dict[date, str]:
    return {each.on: each.value for each in _days(values, "notes")}


def _days(values: Values, key: str = "history") -> tuple[Dated, ...]:
    days = values.get(key) or ()
    if not isinstance(days, tuple):
        return ()
    return tuple(each for each in days if isinstance(each, Dated))
