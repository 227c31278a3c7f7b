"""Notes: stored once, changed by their author alone, told to who may see them."""

from __future__ import annotations

import threading
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.errors import Conflict
from participation.boards.base.errors import BadNote, Frozen, PhaseOver, Stale, UnknownBoard
from participation.boards.base.kinds import Audience
from participation.boards.base.sequence import step
from participation.boards.models import Board
from participation.boards.notes import writing
from participation.boards.notes.changes import changes
from participation.boards.notes.changes import own as own_notes
from participation.boards.notes.writing import delete as delete_note
from participation.boards.notes.writing import edit as edit_note
from participation.boards.notes.writing import react as react_to_note
from participation.boards.service import boards
from participation.boards.service.boards import NoteDraft
from tests.support.boards import Hall, join, make_hall
from tests.support.postgres import on_postgres

NOW = datetime(2027, 6, 1, 10, tzinfo=UTC)


def draft(text: str = "Bus nach 20 Uhr", **more: object) -> NoteDraft:
    return NoteDraft(uuid.uuid4(), "needs", text, **more)


def write(hall: Hall, person: uuid.UUID | None, note: NoteDraft | None = None):
    with database.transaction():
        return boards.write_note(hall.board, person, note or draft(), NOW)


def changes_of(hall: Hall, since: int = 0, audience: Audience = Audience.PARTICIPANT):
    with database.transaction():
        return changes(hall.board, since, audience, NOW)


def own(hall: Hall, person: uuid.UUID, now: datetime = NOW):
    with database.transaction():
        return own_notes(hall.board, person, now)


def put(hall: Hall, **fields: object) -> None:
    with database.transaction() as connection:
        connection.execute(sa.update(Board).where(Board.id == hall.board).values(**fields))


def test_a_note_without_queue_is_told_to_everybody_at_once(app: Flask):
    with app.app_context():
        hall = make_hall(queue=False)
        person, _ = join(hall)
        kept = write(hall, person, draft("دورة مسائية", language="ar"))
        document = changes_of(hall)
    assert document["seq"] == kept.seq
    assert [(n["text"], n["lang"], n["dir"], n["column"]) for n in document["notes"]] == [
        ("دورة مسائية", "ar", "rtl", "needs")
    ]
    assert document["board"]["counts"] == {"people": 1, "notes": 1, "waiting": 0}
    assert document["columns"][0]["texts"]["de"]["prompt"] == "Was brauchen die Menschen hier?"


def test_a_note_that_waits_is_known_to_its_author_and_to_moderation_only(app: Flask):
    with app.app_context():
        hall = make_hall()
        person, _ = join(hall)
        stranger, _ = join(hall)
        write(hall, person)
        assert changes_of(hall)["notes"] == []
        assert changes_of(hall)["board"]["counts"]["waiting"] == 1
        assert [n["state"] for n in changes_of(hall, 0, Audience.MODERATOR)["notes"]] == ["waiting"]
        assert [n["state"] for n in own(hall, person)] == ["waiting"]
        assert own(hall, stranger) == []
        assert own(hall, person, NOW + timedelta(minutes=4))[0]["busy"]


def test_a_note_sent_twice_is_stored_once_and_gets_the_same_answer(app: Flask):
    with app.app_context():
        hall = make_hall(queue=False)
        person, _ = join(hall)
        note = draft()
        first = write(hall, person, note)
        put(hall, phase="cluster")
        assert write(hall, person, note) == first
        assert len(changes_of(hall)["notes"]) == 1


def test_nobody_gets_an_answer_to_the_key_of_somebody_elses_note(app: Flask):
    with app.app_context():
        hall = make_hall()
        note = draft()
        write(hall, join(hall)[0], note)
        with pytest.raises(Conflict):
            write(hall, join(hall)[0], note)


def test_the_same_note_fired_five_times_at_once_is_stored_once(app: Flask):
    with app.app_context():
        hall = make_hall(queue=False)
        person, _ = join(hall)
    note, found = draft(), []

    def fire():
        with app.app_context():
            found.append(write(hall, person, note))

    threads = [threading.Thread(target=fire) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert len(found) == 5
        assert {kept.id for kept in found} == {note.id}
        assert len(changes_of(hall)["notes"]) == 1


@pytest.mark.parametrize("text", ["", "   \n", "\0", "x" * 281, "x" * 10_000])
def test_a_note_that_is_empty_or_too_long_is_refused_and_says_what_to_do(app: Flask, text: str):
    with app.app_context():
        hall = make_hall()
        person, _ = join(hall)
        with pytest.raises(BadNote) as caught:
            write(hall, person, draft(text))
        assert "." in str(caught.value.remedy)


def test_markup_in_a_note_stays_text(app: Flask):
    with app.app_context():
        hall = make_hall(queue=False)
        write(hall, join(hall)[0], draft("<script>alert(1)</script>"))
        assert changes_of(hall)["notes"][0]["text"] == "<script>alert(1)</script>"


@pytest.mark.parametrize("phase", ["cluster", "discuss", "vote", "results", "closed"])
def test_a_note_for_a_closed_phase_is_refused_with_its_own_word(app: Flask, phase: str):
    with app.app_context():
        hall = make_hall(phase=phase)
        with pytest.raises(PhaseOver) as caught:
            write(hall, join(hall)[0])
        assert (caught.value.status, caught.value.code) == (409, "phase_over")


@pytest.mark.parametrize("phase", ["cluster", "vote", "closed"])
def test_after_the_collecting_a_note_is_neither_changed_nor_deleted(app: Flask, phase: str):
    with app.app_context():
        hall = make_hall(queue=False)
        person, _ = join(hall)
        kept = write(hall, person)
        put(hall, phase=phase)
        with pytest.raises(PhaseOver), database.transaction():
            edit_note(hall.board, person, kept.id, 1, "zu spät")
        with pytest.raises(PhaseOver), database.transaction():
            delete_note(hall.board, person, kept.id, NOW)
        assert [note["text"] for note in changes_of(hall)["notes"]] == ["Bus nach 20 Uhr"]


def test_a_frozen_board_takes_nothing_for_the_moment(app: Flask):
    with app.app_context():
        hall = make_hall(frozen=True)
        with pytest.raises(Frozen):
            write(hall, join(hall)[0])


def test_a_stale_edit_gets_both_texts(app: Flask):
    with app.app_context():
        hall = make_hall(queue=False)
        person, _ = join(hall)
        kept = write(hall, person)
        with database.transaction():
            edit_note(hall.board, person, kept.id, 1, "Bus nach 21 Uhr")
        with pytest.raises(Stale) as caught, database.transaction():
            edit_note(hall.board, person, kept.id, 1, "Bus am Sonntag")
        both = caught.value
    assert (both.mine, both.theirs, both.version) == ("Bus am Sonntag", "Bus nach 21 Uhr", 2)


def test_an_edit_sent_twice_gets_the_same_answer(app: Flask):
    with app.app_context():
        hall = make_hall()
        person, _ = join(hall)
        kept = write(hall, person)
        with database.transaction():
            once = edit_note(hall.board, person, kept.id, 1, "neu")
        with database.transaction():
            assert edit_note(hall.board, person, kept.id, 1, "neu") == once


def test_a_deleted_note_leaves_a_tombstone_for_who_had_it(app: Flask):
    with app.app_context():
        hall = make_hall(queue=False)
        person, _ = join(hall)
        kept = write(hall, person)
        with database.transaction():
            delete_note(hall.board, person, kept.id, NOW)
        assert changes_of(hall, kept.seq)["notes"] == [{"id": str(kept.id), "gone": True}]
        assert changes_of(hall)["notes"] == []
        assert own(hall, person) == []


def test_only_the_author_edits_and_deletes(app: Flask):
    with app.app_context():
        hall = make_hall()
        kept = write(hall, join(hall)[0])
        stranger, _ = join(hall)
        with pytest.raises(UnknownBoard), database.transaction():
            edit_note(hall.board, stranger, kept.id, 1, "fremd")
        with pytest.raises(UnknownBoard), database.transaction():
            delete_note(hall.board, stranger, kept.id, NOW)


def test_a_reply_hangs_at_its_note_and_a_sign_is_counted_once(app: Flask):
    with app.app_context():
        hall = make_hall(queue=False)
        person, _ = join(hall)
        kept = write(hall, person)
        write(hall, join(hall)[0], draft("Ja, genau", parent=kept.id))
        for sign in ("heart", "heart", "heart"):
            with database.transaction():
                react_to_note(hall.board, person, kept.id, sign)
        notes = {n["text"]: n for n in changes_of(hall)["notes"]}
    assert notes["Ja, genau"]["parent"] == str(kept.id)
    assert notes["Bus nach 20 Uhr"]["reactions"] == {"heart": 1}


def test_nobody_answers_or_reacts_to_what_is_not_to_be_seen_nor_answers_an_answer(app: Flask):
    with app.app_context():
        hall = make_hall()
        person, _ = join(hall)
        waiting = write(hall, person).id
        shown = write(hall, None).id
        answer = write(hall, None, draft("Ja, genau", parent=shown)).id
        for unseen in (waiting, uuid.uuid4()):
            with pytest.raises(BadNote), database.transaction():
                react_to_note(hall.board, person, unseen, "heart")
        for parent in (waiting, answer, uuid.uuid4()):
            with pytest.raises(BadNote):
                write(hall, person, draft("Auch", parent=parent))
        assert {n["text"] for n in changes_of(hall)["notes"]} == {"Bus nach 20 Uhr", "Ja, genau"}
        assert all("reactions" not in n for n in changes_of(hall, 0, Audience.MODERATOR)["notes"])


def test_an_update_sends_the_change_and_not_the_board(app: Flask):
    with app.app_context():
        hall = make_hall(queue=False)
        person, _ = join(hall)
        first = write(hall, person)
        second = write(hall, person, draft("Kita-Platz"))
        document = changes_of(hall, first.seq)
    assert [n["id"] for n in document["notes"]] == [str(second.id)]
    assert "columns" not in document


@on_postgres
def test_numbers_become_visible_in_order_whoever_commits_first(app: Flask):
    with app.app_context():
        hall = make_hall(queue=False)
        person, _ = join(hall)
    took, may_commit, done = threading.Event(), threading.Event(), []

    def slow():
        with app.app_context(), database.transaction():
            done.append(("slow", step(hall.board).seq))
            took.set()
            may_commit.wait(10)

    def quick():
        took.wait(10)
        with app.app_context():
            done.append(("quick", write(hall, person).seq))

    threads = [threading.Thread(target=slow), threading.Thread(target=quick)]
    for thread in threads:
        thread.start()
    took.wait(10)
    # The second writer wants to commit first; the first one still holds the number before.
    threads[1].join(0.3)
    with app.app_context():
        assert changes_of(hall)["seq"] == 0
    may_commit.set()
    for thread in threads:
        thread.join(10)
    with app.app_context():
        assert done == [("slow", 1), ("quick", 2)]
        assert changes_of(hall)["seq"] == 2


def test_a_place_that_a_note_names_stays_in_the_countys_list(app: Flask):
    with app.app_context():
        hall = make_hall()
        write(hall, join(hall)[0], draft(place="seestadt"))
        with database.transaction():
            assert writing.places_named() == {"seestadt"}


def test_what_a_stranger_sends_too_long_breaks_nothing(app: Flask):
    with app.app_context():
        hall = make_hall(queue=False)
        long = "x" * 5_000
        write(hall, join(hall)[0], draft(language=long, place=long + "\0", tag=long))
        assert len(changes_of(hall)["notes"]) == 1
