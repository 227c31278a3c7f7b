"""A list that comes again: further measures, copies changed by several hands, cells left empty."""

import io
from collections.abc import Callable, Sequence
from datetime import date

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from participation.base import database
from participation.concept import service
from participation.concept.light import reports
from participation.concept.service import MeasureText, TrafficLight
from participation.concept.tree import measures as tree
from tests.participation.concept.test_intake import apply, columns, measures, through
from tests.support.client import CheckedClient, Page
from tests.support.sheets import form, xlsx
from tests.support.sqlite import on_sqlite

pytestmark = on_sqlite
EXPORT = "/desk/concept/measures.xlsx"
TITLES = ("Chor", "Fest", "Turnier", "Sprachcafé")


def put(county: Flask, *texts: MeasureText) -> None:
    with county.app_context(), database.transaction():
        service.begin("Konzept")
        service.add_measures(list(texts), today=date(2026, 1, 2))


def origins(county: Flask) -> dict[str, str]:
    return {each.said.title: each.said.origin.value for each in measures(county)}


def boxes(page: Page) -> list[bool]:
    return [
        box.get("checked") is not None
        for box in page.root.iter("input")
        if box.get("name") == "take"
    ]


def ticked(desk: CheckedClient, preview: Page, **more: object) -> Page:
    """Presses the button as the page stands."""
    return desk.submit(preview, form(preview, "/rows"), act="apply", **more)


def choice(page: Page) -> str:
    (select,) = [s for s in page.root.iter("select") if s.get("name") == "new-origin"]
    return next(
        o.get("value") or "" for o in select.iter("option") if o.get("selected") is not None
    )


def test_a_second_list_adds_to_the_first_and_both_can_be_said_otherwise(county, desk):
    head = ("Nr.", "Maßnahme")
    first = through(desk, xlsx([head, ("1", "Chor")]))
    assert choice(first) == "original"
    apply(desk, first)
    second = through(desk, xlsx([head, ("1", "Chor"), ("2", "Fest")]))
    assert choice(second) == "added"
    apply(desk, second)
    apply(desk, through(desk, xlsx([head, ("3", "Turnier")])), **{"new-origin": "original"})
    assert origins(county) == {"Chor": "original", "Fest": "added", "Turnier": "original"}
    assert "3 Maßnahmen (2 + 1 ergänzt)" in desk.page("/desk/concept").text
    again = through(desk, desk.get(EXPORT).data)
    assert "Unverändert (3)" in again.text


def test_a_choice_of_the_preview_stays_while_its_pages_turn(county, desk):
    preview = through(desk, xlsx([("Nr.", "Maßnahme"), ("1", "Chor")]))
    kept = desk.submit(preview, form(preview, "/rows"), act="keep", **{"new-origin": "added"})
    assert choice(kept) == "added"
    ticked(desk, kept)
    assert origins(county) == {"Chor": "added"}


@pytest.mark.parametrize("title", ["ergänzt", "Ergänzt am", "Herkunft"])
def test_a_column_for_it_wins_and_goes_out_and_in_again(county, desk, title):
    yes = "ergänzt 2023" if title == "Herkunft" else "2023" if title == "Ergänzt am" else "x"
    put(county, MeasureText("Turnier", number="3"))
    lines = [("Nr.", "Maßnahme", title), ("1", "Chor", None), ("2", "Fest", yes)]
    preview = through(desk, xlsx(lines))
    assert "new-origin" not in {s.get("name") for s in preview.root.iter("select")}
    apply(desk, preview)
    assert origins(county) == {"Turnier": "added", "Chor": "original", "Fest": "added"}
    assert "Unverändert (3)" in through(desk, desk.get(EXPORT).data).text


def copied(content: bytes, **cells: object) -> bytes:
    """One hand's copy: other values in some cells, named by row number and title of column."""
    book = load_workbook(io.BytesIO(content))
    page = book.active
    assert page is not None
    head = {cell.value: cell.column for cell in page[1]}
    for place, value in cells.items():
        row, column = place.removeprefix("r").split("_")
        page.cell(int(row), head[column], value)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def bare(content: bytes) -> bytes:
    """The same cells in a new workbook, without what the platform wrote beside them."""
    page = load_workbook(io.BytesIO(content)).active
    assert page is not None
    return xlsx([[cell.value for cell in row][:-1] for row in page.iter_rows()])


@pytest.mark.parametrize("keep", [bytes, bare], ids=["traced", "bare"])
def test_three_copies_of_one_list_come_back_one_after_the_other(
    county, desk, keep: Callable[[bytes], bytes]
):
    put(county, *(MeasureText(title, number=str(at)) for at, title in enumerate(TITLES, 1)))
    content = desk.get(EXPORT).data
    hands = [
        copied(content, r2_Maßnahme="Chor am Abend"),
        copied(content, **{"r3_Stunden im Jahr": 40}),
        copied(content, r4_Produktkonto="31.5", **{"r2_Stunden im Jahr": 9}),
    ]
    for hand, fresh in zip(hands, (1, 1, 2), strict=True):
        preview = through(desk, keep(hand))
        assert sum(boxes(preview)) == fresh, preview.text[:2500]
        ticked(desk, preview)
    said = {each.said.number: each.said for each in measures(county)}
    assert (said["1"].title, said["1"].hours, said["2"].hours, said["3"].account) == (
        "Chor am Abend",
        9,
        40,
        "31.5",
    )


def test_what_others_changed_stands_there_unticked_and_a_tick_takes_it_back(county, desk):
    put(county, MeasureText("Chor", number="1"), MeasureText("Fest", number="2"))
    content = desk.get(EXPORT).data
    first = measures(county)[0]
    with county.app_context(), database.transaction():
        tree.edit(
            first.id,
            first.revision,
            MeasureText("Chor am Abend", number="1"),
            today=date(2026, 5, 1),
            decides=True,
        )
    preview = through(desk, content)
    assert "Geändert (1)" in preview.text
    assert boxes(preview) == [False]
    assert "die Tabelle zeigt den älteren Stand" in preview.text
    preview = ticked(desk, preview)
    assert "Es ist keine Zeile ausgewählt." in preview.text
    apply(desk, preview)
    assert measures(county)[0].said.title == "Chor"


def test_of_two_hands_at_one_cell_the_second_is_asked(county, desk):
    put(county, MeasureText("Chor"), MeasureText("Fest"))
    content = desk.get(EXPORT).data
    ticked(desk, through(desk, copied(content, r2_Maßnahme="Chor am Abend")))
    preview = through(desk, copied(content, r2_Maßnahme="Chor am Morgen"))
    assert boxes(preview) == [False]
    assert "auch jemand anderes" in preview.text
    assert [each.said.title for each in measures(county)] == ["Chor am Abend", "Fest"]


FIELDS = {
    "Maßnahme": "title",
    "Was genau getan wird": "text",
    "Produktkonto": "account",
    "Stunden im Jahr": "hours",
}


@given(
    st.lists(
        st.dictionaries(
            st.tuples(st.integers(0, 3), st.sampled_from(sorted(FIELDS))),
            st.integers(1, 9),
            max_size=5,
        ),
        min_size=3,
        max_size=3,
    ),
    st.booleans(),
)
@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_hands_change_in_their_copies_nothing_of_another_hand_goes_back(
    county, desk, hands, shuffled
):
    with county.app_context(), database.transaction():
        database.connection().exec_driver_sql("DELETE FROM measure")
    put(county, *(MeasureText(title, account="alt") for title in TITLES))
    content = desk.get(EXPORT).data
    meant: dict[tuple[int, str], str] = {}
    for number, hand in enumerate(hands):
        cells = {
            (at, c): str(v) if c == "Stunden im Jahr" else f"{number}-{v}"
            for (at, c), v in hand.items()
            if (at, c) not in meant
        }
        copy = copied(
            content, **{f"r{at + 2}_{column}": value for (at, column), value in cells.items()}
        )
        preview = through(desk, sorted_rows(copy) if shuffled else copy)
        if any(boxes(preview)):
            ticked(desk, preview)
        meant |= cells
    found = measures(county)
    assert len(found) == len(TITLES)
    for at, each in enumerate(found):
        for column, field in FIELDS.items():
            before = {"title": TITLES[at], "account": "alt"}.get(field, "")
            assert str(getattr(each.said, field) or "") == meant.get((at, column), before)


def sorted_rows(content: bytes) -> bytes:
    """A hand that sorts the list the other way round."""
    page = load_workbook(io.BytesIO(content)).active
    assert page is not None
    head, *rows = [[cell.value for cell in row] for row in page.iter_rows()]
    return xlsx([head, *reversed(rows)])


@pytest.mark.parametrize("numbered", [True, False])
@given(st.permutations(range(4)), st.booleans())
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_cells_that_moved_and_left_their_traces_behind_stay_of_their_rows(
    county, desk, numbered, order, further
):
    """Who sorts or pastes what is seen leaves the hidden column as it was."""
    with county.app_context(), database.transaction():
        database.connection().exec_driver_sql("DELETE FROM measure")
    numbers = [str(at) if numbered else None for at in range(1, 5)]
    put(county, *(MeasureText(t, number=n) for t, n in zip(TITLES, numbers, strict=True)))
    page = load_workbook(io.BytesIO(desk.get(EXPORT).data)).active
    assert page is not None
    head, *rows = [[cell.value for cell in row] for row in page.iter_rows()]
    moved = [[*rows[at][:-1], rows[place][-1]] for place, at in enumerate(order)]
    added = [["5" if t == "Nummer" else "Umzug" if t == "Maßnahme" else None for t in head]]
    text = through(desk, xlsx([head, *moved, *(added if further else ())])).text
    assert "Unverändert (4)" in text
    assert ("Neu (1)" in text) is further


def test_only_the_bad_cells_may_stay_empty_and_the_way_back_is_there(county, desk):
    lines = [
        ("Nr.", "Maßnahme", "Kosten", "Frist"),
        ("1", "Chor", "viel", "2028"), ("2", "Fest", 300, "irgendwann 3"), ("2", "Turnier", 5, "2029"),
    ]  # fmt: skip
    preview = through(desk, xlsx(lines))
    assert "An 3 Stellen ist etwas zu ändern" in preview.text
    lenient = desk.submit(preview, form(preview, "/rows"), act="empty")
    assert "Neu (3)" in lenient.text
    assert "Zellen mit Problemen bleiben leer." in lenient.text
    strict = desk.submit(lenient, form(lenient, "/rows"), act="whole")
    assert "An 3 Stellen ist etwas zu ändern" in strict.text
    ticked(desk, desk.submit(strict, form(strict, "/rows"), act="empty"))
    said = [
        (each.said.number, each.said.title, each.said.euro, each.said.deadline)
        for each in measures(county)
    ]
    assert said == [
        ("1", "Chor", None, date(2028, 12, 31)), ("2", "Fest", 300, None), (None, "Turnier", 5, date(2029, 12, 31)),
    ]  # fmt: skip


def test_a_bad_cell_left_empty_takes_nothing_away_that_is_there(county, desk):
    put(county, MeasureText("Chor", number="1", euro=70))
    page = columns(
        desk, xlsx([("Nr.", "Maßnahme", "Kosten", "Frist"), ("1", "Chor", "viel", "2028")])
    )
    preview = desk.submit(page, form(page, "/columns"), clears="on")
    ticked(desk, desk.submit(preview, form(preview, "/rows"), act="empty"))
    (only,) = measures(county)
    assert (only.said.euro, only.said.deadline) == (70, date(2028, 12, 31))


def history(
    county: Flask, title: str = "Chor"
) -> tuple[list[tuple[str, date, str]], list[tuple[date, str]]]:
    (found,) = [each for each in measures(county) if each.said.title == title]
    with county.app_context():
        result = reports.history(found.id)
    return (
        [(r.light.value, r.as_of, r.reason) for r in result.reports],
        [(note.as_of, note.text) for note in result.notes],
    )


LONG = "Zwei Gruppen proben nun jede Woche im Rathaus."
SHAPES: dict[str, Sequence[Sequence[object]]] = {
    "dated headers": [
        ("Nr.", "Maßnahme", "Stand März 2023", "Sachstand 06/2022"),
        ("1", "Chor", f"In Umsetzung: {LONG}", "Es wird noch ein Raum gesucht."),
        ("2", "Fest", "Das Fest war gut besucht, sagen alle.", None),
    ],
    "one cell": [
        ("Nr.", "Maßnahme", "Sachstand"),
        (
            "1",
            "Chor",
            f"Stand 03/2023: in Umsetzung – {LONG}\nStand 06/2022: Es wird noch ein Raum gesucht.",
        ),
        ("2", "Fest", "Stand 03/2023: Das Fest war gut besucht, sagen alle."),
    ],
    "rows": [
        ("Nr.", "Maßnahme", "Beschreibung", "Status", "gehört zu"),
        ("1", "Chor", "Chor", None, None),
        ("1a", "Sachstand 06/2022", "Es wird noch ein Raum gesucht.", None, "1"),
        ("1b", "Stand März 2023", LONG, "in Umsetzung", "1"),
        ("2", "Fest", "Fest", None, None),
        ("2a", "Stand März 2023", "Das Fest war gut besucht, sagen alle.", None, "2"),
    ],
}


@pytest.mark.parametrize("shape", SHAPES)
def test_states_of_days_that_stand_in_texts_become_history_and_no_parts(county, desk, shape):
    preview = through(desk, xlsx(SHAPES[shape]))
    assert "Neu (2)" in preview.text, preview.text[:2000]
    done = apply(desk, preview)
    assert [each.said.title for each in measures(county)] == ["Chor", "Fest"]
    lights, notes = history(county)
    assert lights == [("yellow", date(2023, 3, 31), LONG)]
    assert notes == [(date(2022, 6, 30), "Es wird noch ein Raum gesucht.")]
    assert history(county, "Fest") == (
        [],
        [(date(2023, 3, 31), "Das Fest war gut besucht, sagen alle.")],
    )
    assert "Unverändert (2)" in through(desk, xlsx(SHAPES[shape])).text
    desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert measures(county) == ()


def test_a_further_state_joins_the_history_and_goes_when_taken_back(county, desk):
    first, *_rest = SHAPES["one cell"]
    apply(desk, through(desk, xlsx(SHAPES["one cell"])))
    more = "Stand 09/2024: Ein dritter Abend kam hinzu.\nStand 01/2025: umgesetzt"
    done = apply(desk, through(desk, xlsx([first, ("1", "Chor", more)])))
    lights, notes = history(county)
    assert [light for light, _on, _said in lights] == [
        TrafficLight.GREEN.value,
        TrafficLight.YELLOW.value,
    ]
    assert notes[0] == (date(2024, 9, 30), "Ein dritter Abend kam hinzu.")
    assert len(notes) == 2
    desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    lights, notes = history(county)
    assert (len(lights), len(notes)) == (1, 1)


def test_a_long_title_goes_whole_to_the_text_and_comes_again_as_unchanged(county, desk):
    title = " ".join(["Sprachmittlung in allen Ämtern"] * 15)
    lines = [("Nr.", "Maßnahme", "Beschreibung"), ("1", title, "Mit Honorar.")]
    preview = through(desk, xlsx(lines))
    assert "Der Titel ist länger als 300 Zeichen." in preview.text
    apply(desk, preview)
    (only,) = measures(county)
    assert only.said.text == f"{title}\n\nMit Honorar."
    assert len(only.said.title) <= 300
    assert "Unverändert (1)" in through(desk, xlsx(lines)).text


def test_numbers_that_a_spreadsheet_made_days_are_numbers_again(county, desk):
    lines = [("Nr.", "Maßnahme"), *((date(2026, 2, day), f"Schritt {day}") for day in range(1, 29))]
    preview = through(desk, xlsx(lines))
    assert "Excel hat hier Nummern zu Tagen gemacht" in preview.text
    apply(desk, preview)
    assert [each.said.number for each in measures(county)] == [f"{day}.2" for day in range(1, 29)]
