"""Moderation: queue, hold list, hide with reason, restore, block; nothing is silently deleted."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.boards.base import audit
from participation.boards.base.errors import BadChoice, Blocked, Moved
from participation.boards.base.kinds import Audience
from participation.boards.leading import phases
from participation.boards.models import NoteTranslation
from participation.boards.notes import grouping, moderation
from participation.boards.notes.writing import delete as delete_note
from participation.boards.notes.writing import edit as edit_note
from participation.boards.notes.writing import react as react_to_note
from participation.boards.service import boards
from participation.boards.service.boards import NoteDraft, Phase

NOW = datetime(2027, 6, 1, 10, tzinfo=UTC)


def hold(*words: str) -> None:
    with database.transaction():
        moderation.save_hold_words(words)


def test_a_released_note_reaches_everybody(make_room):
    room = make_room()
    kept = room.write("Bus")
    room.does(moderation.release, [kept.id])
    assert [note["text"] for note in room.told(kept.seq)["notes"]] == ["Bus"]


def test_a_hidden_note_is_gone_everywhere_with_the_next_update_and_its_author_reads_why(make_room):
    room = make_room(queue=False)
    person = room.person()
    kept = room.write("Herr Meier ist doof", person)
    room.does(moderation.hide, kept.id, "Bitte ohne Namen")
    for audience in (Audience.PARTICIPANT, Audience.WALL):
        assert room.told(kept.seq, audience)["notes"] == [{"id": str(kept.id), "gone": True}]
    assert [(n["state"], n["reason"]) for n in room.own(person)] == [("hidden", "Bitte ohne Namen")]
    assert room.notes(Audience.MODERATOR)["Herr Meier ist doof"]["state"] == "hidden"


def test_a_note_hidden_in_the_queue_tells_its_author_too(make_room):
    room = make_room()
    kept = room.write("Quatsch")
    room.does(moderation.hide, kept.id, "Passt nicht hierher")
    assert room.told(kept.seq)["notes"] == [{"id": str(kept.id), "gone": True}]


def test_a_note_is_hidden_with_a_reason_or_not_at_all(make_room):
    room = make_room(queue=False)
    kept = room.write()
    with pytest.raises(BadChoice):
        room.does(moderation.hide, kept.id, "  ")


def test_a_restored_note_is_back_and_every_act_left_a_line(make_room):
    room = make_room(queue=False)
    kept = room.write("Bus")
    room.does(moderation.hide, kept.id, "Versehen")
    room.does(moderation.restore, kept.id, role="second")
    assert set(room.notes()) == {"Bus"}
    assert [(e.act, e.role, e.reason) for e in audit.lines(room.hall.board)] == [
        ("restore", "second", None),
        ("hide", "facilitator", "Versehen"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Rufen Sie an: 0170 1234567", "telephone"),
        ("Schreiben Sie an a.b@beispiel.de", "mail"),
        ("So ein Depp!", "word"),
    ],
)
def test_numbers_addresses_and_listed_words_wait_even_without_a_queue(make_room, text, reason):
    room = make_room(queue=False)
    hold("Depp")
    kept = room.write(text)
    assert kept.state == "waiting"
    assert reason in room.notes(Audience.MODERATOR)[text]["held"]
    assert room.notes() == {}


def test_a_blocked_device_writes_nothing_more_and_its_notes_stay(make_room):
    room = make_room(queue=False)
    person = room.person()
    kept = room.write("Bus", person)
    room.does(moderation.block, kept.id)
    with pytest.raises(Blocked):
        room.write("noch einer", person)
    assert set(room.notes()) == {"Bus"}
    room.does(moderation.block, kept.id, blocked=False)
    assert room.write("noch einer", person).state == "released"


BLOCKED_ACTS = {
    "answers": lambda board, me, _mine, theirs: boards.write_note(
        board, me, NoteDraft(uuid.uuid4(), "needs", "Ja", parent=theirs), NOW
    ),
    "edits": lambda board, me, mine, _theirs: edit_note(board, me, mine, 1, "anders"),
    "reacts": lambda board, me, _mine, theirs: react_to_note(board, me, theirs, "heart"),
}


@pytest.mark.parametrize("act", BLOCKED_ACTS)
def test_a_blocked_author_changes_nothing_and_may_again_once_let_in(make_room, act):
    room = make_room(queue=False)
    person = room.person()
    mine, theirs = room.write("von mir", person), room.write("von anderen")

    def acts():
        with database.transaction():
            BLOCKED_ACTS[act](room.hall.board, person, mine.id, theirs.id)

    room.does(moderation.block, mine.id)
    before = room.notes()
    with pytest.raises(Blocked):
        acts()
    assert room.notes() == before
    room.does(moderation.block, mine.id, blocked=False)
    acts()
    assert room.notes() != before


def test_an_edited_note_waits_anew_and_a_hidden_one_stays_hidden(make_room):
    room = make_room()
    person = room.person()
    first, second = room.write("eins", person), room.write("zwei", person)
    room.does(moderation.release, [first.id])
    room.does(moderation.hide, second.id, "Grund")
    with database.transaction():
        assert edit_note(room.hall.board, person, first.id, 1, "eins neu").state == "waiting"
    with database.transaction():
        assert edit_note(room.hall.board, person, second.id, 1, "zwei neu").state == "hidden"


def test_a_reviewed_translation_stands_beside_its_note_until_the_note_changes(make_room):
    room = make_room(queue=False)
    person = room.person()
    kept = room.write("دورة مسائية", person, language="ar")
    with database.transaction():
        assert [row.id for row in moderation.untranslated(room.hall.board, "de")] == [kept.id]
    room.does(moderation.translate, kept.id, "de", "Abendkurs", "Frau Haddad")
    assert room.notes()["دورة مسائية"]["translations"] == [{"lang": "de", "text": "Abendkurs"}]
    with database.transaction():
        assert moderation.untranslated(room.hall.board, "de") == ()
        edit_note(room.hall.board, person, kept.id, 1, "دورة في المساء")
    assert "translations" not in room.notes()["دورة في المساء"]


def test_a_note_that_hung_and_is_changed_to_what_must_wait_leaves_the_wall(make_room):
    room = make_room(queue=False)
    person = room.person()
    kept = room.write("Bus", person)
    with database.transaction():
        edit_note(room.hall.board, person, kept.id, 1, "Bus 0170 1234567")
    for audience in (Audience.PARTICIPANT, Audience.WALL):
        assert room.told(kept.seq, audience)["notes"] == [{"id": str(kept.id), "gone": True}]


def test_a_deleted_note_takes_its_translations_along(make_room):
    room = make_room(queue=False)
    person = room.person()
    kept = room.write("دورة مسائية", person, language="ar")
    room.does(moderation.translate, kept.id, "de", "Abendkurs", "Frau Haddad")
    with database.transaction() as connection:
        delete_note(room.hall.board, person, kept.id, room.now)
        assert connection.execute(sa.select(NoteTranslation.text)).all() == []


def test_what_changed_since_the_moderation_read_it_is_neither_released_nor_shown_again(make_room):
    room = make_room()
    person = room.person()
    first, second = room.write("eins", person), room.write("zwei", person)
    room.does(moderation.hide, second.id, "Grund")
    seen = room.told(0, Audience.MODERATOR)["seq"]
    with database.transaction():
        edit_note(room.hall.board, person, first.id, 1, "ungelesen")
        edit_note(room.hall.board, person, second.id, 1, "auch ungelesen")
    room.does(moderation.release, [first.id], seen)
    with pytest.raises(Moved):
        room.does(moderation.restore, second.id, seen)
    assert room.notes() == {}
    room.does(moderation.release, [first.id], room.told(0, Audience.MODERATOR)["seq"])
    assert set(room.notes()) == {"ungelesen"}


@pytest.mark.parametrize("others", [(), ("Bus am Abend",), ("Bus am Abend", "Bus nachts")])
@pytest.mark.parametrize("own_name", [False, True])
@pytest.mark.parametrize("phase", [Phase.CLUSTER, Phase.DISCUSS, Phase.VOTE, Phase.RESULTS])
def test_words_that_are_hidden_stand_in_no_title_either(make_room, others, own_name, phase):
    room = make_room(queue=False)
    bad = room.write("Herr Müller\n  ist ein Depp").id
    rest = [room.write(text).id for text in others]
    title = "Verkehr" if own_name else grouping.named_after("Herr Müller\n  ist ein Depp")
    room.does(grouping.create, uuid.uuid4(), title, None, [bad, *rest])
    room.does(phases.set_phase, phase, None)
    room.does(moderation.hide, bad, "Darin steht ein Name")
    shown = [cluster["title"] for cluster in room.told()["clusters"] if not cluster.get("gone")]
    assert len(shown) == (1 if others else 0)
    assert set(shown) <= ({"Verkehr"} if own_name else set(others))
    assert "Müller" not in str(room.told())
    room.does(moderation.restore, bad)
    assert any("Müller" in text for text in room.notes())
