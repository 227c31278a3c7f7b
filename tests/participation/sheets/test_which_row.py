"""Which row of a sheet is which: copies of a row, moved and renamed ones, what only looks like a state."""

import uuid
from datetime import date

import pytest

from participation.sheets.meaning import states, traces
from participation.sheets.meaning.comparing import Compared, compare
from participation.sheets.meaning.layout import Layout
from participation.sheets.meaning.mapping import Columns, Source
from participation.sheets.meaning.numbers import number_of_day, typing_year
from participation.sheets.meaning.rows import read_rows
from participation.sheets.meaning.told import Plan, Readings, ReadRow
from participation.sheets.reading.cells import Sheet
from participation.sheets.target import Existing, Field, Kind, Value

SECRET = b"k"
FIELDS = (
    Field("number", Kind.TEXT, "Nr."),
    Field("title", Kind.TEXT, "Maßnahme", required=True),
    Field("text", Kind.TEXT, "Text"),
    Field("who", Kind.NAMES, "Zuständig"),
    Field("until", Kind.DATE, "Frist"),
    Field("light", Kind.TEXT, "Ampel"),
    Field("reason", Kind.TEXT, "Grund"),
    Field("history", Kind.CHOICE, "Früher", dated=True, past_of="light"),
    Field("notes", Kind.TEXT, "Sätze", dated=True, inside=True, past_of="reason"),
)
KEYS = [field.key for field in FIELDS]


def plan(**columns: int) -> Plan:
    sources = {key: (Source(column),) for key, column in columns.items()}
    return Plan(FIELDS, "title", "number", Layout(1, 1, 2), Columns(sources), {}, secret=SECRET)


def there(title: str, **more: Value) -> Existing:
    return Existing(str(uuid.uuid4()), {"title": title, **more})


def line(place: int, trace_of: Existing | None, **values: Value) -> ReadRow:
    """A row of a sheet, beside it the trace of a row as it is there."""
    row = ReadRow(place, "Blatt", place + 2, hidden=False, values=dict(values))
    if trace_of is not None:
        text = traces.written(uuid.UUID(trace_of.key), trace_of.values, KEYS, SECRET)
        row.trace = traces.read(text, SECRET)
    return row


def previewed(existing: list[Existing], *rows: ReadRow) -> list[Compared]:
    return compare(Readings(rows=list(rows)), existing, plan())


def sheet(*lines: tuple[object, ...]) -> Sheet:
    return Sheet("Blatt", {at: list(each) for at, each in enumerate(lines, 1)})  # type: ignore[arg-type]


@pytest.mark.parametrize("copy_first", [False, True])
def test_of_a_row_that_was_copied_with_its_trace_the_original_stays_itself(copy_first):
    chor = there("Chor", text="Jede Woche")
    rows = [{"title": "Chor", "text": "Jede Woche"}, {"title": "Umzug", "text": "Jede Woche"}]
    rows = rows[::-1] if copy_first else rows
    found = previewed([chor], *(line(at, chor, **row) for at, row in enumerate(rows)))
    assert {row.title: (row.key, row.sort.value) for row in found} == {
        "Chor": (chor.key, "same"),
        "Umzug": ("", "new"),
    }


def test_a_row_that_moved_away_from_its_trace_and_was_renamed_overwrites_no_other():
    chor, fest, turnier = there("Chor"), there("Fest"), there("Turnier")
    found = previewed(
        [chor, fest, turnier],
        line(0, chor, title="Fest"),
        line(1, fest, title="Turnier"),
        line(2, turnier, title="Gesang am Abend"),
    )
    assert [(row.title, row.key, row.sort.value) for row in found] == [
        ("Fest", fest.key, "same"),
        ("Turnier", turnier.key, "same"),
        ("Gesang am Abend", "", "new"),
        ("Chor", chor.key, "absent"),
    ]


def test_the_same_names_in_another_order_change_nothing():
    chor = there("Chor", who=("Jugendamt", "Volkshochschule"))
    (row,) = previewed([chor], line(0, None, title="Chor", who=("Volkshochschule", "Jugendamt")))
    assert (row.sort.value, row.changes) == ("same", [])


@pytest.mark.parametrize(
    ("number", "title"),
    [
        ("2", "Sachstand 2023"),
        ("", "Bericht über die Umsetzung des Konzepts im Jahr 2024 an den Kreistag"),
    ],
)
def test_a_numbered_row_or_a_long_title_that_names_a_year_is_a_measure_of_its_own(number, title):
    result = plan(number=1, title=2, text=3)
    head = ("Nr.", "Maßnahme", "Text")
    lines = (("1", "Chor", "Jede Woche"), (number or None, title, "Einmal im Jahr"))
    readings = read_rows([sheet(head, *lines)], result)
    states.fold(readings, result)
    assert [row.values["title"] for row in readings.rows] == ["Chor", title]
    assert "notes" not in readings.rows[0].values


def test_the_end_that_is_read_of_a_span_is_told():
    readings = read_rows(
        [sheet(("Maßnahme", "Frist"), ("Chor", "2024 bis 2026"), ("Fest", "2027"))],
        plan(title=1, until=2),
    )
    assert [(note.column, note.key, note.said) for note in readings.notices] == [
        ("B", "spans", "2024 bis 2026")
    ]


@pytest.mark.parametrize("year", [2024, 2025])
def test_a_number_that_became_a_day_of_a_later_year_makes_no_day_of_the_others(year):
    cells = [*(date(year, at, 1) for at in range(1, 13)), date(2026, 1, 1), date(2027, 1, 1)]
    typed = typing_year(cells)
    numbers = [number_of_day(cell, typed) for cell in cells]
    assert numbers == [*(f"1.{at}" for at in range(1, 13)), "1.26", "1.27"]
