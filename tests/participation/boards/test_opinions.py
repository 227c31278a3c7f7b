"""Opinion groups of an event: from votes to what is kept, and that votes go afterwards."""

from __future__ import annotations

import uuid
from datetime import date, timedelta
from threading import Thread

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.errors import Conflict
from participation.boards.closing import archiving
from participation.boards.models import (
    Board,
    BoardTally,
    EventOpinions,
    HandCount,
    Note,
    Participant,
    Vote,
)
from participation.boards.opinions import opinions
from participation.boards.opinions import votes as opinions_votes
from participation.boards.summaries import summaries
from participation.boards.voting import tallies
from surveys.opinions import groups as search
from surveys.opinions.groups import Reason
from tests.support.opinions import noise
from tests.support.polled import poll, two_camps
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite
TODAY = date(2028, 6, 2)


@pytest.fixture
def here(app: Flask):
    with app.app_context():
        yield


def draft(polled):
    with database.transaction():
        return opinions.draft(polled.hall.event)


def disclosed(polled):
    opinions.count(polled.hall.event)
    found = draft(polled).opinions
    return found and found.told


def left(*models) -> list[int]:
    with database.transaction() as connection:
        return [
            connection.execute(sa.select(sa.func.count()).select_from(model)).scalar_one()
            for model in models
        ]


def change(statement) -> None:
    with database.transaction() as connection:
        connection.execute(statement)


@pytest.mark.usefixtures("here")
def test_people_of_an_event_are_told_in_groups_with_the_words_of_the_statements():
    polled = poll(two_camps())
    found = disclosed(polled)
    assert [group.about for group in found.groups] == [90, 45]
    document = draft(polled).opinions
    words = document.statements[found.groups[0].typical[0].statement].text
    assert words.strings["de"].startswith("Aussage Nummer ")
    assert "ar" in words.strings
    assert len(document.statements) == len(found.statements)


@on_both
@pytest.mark.usefixtures("here")
def test_what_is_kept_names_no_person_and_no_exact_number():
    polled = poll(two_camps())
    disclosed(polled)
    with database.transaction() as connection:
        kept = connection.execute(sa.select(EventOpinions.document)).scalar_one()
    for person in polled.people:
        assert str(person) not in str(kept)
    assert {group["about"] % 5 for group in kept["told"]["groups"]} == {0}
    assert set(kept["told"]["groups"][0]) == {"about", "typical"}


@pytest.mark.usefixtures("here")
def test_a_rehearsal_has_no_groups():
    assert disclosed(poll(two_camps(), rehearsal=True)) is None


@pytest.mark.usefixtures("here")
def test_groups_wait_until_the_voting_is_over():
    polled = poll(two_camps(), phase="vote")
    assert disclosed(polled) is None
    assert draft(polled).running
    change(sa.update(Board).values(phase="results"))
    assert disclosed(polled).groups
    change(sa.update(Board).values(phase="vote"))
    assert draft(polled).opinions is None, "opened again: what was found does not hold any more"


@on_both
@pytest.mark.usefixtures("here")
def test_who_is_blocked_what_is_hidden_and_raised_hands_count_for_no_group():
    polled = poll(two_camps())
    change(
        sa.insert(HandCount).values(
            board_id=polled.hall.board, target=polled.notes[0], value="agree", hands=50
        )
    )
    change(sa.update(Participant).where(Participant.id == polled.people[0]).values(blocked=True))
    change(sa.update(Note).where(Note.id == polled.notes[3]).values(state="hidden"))
    with database.transaction():
        votes = opinions_votes.of_event(polled.hall.event)
        shown = tallies.tallies(polled.hall.board)
    assert (len(votes.table), len(votes.statements)) == (134, 15)
    assert str(polled.notes[3]) not in {each.key for each in votes.statements}
    first = shown[polled.notes[0]]["opinions"]
    assert votes.totals[0] == (first["agree"], first["disagree"]), "as everybody reads them"


@pytest.mark.usefixtures("here")
def test_who_comes_second_on_a_device_is_somebody_else():
    polled = poll(two_camps()[:2])
    with database.transaction():
        assert len(opinions_votes.of_event(polled.hall.event).table) == 2


@pytest.mark.usefixtures("here")
def test_the_same_votes_give_the_same_document():
    polled = poll(two_camps())
    disclosed(polled)
    first = draft(polled).opinions.to_bytes()
    disclosed(polled)
    assert draft(polled).opinions.to_bytes() == first


@pytest.mark.usefixtures("here")
def test_the_job_of_a_workshops_summary_looks_for_groups_too():
    polled = poll(two_camps())
    with database.transaction():
        summaries.ask(polled.hall.workshop)
    assert draft(polled).opinions.told.groups


@pytest.mark.usefixtures("here")
def test_an_event_archived_by_itself_keeps_its_groups_and_no_vote():
    polled = poll(two_camps(), phase="vote")
    with database.transaction():
        before = tallies.tallies(polled.hall.board)
    with database.transaction():
        assert archiving.archive_due(TODAY) == 1
    assert left(Vote) == [0]
    with database.transaction():
        assert tallies.tallies(polled.hall.board) == before
    assert [group.about for group in draft(polled).opinions.told.groups] == [90, 45]
    assert disclosed(polled).groups, "counted anew there are no votes: what was found stays"


@on_both
@pytest.mark.usefixtures("here")
def test_where_few_voted_the_votes_go_with_the_archiving_itself():
    polled = poll(two_camps()[:20])
    with database.transaction():
        archiving.archive(polled.hall.event, TODAY)
        assert database.connection().execute(sa.select(Vote)).first() is None
    assert draft(polled).opinions.told.reason is Reason.TOO_FEW


@on_both
@pytest.mark.usefixtures("here")
def test_votes_go_though_the_search_fails(monkeypatch: pytest.MonkeyPatch):
    def broken(_table):
        raise ValueError

    monkeypatch.setattr(search, "find", broken)
    polled = poll(two_camps())
    with database.transaction():
        archiving.archive(polled.hall.event, TODAY)
    assert left(Vote, EventOpinions) == [0, 0]
    assert left(BoardTally)[0] > 0


@on_both
@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("another_day", [TODAY + timedelta(days=1), TODAY - timedelta(days=30)])
def test_votes_whose_job_was_lost_go_a_day_later_also_when_the_clock_was_wrong(
    monkeypatch: pytest.MonkeyPatch, another_day: date
):
    monkeypatch.setattr(opinions.jobs, "start_worker", lambda: None)
    polled = poll(two_camps())
    with database.transaction():
        before = tallies.tallies(polled.hall.board)
    with database.transaction():
        archiving.archive(polled.hall.event, TODAY)
    with database.transaction():
        assert tallies.tallies(polled.hall.board) == before
        archiving.archive_due(TODAY)
    assert left(Vote)[0] > 0
    with database.transaction():
        archiving.archive_due(another_day)
    assert left(Vote) == [0]
    with database.transaction():
        assert tallies.tallies(polled.hall.board) == before


@on_both
@pytest.mark.usefixtures("here")
def test_released_is_what_somebody_looked_at_and_only_once():
    polled = poll(noise(1, 90, 12))
    event = polled.hall.event
    assert disclosed(polled).reason is Reason.ONE_CROWD
    with database.transaction(), pytest.raises(Conflict):
        opinions.release(event, "Frau Kern", "another draft")
    seen = opinions.fingerprint(draft(polled).opinions)
    with database.transaction():
        assert opinions.released(event) is None
        assert opinions.release(event, "Frau Kern", seen) == 1
    assert draft(polled).released
    with database.transaction(), pytest.raises(Conflict):
        opinions.release(event, "Frau Kern", seen)
    with database.transaction():
        assert opinions.released(event).told.reason is Reason.ONE_CROWD


@on_both
@pytest.mark.usefixtures("here")
def test_a_statement_that_was_hidden_after_the_count_is_not_told_any_more():
    """After archiving there are no votes to count again, and the note may hold a name."""
    polled = poll(two_camps())
    disclosed(polled)
    with database.transaction():
        archiving.archive(polled.hall.event, TODAY)
        found = opinions.draft(polled.hall.event).opinions
        opinions.release(polled.hall.event, "M. Beck", opinions.fingerprint(found))
    gone = found.statements[found.told.groups[0].typical[0].statement]
    change(sa.update(Note).where(Note.id == uuid.UUID(gone.key)).values(state="hidden"))
    after = draft(polled)
    assert (gone in after.opinions.statements, after.released) == (False, False)
    assert len(after.opinions.statements) == len(found.statements) - 1
    result = after.opinions.told.statements
    assert result == set(range(len(after.opinions.statements)))


def waits_for_us() -> bool:
    """Whether another connection came to wait for this one (SQLite lets writers queue by itself)."""
    connection = database.connection()
    if connection.dialect.name != "postgresql":
        return True
    waiting = sa.text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    return any(connection.execute(waiting).scalar() for _ in range(20_000))


@on_both
@pytest.mark.usefixtures("here")
def test_jobs_of_two_workshops_that_close_together_both_end_well(app: Flask):
    polled = poll(two_camps())
    disclosed(polled)
    kept = draft(polled).opinions
    change(sa.delete(EventOpinions))
    faults = []

    def other() -> None:
        with app.app_context():
            try:
                with database.transaction():
                    opinions._keep(polled.hall.event, kept)  # noqa: SLF001 - what a job ends with
            except sa.exc.SQLAlchemyError as fault:
                faults.append(fault)

    thread = Thread(target=other)
    with database.transaction():
        opinions._keep(polled.hall.event, kept)  # noqa: SLF001 - as above
        thread.start()
        assert waits_for_us()
    thread.join()
    assert faults == []
    assert left(EventOpinions) == [1]
