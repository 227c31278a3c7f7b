"""Only the coordination changes what everybody sees, and releases only what it saw."""

import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.errors import Conflict
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.intake.target import MeasureTarget
from participation.concept.service import GoalText, MeasureText, Stage, StatementKind
from participation.concept.translating import texts
from participation.concept.tree import goals, reading
from participation.concept.tree import measures as concept_measures
from tests.participation.concept.test_intake import apply_all
from tests.participation.concept.test_parts import through
from tests.support.concept import TODAY
from tests.support.postgres import on_postgres
from tests.support.sql import statements
from tests.support.staff import staff_client

DESK = "/desk/concept"
ASK = "Bitten Sie die Koordination"


def show(app: Flask, *measures) -> None:
    with app.app_context(), database.transaction():
        concept_measures.set_stage(measures, Stage.RELEASED, today=TODAY)
        service.edit_framework(1, "Unser Konzept", Stage.RELEASED)


def public(app: Flask):
    with app.app_context():
        found = service.public_concept()
        assert found
        return found


@pytest.mark.parametrize(
    ("hangs", "to"),
    [
        (hangs, to)
        for hangs in ("on it", "below it", "on it while it waits", "only the goal")
        for to in ("area", "parent")
        if (hangs, to) != ("below it", "parent")  # a goal with sub-goals stays a main goal
    ],
)
def test_an_editor_moves_nothing_that_everybody_sees(app: Flask, small, hangs: str, to: str):
    with app.app_context(), database.transaction():
        other = goals.add_goal(GoalText("Anderes Oberziel", "housing"))
        goal, key = small.goal, small.measure
        if hangs == "below it":
            sub = goals.add_goal(GoalText("Unterziel", parent_id=goal))
            said = replace(reading.measure(key).said, goal_id=sub)
            concept_measures.edit(key, 1, said, today=TODAY, decides=True)
        if hangs == "on it while it waits":
            goals.edit_goal(goal, 1, reading.goal(goal).said, today=TODAY, decides=False)
    show(app, *([] if hangs == "only the goal" else [key]))
    before = public(app)
    moved = {"area": "housing"} if to == "area" else {"parent": str(other)}
    editor = staff_client(app, Role.EDITOR)
    refused = editor.submit(editor.page(f"{DESK}/goals/{goal}"), title="Getippt", **moved)
    assert refused.status == 400
    assert ASK in refused.text
    assert refused.fields()["title"] == "Getippt"
    assert public(app) == before
    boss = staff_client(app)
    assert boss.submit(boss.page(f"{DESK}/goals/{goal}"), **moved).status == 200
    assert public(app) != before


def test_an_editor_moves_what_nobody_sees_yet(app: Flask, small):
    editor = staff_client(app, Role.EDITOR)
    form = editor.page(f"{DESK}/goals/{small.goal}")
    assert editor.submit(form, area="housing").status == 200, "the framework is no draft's business"
    show(app)
    form = editor.page(f"{DESK}/goals/{small.goal}")
    assert editor.submit(form, area="work").status == 200, "it waits, and nothing shown hangs on it"


def test_an_editor_deletes_nothing_that_everybody_sees(app: Flask, small):
    with app.app_context(), database.transaction():
        shown = service.add_statement(StatementKind.VISION, {"de": "Alle gehören dazu."})
        mine = service.add_statement(StatementKind.VISION, {"de": "Meiner."}, decides=False)
        goal = goals.add_goal(GoalText("Ohne Maßnahme", "work"))
    show(app, small.measure)
    before = public(app)
    editor, boss = staff_client(app, Role.EDITOR), staff_client(app)
    for path in (f"statements/{shown}", f"goals/{goal}"):
        assert f"{path}/delete" not in editor.page(f"{DESK}/{path}").html
        assert f"{path}/delete" in boss.page(f"{DESK}/{path}").html
        token = editor.page(f"{DESK}/goals/new").fields()["csrf_token"]
        refused = editor.post(f"{DESK}/{path}/delete", data={"csrf_token": token})
        assert refused.status_code == 400
        assert ASK in refused.text
    assert public(app) == before
    editor.submit(editor.page(f"{DESK}/statements/{mine}"), f"{DESK}/statements/{mine}/delete")
    boss.submit(boss.page(f"{DESK}/statements/{shown}"), f"{DESK}/statements/{shown}/delete")
    with app.app_context():
        assert service.concept().statements == ()


def test_an_editor_makes_no_draft_of_what_was_shown(app: Flask, small):
    show(app, small.measure)
    editor = staff_client(app, Role.EDITOR)
    editor.submit(editor.page(f"{DESK}/measures/{small.measure}/edit"), title="Neu gefasst")
    page = editor.page(f"{DESK}/measures/{small.measure}/edit").fields()
    sent = {"csrf_token": page["csrf_token"], "stage": "draft", "revision": page["revision"]}
    answer = editor.post(f"{DESK}/measures/{small.measure}/stage", data=sent)
    assert answer.status_code == 400
    assert ASK in answer.text


def test_who_releases_a_measure_releases_what_was_shown(app: Flask, small):
    boss, editor = staff_client(app), staff_client(app, Role.EDITOR)
    page = boss.page(f"{DESK}/measures/{small.measure}")
    editor.submit(editor.page(f"{DESK}/measures/{small.measure}/edit"), title="Ungelesen")
    again = boss.submit(page, f"{DESK}/measures/{small.measure}/stage", stage="released")
    assert again.status == 409
    assert "Ungelesen" in again.text
    assert "Lesen Sie sie noch einmal" in again.text
    with app.app_context():
        assert reading.measure(small.measure).stage is Stage.DRAFT
    boss.submit(again, f"{DESK}/measures/{small.measure}/stage", stage="released")
    with app.app_context():
        assert reading.measure(small.measure).stage is Stage.RELEASED


@pytest.mark.parametrize("what", ["measure", "new measure", "goal", "sentence"])
def test_who_releases_all_releases_what_waited_on_the_page(app: Flask, small, what: str):
    with app.app_context(), database.transaction():
        key = service.add_statement(StatementKind.VISION, {"de": "Alt."}, decides=False)
    show(app)
    boss, editor = staff_client(app), staff_client(app, Role.EDITOR)
    page = boss.page(f"{DESK}/frame")
    path, field = {
        "measure": (f"measures/{small.measure}/edit", "title"),
        "new measure": ("measures/new", "title"),
        "goal": (f"goals/{small.goal}", "title"),
        "sentence": (f"statements/{key}", "text"),
    }[what]
    assert editor.submit(editor.page(f"{DESK}/{path}"), **{field: "Ungelesen"}).status == 200
    again = boss.submit(page, f"{DESK}/release")
    assert again.status == 409
    assert "Inzwischen warten andere Texte." in again.text
    assert "Ungelesen" not in repr(public(app))
    assert boss.submit(again, f"{DESK}/release").status == 200
    assert "Ungelesen" in repr(public(app))


@on_postgres
def test_an_import_that_is_taken_back_holds_its_measures_first(app: Flask, small):
    """A light that is set meanwhile comes before, and is seen, or waits until after."""
    target, key = MeasureTarget(), str(small.measure)
    for act in (lambda: target.change({key: {"light": None}}), lambda: target.remove([key])):
        with app.app_context(), database.transaction(), statements(app) as seen:
            act()
        assert "FOR UPDATE" in seen[0]


@on_postgres
@pytest.mark.usefixtures("small")
def test_what_is_taken_back_is_held_before_it_is_compared(app: Flask):
    desk = staff_client(app)
    rows = [("Nr.", "Maßnahme", "Ampel"), ("1.1", "Beratung am Abend", "grün")]
    done = apply_all(desk, through(desk, rows))
    page = desk.page(done.links()["Zurücknehmen"])
    with statements(app) as seen:
        desk.submit(page, 0)
    touching = [each for each in seen if re.search(r"FROM measure\b", each)]
    assert "FOR UPDATE" in touching[0]


@on_postgres
@pytest.mark.usefixtures("small")
def test_german_that_is_saved_while_a_translation_is_shown_stays(app: Flask):
    with app.app_context(), database.transaction():
        key = concept_measures.add(MeasureText("Bus", public_sentence={"de": "Alt."}), today=TODAY)

    def save() -> None:
        with app.app_context(), database.transaction():
            said = MeasureText("Bus", public_sentence={"de": "Neu."})
            concept_measures.edit(key, 1, said, today=TODAY, decides=True)

    saved: list[bool] = []

    def meanwhile(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        if statement.startswith("UPDATE measure") and not saved:
            saved.append(True)
            with ThreadPoolExecutor(1) as apart:
                apart.submit(save).result()

    sa.event.listen(app.extensions["database"], "before_cursor_execute", meanwhile)
    changes, german = {f"measure:{key}": {"en": "Old."}}, {f"measure:{key}": "Alt."}
    with app.app_context():
        with pytest.raises(Conflict), database.transaction():
            texts.show(changes, german)
        assert reading.measure(key).said.public_sentence == {"de": "Neu."}


@pytest.mark.usefixtures("small")
def test_a_translation_of_other_german_is_not_shown(app: Flask):
    with app.app_context(), database.transaction():
        key = service.add_statement(StatementKind.VISION, {"de": "Neu."})
        with pytest.raises(Conflict):
            texts.show({f"statement:{key}": {"en": "Old."}}, {f"statement:{key}": "Alt."})
