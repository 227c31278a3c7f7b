"""Groups by buttons: merge keeps the originals, everything can be undone."""

from __future__ import annotations

import uuid

import pytest

from participation.base import database
from participation.boards.base.errors import BadChoice, Moved, UnknownBoard
from participation.boards.notes import grouping, outcomes
from participation.boards.notes.outcomes import OutcomeDraft


def undo(room) -> bool:
    return room.does(grouping.undo)


def test_notes_are_grouped_and_the_group_made_twice_is_made_once(make_room):
    room = make_room(queue=False)
    one, two = room.write("Bus"), room.write("Bahn")
    key = uuid.uuid4()
    for _ in range(2):
        room.does(grouping.create, key, "Mobilität", "needs", [one.id, two.id])
    document = room.told()
    assert [(c["title"], c["column"]) for c in document["clusters"]] == [("Mobilität", "needs")]
    assert {note["cluster"] for note in document["notes"]} == {str(key)}


def test_grouping_is_undone_step_by_step(make_room):
    room = make_room(queue=False)
    kept = room.write("Bus")
    key = uuid.uuid4()
    room.does(grouping.create, key, "Mobilität", None, [])
    room.does(grouping.assign, [kept.id], key)
    room.does(grouping.move, [kept.id], "ideas")
    before = room.told()["seq"]
    assert undo(room)
    assert room.notes()["Bus"]["column"] == "needs"
    assert undo(room)
    assert "cluster" not in room.notes()["Bus"]
    assert undo(room)
    assert {"id": str(key), "gone": True} in room.told(before)["clusters"]
    assert not undo(room)


def test_a_merged_note_keeps_its_text_and_its_author(make_room):
    room = make_room(queue=False)
    person = room.person()
    one, two = room.write("Bus am Abend"), room.write("Abends fährt kein Bus", person)
    room.does(grouping.merge, two.id, one.id)
    assert room.notes()["Abends fährt kein Bus"]["merged"] == str(one.id)
    assert [note["text"] for note in room.own(person)] == ["Abends fährt kein Bus"]
    with pytest.raises(BadChoice):
        room.does(grouping.merge, one.id, two.id)
    undo(room)
    assert "merged" not in room.notes()["Abends fährt kein Bus"]


def test_what_stood_behind_a_note_follows_it(make_room):
    room = make_room(queue=False)
    one, two, three = (room.write(text) for text in ("eins", "zwei", "drei"))
    room.does(grouping.merge, three.id, two.id)
    room.does(grouping.merge, two.id, one.id)
    assert {room.notes()[text]["merged"] for text in ("zwei", "drei")} == {str(one.id)}
    undo(room)
    assert room.notes()["drei"]["merged"] == str(two.id)


def test_of_two_facilitators_who_move_the_same_note_the_second_is_told(make_room):
    room = make_room(queue=False)
    kept = room.write("Bus")
    first, second = uuid.uuid4(), uuid.uuid4()
    for key, title in ((first, "Wege"), (second, "Zeiten")):
        room.does(grouping.create, key, title, None, [])
    room.does(grouping.assign, [kept.id], first, seen=None)
    with pytest.raises(Moved):
        room.does(grouping.assign, [kept.id], second, seen=None)
    assert room.notes()["Bus"]["cluster"] == str(first)


def test_a_dissolved_group_leaves_its_notes(make_room):
    room = make_room(queue=False)
    kept = room.write("Bus")
    key = uuid.uuid4()
    room.does(grouping.create, key, "Wege", None, [kept.id])
    room.does(grouping.dissolve, key)
    assert "cluster" not in room.notes()["Bus"]
    undo(room)
    assert room.notes()["Bus"]["cluster"] == str(key)


def test_what_a_discussion_came_to_is_told_and_taken_back(make_room):
    room = make_room()
    draft = OutcomeDraft(uuid.uuid4(), "Fahrplan prüfen", "Kreis", "bis Herbst")
    for _ in range(2):
        with database.transaction():
            seq = outcomes.save(room.hall.board, draft)
    assert [(o["what"], o["who"], o["until"]) for o in room.told()["outcomes"]] == [
        ("Fahrplan prüfen", "Kreis", "bis Herbst")
    ]
    with database.transaction():
        outcomes.delete(room.hall.board, draft.id)
    assert room.told(seq)["outcomes"] == [{"id": str(draft.id), "gone": True}]


def test_a_note_of_another_board_is_not_grouped(make_room):
    room = make_room(queue=False)
    with pytest.raises(UnknownBoard):
        room.does(grouping.assign, [uuid.uuid4()], None)
