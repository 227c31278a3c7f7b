"""States of a day in texts: "Stand 03/2023: …" in a cell, rows titled "Sachstand 2023"."""

from __future__ import annotations

import re
from collections.abc import Iterable, MutableMapping, Sequence
from datetime import date

from participation.sheets.meaning.dates import day_in_title
from participation.sheets.meaning.titles import normal
from participation.sheets.meaning.told import Finding, Plan, Readings, ReadRow, listed, shown_value
from participation.sheets.meaning.values import RowRef, meanings, word_key
from participation.sheets.target import Dated, Field, Kind, Value

Said = MutableMapping[str, Value | RowRef]
_WORD = (
    r"(?:(?:sach|umsetzungs|bearbeitungs|projekt|zwischen|kenntnis)?stand"
    r"|(?:zwischen)?bericht|(?:zwischen)?bilanz|status|fortschritt|update|état)"
)
_MONTH_NAME = (
    r"(?:jan|jän|feb|fév|m[aä]r|mrz|maer|apr|avr|ma[iy]|ju[nl]|juin|juil|aug|aoû|sep|o[kc]t|nov|de[zc]|déc"
    r"|quartal|halbjahr|frühjahr|sommer|herbst|winter)[^\W\d_]{0,6}\.?"
)
_DAY = (
    r"(?:[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{2,4}|[0-9]{1,2}\.\s?" + _MONTH_NAME + r"\s[0-9]{4}"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./-][0-9]{4}|[0-9]{1,2}/[0-9]{2}"
    r"|Q[1-4]\s?[/ ]\s?[0-9]{4}|(?:[1-4IV]+\.?\s)?" + _MONTH_NAME + r"\s?[0-9]{4}"
    r"|[0-9]{4}(?:\s?/\s?[0-9]{2,4})?)"
)
LONGEST = 60
"""Characters of a title that is a day and no more; a longer one is a measure's own."""
_MARK = re.compile(
    rf"(?:^|(?<=[\n;.!?|)]))[ \t•*–(\[-]*"
    rf"(?P<word>{_WORD}\s*(?:(?:vom|am|per|im|zum|bis|ende|anfang|mitte|:|,)\s*)?)?"
    rf"(?P<day>(?:(?:ende|anfang|mitte)\s)?{_DAY})(?P<sign>\s*[)\]]\s*[:–—-]?|\s*[:–—-](?=\s|\n|$)|\s*\n|\s*$)",
    re.IGNORECASE | re.MULTILINE,
)
"""Where a state begins: a word for it and a day, or a day and a colon, at the beginning of a line
or sentence."""
_TITLE = re.compile(rf"{_WORD}\b.*", re.IGNORECASE)
_PLANS = frozenset(("geplant", "plan", "planung", "ausgangslage", "vorhaben", "prevu", "planned"))
"""Titles of a row that tells what was meant to be, above rows that tell what came of it."""
_PHRASE = re.compile(
    r"\s*(?P<first>[^:,;.–—\n(-]{2,40}?)\s*(?:[:,;.–—\n-]\s*|(?=\()|$)(?P<rest>.*)", re.DOTALL
)


def split(text: str) -> tuple[str, list[Dated]]:
    """A text → what has no day, and what it tells of each day."""
    marks = [
        (match.start(), match.end(), day)
        for match in _MARK.finditer(text)
        if (match["word"] or ":" in match["sign"]) and (day := day_in_title(match["day"]))
    ]
    if not marks:
        return text, []
    ends = [start for start, _end, _day in marks[1:]] + [len(text)]
    items = [
        Dated(day, said)
        for (_start, begin, day), end in zip(marks, ends, strict=True)
        if (said := text[begin:end].strip(" \t\n;|"))
    ]
    return text[: marks[0][0]].strip(" \t\n;|"), items


def joined(dated: Iterable[Dated]) -> tuple[Dated, ...]:
    """By day; what several cells tell of one day stands below each other."""
    days: dict[date, list[str]] = {}
    for each in dated:
        days.setdefault(each.on, []).append(each.value)
    return tuple(Dated(on, "\n".join(dict.fromkeys(days[on]))) for on in sorted(days))


def put(values: Said, plan: Plan) -> None:
    """What texts of days begin with ("in Umsetzung: …") is a state of that day, if it is known."""
    choice, text = _choice(plan), _text(plan)
    answer = values.get(text.key) if text else None
    if choice is None or text is None or not isinstance(answer, tuple):
        return
    states = {each.on: each for each in _days(values.get(choice.key))}
    rest: list[Dated] = []
    for each in _days(answer):
        match = _PHRASE.fullmatch(each.value)
        meant = _meaning(match["first"], choice, plan) if match else None
        if match and meant and each.on not in states:
            states[each.on] = Dated(each.on, meant)
            each = Dated(each.on, match["rest"].strip())  # noqa: PLW2901 - the state is taken off
        if each.value:
            rest.append(each)
    values[text.key] = tuple(rest)
    if states:
        values[choice.key] = tuple(states[on] for on in sorted(states))


def fold(readings: Readings, plan: Plan) -> None:
    """Rows that tell an earlier state of the row they belong to become its history."""
    choice, text = _choice(plan), _text(plan)
    if choice is None or text is None:
        return
    folder = _Folder(readings.rows, plan, choice, text)
    gone = folder.fold()
    if not gone:
        return
    readings.rows = [row for row in readings.rows if row.order not in gone]
    for order, row in enumerate(readings.rows):
        row.order = order
    numbers = listed(sorted(folder.numbers))
    readings.notices.append(Finding("", 0, "", numbers, "states_folded"))


class _Folder:
    """Gives what rows of states tell to the rows they belong to."""

    def __init__(self, rows: Sequence[ReadRow], plan: Plan, choice: Field, text: Field) -> None:
        self.rows, self.plan, self.choice, self.text = rows, plan, choice, text
        self.numbers: list[int] = []
        self.plans: list[tuple[ReadRow, ReadRow]] = []
        self.wholes: dict[str, ReadRow] = {}
        self.last: ReadRow | None = None

    def fold(self) -> set[int]:
        """Orders of the rows that are no rows of their own."""
        days = {row.order: self._day(row) for row in self.rows}
        gone: set[int] = set()
        result: set[int] = set()
        for row in self.rows:
            day = days[row.order]
            whole = self._whole(row) if day or self._is_plan(row) else None
            if whole is not None and day is not None and not row.flawed:
                self._tell(whole, row, day)
                gone.add(row.order)
                result.add(whole.order)
            elif whole is not None and not row.flawed:
                self.plans.append((whole, row))
            elif day is None:
                self._remember(row)
        for whole, row in self.plans:
            if whole.order in result:
                self._tell_plan(whole, row)
                gone.add(row.order)
        self.numbers = [row.number for row in self.rows if row.order in gone]
        return gone

    def _day(self, row: ReadRow) -> date | None:
        title = shown_value(row.values.get(self.plan.title))
        return day_in_title(title) if len(title) <= LONGEST and _TITLE.fullmatch(title) else None

    def _is_plan(self, row: ReadRow) -> bool:
        return normal(shown_value(row.values.get(self.plan.title))) in _PLANS

    def _remember(self, row: ReadRow) -> None:
        self.last = row
        for key in (self.plan.title, self.plan.number):
            if key and (said := normal(shown_value(row.values.get(key)))):
                self.wholes[said] = row

    def _whole(self, row: ReadRow) -> ReadRow | None:
        """The row that a state belongs to: the one it names, else the nearest above."""
        parent = self.plan.parent
        named = row.values.get(parent.key) if parent else None
        if isinstance(named, str) and named:
            return self.wholes.get(normal(named))
        return self.last if not self._numbered(row) else None

    def _numbered(self, row: ReadRow) -> bool:
        return bool(self.plan.number and row.values.get(self.plan.number))

    def _tell(self, whole: ReadRow, row: ReadRow, day: date) -> None:
        light = row.values.get(self.choice.past_of)
        if isinstance(light, str):
            known = [each for each in _days(whole.values.get(self.choice.key)) if each.on != day]
            whole.values[self.choice.key] = joined([*known, Dated(day, light)])
        if said := self._said(row):
            known = [*_days(whole.values.get(self.text.key)), Dated(day, said)]
            whole.values[self.text.key] = joined(known)

    def _tell_plan(self, whole: ReadRow, row: ReadRow) -> None:
        key = self._longest()
        own, said = shown_value(whole.values.get(key)), self._said(row)
        title = shown_value(whole.values.get(self.plan.title))
        if said and said not in own:
            whole.values[key] = said if own in ("", title) else f"{own}\n\n{said}"

    def _longest(self) -> str:
        """The field that says most of a row."""
        texts = [each for each in self.plan.fields if each.kind is Kind.TEXT and not each.dated]
        return max(texts, key=lambda each: (each.key != self.text.past_of, each.longest)).key

    def _said(self, row: ReadRow) -> str:
        keys = dict.fromkeys((self._longest(), self.text.past_of))
        return "\n".join(filter(None, (shown_value(row.values.get(key)) for key in keys)))


def _choice(plan: Plan) -> Field | None:
    """The field of earlier states."""
    found = (each for each in plan.fields if each.dated and each.past_of)
    return next((each for each in found if each.kind is Kind.CHOICE), None)


def _text(plan: Plan) -> Field | None:
    """The field of what was said of earlier days."""
    found = (each for each in plan.fields if each.dated and each.past_of)
    return next((each for each in found if each.kind is Kind.TEXT), None)


def _meaning(phrase: str, choice: Field, plan: Plan) -> str | None:
    key = word_key(phrase)
    for name in (choice.key, choice.past_of):
        if meant := plan.words.get(name, {}).get(key):
            return meant
    return meanings(choice.choices).get(key)


def _days(value: Value | RowRef) -> list[Dated]:
    return [each for each in value if isinstance(each, Dated)] if isinstance(value, tuple) else []
