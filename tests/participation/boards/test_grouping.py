"""Groups by buttons: merge keeps the originals, everything can be undone."""

from __future__ import annotations

import uuid

import pytest

from participation.base import database
from participation.boards.base.errors import BadChoice, Moved, UnknownBoard
from participation.boards.notes import grouping, outcomes
from participation.boards.notes.outcomes import OutcomeDraft


def undo(live_board) -> bool:
    return live_board.does(grouping.undo)


def test_notes_are_grouped_and_the_group_made_twice_is_made_once(make_live_board):
    live_board = make_live_board(queue=False)
    one, two = live_board.write("Bus"), live_board.write("Bahn")
    key = uuid.uuid4()
    for _ in range(2):
        live_board.does(grouping.create, key, "Mobilität", "needs", [one.id, two.id])
    document = live_board.changes()
    assert [(c["title"], c["column"]) for c in document["clusters"]] == [("Mobilität", "needs")]
    assert {note["cluster"] for note in document["notes"]} == {str(key)}


def test_grouping_is_undone_step_by_step(make_live_board):
    live_board = make_live_board(queue=False)
    kept = live_board.write("Bus")
    key = uuid.uuid4()
    live_board.does(grouping.create, key, "Mobilität", None, [])
    live_board.does(grouping.assign, [kept.id], key)
    live_board.does(grouping.move, [kept.id], "ideas")
    before = live_board.changes()["seq"]
    assert undo(live_board)
    assert live_board.notes()["Bus"]["column"] == "needs"
    assert undo(live_board)
    assert "cluster" not in live_board.notes()["Bus"]
    assert undo(live_board)
    assert {"id": str(key), "gone": True} in live_board.changes(before)["clusters"]
    assert not undo(live_board)


def test_a_merged_note_keeps_its_text_and_its_author(make_live_board):
    live_board = make_live_board(queue=False)
    person = live_board.person()
    one, two = live_board.write("Bus am Abend"), live_board.write("Abends fährt kein Bus", person)
    live_board.does(grouping.merge, two.id, one.id)
    assert live_board.notes()["Abends fährt kein Bus"]["merged"] == str(one.id)
    assert [note["text"] for note in live_board.own(person)] == ["Abends fährt kein Bus"]
    with pytest.raises(BadChoice):
        live_board.does(grouping.merge, one.id, two.id)
    undo(live_board)
    assert "merged" not in live_board.notes()["Abends fährt kein Bus"]


def test_what_stood_behind_a_note_follows_it(make_live_board):
    live_board = make_live_board(queue=False)
    one, two, three = (live_board.write(text) for text in ("eins", "zwei", "drei"))
    live_board.does(grouping.merge, three.id, two.id)
    live_board.does(grouping.merge, two.id, one.id)
    assert {live_board.notes()[text]["merged"] for text in ("zwei", "drei")} == {str(one.id)}
    undo(live_board)
    assert live_board.notes()["drei"]["merged"] == str(two.id)


def test_of_two_facilitators_who_move_the_same_note_the_second_is_told(make_live_board):
    live_board = make_live_board(queue=False)
    kept = live_board.write("Bus")
    first, second = uuid.uuid4(), uuid.uuid4()
    for key, title in ((first, "Wege"), (second, "Zeiten")):
        live_board.does(grouping.create, key, title, None, [])
    live_board.does(grouping.assign, [kept.id], first, seen=None)
    with pytest.raises(Moved):
        live_board.does(grouping.assign, [kept.id], second, seen=None)
    assert live_board.notes()["Bus"]["cluster"] == str(first)


def test_a_dissolved_group_leaves_its_notes(make_live_board):
    live_board = make_live_board(queue=False)
    kept = live_board.write("Bus")
    key = uuid.uuid4()
    live_board.does(grouping.create, key, "Wege", None, [kept.id])
    live_board.does(grouping.dissolve, key)
    assert "cluster" not in live_board.notes()["Bus"]
    undo(live_board)
    assert live_board.notes()["Bus"]["cluster"] == str(key)


def test_what_a_discussion_came_to_is_told_and_taken_back(make_live_board):
    live_board = make_live_board()
    draft = OutcomeDraft(uuid.uuid4(), "Fahrplan prüfen", "Kreis", "bis Herbst")
    for _ in range(2):
        with database.transaction():
            seq = outcomes.save(live_board.hall.board, draft)
    assert [(o["what"], o["who"], o["until"]) for o in live_board.changes()["outcomes"]] == [
        ("Fahrplan prüfen", "Kreis", "bis Herbst")
    ]
    with database.transaction():
        outcomes.delete(live_board.hall.board, draft.id)
    assert live_board.changes(seq)["outcomes"] == [{"id": str(draft.id), "gone": True}]


def test_a_note_of_another_board_is_not_grouped(make_live_board):
    live_board = make_live_board(queue=False)
    with pytest.raises(UnknownBoard):
        live_board.does(grouping.assign, [uuid.uuid4()], None)
