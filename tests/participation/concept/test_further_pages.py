"""Lights, goals, frame, metrics, money, gaps at the desk."""

from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from participation.base import database
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.desk.fields import number_of
from participation.concept.light import reports
from participation.concept.service import (
    GoalText,
    MeasureText,
    MetricText,
    ReportText,
    Tally,
    TrafficLight,
)
from participation.concept.tree import goals, reading
from participation.target_groups import service as target_groups
from tests.support.concept_desk import cells, edit, form_of
from tests.support.days import county_day
from tests.support.staff import staff_client

DESK = "/desk/concept"
TODAY = county_day()
GREEN, YELLOW, RED = TrafficLight


def test_a_light_is_set_with_reason_and_day_and_its_history_is_shown(app: Flask, small):
    """Check K2 of the needs: a reason is asked; the history says who, when, old and new."""
    client = staff_client(app)
    address = f"{DESK}/measures/{small.measure}"
    form = client.page(f"{address}/light")
    for wrong, sentence in (
        ({"light": "green", "reason": " "}, "Bitte füllen Sie das Feld „Grund"),
        ({"light": "", "reason": "Läuft."}, "Wählen Sie eine der drei Farben."),
        ({"light": "blue", "reason": "Läuft."}, "Wählen Sie eine der drei Farben."),
        ({"light": "red", "reason": "x", "as_of": "2999-01-01"}, "Diesen Tag gibt es nicht"),
        ({"light": "red", "reason": "x", "as_of": "bald"}, "Diesen Tag gibt es nicht"),
        (
            {"light": "red", "reason": "x", "as_of": (TODAY + timedelta(3)).isoformat()},
            "Wählen Sie einen Tag bis heute",
        ),
    ):
        page = client.submit(form, **wrong)
        assert page.status == 400
        assert sentence in page.text
        assert page.fields()["reason"].strip() == wrong["reason"].strip()
    client.submit(form, light="yellow", reason="Die Stelle fehlt.", as_of="2026-01-31")
    page = client.submit(client.page(f"{address}/light"), light="green", reason="Läuft seit Mai.")
    for shown in ("Koordination", "31.01.2026", "Die Stelle fehlt.", "Läuft seit Mai."):
        assert shown in page.text
    (row,) = [row for row in cells(page) if "Läuft seit Mai." in row]
    assert row[1:3] == ["in Arbeit", "umgesetzt"], "from which light to which"
    assert "Neu" not in page.text


def test_the_second_who_sets_a_light_sees_both_and_chooses(app: Flask, small):
    client = staff_client(app)
    first = client.page(f"{DESK}/measures/{small.measure}/light")
    client.submit(first, light="yellow", reason="Zuerst.")
    both = client.submit(first, light="red", reason="Als Zweite.")
    assert both.status == 409
    assert "Zuerst." in both.text
    assert both.fields()["reason"].strip() == "Als Zweite."
    client.submit(both)
    with app.app_context():
        assert [r.light for r in reports.history(small.measure).reports] == [RED, YELLOW]


def test_a_permanent_task_is_green_for_a_year_and_asked_again_the_next(app: Flask, small):
    with app.app_context(), database.transaction():
        edit(small.measure, ongoing=True)
        said = ReportText(GREEN, "Läuft.", TODAY, TODAY.year - 1)
        service.report(small.measure, 0, said, role="coordinator", today=TODAY)
    client = staff_client(app)
    assert f"für {TODAY.year - 1}" in client.page(DESK).text
    assert "neu zu prüfen" in client.page(DESK).text
    form = client.page(f"{DESK}/measures/{small.measure}/light")
    page = client.submit(form, light="green", reason="Läuft weiter.", year=str(TODAY.year))
    assert f"für {TODAY.year}" in page.text
    assert "neu zu prüfen" not in page.text


@pytest.mark.usefixtures("small")
def test_the_page_of_lights_tells_any_past_day(app: Flask):
    past = TODAY - timedelta(days=400)
    with app.app_context(), database.transaction():
        (key,) = service.add_measures([MeasureText("Alt")], today=TODAY, since=[past])
        reports.report_past(key, [ReportText(YELLOW, "", past)], today=TODAY)
        said = ReportText(GREEN, "Fertig.", TODAY)
        service.report(key, 1, said, role="coordinator", today=TODAY)
    client = staff_client(app)
    then = client.page(f"{DESK}/lights?on={past.isoformat()}").text
    assert "Alle 1 Maßnahmen" in then
    assert "1 in Arbeit (100 %)" in then
    assert "0 umgesetzt (0 %)" in then
    now = client.page(f"{DESK}/lights").text
    assert "1 umgesetzt (100 %)" in now
    before = client.page(f"{DESK}/lights?on={(past - timedelta(days=1)).isoformat()}").text
    assert "An diesem Tag gab es noch keine Maßnahme." in before
    for wrong in ("bald", "2999-01-01", (TODAY + timedelta(days=9)).isoformat(), "1-1-1"):
        assert client.page(f"{DESK}/lights?on={wrong}").status == 400


def test_goals_name_indicators_and_take_their_measures_along(app: Flask, small):
    client = staff_client(app)
    form = client.page(f"{DESK}/goals/{small.goal}")
    wrong = client.submit(form, aims="Arbeitslose")
    assert "Beginnen Sie jede Zeile mit" in wrong.text
    client.submit(form, aims="- Arbeitslose\n+ Beschäftigte", area="housing")
    with app.app_context():
        goal = reading.goal(small.goal)
        assert [(a.indicator, a.direction) for a in goal.said.aims] == [
            ("Arbeitslose", "down"),
            ("Beschäftigte", "up"),
        ]
        assert reading.measure(small.measure).area == "housing"
        assert {s.area for s in service.states(TODAY)} >= {"housing"}


def test_a_goal_hangs_below_a_main_goal_only(app: Flask, small):
    with app.app_context(), database.transaction():
        sub = goals.add_goal(GoalText("Unterziel", parent_id=small.goal))
        other = goals.add_goal(GoalText("Zweites Oberziel", "housing"))
    client = staff_client(app)
    assert str(sub) not in str(client.page(f"{DESK}/goals/new").fields())
    answer = client.submit(client.page(f"{DESK}/goals/{small.goal}"), parent=str(other))
    assert answer.status == 400
    assert "Ein Ziel mit Unterzielen bleibt Oberziel" in answer.text
    nowhere = client.submit(client.page(f"{DESK}/goals/new"), title="Ohne Feld", area="", parent="")
    assert "Wählen Sie ein Handlungsfeld oder ein Oberziel." in nowhere.text
    kept = client.submit(client.page(f"{DESK}/goals/{small.goal}/delete"))
    assert kept.status == 400
    gone = client.submit(client.page(f"{DESK}/goals/{other}/delete"))
    assert "Zweites Oberziel" not in gone.text


def test_the_second_editor_of_anything_sees_both(app: Flask, small):
    with app.app_context(), database.transaction():
        statement = service.add_statement(service.StatementKind.VISION, {"de": "Alt"})
        group = target_groups.add_target_group({"de": "Eltern"})
        metric = service.add_metric(small.measure, MetricText("Beratungen"), today=TODAY)
    client = staff_client(app)
    for path, field in (
        (f"goals/{small.goal}", "title"),
        (f"statements/{statement}", "text"),
        (f"target-groups/{group}", "text"),
        (f"metrics/{metric}", "name"),
        ("frame", "title"),
    ):
        form = client.page(f"{DESK}/{path}")
        which = form_of(form, field)
        client.submit(form, which, **{field: "Zuerst gespeichert"})
        both = client.submit(form, which, **{field: "Danach getippt"})
        assert both.status == 409, path
        assert "Zuerst gespeichert" in both.text
        assert both.fields(form_of(both, field))[field].strip() == "Danach getippt"
        saved = client.submit(both, form_of(both, field))
        assert saved.status == 200
        assert "Danach getippt" in client.page(f"{DESK}/{path}").html


def test_metrics_are_a_row_of_numbers_with_date_and_source(app: Flask, small):
    client = staff_client(app)
    form = client.page(f"{DESK}/measures/{small.measure}/metrics/new")
    page = client.submit(
        form,
        name="Beratungen",
        kind="output",
        unit="Personen",
        target="1.200",
        target_on="31.12.2027",
    )
    values = form_of(page, "value")
    wrong = client.submit(page, values, value="viele", day="2026-01-31")
    assert wrong.status == 400
    assert wrong.fields(form_of(wrong, "value"))["value"] == "viele"
    for day, value in (("2026-01-31", "85,5"), ("2025-01-31", "40"), ("2026-01-31", "86,5")):
        page = client.submit(page, form_of(page, "value"), value=value, day=day, source="Jobcenter")
    rows = cells(client.page(f"{DESK}/measures/{small.measure}"))
    assert rows[:3] == [
        ["Stand vom", "31.01.2025", "31.01.2026", "Ziel 31.12.2027"],
        ["Wert", "40", "86,5", "1.200"],
        ["Quelle", "Jobcenter", "Jobcenter", ""],
    ]
    with app.app_context():
        (metric,) = service.metrics([small.measure])
    token = page.fields(form_of(page, "value"))["csrf_token"]
    gone = f"{DESK}/metrics/{metric.id}/values/2025-01-31/delete"
    client.post(gone, data={"csrf_token": token})
    assert (
        client.post(gone.replace("2025-01-31", "x"), data={"csrf_token": token}).status_code == 404
    )
    with app.app_context():
        assert [v.value for v in service.metrics([small.measure])[0].values] == [86.5]
    client.post(f"{DESK}/metrics/{metric.id}/delete", data={"csrf_token": token})
    assert "Beratungen" not in client.page(f"{DESK}/measures/{small.measure}").text


@pytest.mark.usefixtures("small")
def test_the_frame_is_released_by_the_coordination_only(app: Flask):
    editor = staff_client(app, Role.EDITOR)
    form = editor.page(f"{DESK}/frame")
    assert editor.submit(form, stage="released").status == 400
    assert editor.submit(form, stage="editing").status == 200
    client = staff_client(app)
    assert client.submit(client.page(f"{DESK}/frame"), stage="released").status == 200
    with app.app_context():
        assert service.concept().stage == "released"


def test_sentences_and_target_groups_come_and_go(app: Flask, small):
    client = staff_client(app)
    client.submit(client.page(f"{DESK}/statements/new/vision"), text="Alle finden ihren Platz.")
    assert "Alle finden ihren Platz." in client.page(DESK).text
    frame = client.page(f"{DESK}/frame")
    sentence = client.page(frame.links()["Alle finden ihren Platz."])
    client.submit(sentence, 1)
    assert "Vision" not in client.page(DESK).text
    client.submit(client.page(f"{DESK}/target-groups/new"), text="Eltern")
    edit_page = client.page(f"{DESK}/measures/{small.measure}/edit")
    assert "Eltern" in edit_page.text
    group = client.page(client.page(f"{DESK}/frame").links()["Eltern"])
    client.submit(group, 1)
    assert "Eltern" not in client.page(f"{DESK}/measures/{small.measure}/edit").text
    assert client.page(f"{DESK}/statements/new/nonsense").status == 404


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3.000 €", 3000),
        ("3000", 3000),
        ("1.234.567,5", 1234567.5),
        ("1,5", 1.5),
        ("1.5", 1.5),
        (" 12 Std.", 12),
        ("", None),
        ("10 000", 10000),
        ("EUR 20", 20),
    ],
)
def test_numbers_are_read_as_an_office_writes_them(written, number):
    assert number_of(written) == number


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading_of_numbers(text):
    try:
        found = number_of(text)
    except ValueError:
        return
    assert found is None or isinstance(found, float)


@given(st.integers(0, 2_000_000_000))
def test_a_number_in_groups_is_the_number(value):
    assert number_of(f"{value:,}".replace(",", ".") + " €") == value


def test_a_tally_of_nothing_has_no_shares():
    assert set(Tally().percent.values()) == {0}
