"""Answers go on the day that was promised; released figures stay."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from participation.base import database, jobs
from participation.monitoring.models import Release
from participation.operations import ticking
from participation.places import service as places
from participation.respond.answers import retention
from participation.respond.models import Answer, FreeText, Letter, Receipt
from participation.studies.models import Wave
from participation.studies.waves.waves import close as close_wave
from tests.participation.operations.conftest import send
from tests.support.days import ZONE
from tests.support.released import publish
from tests.support.staff import staff_client

NOW = datetime.now(UTC)
DAY = timedelta(days=1)


@pytest.fixture
def wave(app):
    """A closed and released wave with a batch of answers and letters; kept for 20 days more."""
    wave_id = publish(app).wave_id
    promise(app, NOW + 20 * DAY)
    with app.app_context():
        for number in range(13):
            send(wave_id, number)
        with database.transaction():
            close_wave(wave_id)
    return wave_id


def promise(app, day):
    with app.app_context(), database.transaction():
        text = {("answers_kept_until", ""): day.astimezone(ZONE).date().isoformat()}
        places.save_texts(text, places.county().revision)


def tick(app, *moments):
    with app.app_context():
        for moment in moments:
            assert ticking.tick(moment) == []


def left(app, *models):
    with app.extensions["database"].connect() as connection:
        return [
            connection.scalar(sa.select(sa.func.count()).select_from(model)) for model in models
        ]


def day_by_day(begin, end):
    return [begin + timedelta(hours=h) for h in range(int((end - begin) / timedelta(hours=1)) + 1)]


def test_on_the_day_answers_go_and_figures_stay(app, wave):
    tick(app, *day_by_day(NOW + 18 * DAY, NOW + 19 * DAY))
    assert left(app, Answer) == [13]
    tick(app, *day_by_day(NOW + 20 * DAY - timedelta(hours=2), NOW + 21 * DAY))
    assert left(app, Answer, FreeText, Letter, Receipt, Release) == [0, 0, 0, 0, 1]
    with app.app_context():
        assert retention.keeping(wave).gone_on is not None


@pytest.mark.usefixtures("wave")
def test_a_clock_that_leaps_deletes_nothing_that_day(app):
    tick(app, *day_by_day(NOW, NOW + 2 * DAY), NOW + 3650 * DAY)
    assert left(app, Answer) == [13]


def test_the_home_announces_it_a_month_before(app, wave):
    page = staff_client(app).page("/desk/home")
    assert "werden die Antworten von" in page.text
    assert any(str(wave) in link and "keeping" in link for link in page.links().values())


def test_a_day_may_be_earlier_and_never_later_than_promised(app, wave):
    client = staff_client(app)
    page = client.page(f"/desk/surveys/{wave}/keeping")
    later = (NOW + 40 * DAY).astimezone(ZONE).date().isoformat()
    answer = client.submit(page, ends_on=later)
    assert answer.status == 422
    assert answer.fields()["ends_on"] == later
    sooner = (NOW + 5 * DAY).astimezone(ZONE).date()
    client.submit(page, ends_on=sooner.isoformat())
    with app.app_context():
        assert retention.keeping(wave).ends_on == sooner


def test_a_person_can_delete_at_once(app, wave):
    client = staff_client(app)
    client.submit(client.page(f"/desk/surveys/{wave}/forget"))
    assert left(app, Answer, FreeText, Letter, Release) == [0, 0, 0, 1]
    assert "gelöscht" in client.page(f"/desk/surveys/{wave}/keeping").text


def test_what_is_said_after_an_early_deletion_goes_on_the_day_too(app, wave):
    with app.app_context():
        with database.transaction():
            retention.forget(wave, NOW)
        for number in range(13):  # the survey was opened again
            send(wave, number)
    assert left(app, Answer) != [0]
    tick(app, *day_by_day(NOW + 18 * DAY, NOW + 20 * DAY))
    assert left(app, Answer, FreeText, Letter, Release) == [0, 0, 0, 1]


def test_a_survey_that_was_opened_again_before_the_job_came_loses_nothing(app, wave):
    with app.app_context(), database.transaction() as connection:
        job = {"wave": str(wave)}
        until = NOW + 30 * DAY
        connection.execute(
            sa.update(Wave)
            .where(Wave.id == wave)
            .values(closed_at=None, asking_ends_at=until, taking_ends_at=until)
        )
        jobs.enqueue(retention.JOB, job)
    with app.app_context():
        jobs.work_all()
    assert left(app, Answer) == [13]
