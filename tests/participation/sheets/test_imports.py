"""From a county's sheet to rows and back, step by step, at the desk."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import sqlalchemy as sa

from participation.sheets import store
from participation.sheets.meaning import rows
from tests.support.sheets import HEAD, ROWS, PlanTarget, apply, form, plan, put, xlsx

CAFE = {
    "number": "1", "area": "Sprache", "title": "Sprachcafé", "who": ("Jugendamt", "Volkshochschule"),
    "money": Decimal("3000.00"), "due": date(2027, 12, 31), "light": "green",
}  # fmt: skip


def test_a_sheet_of_known_titles_is_taken_in_as_it_is(planned, desk, through):
    preview = through(xlsx(ROWS))
    assert "Neu (3)" in preview.text
    assert plan(planned) == []
    done = apply(desk, preview)
    assert done.h1 == "Übernommen"
    assert "3 neu, 0 geändert" in done.text
    taken = plan(planned)
    assert taken[0] == CAFE
    assert taken[1]["who"] == ("Amt für Soziales, Bildung",)
    assert taken[2] == {"number": "3", "area": "Wohnen", "title": "Lotsen"}


def test_a_pasted_table_goes_the_same_way(planned, desk, through):
    apply(desk, through("Nr.\tMaßnahme\tKosten\n1\tSprachcafé\t3.000 €\n"))
    assert plan(planned) == [{"number": "1", "title": "Sprachcafé", "money": Decimal("3000.00")}]


def test_a_file_taken_in_twice_brings_nothing_new(planned, desk, through):
    apply(desk, through(xlsx(ROWS)))
    before = plan(planned)
    again = through(xlsx(ROWS))
    assert "In der Tabelle steht nichts Neues" in again.text
    assert "Unverändert (3)" in again.text
    assert plan(planned) == before


def test_a_changed_sheet_comes_back_as_a_difference_to_accept_row_by_row(planned, desk, through):
    put(
        planned,
        {"number": "1", "title": "Café"},
        {"number": "2", "title": "Lesepaten", "money": Decimal("400.00")},
        {"number": "8", "title": "Bleibt"},
    )
    preview = through(xlsx(ROWS))
    assert "Nur in der Plattform (1)" in preview.text
    changed = desk.submit(preview, form(preview, "/rows"), to="changed-1")
    assert "400,00 €" in changed.text.replace("400 €", "400,00 €")
    box = next(b.get("value") for b in changed.root.iter("input") if b.get("name") == "take")
    apply(desk, changed, take=[box])
    assert [row["title"] for row in plan(planned)] == [
        "Sprachcafé",
        "Lesepaten",
        "Bleibt",
        "Lotsen",
    ]
    assert plan(planned)[1]["money"] == Decimal("400.00")


def test_problems_are_listed_and_nothing_is_taken_unless_staff_leave_them_out(
    planned, desk, through
):
    preview = through(xlsx([*ROWS, ("4", "Wohnen", "Chor", None, "viel", "bald", None)]))
    assert "An 2 Stellen ist etwas zu ändern" in preview.text
    assert "Das ist keine Zahl allein" in preview.text
    refused = apply(desk, preview)
    assert "Setzen Sie das Häkchen" in refused.text
    assert plan(planned) == []
    apply(desk, refused, without="on")
    assert [row["title"] for row in plan(planned)] == ["Sprachcafé", "Lesepaten", "Lotsen"]


def test_a_refused_step_looks_like_nobody_elses_however_late_it_is_sent(
    planned, desk, through, monkeypatch
):
    preview = through(xlsx([*ROWS, ("4", "Wohnen", "Chor", None, "viel", "bald", None)]))
    later = store._now() + timedelta(hours=1)  # noqa: SLF001 - the clock of what is saved
    monkeypatch.setattr(store, "_now", lambda: later)
    refused = apply(desk, preview)
    assert "Setzen Sie das Häkchen" in refused.text
    apply(desk, refused, without="on")
    assert len(plan(planned)) == 3


def test_what_the_list_refuses_takes_the_whole_import_back_and_is_said(planned, desk, through):
    answer = apply(desk, through(xlsx([*ROWS, ("4", "A", "Unmöglich", None, None, None, None)])))
    assert "„Unmöglich“ geht nicht. Nennen Sie es anders." in answer.text
    assert plan(planned) == []
    assert answer.h1.startswith("Vorschau")


def test_own_words_are_asked_once_and_remembered(planned, desk, through):
    own = [
        HEAD,
        ("1", "A", "Café", None, None, None, "im Gange"),
        ("2", "A", "Chor", None, None, None, "gestoppt"),
    ]
    words = through(xlsx(own))
    assert words.h1 == "Was bedeuten diese Wörter?"
    asked = desk.submit(words, form(words, "/words"), **{"word-light-0": "yellow"})
    assert "Wählen Sie, was „gestoppt“ bedeutet." in asked.text
    assert asked.fields(form(asked, "/words"))["word-light-0"] == "yellow"
    apply(desk, desk.submit(asked, form(asked, "/words"), **{"word-light-1": "-"}))
    assert [row.get("light") for row in plan(planned)] == ["yellow", None]
    assert through(xlsx(own)).h1.startswith("Vorschau")
    assert through(xlsx(own), ask="on").h1 == "Was bedeuten diese Wörter?"


def test_each_colour_is_confirmed_by_hand_every_time(desk, upload):
    data = xlsx(
        [("Nr.", "Maßnahme"), ("1", "Café"), ("2", "Chor")],
        fills={(1, 1): "#00B050", (2, 1): "#FF0000"},
    )
    for hint in (False, True):
        page = upload(data)
        words = desk.submit(page, form(page, "/columns"), **{"column-light-0": "f2"})
        assert "Grün (#00B050)" in words.text
        assert ("Beim letzten Mal: Grün" in words.text) is hint
        assert set(words.fields(form(words, "/words")).values()) & {"green", "red"} == set()
        preview = desk.submit(
            words, form(words, "/words"), **{"word-light-0": "green", "word-light-1": "red"}
        )
    assert preview.h1.startswith("Vorschau")


def test_columns_are_remembered_for_the_same_titles_in_any_order(desk, upload):
    page = upload("Wer;Was;Wie viel\nA;Café;3\n".encode())
    answer = desk.submit(page, form(page, "/columns"))
    assert "Wählen Sie die Spalte für „Maßnahme“." in answer.text
    desk.submit(
        answer, form(answer, "/columns"), **{"column-title-0": "c2", "column-money-0": "c3"}
    )
    again = upload("Wie viel;Wer;Was\n3;A;Café\n".encode())
    fields = again.fields(form(again, "/columns"))
    assert (fields["column-title-0"], fields["column-money-0"]) == ("c3", "c1")


def test_dated_columns_need_their_day(planned, desk, upload):
    page = upload("Maßnahme;Sachstand 2024;Sachstand\nCafé;rot;grün\n".encode())
    fields = page.fields(form(page, "/columns"))
    assert fields["column-history-0-on"] == "2024-12-31"
    answer = desk.submit(page, form(page, "/columns"))
    assert "Schreiben Sie dazu, für welchen Tag diese Spalte gilt." in answer.text
    apply(
        desk, desk.submit(answer, form(answer, "/columns"), **{"column-history-1-on": "2025-12-31"})
    )
    (row,) = plan(planned)
    assert [(d.on.year, d.value) for d in row["history"]] == [(2024, "red"), (2025, "green")]


def test_another_sheet_and_header_can_be_chosen_and_hidden_ones_are_named(planned, desk, upload):
    data = xlsx(
        ROWS,
        more={"Listen": [("x", "y"), ("1", "2")], "Alt": [HEAD, ("9", "A", "Alt")]},
        hidden=["Listen"],
    )
    page = upload(data)
    assert "Listen (2 Zeilen, ausgeblendet)" in page.text
    wrong = desk.submit(page, form(page, "/sheet"), sheets=["0", "1"])
    assert "Diese Blätter haben andere Überschriften." in wrong.text
    both = desk.submit(page, form(page, "/sheet"), sheets=["0", "2"])
    apply(desk, desk.submit(both, form(both, "/columns")))
    assert [row["title"] for row in plan(planned)] == ["Sprachcafé", "Lesepaten", "Lotsen", "Alt"]


@pytest.mark.parametrize(
    "sent",
    [
        {"first": "x"},
        {"first": "3", "last": "2"},
        {"data": "1"},
        {"sheets": []},
        {"first": "9" * 30},
    ],
)
def test_a_header_that_cannot_be_is_said_and_nothing_is_lost(desk, upload, sent):
    page = upload(xlsx(ROWS))
    answer = desk.submit(page, form(page, "/sheet"), **sent)
    assert answer.status == 400
    assert "Das hat nicht geklappt" in answer.text
    assert answer.fields(form(answer, "/columns"))["column-title-0"] == "c3"


def test_a_row_like_one_there_is_waits_for_a_decision(planned, desk, through):
    put(
        planned, {"title": "Willkommenslotsen in allen Gemeinden"}, {"title": "Sprachcafé am Markt"}
    )
    preview = through(
        "Maßnahme;Kosten\nWillkommenslotsen in allen Gemeinde;5\nSprachcafe am Marktplatz;7\n".encode()
    )
    assert "Bitte entscheiden (2)" in preview.text
    apply(desk, preview, **{"alike-0": "take", "alike-1": "new"})
    assert [row["title"] for row in plan(planned)] == [
        "Willkommenslotsen in allen Gemeinde", "Sprachcafé am Markt", "Sprachcafe am Marktplatz",
    ]  # fmt: skip
    assert plan(planned)[2]["money"] == Decimal("7.00")


def test_rows_come_with_the_row_they_belong_to(planned, desk, through):
    preview = through("Nr.;Maßnahme;Gehört zu\n2;Raum finden;1\n1;Café;\n".encode())
    left = apply(desk, preview, take=["0"])
    assert "Zeile 2 gehört zu Zeile 3, und die bleibt weg." in left.text
    apply(desk, left, take=["0", "1"])
    with planned.app_context():
        cafe, room = PlanTarget().existing()
    assert (cafe.values["title"], room.values["parent"]) == ("Café", cafe.key)
    assert (
        "Unverändert (2)"
        in through("Nr.;Maßnahme;Gehört zu\n2;Raum finden;1\n1;Café;\n".encode()).text
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [(b"", "Wählen Sie eine Datei"), (b"%PDF-1.7", "Das ist ein PDF"), (b"PK\x03\x04", "keine lesbare Tabelle"), (b"x" * 10_000_001, "größer als 10 MB")],
    ids=["nothing", "pdf", "broken", "large"],
)  # fmt: skip
def test_a_file_that_is_no_table_is_told_kindly(upload, content, said):
    assert said in upload(content).text


def test_what_was_ticked_is_kept_on_the_way_to_other_rows(planned, desk, through):
    put(planned, {"number": "1", "title": "Café"})
    new = through(xlsx(ROWS))
    changed = desk.submit(new, form(new, "/rows"), take=["2"], to="changed-1")
    assert "Ausgewählt: 1 neu, 1 geändert." in changed.text
    apply(desk, changed)
    assert [row["title"] for row in plan(planned)] == ["Sprachcafé", "Lotsen"]


def test_pages_of_the_preview_turn_and_bad_ones_end_at_the_last(desk, through):
    preview = through(
        xlsx([HEAD, *((str(n), "A", f"Maßnahme {n}", None, None, None, None) for n in range(120))])
    )
    last = desk.submit(preview, form(preview, "/rows"), to="new-3")
    assert "Neu, Seite 3 von 3" in last.text
    address = last.response.request.path
    assert "Seite 3 von 3" in desk.page(f"{address}?sort=new&page=99").text
    assert "Seite 1 von 3" in desk.page(f"{address}?sort=x&page=x").text


def test_a_page_of_the_preview_asks_the_database_as_often_for_many_rows_as_for_few(
    planned, desk, through
):
    def asked(many: int) -> int:
        address = through(
            xlsx([HEAD, *((str(n), "A", f"M {n}", None, None, None, None) for n in range(many))])
        ).response.request.path
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        engine = planned.extensions["database"]
        sa.event.listen(engine, "before_cursor_execute", note)
        desk.page(address)
        sa.event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    assert asked(2) == asked(120)


def test_too_many_rows_are_said_and_cannot_be_applied(planned, desk, through, monkeypatch):
    monkeypatch.setattr(rows, "MAX_ROWS", 2)
    preview = through(xlsx(ROWS))
    assert "Es sind mehr als 5000 Zeilen. Teilen Sie das Blatt." in preview.text
    assert apply(desk, preview, without="on").status == 400
    assert plan(planned) == []
