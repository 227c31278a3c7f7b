"""The rows of the chosen sheets → typed values, with all problems at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from participation.sheets.meaning import states, traces
from participation.sheets.meaning.dates import is_span
from participation.sheets.meaning.mapping import Source
from participation.sheets.meaning.numbers import number_of_day, typing_year
from participation.sheets.meaning.titles import normal, titles
from participation.sheets.meaning.told import (
    NAMED,
    Finding,
    Plan,
    Readings,
    ReadRow,
    listed,
    shown_value,
)
from participation.sheets.meaning.values import (
    RowRef,
    Unknown,
    Unreadable,
    beginning,
    is_mark,
    marked,
    meanings,
    tidy,
    value_of,
    word_key,
)
from participation.sheets.reading.cells import MAX_ROWS, Cell, Sheet, shown
from participation.sheets.target import Dated, Field, Kind, Value
from surveys.authoring.sheets import letters

MOST_WORDS = 60
"""Different words of one choice field; more, and it is another kind of column."""
MOST_NAMES = 300
"""Different names that nobody knows in one field of names."""
SAID = 80
"""Characters of a cell that a problem repeats."""


def read_rows(sheets: Sequence[Sheet], plan: Plan) -> Readings:
    """Reads all rows of ``sheets``, which have the same header."""
    readings = Readings()
    for sheet in sheets:
        _Reader(sheet, plan, readings).read()
    if len(readings.rows) > MAX_ROWS:
        readings.problems.append(
            Finding("", 0, "", str(len(readings.rows)), "too_many_rows", {"most": str(MAX_ROWS)})
        )
    for key, words in readings.unknown.items():
        asked = plan.by_key[key]
        most = MOST_NAMES if asked.kind is Kind.NAMES else MOST_WORDS
        if len(words) > most:
            params = {"field": str(asked.title), "most": str(most)}
            readings.problems.append(Finding("", 0, "", str(len(words)), "too_many_words", params))
    readings.notices += _made(readings.rows, plan)
    return readings


def _made(rows: Sequence[ReadRow], plan: Plan) -> Iterator[Finding]:
    """Names that are made, once for all fields of the same choices."""
    seen: set[str] = set()
    for each in plan.fields:
        known = meanings(each.choices)
        cells = (row.values.get(each.key) for row in rows) if each.makes else ()
        named = (str(name) for cell in cells if isinstance(cell, tuple) for name in cell)
        fresh = {normal(name): name for name in named if normal(name) not in known.keys() | seen}
        seen |= fresh.keys()
        if fresh:
            params = {"field": str(each.title), "number": str(len(fresh))}
            yield Finding("", 0, "", listed(list(fresh.values())), "names_made", params)


class _Reader:
    """Reads one sheet."""

    def __init__(self, sheet: Sheet, plan: Plan, readings: Readings) -> None:
        self.sheet, self.plan, self.readings = sheet, plan, readings
        self.above: dict[str, Value] = {}
        self.whole: Value | RowRef = None
        """Title of the last row that said one: parts below it may leave it out."""
        self.repeated: Counter[int] = Counter()
        self.headings: list[int] = []
        self.spans = {
            (row, merge.left): (merge.top, merge.left)
            for merge in sheet.merges
            if merge.bottom - merge.top <= MAX_ROWS
            for row in range(max(merge.top, plan.layout.data) + 1, merge.bottom + 1)
            if merge.top >= plan.layout.data
        }
        self.joined = {*self.spans, *self.spans.values()}
        """All places of cells joined down."""
        self.titles = titles(sheet, plan.layout.first, plan.layout.last)
        self.typed = typing_year(self._numbers())
        self.meant: dict[tuple[str, int], list[str]] = {}
        """Key of a notice and column → cells that are read as something else than they show."""
        self.beside: dict[str, str] = {}
        """Of the row that is read: by field, what cells of others tell of it."""

    def read(self) -> None:
        """Adds what the sheet says."""
        for number in sorted(self.sheet.rows):
            if number >= self.plan.layout.data:
                self._row(number)
        self._add_notices()

    def _row(self, number: int) -> None:
        row = ReadRow(
            len(self.readings.rows), self.sheet.name, number, number in self.sheet.hidden_rows
        )
        found: list[Finding] = []
        self.beside = {}
        for each, sources in self.plan.mapped():
            self._tell(row, each, sources, found)
        states.put(row.values, self.plan)
        self._put_beside(row, found)
        if not found and all(value in (None, ()) for value in row.values.values()):
            return
        if self._heading(row, found):
            return
        self._title_of_part(row)
        self._leave_out(row)
        self._check_required(row, found)
        row.flawed = bool(found)
        self.readings.problems += found
        self.readings.rows.append(row)

    def _tell(
        self, row: ReadRow, each: Field, sources: Sequence[Source], found: list[Finding]
    ) -> None:
        if each.kind is Kind.TRACE:
            text = shown(self.sheet.cell(row.number, sources[0].column))
            row.trace = traces.read(text, self.plan.secret)
            return
        before = len(found)
        value = self._field(each, sources, row.number, found)
        if len(found) > before and self.plan.lenient and not each.required:
            self._leave_empty(found[before:])
            del found[before:]
        else:
            row.values[each.key] = value

    def _leave_empty(self, cells: Sequence[Finding]) -> None:
        self.readings.notices += [
            Finding(f.sheet, f.row, f.column, f.said, "left_empty") for f in cells
        ]

    def _put_beside(self, row: ReadRow, found: list[Finding]) -> None:
        for key, text in self.beside.items():
            own = row.values.get(key)
            whole = f"{text}\n\n{own}" if isinstance(own, str) and own else text
            more = len(whole) - (longest := self.plan.by_key[key].longest)
            if more > 0:
                params = {"most": str(longest), "more": str(more)}
                found.append(self._finding(row.number, 1, text, "text_too_long", params))
            row.values[key] = whole

    def _field(
        self, each: Field, sources: Sequence[Source], number: int, found: list[Finding]
    ) -> Value:
        if not each.dated:
            value = self._value(each, sources[0], number, found)
            return self._below(each, value) if each.grouping else value
        dated: list[Dated] = []
        for source in sources:
            value = self._value(each, source, number, found)
            if isinstance(value, str):
                dated += self._of_day(each, source, value)
        return states.joined(dated)

    def _of_day(self, each: Field, source: Source, value: str) -> Iterator[Dated]:
        if source.on is not None:
            yield Dated(source.on, value)
        elif each.inside:
            rest, said = states.split(value)
            yield from said
            if rest and each.past_of:
                self.beside[each.past_of] = rest

    def _below(self, each: Field, value: Value) -> Value:
        """Of a grouping: what stands there, else what stood above when cells below it are empty."""
        if value is not None:
            # A new heading ends those of the levels below it.
            order = [field.key for field in self.plan.fields]
            at = order.index(each.key)
            if self.above.get(each.key) != value:
                self.above = {k: v for k, v in self.above.items() if order.index(k) < at}
            self.above[each.key] = value
            return value
        return self.above.get(each.key) if self.plan.columns.down else None

    def _value(self, each: Field, source: Source, number: int, found: list[Finding]) -> Value:
        cell = self._as_meant(each, source, number, self._cell(source, number))
        try:
            value = value_of(each, cell, self.plan.words.get(each.key, {}))
        except Unreadable as problem:
            found.append(
                self._finding(number, source.column, shown(cell), problem.key, problem.params)
            )
        except Unknown as unknown:
            choice = None if source.colour else marked(each, self.titles.get(source.column, ""))
            if choice is not None and (ticked := is_mark(cell)) is not None:
                return choice if ticked else None
            self._ask(each.key, unknown.said)
        else:
            if each.kind is Kind.DATE and isinstance(cell, str) and is_span(cell):
                self._mean("spans", source, cell)
            return value
        return None

    def _as_meant(self, each: Field, source: Source, number: int, cell: Cell) -> Cell:
        """Numbers that became days are numbers again; of a text too long only the beginning."""
        if self._numbering(each) and (said := number_of_day(cell, self.typed)) is not None:
            self._mean("numbers_turned", source, said)
            return said
        if each.whole_to and isinstance(cell, str) and len(text := tidy(cell)) > each.longest:
            self.beside[each.whole_to] = text
            params = {
                "most": str(each.longest),
                "field": str(self.plan.by_key[each.whole_to].title),
            }
            found = self._finding(number, source.column, text, "title_long", params)
            self.readings.notices.append(found)
            return beginning(text, each.longest)
        return cell

    def _numbering(self, each: Field) -> bool:
        return each.key == self.plan.number or each.kind is Kind.PARENT

    def _numbers(self) -> Iterator[Cell]:
        """All cells that number rows."""
        for each, sources in self.plan.mapped():
            if self._numbering(each):
                for number in self.sheet.rows:
                    if number >= self.plan.layout.data:
                        yield self.sheet.cell(number, sources[0].column)

    def _mean(self, key: str, source: Source, said: str) -> None:
        self.meant.setdefault((key, source.column), []).append(said)

    def _ask(self, field: str, said: Sequence[str]) -> None:
        """Counts words under the spelling in which each was met first."""
        words = self.readings.unknown.setdefault(field, Counter())
        for word in said:
            words[self.readings.spellings.setdefault((field, word_key(word)), word[:200])] += 1

    def _cell(self, source: Source, number: int) -> Cell:
        column = source.column
        if source.colour:
            return self.sheet.fills.get((number, column))
        cell = self.sheet.cell(number, column)
        if cell is None and (top := self.spans.get((number, column))):
            self.repeated[column] += 1
            return self.sheet.cell(*top)
        return cell

    def _heading(self, row: ReadRow, found: list[Finding]) -> bool:
        """A row that holds nothing but a grouping is a heading: it speaks for the rows below."""
        groupings = {each.key for each in self.plan.fields if each.grouping}
        filled = {key for key, value in row.values.items() if value not in (None, ())}
        if found or not filled or not filled <= groupings or self.plan.title in groupings:
            return False
        self.headings.append(row.number)
        return True

    def _leave_out(self, row: ReadRow) -> None:
        for each in self.plan.fields:
            names, others = row.values.get(each.key), row.values.get(each.without)
            if isinstance(names, tuple) and isinstance(others, tuple):
                row.values[each.key] = tuple(name for name in names if name not in others)  # type: ignore[assignment]  # of names, not of days

    def _title_of_part(self, row: ReadRow) -> None:
        part, parent = self.plan.part, self.plan.parent
        if part is None:
            return
        title = row.values.pop(part.key, None)
        self.whole = row.values.get(self.plan.title) or self.whole
        if title is not None and parent is not None:
            row.values[parent.key] = self.whole
            row.values[self.plan.title] = title
            row.part = True
            self._number_of_part(row)

    def _number_of_part(self, row: ReadRow) -> None:
        """A number in joined cells is that of the whole: each part would have it again."""
        key = self.plan.number
        column = self.plan.columns.one(key) if key else None
        if key and column and (row.number, column.column) in self.joined:
            row.number_above, row.values[key] = row.values.get(key), None

    def _check_required(self, row: ReadRow, found: list[Finding]) -> None:
        said = {finding.column for finding in found}
        for each, sources in self.plan.mapped():
            column = sources[0].column
            absent = each.kind is not Kind.PART and row.values.get(each.key) in (None, ())
            unknown = each.key in self.readings.unknown
            if each.required and absent and not unknown and letters(column) not in said:
                params = {"field": str(each.title)}
                found.append(self._finding(row.number, column, "", "missing", params))

    def _finding(
        self, row: int, column: int, said: str, key: str, params: Mapping[str, str]
    ) -> Finding:
        return Finding(self.sheet.name, row, letters(column), said[:SAID], key, params)

    def _add_notices(self) -> None:
        notices, sheet = self.readings.notices, self.sheet
        for (key, column), cells in self.meant.items():
            said = listed(list(dict.fromkeys(cells)))
            notices.append(Finding(sheet.name, 0, letters(column), said, key))
        for column, often in sorted(self.repeated.items()):
            notices.append(self._finding(0, column, "", "repeated_down", {"rows": str(often)}))
        hidden = sorted(
            row.number for row in self.readings.rows if row.hidden and row.sheet == sheet.name
        )
        if hidden:
            notices.append(Finding(sheet.name, 0, "", listed(hidden), "hidden_rows"))
        if self.headings:
            notices.append(Finding(sheet.name, 0, "", listed(self.headings), "headings"))
        mapped = {source.column for _, sources in self.plan.mapped() for source in sources}
        for column, title in self.titles.items():
            if column not in mapped:
                key = "column_unused" if column not in sheet.hidden_columns else "hidden_unused"
                notices.append(self._finding(0, column, title, key, {}))


def doubles(readings: Readings, plan: Plan) -> None:
    """Adds the problems of numbers that stand twice, and says which titles do."""
    if plan.number and plan.columns.sources.get(plan.number):
        column = letters(plan.columns.sources[plan.number][0].column)
        for row, first in _again(readings.rows, plan.number):
            said = shown_value(row.values[plan.number])
            if plan.lenient:
                readings.notices.append(Finding(row.sheet, row.number, column, said, "left_empty"))
                del row.values[plan.number]
                continue
            params = {"row": str(first.number)}
            readings.problems.append(
                Finding(row.sheet, row.number, column, said, "number_twice", params)
            )
            row.flawed = True
    if plan.columns.sources.get(plan.title):
        column = letters(plan.columns.sources[plan.title][0].column)
        again = list(_again(readings.rows, plan.title))
        for row, first in again if len(again) <= NAMED else ():
            said = shown_value(row.values[plan.title])[:SAID]
            params = {"row": str(first.number)}
            readings.notices.append(
                Finding(row.sheet, row.number, column, said, "title_twice", params)
            )
        if len(again) > NAMED:
            numbers = listed([row.number for row, _first in again])
            readings.notices.append(Finding("", 0, column, numbers, "titles_twice"))


def _again(rows: Sequence[ReadRow], key: str) -> Iterator[tuple[ReadRow, ReadRow]]:
    seen: dict[str, ReadRow] = {}
    for row in rows:
        if said := normal(shown_value(row.values.get(key))):
            first = seen.setdefault(said, row)
            if first is not row:
                yield row, first
