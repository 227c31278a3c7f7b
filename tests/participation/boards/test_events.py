"""Events, boards from templates, prompts in many languages, rehearsal, archive."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database, hooks
from participation.base.errors import Conflict
from participation.base.words.languages import LANGUAGES
from participation.boards.base.errors import UnknownBoard, WorkshopOver
from participation.boards.base.kinds import Audience
from participation.boards.closing import archiving, ticking
from participation.boards.events import (
    destinations,
    links,
    participants,
    planning,
    rehearsal,
    visit,
)
from participation.boards.events.programme import EventPlan, WorkshopPlan
from participation.boards.leading import phases
from participation.boards.models import Dot, ModerationEntry, Note, Participant, Reaction
from participation.boards.notes import moderation
from participation.boards.notes.changes import changes
from participation.boards.notes.writing import react as react_to_note
from participation.boards.service import boards
from participation.boards.service.boards import BoardRole, Phase
from participation.boards.setup import library, preparing
from participation.boards.voting import hands, votes

DAY = date(2027, 6, 1)


def act(verb, *args, **more):
    with database.transaction():
        return verb(*args, **more)


def planned(template: str = "fachtag_standard"):
    """An event, its workshop and its board."""
    event = act(planning.create, EventPlan({"de": "Fachtag"}, DAY, languages=("ar", "de", "uk")))
    workshop = act(planning.add_workshop, event, WorkshopPlan({"de": "Wohnen"}, "Raum 1"))
    return event, workshop, act(preparing.add_board, workshop, template)


@pytest.mark.parametrize("key", library.templates())
def test_every_template_makes_a_board_with_all_its_prompts_in_every_language(app: Flask, key: str):
    with app.app_context():
        _, _, board = planned(key)
        for tag in LANGUAGES:
            said = act(preparing.prompts, board, tag)
            assert len(said) == len(library.templates()[key].columns)
            assert all(item.title and item.prompt for item in said)
            assert all(bool(item.released_by) is (tag == "de") for item in said)


def test_a_conference_has_six_questions_and_is_named_for_six():
    shipped = library.templates()["fachtag_standard"]
    assert (len(shipped.columns), shipped.title["de"]) == (6, "Fachtag: sechs Fragen")


def test_people_see_a_translation_once_somebody_stands_for_it(app: Flask):
    with app.app_context():
        event, _, board = planned()
        now = datetime(2027, 6, 1, tzinfo=UTC)
        texts = act(changes, board, 0, Audience.PARTICIPANT, now)["columns"][0]["texts"]
        assert set(texts) == {"de"}
        act(planning.open_unchecked, event, "uk", opened=True)
        said = {p.column: (p.title, p.prompt) for p in act(preparing.prompts, board, "ar")}
        act(preparing.save_prompts, board, "ar", said, "Frau Haddad")
        texts = act(changes, board, 0, Audience.PARTICIPANT, now)["columns"][0]["texts"]
        assert set(texts) == {"de", "ar", "uk"}
        assert (texts["uk"].get("unchecked"), texts["ar"].get("unchecked")) == (True, None)
        assert act(preparing.released_languages, [board]) == {board: {"de", "ar"}}


def test_a_changed_german_question_takes_the_release_of_its_translations(app: Flask):
    with app.app_context():
        _, _, board = planned()
        said = {p.column: (p.title, p.prompt) for p in act(preparing.prompts, board, "ar")}
        act(preparing.save_prompts, board, "ar", said, "Frau Haddad")
        german = {"needs": ("Bedarfe", "Was fehlt in Seestadt?")}
        assert act(preparing.save_prompts, board, "de", german, "Herr Krause") == 1
        assert [p.released_by is None for p in act(preparing.prompts, board, "ar")][:2] == [
            True,
            False,
        ]


def test_of_two_editors_of_an_event_the_second_is_told(app: Flask):
    with app.app_context():
        event, _, _ = planned()
        act(planning.save, event, EventPlan({"de": "Neu"}, DAY), 1)
        with pytest.raises(Conflict):
            act(planning.save, event, EventPlan({"de": "Anders"}, DAY), 1)
        assert act(planning.event, event).plan.title == {"de": "Neu"}


def test_the_list_of_events_costs_the_same_however_many_there_are(app: Flask):
    with app.app_context():
        counts = []
        for _ in range(2):
            planned()
            items: list[str] = []
            engine = app.extensions["database"]

            def count(*args: object, shown: list[str] = items) -> None:
                shown.append(str(args[2]))

            sa.event.listen(engine, "before_cursor_execute", count)
            act(planning.events)
            sa.event.remove(engine, "before_cursor_execute", count)
            counts.append(sum("SELECT" in statement for statement in items))
        assert counts == [1, 1]


def test_what_is_written_in_a_rehearsal_is_gone_on_the_day(make_live_board):
    live_board = make_live_board(rehearsal=True, queue=False)
    live_board.write("Probe")
    live_board.does(phases.set_phase, Phase.VOTE, 5)
    before = live_board.changes()["board"]["epoch"]
    assert act(rehearsal.end_due, date(2027, 5, 31)) == 0
    assert act(rehearsal.end_due, date(2027, 6, 1)) == 1
    document = live_board.changes()
    assert (document["notes"], document["board"]["phase"]) == ([], "collect")
    assert document["board"]["counts"]["people"] == 0
    assert document["board"]["epoch"] == before + 1
    assert act(rehearsal.end_due, date(2027, 6, 1)) == 0


def test_the_installations_own_tick_ends_a_rehearsal_and_archives(make_live_board, monkeypatch):
    live_board = make_live_board(rehearsal=True, queue=False)
    live_board.write("Probe")
    act(ticking.tick, datetime(2027, 5, 31, 21, 59, tzinfo=UTC))
    assert set(live_board.notes()) == {"Probe"}
    act(ticking.tick, datetime(2027, 5, 31, 22, 1, tzinfo=UTC))  # midnight in the county
    assert live_board.notes() == {}
    for trusted, archived in ((False, None), (True, date(2028, 6, 2))):
        monkeypatch.setattr(ticking.last_times, "trusted", lambda *_, known=trusted: known)
        act(ticking.tick, datetime(2028, 6, 2, 12, tzinfo=UTC))
        assert act(planning.event, live_board.hall.event).archived_on == archived
    assert ticking.tick in hooks.TICK.registered()


def test_no_rehearsal_begins_where_cards_were_typed_in(make_live_board):
    live_board = make_live_board()
    with database.transaction():
        card = boards.NoteDraft(uuid.uuid4(), "needs", "Karte")
        boards.write_note(live_board.hall.board, None, card, live_board.now)
    with pytest.raises(Conflict):
        act(rehearsal.begin_again, live_board.hall.event)


def test_no_rehearsal_begins_where_people_have_taken_part(make_live_board):
    live_board = make_live_board()
    live_board.write("echt")
    with pytest.raises(Conflict):
        act(rehearsal.begin_again, live_board.hall.event)


def test_archiving_leaves_counts_and_takes_secrets_times_and_links(make_live_board):
    live_board = make_live_board(queue=False)
    with database.transaction():
        person, secret = participants.join(
            destinations.of_code(live_board.hall.code), live_board.now
        )
        token = links.renew(live_board.hall.event, live_board.hall.workshop, BoardRole.WALL)
    kept = live_board.write("Bus", person.id)
    live_board.does(moderation.hide, kept.id, "Versehen")
    live_board.does(moderation.restore, kept.id)
    act(react_to_note, live_board.hall.board, person.id, kept.id, "heart")
    live_board.does(phases.set_phase, Phase.VOTE, None)
    act(votes.set_dots, live_board.hall.board, person.id, [kept.id, kept.id], live_board.now)
    live_board.does(hands.count_hands, kept.id, "dots", 4)
    live_board.does(phases.set_phase, Phase.CLOSED, None)
    before = live_board.notes()["Bus"]
    assert act(archiving.archive, live_board.hall.event, date(2027, 12, 1))
    assert not act(archiving.archive, live_board.hall.event, date(2027, 12, 2))
    assert live_board.notes()["Bus"] == before
    assert (before["dots"], before["voters"], before["hands"]) == (2, 1, {"dots": 4})
    with database.transaction() as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(Dot)).scalar_one() == 0
        assert connection.execute(sa.select(sa.func.count(Reaction.note_id))).scalar_one() == 0
        assert connection.execute(sa.select(Note.written_at)).scalars().all() == [None]
        assert set(connection.execute(sa.select(Participant.secret_hash)).scalars()) == {None}
        times = {
            moment.time() for moment in connection.execute(sa.select(ModerationEntry.at)).scalars()
        }
        assert {(t.hour, t.minute) for t in times} == {(0, 0)}
        hall = destinations.of_code(live_board.hall.code)
        cookies = {f"b_{live_board.hall.event_code}": secret, f"l_w_{live_board.hall.code}": token}
        assert visit.find(hall, frozenset(BoardRole), cookies) is None
        with pytest.raises(WorkshopOver):
            participants.join(hall, live_board.now)


def test_an_event_is_archived_when_its_time_is_over(make_live_board):
    make_live_board()
    assert act(archiving.archive_due, date(2028, 6, 1)) == 0
    assert act(archiving.archive_due, date(2028, 6, 2)) == 1


def test_an_event_with_notes_is_not_thrown_away(make_live_board):
    live_board = make_live_board()
    live_board.write("echt")
    with pytest.raises(Conflict):
        act(planning.delete, live_board.hall.event)
    assert act(planning.event, live_board.hall.event).notes == 1


def test_a_rehearsed_event_is_thrown_away_whole(make_live_board):
    live_board = make_live_board(rehearsal=True)
    live_board.write("Probe")
    act(planning.delete, live_board.hall.event)
    with pytest.raises(UnknownBoard):
        live_board.changes()
