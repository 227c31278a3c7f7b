"""What a sheet means: its header, its columns, its cells, and what of it is new."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from participation.sheets import chosen
from participation.sheets.meaning import layout, mapping
from participation.sheets.meaning.comparing import Sort, compare
from participation.sheets.meaning.layout import Layout
from participation.sheets.meaning.mapping import Columns
from participation.sheets.meaning.outline import outlined, restored, stored
from participation.sheets.meaning.rows import doubles, read_rows
from participation.sheets.meaning.titles import fingerprint, titles
from participation.sheets.meaning.told import Plan, Readings
from participation.sheets.meaning.values import from_json, to_json
from participation.sheets.reading.opening import read
from participation.sheets.target import Dated, Existing
from tests.support.sheets import FIELDS, xlsx

HEAD = ("Nr.", "Handlungsfeld", "Maßnahme", "Kosten", "Frist")


def understood(data: bytes, *, down: bool = False, words=None) -> tuple[Readings, Plan]:
    """A file read by the proposal alone."""
    sheet = read(data).sheets[0]
    found = layout.find(sheet, layout.words_of(FIELDS))
    proposed = mapping.proposed(FIELDS, titles(sheet, found.first, found.last))
    columns = Columns(proposed.sources, down=down)
    plan = Plan(FIELDS, "title", "number", found, columns, words or {})
    result = read_rows([sheet], plan)
    doubles(result, plan)
    return result, plan


def column(shown: Readings, key: str) -> list[object]:
    return [row.values.get(key) for row in shown.rows]


def test_headlines_above_the_table_are_passed_over():
    rows = [
        ("Maßnahmenplan des Landkreises", None),
        ("Stand: Mai 2027",),
        (),
        HEAD,
        ("1", "A", "Café", "5", "2027"),
    ]
    shown, plan = understood(xlsx(rows))
    assert plan.layout == Layout(4, 4, 5)
    assert column(shown, "title") == ["Café"]


def test_headings_above_titles_are_joined_to_them():
    rows = [
        ("Maßnahme", None, "Mittel", None),
        ("Nr.", "Titel", "Kosten", "Stunden"),
        ("1", "Café", 5, 6),
    ]
    data = xlsx(rows, merges=[(0, 0, 0, 1, "Maßnahme"), (0, 2, 0, 3, "Mittel")])
    sheet = read(data).sheets[0]
    found = layout.find(sheet, layout.words_of(FIELDS))
    assert titles(sheet, found.first, found.last) == {
        1: "Maßnahme / Nr.", 2: "Maßnahme / Titel", 3: "Mittel / Kosten", 4: "Mittel / Stunden",
    }  # fmt: skip
    shown, _plan = understood(data)
    assert shown.rows[0].values["money"] == Decimal(5)


def test_headings_without_joined_cells_stand_above_the_columns_after_them():
    shown, plan = understood(
        "Maßnahme;;Mittel;\nNr.;Titel;Kosten;Stunden\n1;Café;5;6\n2;Chor;7;8\n".encode()
    )
    assert plan.layout.first == 1
    assert column(shown, "hours") == [Decimal(6), Decimal(8)]


def test_a_row_of_hints_below_the_header_is_no_row():
    hints = ("Feld Text", "Feld Text", "Feld Text", "Feld Zahl", "Feld Datum")
    shown, _plan = understood(xlsx([HEAD, hints, ("1", "A", "Café", "5", "2027")]))
    assert column(shown, "title") == ["Café"]


@given(st.permutations(range(len(HEAD))))
@settings(deadline=None, max_examples=20)
def test_columns_may_stand_in_any_order(order):
    row = ("1", "Sprache", "Café", "3.000 €", "31.12.2027")
    shown, _plan = understood(
        xlsx([[HEAD[n] for n in order], [row[n] for n in order], [row[n] for n in order]])
    )
    assert shown.rows[0].values == {
        "number": "1", "area": "Sprache", "title": "Café", "money": Decimal(3000), "due": date(2027, 12, 31),
    }  # fmt: skip
    assert fingerprint(HEAD) == fingerprint([HEAD[n] for n in order])


def test_the_same_title_twice_is_numbered():
    sheet = read(b"Titel;Betrag;Betrag\na;1;2\n").sheets[0]
    assert list(titles(sheet, 1, 1).values()) == ["Titel", "Betrag", "Betrag (2)"]


def test_a_joined_cell_speaks_for_all_its_rows_and_that_is_said():
    rows = [
        HEAD,
        ("1", "Sprache", "Café"),
        ("2", None, "Chor"),
        ("3", None, "Kurs"),
        ("4", "Wohnen", "Lotsen"),
    ]
    shown, _plan = understood(xlsx(rows, merges=[(1, 1, 3, 1, "Sprache")]))
    assert column(shown, "area") == ["Sprache"] * 3 + ["Wohnen"]
    assert [
        (n.key, n.column, n.params["rows"]) for n in shown.notices if n.key == "repeated_down"
    ] == [("repeated_down", "B", "2")]


def test_empty_cells_mean_what_stands_above_only_when_staff_say_so():
    data = xlsx([HEAD, ("1", "Sprache", "Café"), ("2", None, "Chor")])
    assert column(understood(data)[0], "area") == ["Sprache", None]
    assert column(understood(data, down=True)[0], "area") == ["Sprache", "Sprache"]


def test_a_row_of_a_heading_alone_speaks_for_the_rows_below():
    rows = [HEAD, (None, "Sprache"), ("1", None, "Café"), (None, "Wohnen"), ("2", None, "Lotsen")]
    shown, _plan = understood(xlsx(rows), down=True)
    assert column(shown, "area") == ["Sprache", "Wohnen"]
    assert [n.said for n in shown.notices if n.key == "headings"] == ["2, 4"]


def test_all_problems_are_told_at_once_with_place_and_what_stands_there():
    rows = [
        HEAD,
        ("1", "A", "Café", "viel", "bald"),
        ("1", "A", None, ("=1/0", "#DIV/0!"), "31.12.2027"),
        ("3", "A", "x" * 250, "5", "Daueraufgabe"),
    ]
    shown, _plan = understood(xlsx(rows))
    assert [(p.row, p.column, p.key, p.said[:9]) for p in sorted(shown.problems, key=lambda p: (p.row, p.column))] == [
        (2, "D", "no_number", "viel"), (2, "E", "no_day", "bald"), (3, "A", "number_twice", "1"),
        (3, "C", "missing", ""), (3, "D", "cell_error", "#DIV/0!"), (4, "C", "text_too_long", "xxxxxxxxx"),
    ]  # fmt: skip
    assert all(row.flawed for row in shown.rows)


def test_own_words_of_a_status_are_asked_once_each():
    data = xlsx(
        [
            (*HEAD, "Status"),
            *(
                (n, "A", f"M{n}", 1, "2027", word)
                for n, word in enumerate(["läuft", "Im Gange", "im gange!", "-", "gestoppt"])
            ),
        ]
    )
    shown, _plan = understood(data)
    assert shown.unknown == {"light": {"Im Gange": 2, "gestoppt": 1}}
    shown, _plan = understood(data, words={"light": {"im gange": "yellow", "gestoppt": ""}})
    assert column(shown, "light") == ["green", "yellow", "yellow", None, None]


@pytest.mark.parametrize("sign", ["🟢", "●", "✓", "+", "?"])
def test_a_sign_alone_as_status_is_asked_and_never_lost(sign):
    data = xlsx([(*HEAD, "Status"), ("1", "A", "Café", 1, "2027", sign)])
    assert understood(data)[0].unknown == {"light": {sign: 1}}
    shown, _plan = understood(data, words={"light": {sign: "yellow"}})
    assert column(shown, "light") == ["yellow"]


@pytest.mark.parametrize(
    "said", ["GRÜN", "grün ", "\u00a0Grün\u00a0", "Gru\u0308n", "grün\n", "„grün“"]
)
def test_a_status_is_known_however_it_is_written(said):
    shown, _plan = understood(xlsx([(*HEAD, "Status"), ("1", "A", "Café", 1, "2027", said)]))
    assert column(shown, "light") == ["green"]


def test_colours_of_cells_can_tell_a_status():
    sheet = read(
        xlsx(
            [HEAD, ("1", "A", "Café"), ("2", "A", "Chor")],
            fills={(1, 2): "#00B050", (2, 2): "#FF0000"},
        )
    ).sheets[0]
    sources = {"title": (mapping.Source(3),), "light": (mapping.Source(3, colour=True),)}
    words = {"light": {"#00B050": "green"}}
    result = read_rows(
        [sheet], Plan(FIELDS, "title", "number", Layout(1, 1, 2), Columns(sources), words)
    )
    assert column(result, "light") == ["green", None]
    assert result.unknown == {"light": {"#FF0000": 1}}


def test_several_dated_columns_become_one_history():
    data = xlsx(
        [
            ("Maßnahme", "Sachstand 2023", "Sachstand 2024"),
            ("Café", "rot", "grün"),
            ("Chor", None, "rot"),
        ]
    )
    shown, _plan = understood(data)
    red, green = (Dated(date(2023, 12, 31), "red"), Dated(date(2024, 12, 31), "green"))
    assert column(shown, "history") == [(red, green), (Dated(date(2024, 12, 31), "red"),)]


def test_a_column_of_parts_makes_rows_below_the_row_of_their_title():
    rows = [
        ("Maßnahme", "Teilmaßnahme"),
        ("Café", None),
        ("Café", "Raum finden"),
        ("Chor", "Noten"),
    ]
    shown, plan = understood(xlsx(rows))
    previewed = compare(shown, [], plan)
    assert [(row.title, row.sort, row.needs) for row in previewed] == [
        ("Café", Sort.NEW, None), ("Raum finden", Sort.NEW, 0), ("Noten", Sort.FLAWED, None),
    ]  # fmt: skip
    assert [(p.row, p.key, p.said) for p in shown.problems] == [(4, "parent_missing", "Chor")]


def test_rows_in_a_circle_are_a_problem_and_end():
    shown, plan = understood(b"Nr.;Titel;parent\n1;a;2\n2;b;1\n3;c;3\n4;d;1\n")
    compare(shown, [], plan)
    assert {(p.row, p.key) for p in shown.problems} >= {
        (2, "parent_circle"),
        (3, "parent_circle"),
        (4, "parent_missing"),
    }


def there(key: str, **values: object) -> Existing:
    return Existing(key, values)  # type: ignore[arg-type]


def test_rows_are_known_by_number_then_title_then_likeness():
    existing = [
        there("a", number="1", title="Sprachcafé"),
        there("b", number=None, title="Lesepaten für Kinder"),
        there("c", number=None, title="Willkommenslotsen in allen Gemeinden"),
        there("d", number="9", title="Nur hier"),
        there("e", number="5", title="Chor"),
    ]
    shown, plan = understood(
        "Nr.;Titel\n1;Sprachcafé neu\n;Lesepaten für Kinder\n;Willkommenslotsen in allen Gemeinde\n;Ganz anders\n6;Chor\n".encode()
    )
    previewed = compare(shown, existing, plan)
    assert [(row.key, row.sort.value) for row in previewed] == [
        ("a", "changed"), ("b", "same"), ("c", "alike"), ("", "new"), ("e", "alike"), ("d", "absent"),
    ]  # fmt: skip


def test_a_list_that_was_sorted_and_counted_again_overwrites_no_other_row():
    existing = [there("a", number="1", title="Chor"), there("b", number="2", title="Fest")]
    shown, plan = understood(b"Nr.;Titel\n1;Fest\n2;Turnier\n3;Chor\n")
    assert [(row.title, row.key, row.sort.value) for row in compare(shown, existing, plan)] == [
        ("Fest", "b", "alike"), ("Turnier", "", "new"), ("Chor", "a", "alike"),
    ]  # fmt: skip


def test_an_empty_cell_changes_nothing_unless_staff_say_so():
    existing = [there("a", number="1", title="Café", note="alt")]
    shown, plan = understood("Nr.;Titel;Bemerkung\n1;Café;\n2;Chor;x\n".encode())
    assert compare(shown, existing, plan)[0].sort is Sort.SAME
    cleared = Plan(
        FIELDS, "title", "number", plan.layout, Columns(plan.columns.sources, clears=True), {}
    )
    assert [(c.field, c.old, c.new) for c in compare(shown, existing, cleared)[0].changes] == [
        ("note", "alt", None)
    ]


def test_outlines_and_values_come_back_as_they_were():
    outlines = outlined(
        read(xlsx([HEAD, ("1", "A", "Café", 5, date(2027, 1, 1))], fills={(1, 0): "#FF0000"}))
    )
    assert restored(stored(outlines, ["windows_assumed"])) == (outlines, ["windows_assumed"])
    for value in (
        "x",
        Decimal("3.50"),
        date(2027, 1, 1),
        ("a", "b"),
        (Dated(date(2027, 1, 1), "red"),),
        None,
    ):
        assert from_json(to_json(value)) == value


def test_sheets_are_read_together_only_with_the_same_titles_in_the_same_places():
    outlines = outlined(
        read(xlsx([HEAD, ("1",)], more={"B": [HEAD, ("2",)], "C": [HEAD[::-1], ("3",)]}))
    )
    assert chosen.alike(outlines, [0, 1], Layout(1, 1, 2))
    assert not chosen.alike(outlines, [0, 2], Layout(1, 1, 2))


def test_a_meaning_that_is_no_choice_any_more_is_asked_again():
    shown, _plan = understood(
        "Maßnahme;Status\nCafé;im Gange\n".encode(), words={"light": {"im gange": "blue"}}
    )
    assert shown.unknown == {"light": {"im Gange": 1}}


def test_what_belongs_to_a_row_with_a_problem_stays_out_with_it_and_that_is_said():
    shown, plan = understood(
        "Nr.;Titel;parent;Kosten\n1;Café;;viel\n2;Raum;1;5\n3;Tisch;2;5\n4;Chor;;5\n".encode()
    )
    assert [row.sort.value for row in compare(shown, [], plan)] == [
        "flawed",
        "flawed",
        "flawed",
        "new",
    ]
    assert [(p.row, p.key) for p in shown.problems] == [
        (2, "no_number"),
        (3, "parent_flawed"),
        (4, "parent_flawed"),
    ]
