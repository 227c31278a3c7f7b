"""Phases are set by the facilitator and followed by all."""

from __future__ import annotations

from datetime import timedelta

import pytest

from participation.boards.base import audit
from participation.boards.base.errors import BadChoice, Frozen
from participation.boards.base.kinds import Audience
from participation.boards.leading import phases
from participation.boards.service.boards import Phase, VoteKind


def test_the_timer_counts_from_the_servers_clock(make_room):
    room = make_room()
    room.does(phases.set_phase, Phase.COLLECT, 10)
    document = room.told()
    assert document["board"]["ends"] - document["now"] == 600_000


@pytest.mark.parametrize(("over", "left"), [(-5, 8), (5, 3), (0, 3)])
def test_more_minutes_count_from_the_end_or_once_that_is_past_from_now(make_room, over, left):
    room = make_room()
    room.does(phases.set_phase, Phase.COLLECT, 10)
    room.now += timedelta(minutes=10 + over) - timedelta(seconds=2)  # an act takes two seconds
    room.does(phases.extend, 3)
    document = room.told()
    assert document["board"]["ends"] - document["now"] == left * 60_000


def test_others_notes_appear_when_the_collecting_ends(make_room):
    room = make_room(queue=False, others_hidden=True)
    room.write("Bus")
    assert room.notes() == {}
    assert set(room.notes(Audience.WALL)) == {"Bus"}
    before = room.told()["seq"]
    room.does(phases.set_phase, Phase.CLUSTER, None)
    assert [note["text"] for note in room.told(before)["notes"]] == ["Bus"]


def test_notes_hidden_while_collecting_leave_the_phones_that_have_them(make_room):
    room = make_room(queue=False)
    kept = room.write("Bus")
    room.does(phases.hide_others, hidden=True)
    assert room.told(kept.seq)["notes"] == [{"id": str(kept.id), "gone": True}]
    room.does(phases.hide_others, hidden=False)
    assert [note["text"] for note in room.told(kept.seq)["notes"]] == ["Bus"]


def test_a_pause_keeps_the_phase_and_the_next_phase_ends_it(make_room):
    room = make_room()
    room.does(phases.freeze, frozen=True)
    assert room.told()["board"]["frozen"]
    with pytest.raises(Frozen):
        room.write()
    room.does(phases.set_phase, Phase.COLLECT, None)
    assert room.write().state == "waiting"


def test_the_wall_goes_dark_with_one_act_and_a_line_stays(make_room):
    room = make_room()
    room.does(phases.darken, dark=True)
    assert room.told(0, Audience.WALL)["board"]["dark"]
    assert [(line.act, line.role) for line in audit.lines(room.hall.board)] == [
        ("dark", "facilitator")
    ]


@pytest.mark.parametrize("minutes", [0, -5, 241])
def test_a_timer_is_from_one_minute_to_four_hours(make_room, minutes: int):
    room = make_room()
    with pytest.raises(BadChoice):
        room.does(phases.set_timer, minutes)


def test_how_people_vote_is_not_changed_while_they_do(make_room):
    room = make_room(phase="vote")
    with pytest.raises(BadChoice):
        room.does(phases.set_voting, VoteKind.RATING, 3)


def test_the_spotlight_shines_only_on_what_everybody_may_see(make_room):
    room = make_room()
    kept = room.write()
    with pytest.raises(BadChoice):
        room.does(phases.spotlight, kept.id)
