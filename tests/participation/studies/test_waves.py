from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.errors import Conflict, DomainError
from participation.places import service as places
from participation.studies import service
from participation.studies.instruments.versions import keep_version
from participation.studies.models import Code, Wave
from participation.studies.waves import waves
from participation.studies.waves.codes import make_codes
from participation.studies.waves.offered import complete as complete_language
from participation.studies.waves.offered import take_back as take_back_language
from participation.studies.waves.plans import problems as problems_of
from participation.studies.waves.plans import usual_plan
from participation.studies.waves.respondent_wave import rehearsal_token
from participation.studies.waves.state import WaveState
from participation.studies.waves.waves import change_plan, delete_draft
from participation.studies.waves.waves import close as close_wave
from participation.studies.waves.waves import refresh as refresh_wave
from participation.studies.waves.waves import reopen as reopen_wave
from participation.studies.waves.waves import withdraw as withdraw_wave
from surveys.instrument.instrument import InstrumentKind
from tests.support.county import make_wave, tiny
from tests.support.hooks import add

NOW = datetime.now(UTC)
pytestmark = pytest.mark.usefixtures("county")


@pytest.mark.parametrize(
    ("days", "state"),
    [
        (-3, WaveState.SCHEDULED),
        (5, WaveState.OPEN),
        (19, WaveState.TAKING),
        (22, WaveState.CLOSED),
    ],
)
def test_a_wave_goes_its_way_by_its_days(days: int, state: WaveState):
    wave_id = make_wave()
    assert service.wave(wave_id, NOW + timedelta(days=days)).state is state


def test_a_draft_stays_one_until_a_person_opens_it():
    wave_id = make_wave(open_it=False)
    assert service.wave(wave_id, NOW + timedelta(days=90)).state is WaveState.DRAFT


def test_a_released_wave_takes_nothing_though_the_clock_goes_back():
    wave_id = make_wave()
    with database.transaction():
        service.mark_released(wave_id, NOW + timedelta(days=40))
    assert service.wave(wave_id, NOW).state is WaveState.CLOSED
    assert not service.respondent_wave("probe", NOW).may_send


def test_respondents_get_their_wave_by_one_statement(county: Flask):
    make_wave()
    seen: list[str] = []
    sa.event.listen(
        county.extensions["database"], "after_cursor_execute", lambda *a: seen.append(a[2])
    )
    found = service.respondent_wave("probe", NOW)
    assert found
    assert found.languages == (("de", True), ("ar", True))
    assert found.channels == ("message", "poster")
    assert len([statement for statement in seen if statement.startswith("SELECT")]) == 1


def test_an_open_wave_asks_with_the_countys_places():
    wave = service.wave(make_wave())
    asked = service.instrument(wave.instrument_version_id).questions["s_municipality"]
    assert [choice.name for choice in asked.choices][:2] == ["bergstadt", "seestadt"]
    assert asked.choices[-1].name == "dont_know"


def test_a_place_of_a_running_survey_cannot_be_deleted():
    make_wave()
    rest = tuple(place for place in places.places() if place.key != "tannwitz")
    with pytest.raises(Conflict):
        places.save_places(rest, places.county().revision)


def test_what_is_asked_is_frozen_when_the_wave_opens():
    wave_id = make_wave()
    before = service.wave(wave_id).instrument_version_id
    with database.transaction():
        places.save_offers((), places.county().revision)
        refresh_wave(wave_id)
        service.open_wave(wave_id)
    assert service.wave(wave_id).instrument_version_id == before


def test_only_languages_that_a_person_let_in_are_offered():
    wave_id = make_wave(open_it=False)
    with database.transaction():
        service.mark_checked(wave_id, "de", "Anna Probe")
        service.open_wave(wave_id)
    assert service.respondent_wave("probe", NOW).languages == (("de", True),)
    with database.transaction():
        service.offer_unchecked(wave_id, "ar")
    assert service.respondent_wave("probe", NOW).languages == (("de", True), ("ar", False))


def test_a_draft_is_tried_out_with_a_signed_link_only():
    wave_id = make_wave(open_it=False)
    token = rehearsal_token(wave_id)
    assert service.respondent_wave("probe", NOW, token).rehearsal
    assert not service.respondent_wave("probe", NOW, "ü" + token[1:]).may_begin
    with database.transaction():
        service.open_wave(wave_id)
    assert not service.respondent_wave("probe", NOW, token).rehearsal


def test_opening_and_closing_twice_is_opening_and_closing_once():
    wave_id = make_wave()
    opened = service.wave(wave_id).schedule.opened_at
    with database.transaction():
        service.open_wave(wave_id)
        close_wave(wave_id, NOW)
        close_wave(wave_id, NOW + timedelta(hours=1))
    schedule = service.wave(wave_id).schedule
    assert (schedule.opened_at, schedule.closed_at) == (opened, NOW)


def test_rooms_above_hear_of_a_close_after_its_commit(county: Flask):
    wave_id = make_wave()
    heard = []
    add(county, waves.CLOSED, heard.append)
    with database.transaction():
        close_wave(wave_id)
        assert heard == []
    assert heard == [wave_id]


def test_a_closed_wave_can_be_reopened_until_its_figures_stand():
    wave_id = make_wave()
    with database.transaction():
        close_wave(wave_id)
        reopen_wave(wave_id, NOW + timedelta(days=5), NOW + timedelta(days=8))
    assert service.wave(wave_id).state is WaveState.OPEN
    with database.transaction():
        close_wave(wave_id)
        service.mark_released(wave_id)
    with pytest.raises(Conflict):
        reopen_wave(wave_id, NOW + timedelta(days=5), NOW + timedelta(days=8))


def test_the_last_day_is_that_on_which_people_could_begin_last():
    wave_id = make_wave()
    planned = service.wave(wave_id)
    assert planned.last_day == planned.plan.asking_ends_at - timedelta(seconds=1)
    with database.transaction():
        close_wave(wave_id, NOW + timedelta(days=1))
    assert service.wave(wave_id).last_day == NOW + timedelta(days=1)


@pytest.mark.parametrize("minutes", [1, 60, 8 * 24 * 60])
def test_a_reopened_wave_takes_no_shorter_than_it_asks(minutes: int):
    wave_id = make_wave()
    asks = NOW + timedelta(days=9)
    with database.transaction():
        close_wave(wave_id)
    before = service.wave(wave_id)
    with pytest.raises(DomainError), database.transaction():
        reopen_wave(wave_id, asks, asks - timedelta(minutes=minutes))
    assert service.wave(wave_id) == before
    with database.transaction():
        assert reopen_wave(wave_id, asks, asks), "both ends may fall together"
    plan = service.wave(wave_id).plan
    assert (plan.asking_ends_at, plan.taking_ends_at) == (asks, asks)


def test_a_withdrawn_wave_stays_withdrawn():
    wave_id = make_wave()
    with database.transaction():
        withdraw_wave(wave_id)
    with pytest.raises(Conflict):
        service.open_wave(wave_id)
    assert service.respondent_wave("probe", NOW).state is WaveState.WITHDRAWN


def test_all_that_cannot_be_is_said_at_once():
    make_wave()
    plan = usual_plan(NOW)
    bad = replace(plan, slug="probe", asking_ends_at=plan.opens_at, k=3)
    assert [field for field, _sentence in problems_of(bad)] == ["slug", "asking_ends_on", "k"]


@pytest.mark.parametrize("slug", ["a", "GROSS", "info", "de-simple", "mit leer", "l0", "-ab-"])
def test_a_short_address_that_misleads_is_refused(slug: str):
    plan = replace(usual_plan(NOW), slug=slug)
    assert [field for field, _sentence in problems_of(plan)] == ["slug"]


def test_the_second_of_two_editors_is_told():
    wave_id = make_wave(open_it=False)
    seen = service.wave(wave_id)
    with database.transaction():
        change_plan(wave_id, replace(seen.plan, target_group="alle"), seen.revision)
    with pytest.raises(Conflict):
        change_plan(wave_id, replace(seen.plan, target_group="viele"), seen.revision)


def test_k_is_fixed_when_the_wave_opens():
    seen = service.wave(make_wave())
    with pytest.raises(Conflict):
        change_plan(seen.id, replace(seen.plan, k=20), seen.revision)


def test_questionnaires_of_organisations_cannot_start_yet():
    confidential = replace(tiny(), kind=InstrumentKind.CONFIDENTIAL)
    with database.transaction(), pytest.raises(DomainError):
        service.create_wave(keep_version(confidential), usual_plan(NOW))


def test_the_same_questionnaire_is_kept_once():
    with database.transaction():
        assert keep_version(tiny()) == keep_version(tiny())


def test_a_code_opens_the_wave_once_however_it_is_written():
    wave_id = make_wave(needs_code=True)
    with database.transaction():
        code = make_codes(wave_id, 3)[0]
        written = code.upper().replace("-", " ").replace("2", "٢")
        assert service.code_state(wave_id, written) is service.CodeState.FREE
        assert service.spend(wave_id, written)
        assert not service.spend(wave_id, code)
    assert service.code_state(wave_id, code) is service.CodeState.SPENT
    assert service.code_state(wave_id, "abcde-fghij") is service.CodeState.UNKNOWN


def test_nothing_stored_tells_a_code():
    wave_id = make_wave()
    with database.transaction() as connection:
        code = make_codes(wave_id, 1)[0]
        row = connection.execute(sa.select(Code)).mappings().one()
    assert code.replace("-", "").encode() not in row["hmac"]
    assert set(row) == {"hmac", "wave_id", "spent"}


def test_codes_of_other_waves_are_unknown():
    with database.transaction():
        first, second = make_wave(), make_wave(slug="andere")
        code = make_codes(first, 1)[0]
    assert service.code_state(second, code) is service.CodeState.UNKNOWN


def test_a_draft_can_be_thrown_away_and_an_open_wave_cannot():
    draft, opened = make_wave(slug="entwurf", open_it=False), make_wave()
    with database.transaction():
        delete_draft(draft)
    with pytest.raises(Conflict):
        delete_draft(opened)
    assert [wave.slug for wave in service.waves()] == ["probe"]


def test_every_wave_has_a_secret_of_its_own():
    make_wave()
    make_wave(slug="andere")
    secrets = set(database.connection().execute(sa.select(Wave.secret)).scalars())
    assert {len(secret) for secret in secrets} == {32}
    assert len(secrets) == 2


def test_how_complete_a_language_is_says_the_share_of_its_texts():
    assert complete_language(tiny(), "de") == 100
    assert 50 < complete_language(tiny(), "ar") < 100
    assert complete_language(tiny(), "tr") == 0


def test_days_of_a_closed_wave_change_only_by_reopening_it():
    wave_id = make_wave()
    with database.transaction():
        close_wave(wave_id)
    seen = service.wave(wave_id)
    later = replace(seen.plan, taking_ends_at=seen.plan.taking_ends_at + timedelta(days=9))
    with pytest.raises(Conflict):
        change_plan(wave_id, later, seen.revision)


def test_a_published_wave_never_changes():
    wave_id = make_wave()
    with database.transaction():
        close_wave(wave_id)
        service.mark_released(wave_id)
    seen = service.wave(wave_id)
    with pytest.raises(Conflict):
        change_plan(wave_id, seen.plan, seen.revision)


def test_the_last_language_of_an_open_wave_stays():
    wave_id = make_wave()
    with database.transaction():
        take_back_language(wave_id, "ar")
    with pytest.raises(Conflict):
        take_back_language(wave_id, "de")
