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


def voting(make_live_board, kind: str = "dots", dots: int = 3):
    live_board = make_live_board(queue=False, vote_kind=kind, dots=dots)
    notes = [live_board.write(text).id for text in ("Bus", "Kita", "Kurs")]
    live_board.does(phases.set_phase, Phase.VOTE, None)
    return live_board, notes


def act(verb, *args):
    with database.transaction():
        return verb(*args)


def test_dots_are_hidden_until_the_results_are_opened_and_then_told_with_their_voters(
    make_live_board,
):
    live_board, (bus, kita, _) = voting(make_live_board)
    one, two = live_board.person(), live_board.person()
    act(votes.set_dots, live_board.hall.board, one, [bus, bus, kita], live_board.now)
    act(votes.set_dots, live_board.hall.board, two, [bus], live_board.now)
    for audience in Audience:
        assert all("dots" not in note for note in live_board.changes(0, audience)["notes"])
    before = live_board.changes()
    assert before["board"]["counts"]["voted"] == 2
    live_board.does(phases.set_phase, Phase.RESULTS, None)
    after = {note["text"]: note for note in live_board.changes(before["seq"])["notes"]}
    assert (after["Bus"]["dots"], after["Bus"]["voters"]) == (3, 2)
    assert (after["Kita"]["dots"], after["Kita"]["voters"]) == (1, 1)
    assert "dots" not in after["Kurs"]


def test_a_dot_is_moved_and_taken_back(make_live_board):
    live_board, (bus, kita, _) = voting(make_live_board)
    person = live_board.person()
    act(votes.set_dot, live_board.hall.board, person, 1, bus, live_board.now)
    act(votes.set_dot, live_board.hall.board, person, 1, kita, live_board.now)
    assert act(votes.mine, live_board.hall.board, person).dots == {1: kita}
    act(votes.set_dot, live_board.hall.board, person, 1, None, live_board.now)
    assert act(votes.mine, live_board.hall.board, person).dots == {}


def test_more_dots_than_one_has_are_refused(make_live_board):
    live_board, (bus, *_) = voting(make_live_board)
    person = live_board.person()
    for slot in (0, 4):
        with pytest.raises(TooMany):
            act(votes.set_dot, live_board.hall.board, person, slot, bus, live_board.now)
    with pytest.raises(TooMany):
        act(votes.set_dots, live_board.hall.board, person, [bus] * 4, live_board.now)


def test_twelve_votes_fired_at_once_leave_no_more_dots_than_slots(make_live_board, app: Flask):
    live_board, notes = voting(make_live_board)
    person = live_board.person()
    fired: list[int] = []

    def fire(number: int):
        with app.app_context():
            act(
                votes.set_dots,
                live_board.hall.board,
                person,
                [notes[number % 3]] * 3,
                live_board.now,
            )
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


def test_no_vote_slips_in_behind_the_closing(make_live_board):
    live_board, (bus, *_) = voting(make_live_board)
    live_board.does(phases.set_phase, Phase.RESULTS, None)
    with pytest.raises(PhaseOver):
        act(votes.set_dot, live_board.hall.board, live_board.person(), 1, bus, live_board.now)


def test_nobody_votes_for_what_is_not_to_be_seen(make_live_board):
    live_board, _ = voting(make_live_board)
    with pytest.raises(BadChoice):
        act(
            votes.set_dot,
            live_board.hall.board,
            live_board.person(),
            1,
            uuid.uuid4(),
            live_board.now,
        )


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
def test_a_note_behind_another_gets_no_vote_by_any_way(make_live_board, kind: str, way):
    live_board = make_live_board(queue=False, vote_kind=kind)
    first, behind = live_board.write("Bus"), live_board.write("Ein Bus")
    live_board.does(grouping.merge, behind.id, first.id)
    live_board.does(phases.set_phase, Phase.VOTE, None)
    board = live_board.hall.board
    with contextlib.suppress(BadChoice):  # of a whole form the rest is kept
        act(way, board, live_board.person(), behind.id, live_board.now)
    with pytest.raises(BadChoice):
        live_board.does(hands.count_hands, behind.id, "dots", 3)
    assert act(votes.voted, board) == 0
    act(way, board, live_board.person(), first.id, live_board.now)
    assert act(votes.voted, board) == 1


@pytest.mark.parametrize(("kind", "way"), EVERY_WAY)
@pytest.mark.parametrize("kept_out", ["blocked", "frozen"])
def test_nobody_votes_who_is_blocked_or_while_the_board_pauses(
    make_live_board, kind, way, kept_out
):
    live_board = make_live_board(queue=False, vote_kind=kind)
    person = live_board.person()
    note = live_board.write("Bus", person)
    live_board.does(phases.set_phase, Phase.VOTE, None)
    verb, about, word = {
        "blocked": (moderation.block, [note.id], Blocked),
        "frozen": (phases.freeze, [], Frozen),
    }[kept_out]
    live_board.does(verb, *about, **{kept_out: True})
    with pytest.raises(word):
        act(way, live_board.hall.board, person, note.id, live_board.now)
    assert act(votes.voted, live_board.hall.board) == 0
    live_board.does(verb, *about, **{kept_out: False})
    act(way, live_board.hall.board, person, note.id, live_board.now)
    assert act(votes.voted, live_board.hall.board) == 1


def test_a_person_says_one_thing_to_a_statement(make_live_board):
    live_board, (bus, *_) = voting(make_live_board, "statements")
    one, two = live_board.person(), live_board.person()
    for said in (Opinion.DISAGREE, Opinion.AGREE):
        act(votes.say, live_board.hall.board, one, bus, said, live_board.now)
    act(votes.say, live_board.hall.board, two, bus, Opinion.PASS, live_board.now)
    live_board.does(phases.set_phase, Phase.RESULTS, None)
    assert live_board.notes()["Bus"]["opinions"] == {"agree": 1, "pass": 1}


def test_stars_are_one_to_five(make_live_board):
    live_board, (bus, *_) = voting(make_live_board, "rating")
    person = live_board.person()
    act(votes.rate, live_board.hall.board, person, bus, 4, live_board.now)
    with pytest.raises(BadChoice):
        act(votes.rate, live_board.hall.board, person, bus, 6, live_board.now)
    live_board.does(phases.set_phase, Phase.CLOSED, None)
    assert live_board.notes()["Bus"]["ratings"] == {"4": 1}


def test_hands_counted_in_the_room_stand_apart_from_phones(make_live_board):
    live_board, (bus, *_) = voting(make_live_board)
    act(votes.set_dot, live_board.hall.board, live_board.person(), 1, bus, live_board.now)
    live_board.does(hands.count_hands, bus, "dots", 12)
    live_board.does(phases.set_phase, Phase.RESULTS, None)
    note = live_board.notes()["Bus"]
    assert (note["dots"], note["hands"]) == (1, {"dots": 12})


def test_a_storm_of_votes_takes_few_numbers(make_live_board):
    live_board, (bus, *_) = voting(make_live_board)
    before = live_board.changes()["seq"]
    for _ in range(10):
        act(votes.set_dot, live_board.hall.board, live_board.person(), 1, bus, live_board.now)
    with database.transaction() as connection:
        assert connection.execute(sa.select(Board.seq)).scalar_one() <= before + 1
