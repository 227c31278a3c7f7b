"""Spans of time, numbers that became days, and states of a day that stand in texts."""

import calendar
import uuid
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.sheets.meaning import states, traces
from participation.sheets.meaning.dates import is_beginning, span_end
from participation.sheets.meaning.layout import Layout
from participation.sheets.meaning.mapping import Columns, Source
from participation.sheets.meaning.numbers import number_of_day, typing_year
from participation.sheets.meaning.rows import read_rows
from participation.sheets.meaning.told import Plan
from participation.sheets.meaning.values import is_mark, marked
from participation.sheets.reading.cells import Sheet
from participation.sheets.target import Choice, Dated, Field, Kind

YEARS = st.integers(2000, 2090)


@pytest.mark.parametrize(
    "form",
    [
        "{a} bis {b}", "{a}–{b}", "{a}-{b}", "{a} - {b}", "von {a} bis {b}", "{a} bis Ende {b}", "{a}/{b}",
        "01/{a} bis 12/{b}", "1.1.{a} – 31.12.{b}", "01.01.{a}-31.12.{b}", "Januar {a} bis Dezember {b}",
        "Q1 {a} – Q4 {b}", "Mitte {a} bis Ende {b}", "{a} und {b}", "{a} to {b}", "{a} bis einschließlich {b}",
    ],
)  # fmt: skip
@settings(max_examples=8)
@given(YEARS, st.integers(1, 9))
def test_a_span_of_years_ends_with_its_last_day_and_backwards_it_is_none(form, first, more):
    assert span_end(form.format(a=first, b=first + more)) == date(first + more, 12, 31)
    assert span_end(form.format(a=first + more, b=first)) is None


@pytest.mark.parametrize(
    ("said", "end"),
    [
        ("2024–26", "2026-12-31"), ("2024/25", "2025-12-31"), ("Januar bis Juni 2026", "2026-06-30"),
        ("Q1–Q3 2026", "2026-09-30"), ("1. bis 3. Quartal 2026", "2026-09-30"), ("2024, 2025, 2026", "2026-12-31"),
        ("1.3. bis 31.12.2026", "2026-12-31"), ("Sommer/Herbst 2026", "2026-11-30"), ("zwischen 2024 und 2026", "2026-12-31"),
    ],
)  # fmt: skip
def test_a_span_may_leave_out_what_both_ends_share(said, end):
    assert span_end(said) == date.fromisoformat(end)


@settings(max_examples=20)
@given(
    st.lists(st.sampled_from([" - ", " / ", ", ", " – ", " bis ", " und ", "-"]), max_size=40),
    st.sampled_from(["A", "VHS", "2024", "nach Bedarf"]),
    st.integers(1, 40),
)
def test_a_text_with_many_ties_is_read_to_its_end_and_is_no_span(ties, word, times):
    text = "".join(f"{tie}Absprache" for tie in ties)
    assert span_end(f"{word}{text * times}x") is None
    assert not is_beginning(f"ab {word}{text * times}x")


@pytest.mark.parametrize("blank", ["\u00a0", " ", "\u2009"])
def test_a_word_for_a_state_and_thousands_of_blanks_is_a_text(blank):
    for word in ("Stand", "Sachstand vom", "Bericht:"):
        text = f"{word}{blank * 8000}folgt"
        assert states.split(text) == (text, [])


@pytest.mark.parametrize(
    "said", ["200 bis 500", "2027 oder 2028", "31.02.2024 – 31.03.2025", "bald bis 2027", "bis", "–", "1-2"]
)  # fmt: skip
def test_what_is_no_span_is_not_guessed(said):
    assert span_end(said) is None


@pytest.mark.parametrize(
    "form", ["ab {y}", "seit {y}", "ab Q3/{y}", "ab Mitte {y}", "ab 1.3.{y}", "{y} ff.", "{y}ff", "läuft seit {y}", "ab {y} laufend", "Beginn {y}", "since {y}"]
)  # fmt: skip
@settings(max_examples=8)
@given(YEARS)
def test_a_beginning_alone_is_one_and_an_end_is_none(form, year):
    assert is_beginning(form.format(y=year))
    assert not is_beginning(f"bis {year}")
    assert not is_beginning("ab sofort")


@pytest.mark.parametrize("month", range(1, 13))
def test_every_number_that_can_become_a_day_is_the_number_again(month):
    last = calendar.monthrange(2024, month)[1]  # a 29 February becomes one in a leap year only
    names = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
    for day in range(1, last + 1):
        number, cell = f"{day}.{month}", date(2024, month, day)
        assert number_of_day(cell, typing_year([cell])) == number
        assert number_of_day(f"{day:02}.{month:02}.2024", 2024) == number
        for shown in (
            f"{day:02}. {names[month - 1]}",
            f"{day}. {names[month - 1]}",
            f"{day:02}.{names[month - 1]}",
        ):
            assert number_of_day(shown) == number  # fmt: skip


def test_numbers_of_an_area_with_more_than_twelve_measures_and_three_parts():
    # German Excel: 1.1 … 1.12 are days of the year in which somebody typed, 1.13 is January 2013.
    cells = [
        *(date(2026, at, 1) for at in range(1, 13)),
        *(date(2000 + at, 1, 1) for at in range(13, 26)),
    ]
    typed = typing_year(cells)
    numbers = [number_of_day(cell, typed) for cell in cells]
    assert numbers == [*(f"1.{at}" for at in range(1, 13)), *(f"1.{at}" for at in range(13, 26))]
    three = [date(2000 + at, 2, 1) for at in range(1, 9)]
    assert [number_of_day(c, typing_year(three)) for c in three] == [
        f"1.2.{at}" for at in range(1, 9)
    ]
    assert number_of_day("Jan 13") == "1.13"
    for said in ("1.2", "A1", "Maßnahme", "12 Ort", 3, None, "99. Feb."):
        assert number_of_day(said) in (None, "99.2")  # fmt: skip


FIELDS = (
    Field("number", Kind.TEXT, "Nr."),
    Field("title", Kind.TEXT, "Maßnahme", required=True, longest=300, whole_to="text"),
    Field("text", Kind.TEXT, "Text", longest=8000),
    Field("parent", Kind.PARENT, "Gehört zu"),
    Field("until", Kind.DATE, "Frist", choices=(Choice("ever", "Daueraufgabe", begins=True),)),
    Field("money", Kind.MONEY, "Kosten"),
    Field("light", Kind.CHOICE, "Ampel", choices=(Choice("green", "grün"), Choice("red", "rot"))),
    Field("reason", Kind.TEXT, "Grund"),
    Field("history", Kind.CHOICE, "Früher", choices=(Choice("green", "grün"), Choice("red", "rot")), dated=True, past_of="light"),
    Field("notes", Kind.TEXT, "Sätze", longest=8000, dated=True, inside=True, past_of="reason"),
    Field("origin", Kind.CHOICE, "Herkunft", choices=(Choice("old", "beschlossen"), Choice("added", "ergänzt"))),
)  # fmt: skip


def plan(*, lenient: bool = False, **sources: int) -> Plan:
    columns = {key: (Source(column),) for key, column in sources.items()}
    return Plan(FIELDS, "title", "number", Layout(1, 1, 2), Columns(columns), {}, lenient)


def sheet(*lines: tuple[object, ...]) -> Sheet:
    return Sheet("Blatt", {at: list(line) for at, line in enumerate(lines, 1)})  # type: ignore[arg-type]


def values(shown: Plan, *lines: tuple[object, ...]) -> list[dict[str, object]]:
    return [row.values for row in read_rows([sheet(*lines)], shown).rows]


def test_a_column_of_numbers_that_became_days_says_so_and_parents_follow():
    head = ("Nr.", "Maßnahme", "Gehört zu")
    result = plan(number=1, title=2, parent=3)
    readings = read_rows(
        [sheet(head, (date(2026, 2, 1), "Chor", None), ("1.13", "Noten", date(2026, 2, 1)))], result
    )
    assert [row.values["number"] for row in readings.rows] == ["1.2", "1.13"]
    assert readings.rows[1].values["parent"] == "1.2"
    assert {notice.key for notice in readings.notices} == {"numbers_turned"}


@pytest.mark.parametrize(
    ("cell", "meant"),
    [("2024 bis 2026", date(2026, 12, 31)), ("2024–2026", date(2026, 12, 31)), ("ab 2025", "ever"),
     ("Q3/2025", date(2025, 9, 30)), ("Mitte 2025", date(2025, 6, 30)), ("seit 2019", "ever")],
)  # fmt: skip
def test_spans_of_years_are_a_deadline(cell, meant):
    head = ("Maßnahme", "Frist")
    assert values(plan(title=1, until=2), head, ("Chor", cell))[0]["until"] == meant


@settings(max_examples=8)
@given(
    st.lists(st.text("abcdefg ", min_size=1, max_size=30), min_size=12, max_size=60),
    st.text("xyz", max_size=9),
)
def test_a_title_that_is_too_long_stands_whole_in_the_text(words, own):
    title = " ".join(f"wort{word.strip()}ende" for word in words) + " " + "schluss " * 40
    head = ("Maßnahme", "Text")
    readings = read_rows([sheet(head, (title, own or None))], plan(title=1, text=2))
    (row,) = readings.rows
    whole = " ".join(title.split())
    assert len(str(row.values["title"])) <= 300
    assert whole.startswith(str(row.values["title"]).rstrip("…"))
    assert str(row.values["text"]).startswith(whole)
    assert str(row.values["text"]).endswith(own)
    assert [notice.key for notice in readings.notices] == ["title_long"]
    assert not row.flawed


@pytest.mark.parametrize(("key", "bad"), [("money", "viel"), ("until", "31.02.2028")])
def test_a_bad_cell_alone_is_left_empty_and_its_row_comes_along(key, bad):
    head = ("Maßnahme", "x")
    strict = plan(title=1, **{key: 2})
    lenient = plan(lenient=True, title=1, **{key: 2})
    assert [row.flawed for row in read_rows([sheet(head, ("Chor", bad))], strict).rows] == [True]
    readings = read_rows([sheet(head, ("Chor", bad))], lenient)
    assert [row.flawed for row in readings.rows] == [False]
    assert readings.rows[0].values == {"title": "Chor"}
    assert readings.problems == []
    assert [notice.key for notice in readings.notices] == ["left_empty"]
    without_title = read_rows([sheet(head, (None, bad))], lenient)
    assert without_title.rows == without_title.problems == []


DAY = st.dates(date(2005, 1, 1), date(2030, 12, 31))
SAID = st.sampled_from(
    ["Auftakt war im Rathaus.", "läuft", "Zwei Kurse, 20 Plätze (14 belegt)", "Kein neuer Stand"]
)
SHAPES = [
    "Stand {d}: {t}",
    "Sachstand {d}: {t}",
    "Stand vom {d} – {t}",
    "{d}: {t}",
    "(Stand {d}) {t}",
    "Sachstand {d}\n{t}",
    "Status am {d}: {t}",
]
DATES = [
    lambda d: (d.strftime("%d.%m.%Y"), d),
    lambda d: (d.strftime("%m/%Y"), date(d.year, d.month, calendar.monthrange(d.year, d.month)[1])),
    lambda d: (str(d.year), date(d.year, 12, 31)),
    lambda d: (f"{['Januar','Februar','März','April','Mai','Juni','Juli','August','September','Oktober','November','Dezember'][d.month - 1]} {d.year}",
               date(d.year, d.month, calendar.monthrange(d.year, d.month)[1])),
]  # fmt: skip


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("dates", DATES)
@settings(max_examples=8)
@given(
    st.lists(st.tuples(DAY, SAID), min_size=1, max_size=4, unique_by=lambda pair: pair[0].year),
    st.sampled_from(["\n", "; ", "\n\n"]),
)
def test_states_in_one_cell_are_told_by_their_days(shape, dates, shown, between):
    pieces = [(*dates(day), said) for day, said in shown]
    glue = between if "\n" not in shape else "\n"
    rest, found = states.split(glue.join(shape.format(d=day, t=said) for day, _on, said in pieces))
    assert rest == ""
    assert states.joined(found) == states.joined(Dated(on, said) for _day, on, said in pieces)


@pytest.mark.parametrize(
    "text",
    ["Im Jahr 2023 begonnen, 2024 fertig.", "Kosten 2023: siehe Plan", "Seit 03/2023 läuft das Café.", "", "Standort Mitte", "20 Plätze"],
)  # fmt: skip
def test_a_text_that_only_speaks_of_years_stays_whole(text):
    assert states.split(text) == (text, [])


def test_a_state_at_the_beginning_of_a_sentence_is_a_light_and_the_rest_its_reason():
    head = ("Maßnahme", "Verlauf")
    cell = "Anfang des Projekts.\nStand 03/2023: rot – Raum fehlt.\nStand 06/2024: grün\nStand 2025: Alles läuft."
    (row,) = values(plan(title=1, notes=2), head, ("Chor", cell))
    assert row["history"] == (Dated(date(2023, 3, 31), "red"), Dated(date(2024, 6, 30), "green"))
    assert row["notes"] == (
        Dated(date(2023, 3, 31), "Raum fehlt."),
        Dated(date(2025, 12, 31), "Alles läuft."),
    )
    assert row["reason"] == "Anfang des Projekts."


@pytest.mark.parametrize("named", [True, False])
def test_rows_titled_by_a_state_become_the_history_of_their_row(named):
    head = ("Nr.", "Maßnahme", "Text", "Ampel", "Gehört zu")
    lines = (
        ("Ü1", "Stellen ausbauen", "Stellen ausbauen", "grün", None),
        ("Ü1-P" if named else None, "geplant", "Zwei Stellen sollen es werden.", None, "Ü1" if named else None),
        ("Ü1-13" if named else None, "Sachstand 2013", "Vier Stellen.", "rot", "Ü1" if named else None),
        ("Ü1-15" if named else None, "Stand 06/2015", "Kein neuer Stand", "grün", "Ü1" if named else None),
        ("Ü2", "Standortkarte 2020", "Eine Karte", "rot", None),
        ("Ü2-a", "Planung", "Eine eigene Maßnahme", None, "Ü2"),
    )  # fmt: skip
    result = plan(number=1, title=2, text=3, light=4, parent=5)
    readings = read_rows([sheet(head, *lines)], result)
    states.fold(readings, result)
    assert [row.values["title"] for row in readings.rows] == [
        "Stellen ausbauen",
        "Standortkarte 2020",
        "Planung",
    ]
    first = readings.rows[0].values
    assert first["history"] == (Dated(date(2013, 12, 31), "red"), Dated(date(2015, 6, 30), "green"))
    assert first["notes"] == (
        Dated(date(2013, 12, 31), "Vier Stellen."),
        Dated(date(2015, 6, 30), "Kein neuer Stand"),
    )
    assert first["text"] == "Zwei Stellen sollen es werden."
    assert [row.order for row in readings.rows] == [0, 1, 2]


@pytest.mark.parametrize("title", ["ergänzt", "Ergänzt am", "ergänzt (ja/nein)"])
@pytest.mark.parametrize(
    ("cell", "meant"),
    [("x", "added"), ("ja", "added"), ("✓", "added"), ("2023", "added"), (2023, "added"), (date(2023, 5, 1), "added"),
     ("nein", None), ("0", None), (None, None), ("ergänzt 2023", "added"), ("beschlossen", "old")],
)  # fmt: skip
def test_a_mark_or_a_year_in_a_column_titled_by_a_choice_is_that_choice(title, cell, meant):
    head = ("Maßnahme", title)
    assert values(plan(title=1, origin=2), head, ("Chor", cell))[0]["origin"] == meant


def test_elsewhere_a_mark_is_asked():
    head = ("Maßnahme", "Herkunft")
    readings = read_rows([sheet(head, ("Chor", "x"))], plan(title=1, origin=2))
    assert readings.unknown == {"origin": {"x": 1}}
    assert marked(FIELDS[-1], "Herkunft") is None
    assert is_mark("vielleicht") is None


def test_a_trace_is_read_as_it_was_written_and_anything_else_is_none():
    key = uuid.uuid4()
    text = traces.written(key, {"a": "x", "b": ("2", "1"), "c": None}, ["a", "b", "c"], b"k")
    found = traces.read(text, b"k")
    assert found is not None
    assert found.key == str(key)
    assert (found.was("a", "x"), found.was("a", "y"), found.was("d", None)) == (True, False, None)
    assert found.was("b", ("1", "2"))
    assert found.was("c", ())
    assert not found.was("c", Decimal(0))
    for wrong in ("", "nichts", "x" * 21, text[:-3], "Ä" * 30):
        assert traces.read(wrong, b"k") is None


def test_a_trace_tells_nothing_of_cells_to_who_lacks_the_key_nor_which_rows_are_alike():
    fields = ["hours", "euro"]
    values = {"hours": Decimal(9), "euro": Decimal(9)}
    one, other, again = uuid.uuid4(), uuid.uuid4(), b"another key"
    written = traces.written(one, values, fields, b"k")
    foreign = traces.read(written, again)
    assert foreign is not None
    assert foreign.key == str(one)
    assert [foreign.was(name, values[name]) for name in fields] == [None, None]
    mine, theirs = (
        traces.read(traces.written(key, values, fields, b"k"), b"k") for key in (one, other)
    )
    assert mine is not None
    assert theirs is not None
    assert not {*mine.cells.values()} & {*theirs.cells.values()}
    assert mine.was("euro", Decimal(9))
