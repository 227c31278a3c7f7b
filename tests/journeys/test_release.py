"""A coordinator reads the plan of a closed wave, releases it and takes the figures along."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.errors import Conflict
from participation.base.web.security import Role
from participation.monitoring import memories, tallying, work
from participation.monitoring import service as monitoring
from participation.monitoring.models import Release
from participation.respond.answers import retention
from participation.studies import service as studies
from participation.studies.waves.waves import close as close_wave
from participation.studies.waves.waves import reopen as reopen_wave
from tests.support.answered import answer, closed_wave
from tests.support.client import CheckedClient, Page
from tests.support.county import make_county, make_wave
from tests.support.staff import staff_client


@pytest.fixture
def wave(app: Flask):
    return closed_wave(app)


@pytest.fixture
def coordinator(app: Flask) -> CheckedClient:
    return staff_client(app)


@pytest.fixture
def plan(coordinator, wave) -> Page:
    coordinator.page(f"/desk/figures/{wave}/publish")
    return coordinator.page(f"/desk/figures/{wave}/publish")


def test_the_way_from_the_plan_to_the_public_page(coordinator, client, wave, plan):
    assert "Das lässt sich nicht zurücknehmen" in plan.text
    coordinator.submit(plan, -1)
    assert "Etwa 200 Antworten" in coordinator.page(f"/desk/figures/{wave}").text
    assert "Befragten haben" in client.page("/de/results/probe").text
    assert client.page("/de/").links()["Was brauchen Sie hier?"] == "/de/results/probe"


def test_the_plan_says_what_is_shown_and_holds_no_value(plan):
    assert "wird gezeigt" in plan.text
    assert "zu wenige Antworten, gezeigt wird" in plan.text
    assert "%" not in plan.text


def test_every_look_at_the_plan_is_in_the_log(coordinator, wave, plan):
    looked = coordinator.page("/desk/audit").text.count("Plan der Zahlen angesehen")
    coordinator.page(f"/desk/figures/{wave}/publish")
    again = coordinator.page("/desk/audit").text.count("Plan der Zahlen angesehen")
    assert (bool(looked), again) == (True, looked + 1)
    assert plan.status == 200


def seen_again(app, coordinator, wave, people: int) -> tuple[Page, dict[str, object]]:
    """The plan after the wave was opened again and ``people`` more answered."""
    later = datetime.now(UTC) + timedelta(days=5)
    with app.app_context():
        with database.transaction():
            reopen_wave(wave, later, later)
        if people:
            with database.transaction():
                answer(wave, people)
        with database.transaction():
            close_wave(wave)
    coordinator.page(f"/desk/figures/{wave}/publish")
    page = coordinator.page(f"/desk/figures/{wave}/publish")
    with app.app_context(), database.transaction():
        state = work.plan(wave)
    return page, state.result["plan"]


def test_a_plan_after_reopening_waits_for_k_new_answers(app, coordinator, wave, plan):
    with app.app_context(), database.transaction():
        before = work.plan(wave).result["plan"]
    for people, old in ((0, True), (1, True), (8, True), (1, False)):
        page, shown = seen_again(app, coordinator, wave, people)
        assert ("Das ist der Plan von vorher" in page.text) is old
        assert (shown == before) is old
    assert "Das ist der Plan von vorher" not in plan.text


def test_two_clicks_make_one_release(app, coordinator, plan):
    coordinator.submit(plan, -1)
    again = coordinator.submit(plan, -1)
    assert again.h1 == "Was brauchen Sie hier?"
    with app.app_context():
        assert len(monitoring.released_waves()) == 1


def test_a_released_wave_cannot_be_opened_again(app, coordinator, wave, plan):
    coordinator.submit(plan, -1)
    later = datetime.now(UTC) + timedelta(days=5)
    with app.app_context(), pytest.raises(Conflict):
        reopen_wave(wave, later, later)


def test_the_release_is_written_in_the_log_with_its_name(coordinator, plan):
    coordinator.submit(plan, -1)
    log = coordinator.page("/desk/audit").text
    assert "Veröffentlicht" in log
    assert "Test coordinator" in log


def test_an_open_wave_is_not_published(app, coordinator):
    with app.app_context():
        make_county()
        running = make_wave()
    page = coordinator.page(f"/desk/figures/{running}/publish")
    assert "Schließen Sie die Runde zuerst ab" in page.text


def test_a_viewer_sees_figures_and_publishes_nothing(app, coordinator, wave, plan):
    coordinator.submit(plan, -1)
    viewer = staff_client(app, Role.VIEWER)
    assert viewer.page(f"/desk/figures/{wave}").status == 200
    assert viewer.get(f"/desk/figures/{wave}/publish").status_code == 403


def test_the_same_answers_give_the_same_bytes(app, wave):
    with app.app_context():
        monitoring.release_now(wave, "Anna")
        found = monitoring.released(wave)
        again = tallying.release(tallying.gather(studies.wave(wave))).released
    assert again.to_bytes() == found.to_bytes()


def test_who_was_counted_is_kept_sealed_and_goes_with_the_answers(app, wave):
    with app.app_context(), database.transaction():
        monitoring.release_now(wave, "Anna")
    with app.app_context():
        assert len(memories.recall(wave)) == 1
        kept = database.connection().execute(sa.select(Release.sealed)).scalar_one()
        assert memories.recall(wave)[0][:4] == b"PK\x03\x04"
        assert b"PK\x03\x04" not in kept
    with app.app_context(), database.transaction():
        retention.forget(wave, datetime.now(UTC))
    with app.app_context():
        assert memories.recall(wave) is None
        assert monitoring.released(wave) is not None


def test_page_table_and_file_tell_the_same_numbers(app, coordinator, client, wave, plan):
    coordinator.submit(plan, -1)
    with app.app_context():
        row = monitoring.released(wave).total("housing_sat")
    page = client.page("/de/results/probe")
    file = client.get("/de/results/probe.plain.csv").get_data(as_text=True)
    items = [r for r in csv.DictReader(io.StringIO(file)) if r["indicator"] == "housing_sat"]
    counts = [int(r["count"]) for r in items if r["by"] == "Insgesamt"]
    assert counts == [*row.counts, row.share_count]
    assert f"Antworten: {row.n}" in page.text


def test_it_can_release_by_a_command(app, wave):
    said = app.test_cli_runner().invoke(args=["figures", "release", "probe"])
    assert said.exit_code == 0, said.output
    with app.app_context():
        assert monitoring.released(wave) is not None


def test_the_command_says_what_is_missing(app):
    with app.app_context():
        make_county()
        make_wave()
    said = app.test_cli_runner().invoke(args=["figures", "release", "probe"])
    assert said.exit_code == 1
    assert "Schließen Sie die Runde zuerst ab." in said.output
