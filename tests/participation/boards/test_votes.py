"""Votes: slots that the database limits, hidden until the results are opened."""

from __future__ import annotations

import contextlib
import threading
import uuid

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.boards.base.errors import BadChoice, Blocked, Frozen, PhaseOver, TooMany
from participation.boards.base.kinds import Audience
from participation.boards.leading import phases
from participation.boards.models import Board, Dot
from participation.boards.notes import grouping, moderation
from participation.boards.service.boards import Opinion, Phase
from participation.boards.voting import hands, votes


def voting(make_room, kind: str = "dots", dots: int = 3):
    room = make_room(queue=False, vote_kind=kind, dots=dots)
    notes = [room.write(text).id for text in ("Bus", "Kita", "Kurs")]
    room.does(phases.set_phase, Phase.VOTE, None)
    return room, notes


def act(verb, *args):
    with database.transaction():
        return verb(*args)


def test_dots_are_hidden_until_the_results_are_opened_and_then_told_with_their_voters(make_room):
    room, (bus, kita, _) = voting(make_room)
    one, two = room.person(), room.person()
    act(votes.set_dots, room.hall.board, one, [bus, bus, kita], room.now)
    act(votes.set_dots, room.hall.board, two, [bus], room.now)
    for audience in Audience:
        assert all("dots" not in note for note in room.told(0, audience)["notes"])
    before = room.told()
    assert before["board"]["counts"]["voted"] == 2
    room.does(phases.set_phase, Phase.RESULTS, None)
    after = {note["text"]: note for note in room.told(before["seq"])["notes"]}
    assert (after["Bus"]["dots"], after["Bus"]["voters"]) == (3, 2)
    assert (after["Kita"]["dots"], after["Kita"]["voters"]) == (1, 1)
    assert "dots" not in after["Kurs"]


def test_a_dot_is_moved_and_taken_back(make_room):
    room, (bus, kita, _) = voting(make_room)
    person = room.person()
    act(votes.set_dot, room.hall.board, person, 1, bus, room.now)
    act(votes.set_dot, room.hall.board, person, 1, kita, room.now)
    assert act(votes.mine, room.hall.board, person).dots == {1: kita}
    act(votes.set_dot, room.hall.board, person, 1, None, room.now)
    assert act(votes.mine, room.hall.board, person).dots == {}


def test_more_dots_than_one_has_are_refused(make_room):
    room, (bus, *_) = voting(make_room)
    person = room.person()
    for slot in (0, 4):
        with pytest.raises(TooMany):
            act(votes.set_dot, room.hall.board, person, slot, bus, room.now)
    with pytest.raises(TooMany):
        act(votes.set_dots, room.hall.board, person, [bus] * 4, room.now)


def test_twelve_votes_fired_at_once_leave_no_more_dots_than_slots(make_room, app: Flask):
    room, notes = voting(make_room)
    person = room.person()
    fired: list[int] = []

    def fire(number: int):
        with app.app_context():
            act(votes.set_dots, room.hall.board, person, [notes[number % 3]] * 3, room.now)
        fired.append(number)

    threads = [threading.Thread(target=fire, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(fired) == 12
    with database.transaction() as connection:
        slots = connection.execute(sa.select(Dot.slot).where(Dot.participant_id == person))
        assert sorted(slots.scalars()) == [1, 2, 3]


def test_no_vote_slips_in_behind_the_closing(make_room):
    room, (bus, *_) = voting(make_room)
    room.does(phases.set_phase, Phase.RESULTS, None)
    with pytest.raises(PhaseOver):
        act(votes.set_dot, room.hall.board, room.person(), 1, bus, room.now)


def test_nobody_votes_for_what_is_not_to_be_seen(make_room):
    room, _ = voting(make_room)
    with pytest.raises(BadChoice):
        act(votes.set_dot, room.hall.board, room.person(), 1, uuid.uuid4(), room.now)


WAYS = {
    "dots": [
        lambda board, person, target, now: votes.set_dot(board, person, 1, target, now),
        lambda board, person, target, now: votes.set_dots(board, person, [target], now),
    ],
    "statements": [
        lambda board, person, target, now: votes.say(board, person, target, Opinion.AGREE, now),
        lambda board, person, target, now: votes.say_all(
            board, person, {target: Opinion.AGREE}, now
        ),
    ],
    "rating": [
        lambda board, person, target, now: votes.rate(board, person, target, 5, now),
        lambda board, person, target, now: votes.rate_all(board, person, {target: 5}, now),
    ],
}
EVERY_WAY = [(kind, way) for kind, ways in WAYS.items() for way in ways]


@pytest.mark.parametrize(("kind", "way"), EVERY_WAY)
def test_a_note_behind_another_gets_no_vote_by_any_way(make_room, kind: str, way):
    room = make_room(queue=False, vote_kind=kind)
    first, behind = room.write("Bus"), room.write("Ein Bus")
    room.does(grouping.merge, behind.id, first.id)
    room.does(phases.set_phase, Phase.VOTE, None)
    board = room.hall.board
    with contextlib.suppress(BadChoice):  # of a whole form the rest is kept
        act(way, board, room.person(), behind.id, room.now)
    with pytest.raises(BadChoice):
        room.does(hands.count_hands, behind.id, "dots", 3)
    assert act(votes.voted, board) == 0
    act(way, board, room.person(), first.id, room.now)
    assert act(votes.voted, board) == 1


@pytest.mark.parametrize(("kind", "way"), EVERY_WAY)
@pytest.mark.parametrize("kept_out", ["blocked", "frozen"])
def test_nobody_votes_who_is_blocked_or_while_the_board_pauses(make_room, kind, way, kept_out):
    room = make_room(queue=False, vote_kind=kind)
    person = room.person()
    note = room.write("Bus", person)
    room.does(phases.set_phase, Phase.VOTE, None)
    verb, about, word = {
        "blocked": (moderation.block, [note.id], Blocked),
        "frozen": (phases.freeze, [], Frozen),
    }[kept_out]
    room.does(verb, *about, **{kept_out: True})
    with pytest.raises(word):
        act(way, room.hall.board, person, note.id, room.now)
    assert act(votes.voted, room.hall.board) == 0
    room.does(verb, *about, **{kept_out: False})
    act(way, room.hall.board, person, note.id, room.now)
    assert act(votes.voted, room.hall.board) == 1


def test_a_person_says_one_thing_to_a_statement(make_room):
    room, (bus, *_) = voting(make_room, "statements")
    one, two = room.person(), room.person()
    for said in (Opinion.DISAGREE, Opinion.AGREE):
        act(votes.say, room.hall.board, one, bus, said, room.now)
    act(votes.say, room.hall.board, two, bus, Opinion.PASS, room.now)
    room.does(phases.set_phase, Phase.RESULTS, None)
    assert room.notes()["Bus"]["opinions"] == {"agree": 1, "pass": 1}


def test_stars_are_one_to_five(make_room):
    room, (bus, *_) = voting(make_room, "rating")
    person = room.person()
    act(votes.rate, room.hall.board, person, bus, 4, room.now)
    with pytest.raises(BadChoice):
        act(votes.rate, room.hall.board, person, bus, 6, room.now)
    room.does(phases.set_phase, Phase.CLOSED, None)
    assert room.notes()["Bus"]["ratings"] == {"4": 1}


def test_hands_counted_in_the_room_stand_apart_from_phones(make_room):
    room, (bus, *_) = voting(make_room)
    act(votes.set_dot, room.hall.board, room.person(), 1, bus, room.now)
    room.does(hands.count_hands, bus, "dots", 12)
    room.does(phases.set_phase, Phase.RESULTS, None)
    note = room.notes()["Bus"]
    assert (note["dots"], note["hands"]) == (1, {"dots": 12})


def test_a_storm_of_votes_takes_few_numbers(make_room):
    room, (bus, *_) = voting(make_room)
    before = room.told()["seq"]
    for _ in range(10):
        act(votes.set_dot, room.hall.board, room.person(), 1, bus, room.now)
    with database.transaction() as connection:
        assert connection.execute(sa.select(Board.seq)).scalar_one() <= before + 1
