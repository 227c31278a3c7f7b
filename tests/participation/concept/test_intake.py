"""The county's own sheet of measures goes into the concept, and comes out and in unchanged."""

import io
import uuid
from collections.abc import Sequence
from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from xlsxwriter import Workbook

from participation.areas import service as areas
from participation.base import database
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.intake import rows
from participation.concept.light import reports
from participation.concept.service import TrafficLight
from participation.concept.tree import goals, reading
from participation.concept.tree import measures as concept_measures
from participation.organisations import saving
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationText
from participation.sheets.meaning.values import value_of
from participation.sheets.reading.opening import read
from tests.support.client import CheckedClient, Page
from tests.support.concept import SIZES, konstanz
from tests.support.county import make_county
from tests.support.sheets import form, xlsx
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
START = "/desk/concept/import"
HEAD = (
    "Nr.", "Handlungsfeld", "Oberziel", "Unterziel", "Maßnahme", "Beschreibung", "Verantwortlich",
    "Kooperationspartner", "Frist", "Stunden", "Kosten pro Jahr", "Finanzierung", "Produktkonto",
    "Merkmale", "Status 31.12.2024", "Status 31.12.2025", "Begründung",
)  # fmt: skip
WORDS = {
    TrafficLight.GREEN: "erledigt",
    TrafficLight.YELLOW: "in Umsetzung",
    TrafficLight.RED: "rot",
}


@pytest.fixture
def county(app: Flask) -> Flask:
    with app.app_context():
        make_county()
        with database.transaction():
            organisations.add_all(
                [OrganisationText("Sozialamt", "SozA"), OrganisationText("Amt für Bau, Wohnen")]
            )
    return app


def columns(desk: CheckedClient, content: bytes) -> Page:
    data = dict(desk.page(START).fields(0)) | {"sheet": (io.BytesIO(content), "Liste.xlsx")}
    return Page(desk.post(START, data=data, follow_redirects=True))


def through(desk: CheckedClient, content: bytes) -> Page:
    page = columns(desk, content)
    assert page.h1 == "Welche Spalte ist was?", page.text
    return desk.submit(page, form(page, "/columns"))


def apply(desk: CheckedClient, preview: Page, **changes: object) -> Page:
    ticked = [box.get("value") for box in preview.root.iter("input") if box.get("name") == "take"]
    sent = {"act": "apply", "take": ticked, **changes}
    return desk.submit(preview, form(preview, "/rows"), **sent)


def apply_all(desk: CheckedClient, preview: Page) -> Page:
    """Every new row, also those on further pages, which are ticked from the start."""
    done = apply(desk, preview)
    assert done.h1 == "Übernommen", done.text
    return done


def rows_of_konstanz() -> list[Sequence[object]]:
    """193 rows as that city keeps them; area and goals stand in the first row of their group."""
    lines: list[Sequence[object]] = [HEAD]
    for area, (count, green, red) in SIZES.items():
        for at in range(count):
            light = TrafficLight.GREEN if at < green else TrafficLight.YELLOW
            light = TrafficLight.RED if green <= at < green + red else light
            lines.append((
                f"{len(lines)}", areas.title(area, "de"), f"Alle kommen an: {area}", f"Weg {at // 4}",
                f"{area} wird leichter, Schritt {at + 1}", "Zwei Abende\nin der Woche.",
                "SozA", "Amt für Bau, Wohnen; SozA" if at % 2 else None,
                "Daueraufgabe" if at % 3 else date(2028, 12, 31), 40, "3.000 €", "Landesmittel, Bund",
                "31.5.1", "Quick Win" if at % 2 else None, "in Arbeit", WORDS[light], f"Grund {at}",
            ))  # fmt: skip
    return lines


def measures(app: Flask) -> tuple[service.MeasureInfo, ...]:
    with app.app_context():
        return reading.measures(reading.goals())


def bodies(app: Flask) -> tuple[organisations.OrganisationInfo, ...]:
    with app.app_context():
        return organisations.every()


def test_a_list_in_the_shape_of_konstanz_becomes_the_concept(county, desk):
    with county.app_context():
        content = xlsx(rows_of_konstanz())
    preview = through(desk, content)
    assert "Neu (193)" in preview.text
    apply_all(desk, preview)
    found = measures(county)
    tally = service.tally(each.status.light if each.status else None for each in found)
    assert tally.percent == {
        TrafficLight.GREEN: 73, TrafficLight.YELLOW: 20, TrafficLight.RED: 7, None: 0,
    }  # fmt: skip
    assert {area: sum(each.area == area for each in found) for area in SIZES} == {
        area: size for area, (size, *_rest) in SIZES.items()
    }
    with county.app_context():
        assert sum(goal.is_main for goal in reading.goals()) == len(SIZES)
        before = service.tallies([date(2025, 1, 1)])[date(2025, 1, 1)]
        names = organisations.resolve([*found[1].said.responsible, *found[1].said.partners])
        past = reports.history(found[0].id).reports
    assert (before.yellow, before.total) == (193, 193)
    assert sorted(body.name for body in names.values()) == ["Amt für Bau, Wohnen", "Sozialamt"]
    assert [(each.light.value, each.as_of) for each in past] == [
        ("green", date(2025, 12, 31)), ("yellow", date(2024, 12, 31)),
    ]  # fmt: skip
    first, second = found[0].said, found[1].said
    assert (first.deadline, first.ongoing) == (date(2028, 12, 31), False)
    assert (second.deadline, second.ongoing, second.quick_win) == (None, True, True)
    assert (first.hours, first.euro, first.account) == (40, 3000, "31.5.1")
    assert [kind.value for kind in first.financing] == ["state", "federal"]
    assert found[0].status.reason == "Grund 0"
    page = desk.page("/desk/concept")
    assert "193 Maßnahmen" in page.text


@on_both
def test_taken_back_within_a_day_it_leaves_nothing_and_no_goal_of_before_goes(county, desk):
    with county.app_context():
        content = xlsx(rows_of_konstanz()[:30])
        with database.transaction():
            service.begin("Konzept")
            goals.add_goal(service.GoalText("Alle kommen an: language", "language"))
    done = apply_all(desk, through(desk, content))
    assert len(measures(county)) == 29
    back = desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert "zurück" in back.text.lower()
    assert measures(county) == ()
    with county.app_context():
        assert [goal.said.title for goal in reading.goals()] == ["Alle kommen an: language"]


def test_what_was_changed_by_hand_comes_back_as_a_difference_and_goes_back(county, desk):
    with county.app_context():
        content = xlsx(rows_of_konstanz()[:4])
    apply_all(desk, through(desk, content))
    known = measures(county)[0]
    text = service.MeasureText("Anders", number="1", goal_id=known.said.goal_id, euro=5)
    with county.app_context(), database.transaction():
        concept_measures.edit(
            known.id, known.revision, text, today=date(2026, 1, 2), decides=True
        )  # fmt: skip
    preview = through(desk, content)
    assert "Geändert (1)" in preview.text, preview.text[:1500]
    assert "Anders" in preview.text
    done = apply(desk, preview)
    assert measures(county)[0].said.title == "language wird leichter, Schritt 1"
    desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert (measures(county)[0].said.title, measures(county)[0].said.euro) == ("Anders", 5)


def test_a_further_light_joins_the_history_and_goes_when_taken_back(county, desk):
    lines = [("Nr.", "Maßnahme", "Ampel", "Stand vom", "Grund")]
    apply_all(
        desk, through(desk, xlsx([*lines, ("1", "Chor", "in Arbeit", date(2025, 3, 1), "A")]))
    )
    done = apply(desk, through(desk, xlsx([*lines, ("1", "Chor", "grün", date(2026, 3, 1), "B")])))

    def lights() -> list[tuple[str, str]]:
        with county.app_context():
            found = reports.history(measures(county)[0].id).reports
        return [(each.light.value, each.reason) for each in found]

    assert lights() == [("green", "B"), ("yellow", "A")]
    desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert lights() == [("yellow", "A")]


@on_both
def test_unknown_names_and_own_words_are_asked_and_a_new_stelle_is_made_with_its_measure(
    county, desk
):
    page = through(
        desk,
        xlsx([
            ("Nr.", "Handlungsfeld", "Maßnahme", "Verantwortlich", "Ampel"),
            ("1", "Ankommen", "Chor", "Sozialamt", "im Gange"),
            ("2", "Ankommen", "Fest", "Gartenamt; Sozialmat; Frau Sommer", "im Gange"),
        ]),
    )  # fmt: skip
    assert page.h1 == "Was bedeuten diese Wörter?"
    assert "Ankommen" in page.text
    assert "im Gange" in page.text
    sent = page.fields(form(page, "/words"))
    assert [sent[f"word-responsible-{at}"] for at in range(3)] == ["+", "", ""]
    assert "Ist „Sozialamt“ gemeint?" in page.text
    assert "Das klingt nach einem Menschen." in page.text
    chosen = {"word-area-0": "language", "word-light-0": "yellow"}
    again = desk.submit(page, form(page, "/words"), **chosen)
    assert "Wählen Sie, was „Frau Sommer“ bedeutet." in again.text
    social = next(body for body in bodies(county) if body.name == "Sozialamt")
    chosen |= {"word-responsible-1": str(social.id), "word-responsible-2": "-"}
    preview = desk.submit(again, form(again, "/words"), **chosen)
    assert "Für „Zuständig“ werden mit angelegt: 1." in preview.text
    assert measures(county) == ()
    done = apply(desk, preview)
    first, second = measures(county)
    assert (first.said.title, first.area, first.status.light) == (
        "Chor", "language", TrafficLight.YELLOW,
    )  # fmt: skip
    garden = next(body for body in bodies(county) if body.name == "Gartenamt")
    assert set(second.said.responsible) == {garden.id, social.id}
    desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert "Gartenamt" not in {body.name for body in bodies(county)}


def test_a_goal_without_its_area_and_a_day_to_come_are_told_with_their_measure(county, desk):
    answer = apply(desk, through(desk, xlsx([("Oberziel", "Maßnahme"), ("Alle sprechen", "Chor")])))
    assert "„Chor“: Zum Ziel „Alle sprechen“ fehlt das Handlungsfeld." in answer.text
    late = xlsx([("Maßnahme", "Ampel", "Stand vom"), ("Chor", "grün", date(2090, 1, 1))])
    assert "„Chor“: Wählen Sie einen Tag bis heute." in apply(desk, through(desk, late)).text
    assert measures(county) == ()


def odd() -> list[service.MeasureText]:
    """Texts and numbers that workbooks like to change."""
    said = (
        "=1+1",
        "1.10",
        "007",
        "  zwei   Räume ",
        "Zeile\r\nZeile\n\n\n\nEnde",
        "http://a.de",
        "'x",
        "1/2",
    )
    return [
        service.MeasureText(f"Titel {text}", number=f"{at}.10", text=text, account=text[:60], hours=at, euro=0)
        for at, text in enumerate(said)
    ]  # fmt: skip


def test_what_is_taken_out_goes_in_again_as_unchanged(app):
    with app.app_context():
        make_county()
        with database.transaction():
            made = konstanz(date(2026, 5, 1))
            odd_keys = service.add_measures(odd(), today=date(2026, 5, 1))
            saving.add(OrganisationText("Amt; Abteilung 1, Nord", "A1"))
            partner = organisations.every()
            for key in odd_keys[:3]:
                found = reading.measure(key)
                text = service.MeasureText(
                    found.said.title, number=found.said.number, ongoing=True,
                    partners=tuple(body.id for body in partner), focus=True, quick_win=True,
                    financing=tuple(service.Financing), area="work",
                )  # fmt: skip
                concept_measures.edit(key, 1, text, today=date(2026, 5, 2), decides=True)
    desk = staff_client(app, Role.COORDINATOR)
    content = desk.get("/desk/concept/measures.xlsx").data
    assert load_workbook(io.BytesIO(content)).active.max_row == len(made.all) + len(odd_keys) + 1
    preview = through(desk, content)
    assert "In der Tabelle steht nichts Neues" in preview.text, preview.text[:3000]
    assert f"Unverändert ({len(made.all) + len(odd_keys)})" in preview.text


def sheet_of(texts: Sequence[object]) -> bytes:
    """Written as the platform writes its texts: never as formulas or links."""
    out = io.BytesIO()
    book = Workbook(out, {"in_memory": True})
    page = book.add_worksheet()
    for at, text in enumerate(["Kopf", *texts]):
        if text is not None:
            page.write_string(at, 0, str(text))
    book.close()
    return out.getvalue()


TEXTS = st.text(max_size=60).filter(lambda text: "#" not in text and "_x" not in text)
"""What Excel itself writes for errors and unseen signs is no text of a sheet."""


@given(st.lists(TEXTS, max_size=12))
def test_any_text_is_read_from_a_workbook_as_the_platform_tells_it(texts):
    items = [rows.tidy(text) for text in texts]
    (page,) = read(sheet_of(items)).sheets
    cells = [page.cell(at, 1) for at in range(2, len(texts) + 2)]
    assert [value_of(rows.PLAIN, cell, {}) for cell in cells] == items


@pytest.mark.usefixtures("small")
def test_only_the_coordinator_takes_in_and_every_viewer_takes_out(app):
    viewer, editor = staff_client(app, Role.VIEWER), staff_client(app, Role.EDITOR)
    assert editor.get(START).status_code == 403
    assert viewer.get("/desk/concept/measures.xlsx").status_code == 200
    assert "Aus einer Excel-Liste übernehmen" not in editor.page("/desk/concept").links()
    coordinator = staff_client(app, Role.COORDINATOR)
    links = coordinator.page("/desk/concept").links()
    assert links["Aus einer Excel-Liste übernehmen"].endswith(START)


def test_a_county_that_has_only_its_sheet_begins_with_it(desk):
    links = desk.page("/desk/concept").links()
    assert links["Aus einer Excel-Liste übernehmen"].endswith(START)


@on_both
def test_what_hangs_on_a_measure_keeps_it_when_an_import_is_taken_back(county, desk):
    done = apply_all(desk, through(desk, xlsx([("Nr.", "Maßnahme"), ("1", "Chor"), ("2", "Fest")])))
    keys = {each.said.title: each.id for each in measures(county)}
    with county.app_context(), database.transaction():
        service.add_note(
            keys["Chor"], "Es geht los.", date(2026, 1, 1), role="editor", today=date(2026, 1, 1)
        )  # fmt: skip
    desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert [each.said.title for each in measures(county)] == ["Chor"]
    assert isinstance(keys["Fest"], uuid.UUID)
