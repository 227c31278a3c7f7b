"""Which row of the sheet is which row of the database: each at most once."""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from participation.sheets.meaning.titles import normal
from participation.sheets.meaning.told import Plan, ReadRow, shown_value
from participation.sheets.target import Existing

ALIKE = 0.8
"""How like two titles must be, that a person is asked whether they are one."""
_RAREST = 3
"""Words by which a title is looked for: its rarest."""
_TRIED = 12


@dataclass(frozen=True, slots=True)
class Match:
    """A row there is, and whether nobody need be asked."""

    existing: Existing
    sure: bool


class Matcher:
    """Finds rows of one target."""

    def __init__(self, existing: Sequence[Existing], plan: Plan) -> None:
        self.plan = plan
        self.existing = existing
        self.numbers = _unique(existing, plan.number)
        self.titles: dict[str, list[Existing]] = defaultdict(list)
        for each in existing:
            self.titles[self._title(each)].append(each)

    def match(self, rows: Sequence[ReadRow]) -> dict[int, Match]:
        """By order of row."""
        found: dict[int, Match] = {}
        taken: set[str] = set()
        for step in (self._by_trace, self._by_number, self._by_title, self._by_likeness):
            left = [row for row in rows if row.order not in found]
            for row, match in step(left, taken):
                found[row.order] = match
                taken.add(match.existing.key)
        return found

    def keys_of_flawed(self, rows: Iterable[ReadRow]) -> set[str]:
        """Rows there are that a row with problems speaks of: they are not absent."""
        found = set()
        for row in rows:
            number = self._number(row)
            if number in self.numbers:
                found.add(self.numbers[number].key)
            title = self._title(row)
            found |= {each.key for each in self.titles.get(title, ()) if title}
        return found

    def _title(self, row: ReadRow | Existing) -> str:
        return normal(shown_value(row.values.get(self.plan.title)))

    def _number(self, row: ReadRow) -> str:
        return normal(shown_value(row.values.get(self.plan.number))) if self.plan.number else ""

    def _by_trace(
        self, rows: Sequence[ReadRow], taken: set[str]
    ) -> Iterator[tuple[ReadRow, Match]]:
        """What was written out knows which row it was; of copies of a row the one most alike."""
        by_key = {each.key: each for each in self.existing}
        strange = {self._title(row) for row in rows if not self._titled_as_then(row)}
        values: dict[str, ReadRow] = {}
        for row in rows:
            known = by_key.get(row.trace.key) if row.trace else None
            if known is None or known.key in taken or self._moved_on(row, known, strange):
                continue
            before = values.get(known.key)
            if before is None or self._agreement(row, known) > self._agreement(before, known):
                values[known.key] = row
        for key, row in values.items():
            yield row, Match(by_key[key], sure=True)

    def _titled_as_then(self, row: ReadRow) -> bool:
        title = row.values.get(self.plan.title)
        return bool(row.trace and row.trace.was(self.plan.title, title))

    def _moved_on(self, row: ReadRow, known: Existing, strange: Collection[str]) -> bool:
        """Whether the cells moved and the hidden trace stayed: sorted or pasted without it.

        The title is another one than then, and it is that of another row there is; or the title of
        the row that the trace names came to stand in a row where it was not.
        """
        title, theirs = self._title(row), self._title(known)
        if title == theirs or self._titled_as_then(row):
            return False
        return title in self.titles or theirs in strange

    def _by_number(
        self, rows: Sequence[ReadRow], taken: set[str]
    ) -> Iterator[tuple[ReadRow, Match]]:
        here = {self._title(row) for row in rows}
        for row in rows:
            known = self.numbers.get(self._number(row))
            if known is None or known.key in taken:
                continue
            if not self._numbered_anew(row, known, here):
                yield row, Match(known, sure=True)

    def _numbered_anew(self, row: ReadRow, known: Existing, here: Collection[str]) -> bool:
        """A list that was sorted and counted again gives the number of one row to another."""
        title, theirs = self._title(row), self._title(known)
        return bool(title) and title != theirs and (title in self.titles or theirs in here)

    def _by_title(
        self, rows: Sequence[ReadRow], taken: set[str]
    ) -> Iterator[tuple[ReadRow, Match]]:
        for row in rows:
            title = self._title(row)
            free = [each for each in self.titles.get(title, ()) if each.key not in taken]
            if title and free:
                best = max(free, key=lambda each: self._agreement(row, each))
                yield row, Match(best, sure=not self._contradict(row, best))

    def _agreement(self, row: ReadRow, each: Existing) -> int:
        return sum(each.values.get(key) == value for key, value in row.values.items())

    def _contradict(self, row: ReadRow, each: Existing) -> bool:
        number = self._number(row)
        theirs = normal(shown_value(each.values.get(self.plan.number))) if self.plan.number else ""
        return bool(number and theirs and number != theirs)

    def _by_likeness(
        self, rows: Sequence[ReadRow], taken: set[str]
    ) -> Iterator[tuple[ReadRow, Match]]:
        titles = {each.key: self._title(each) for each in self.existing if each.key not in taken}
        holders: dict[str, list[str]] = defaultdict(list)
        for key, title in titles.items():
            for word in set(title.split()):
                holders[word].append(key)
        by_key = {each.key: each for each in self.existing}
        for row in rows:
            title = self._title(row)
            key = _likest(title, titles, holders, taken)
            if key and not self._contradict(row, by_key[key]):
                yield row, Match(by_key[key], sure=False)


def _likest(
    title: str, titles: dict[str, str], holders: dict[str, list[str]], taken: set[str]
) -> str:
    words = sorted((w for w in set(title.split()) if w in holders), key=lambda w: len(holders[w]))
    shared = Counter(key for word in words[:_RAREST] for key in holders[word][:500])
    best, ratio = "", ALIKE
    for key, _ in shared.most_common(_TRIED):
        if key in taken:
            continue
        likeness = difflib.SequenceMatcher(None, title, titles[key], autojunk=False)
        if likeness.real_quick_ratio() > ratio and likeness.quick_ratio() > ratio:
            found = likeness.ratio()
            best, ratio = (key, found) if found > ratio else (best, ratio)
    return best


def _unique(existing: Sequence[Existing], number: str | None) -> dict[str, Existing]:
    if number is None:
        return {}
    said = [(normal(shown_value(each.values.get(number))), each) for each in existing]
    often = Counter(text for text, _ in said)
    return {text: each for text, each in said if text and often[text] == 1}
