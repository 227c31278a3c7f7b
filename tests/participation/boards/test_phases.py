"""Phases are set by the facilitator and followed by all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from participation.boards.base import audit
from participation.boards.base.errors import BadChoice, Frozen
from participation.boards.base.kinds import Audience
from participation.boards.leading import phases
from participation.boards.service.boards import Phase, VoteKind


def test_the_timer_counts_from_the_servers_clock(make_live_board):
    live_board = make_live_board()
    live_board.does(phases.set_phase, Phase.COLLECT, 10)
    document = live_board.changes()
    assert document["board"]["ends"] - document["now"] == 600_000


@pytest.mark.parametrize(("over", "left"), [(-5, 8), (5, 3), (0, 3)])
def test_more_minutes_count_from_the_end_or_once_that_is_past_from_now(make_live_board, over, left):
    live_board = make_live_board()
    live_board.does(phases.set_phase, Phase.COLLECT, 10)
    live_board.now += timedelta(minutes=10 + over) - timedelta(
        seconds=2
    )  # an act takes two seconds
    live_board.does(phases.extend, 3)
    document = live_board.changes()
    assert document["board"]["ends"] - document["now"] == left * 60_000


def test_others_notes_appear_when_the_collecting_ends(make_live_board):
    live_board = make_live_board(queue=False, others_hidden=True)
    live_board.write("Bus")
    assert live_board.notes() == {}
    assert set(live_board.notes(Audience.WALL)) == {"Bus"}
    before = live_board.changes()["seq"]
    live_board.does(phases.set_phase, Phase.CLUSTER, None)
    assert [note["text"] for note in live_board.changes(before)["notes"]] == ["Bus"]


def test_notes_hidden_while_collecting_leave_the_phones_that_have_them(make_live_board):
    live_board = make_live_board(queue=False)
    kept = live_board.write("Bus")
    live_board.does(phases.hide_others, hidden=True)
    assert live_board.changes(kept.seq)["notes"] == [{"id": str(kept.id), "gone": True}]
    live_board.does(phases.hide_others, hidden=False)
    assert [note["text"] for note in live_board.changes(kept.seq)["notes"]] == ["Bus"]


def test_a_pause_keeps_the_phase_and_the_next_phase_ends_it(make_live_board):
    live_board = make_live_board()
    live_board.does(phases.freeze, frozen=True)
    assert live_board.changes()["board"]["frozen"]
    with pytest.raises(Frozen):
        live_board.write()
    live_board.does(phases.set_phase, Phase.COLLECT, None)
    assert live_board.write().state == "waiting"


def test_the_wall_goes_dark_with_one_act_and_a_line_stays(make_live_board):
    live_board = make_live_board()
    live_board.does(phases.darken, dark=True)
    assert live_board.changes(0, Audience.WALL)["board"]["dark"]
    assert [(line.act, line.role) for line in audit.lines(live_board.hall.board)] == [
        ("dark", "facilitator")
    ]


@pytest.mark.parametrize("minutes", [0, -5, 241])
def test_a_timer_is_from_one_minute_to_four_hours(make_live_board, minutes: int):
    live_board = make_live_board()
    with pytest.raises(BadChoice):
        live_board.does(phases.set_timer, minutes)


def test_how_people_vote_is_not_changed_while_they_do(make_live_board):
    live_board = make_live_board(phase="vote")
    with pytest.raises(BadChoice):
        live_board.does(phases.set_voting, VoteKind.RATING, 3)


def test_the_spotlight_shines_only_on_what_everybody_may_see(make_live_board):
    live_board = make_live_board()
    kept = live_board.write()
    with pytest.raises(BadChoice):
        live_board.does(phases.spotlight, kept.id)
