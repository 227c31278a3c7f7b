"""Goals, measures, sentences and target groups in the county's own order; indicators by list."""

import io

import pytest
from flask import Flask
from openpyxl import load_workbook

from participation.base import database
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.service import GoalText, MeasureText
from participation.concept.tree import goals as concept_goals
from participation.concept.tree import reading
from participation.studies import service as studies
from participation.target_groups import service as target_groups
from tests.support.client import CheckedClient, Page
from tests.support.concept import TODAY
from tests.support.county import make_county
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite


@pytest.fixture
def county(app: Flask) -> Flask:
    with app.app_context():
        make_county()
        with database.transaction():
            service.begin("Konzept")
            main = concept_goals.add_goal(GoalText("Alle sprechen", "language"))
            subs = [GoalText(f"Weg {n}", parent_id=main) for n in range(3)]
            first, *_rest = service.add_goals(subs)
            on_goal = [MeasureText(f"Kurs {n}", goal_id=first) for n in range(3)]
            alone = [MeasureText(f"Fest {n}", area="language") for n in range(2)]
            service.add_measures([*on_goal, *alone], today=TODAY)
            service.add_statement(service.StatementKind.PRINCIPLE, {"de": "Eins"})
            service.add_statement(service.StatementKind.PRINCIPLE, {"de": "Zwei"})
            target_groups.add_target_group({"de": "Eltern"})
            target_groups.add_target_group({"de": "Kinder"})
    return app


@pytest.fixture
def desk(county: Flask) -> CheckedClient:
    return staff_client(county, Role.EDITOR)


def move(desk: CheckedClient, page: Page, name: str, text: str) -> Page:
    """Presses the button as a browser without scripts sends it."""
    label = f"nach {'oben' if name == 'up' else 'unten'}: {text}"
    for button in page.root.iter("button"):
        if "".join(button.itertext()) == label:
            pressed = {name: button.get("value", "")}
            token = {"csrf_token": str(page.fields(0)["csrf_token"])}
            path = page.response.request.path
            return Page(desk.post(path, data=token | pressed, follow_redirects=True))
    raise AssertionError(f"no button {label}")


def titles(app: Flask) -> tuple[list[str], list[str]]:
    with app.app_context():
        goals = reading.goals()
        return [g.said.title for g in goals], [m.said.title for m in reading.measures(goals)]


@on_both
def test_goals_and_measures_move_among_their_own_and_the_workbook_follows(county, desk):
    page = desk.page("/desk/concept/order/language")
    page = move(desk, page, "up", "Weg 2")
    page = move(desk, page, "down", "Kurs 0")
    page = move(desk, page, "down", "Kurs 0")
    move(desk, page, "up", "Fest 1")
    goals, measures = titles(county)
    assert goals == ["Alle sprechen", "Weg 0", "Weg 2", "Weg 1"]
    assert [each for each in measures if "Kurs" in each] == ["Kurs 1", "Kurs 2", "Kurs 0"]
    assert [each for each in measures if "Fest" in each] == ["Fest 1", "Fest 0"]
    sheet = load_workbook(io.BytesIO(desk.get("/desk/concept/measures.xlsx").data)).active
    head = [cell.value for cell in sheet[1]]
    column = head.index("Maßnahme")
    assert [row[column].value for row in sheet.iter_rows(min_row=2)] == measures


def test_what_is_first_moves_no_further_and_an_open_form_can_still_be_saved(county, desk):
    page = desk.page("/desk/concept/order/language")
    buttons = ["".join(b.itertext()) for b in page.root.iter("button")]
    assert "nach oben: Kurs 0" not in buttons
    assert "nach unten: Kurs 2" not in buttons
    with county.app_context():
        known = next(m for m in reading.measures(reading.goals()) if m.said.title == "Kurs 1")
    form = desk.page(f"/desk/concept/measures/{known.id}/edit")
    move(desk, page, "up", "Kurs 1")
    saved = desk.submit(form, f"/desk/concept/measures/{known.id}/edit", title="Kurs eins")
    assert saved.response.status_code == 200
    assert "Kurs eins" in titles(county)[1]


@on_both
def test_sentences_and_target_groups_move_too(county, desk):
    page = desk.page("/desk/concept/order/frame")
    page = move(desk, page, "up", "Zwei")
    move(desk, page, "down", "Eltern")
    with county.app_context():
        concept = service.concept()
        assert concept is not None
        assert [s.text.strings["de"] for s in concept.statements] == ["Zwei", "Eins"]
        assert [g.name for g in target_groups.target_groups().values()] == ["Kinder", "Eltern"]


def test_a_thing_that_is_gone_or_never_was_moves_nothing(county, desk):
    token = desk.page("/desk/concept/order/language").fields(0)["csrf_token"]
    for said in ("nichts", "0" * 32, ""):
        sent = desk.post("/desk/concept/order/language", data={"csrf_token": token, "up": said})
        assert sent.status_code == 404
    assert desk.get("/desk/concept/order/gibtsnicht").status_code == 404
    assert staff_client(county, Role.VIEWER).get("/desk/concept/order/frame").status_code == 403


def test_a_goal_names_indicators_of_the_surveys_by_list_with_where_they_should_go(county, desk):
    with county.app_context(), database.transaction():
        studies.ship()
    with county.app_context():
        goal = next(g for g in reading.goals() if g.is_main)
    path = f"/desk/concept/goals/{goal.id}"
    page = desk.page(path)
    offered = {
        option.get("value"): "".join(option.itertext())
        for select in page.root.iter("select")
        if select.get("name") == "indicator_1"
        for option in select.iter("option")
    }
    assert "belong_place" in offered
    assert len(set(offered)) == len(offered)
    sent = {"indicator_1": "belong_place", "direction_1": "up", "aims": "- Arbeitslose"}
    desk.submit(page, path, **sent)
    with county.app_context():
        aims = reading.goal(goal.id).said.aims
    assert {(a.indicator, a.direction.value) for a in aims} == {
        ("belong_place", "up"), ("Arbeitslose", "down"),
    }  # fmt: skip
    again = desk.page(path).fields(path)
    assert (again["indicator_1"], again["direction_1"]) == ("belong_place", "up")
    assert again["aims"].strip() == "- Arbeitslose"
