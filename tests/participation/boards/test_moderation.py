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


def test_a_released_note_reaches_everybody(make_live_board):
    live_board = make_live_board()
    kept = live_board.write("Bus")
    live_board.does(moderation.release, [kept.id])
    assert [note["text"] for note in live_board.changes(kept.seq)["notes"]] == ["Bus"]


def test_a_hidden_note_is_gone_everywhere_with_the_next_update_and_its_author_reads_why(
    make_live_board,
):
    live_board = make_live_board(queue=False)
    person = live_board.person()
    kept = live_board.write("Herr Meier ist doof", person)
    live_board.does(moderation.hide, kept.id, "Bitte ohne Namen")
    for audience in (Audience.PARTICIPANT, Audience.WALL):
        assert live_board.changes(kept.seq, audience)["notes"] == [
            {"id": str(kept.id), "gone": True}
        ]
    assert [(n["state"], n["reason"]) for n in live_board.own(person)] == [
        ("hidden", "Bitte ohne Namen")
    ]
    assert live_board.notes(Audience.MODERATOR)["Herr Meier ist doof"]["state"] == "hidden"


def test_a_note_hidden_in_the_queue_tells_its_author_too(make_live_board):
    live_board = make_live_board()
    kept = live_board.write("Quatsch")
    live_board.does(moderation.hide, kept.id, "Passt nicht hierher")
    assert live_board.changes(kept.seq)["notes"] == [{"id": str(kept.id), "gone": True}]


def test_a_note_is_hidden_with_a_reason_or_not_at_all(make_live_board):
    live_board = make_live_board(queue=False)
    kept = live_board.write()
    with pytest.raises(BadChoice):
        live_board.does(moderation.hide, kept.id, "  ")


def test_a_restored_note_is_back_and_every_act_left_a_line(make_live_board):
    live_board = make_live_board(queue=False)
    kept = live_board.write("Bus")
    live_board.does(moderation.hide, kept.id, "Versehen")
    live_board.does(moderation.restore, kept.id, role="second")
    assert set(live_board.notes()) == {"Bus"}
    assert [(e.act, e.role, e.reason) for e in audit.lines(live_board.hall.board)] == [
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
def test_numbers_addresses_and_listed_words_wait_even_without_a_queue(
    make_live_board, text, reason
):
    live_board = make_live_board(queue=False)
    hold("Depp")
    kept = live_board.write(text)
    assert kept.state == "waiting"
    assert reason in live_board.notes(Audience.MODERATOR)[text]["held"]
    assert live_board.notes() == {}


def test_a_blocked_device_writes_nothing_more_and_its_notes_stay(make_live_board):
    live_board = make_live_board(queue=False)
    person = live_board.person()
    kept = live_board.write("Bus", person)
    live_board.does(moderation.block, kept.id)
    with pytest.raises(Blocked):
        live_board.write("noch einer", person)
    assert set(live_board.notes()) == {"Bus"}
    live_board.does(moderation.block, kept.id, blocked=False)
    assert live_board.write("noch einer", person).state == "released"


BLOCKED_ACTS = {
    "answers": lambda board, me, _mine, theirs: boards.write_note(
        board, me, NoteDraft(uuid.uuid4(), "needs", "Ja", parent=theirs), NOW
    ),
    "edits": lambda board, me, mine, _theirs: edit_note(board, me, mine, 1, "anders"),
    "reacts": lambda board, me, _mine, theirs: react_to_note(board, me, theirs, "heart"),
}


@pytest.mark.parametrize("act", BLOCKED_ACTS)
def test_a_blocked_author_changes_nothing_and_may_again_once_let_in(make_live_board, act):
    live_board = make_live_board(queue=False)
    person = live_board.person()
    mine, theirs = live_board.write("von mir", person), live_board.write("von anderen")

    def acts():
        with database.transaction():
            BLOCKED_ACTS[act](live_board.hall.board, person, mine.id, theirs.id)

    live_board.does(moderation.block, mine.id)
    before = live_board.notes()
    with pytest.raises(Blocked):
        acts()
    assert live_board.notes() == before
    live_board.does(moderation.block, mine.id, blocked=False)
    acts()
    assert live_board.notes() != before


def test_an_edited_note_waits_anew_and_a_hidden_one_stays_hidden(make_live_board):
    live_board = make_live_board()
    person = live_board.person()
    first, second = live_board.write("eins", person), live_board.write("zwei", person)
    live_board.does(moderation.release, [first.id])
    live_board.does(moderation.hide, second.id, "Grund")
    with database.transaction():
        assert edit_note(live_board.hall.board, person, first.id, 1, "eins neu").state == "waiting"
    with database.transaction():
        assert edit_note(live_board.hall.board, person, second.id, 1, "zwei neu").state == "hidden"


def test_a_reviewed_translation_stands_beside_its_note_until_the_note_changes(make_live_board):
    live_board = make_live_board(queue=False)
    person = live_board.person()
    kept = live_board.write("دورة مسائية", person, language="ar")
    with database.transaction():
        assert [row.id for row in moderation.untranslated(live_board.hall.board, "de")] == [kept.id]
    live_board.does(moderation.translate, kept.id, "de", "Abendkurs", "Frau Haddad")
    assert live_board.notes()["دورة مسائية"]["translations"] == [
        {"lang": "de", "text": "Abendkurs"}
    ]
    with database.transaction():
        assert moderation.untranslated(live_board.hall.board, "de") == ()
        edit_note(live_board.hall.board, person, kept.id, 1, "دورة في المساء")
    assert "translations" not in live_board.notes()["دورة في المساء"]


def test_a_note_that_hung_and_is_changed_to_what_must_wait_leaves_the_wall(make_live_board):
    live_board = make_live_board(queue=False)
    person = live_board.person()
    kept = live_board.write("Bus", person)
    with database.transaction():
        edit_note(live_board.hall.board, person, kept.id, 1, "Bus 0170 1234567")
    for audience in (Audience.PARTICIPANT, Audience.WALL):
        assert live_board.changes(kept.seq, audience)["notes"] == [
            {"id": str(kept.id), "gone": True}
        ]


def test_a_deleted_note_takes_its_translations_along(make_live_board):
    live_board = make_live_board(queue=False)
    person = live_board.person()
    kept = live_board.write("دورة مسائية", person, language="ar")
    live_board.does(moderation.translate, kept.id, "de", "Abendkurs", "Frau Haddad")
    with database.transaction() as connection:
        delete_note(live_board.hall.board, person, kept.id, live_board.now)
        assert connection.execute(sa.select(NoteTranslation.text)).all() == []


def test_what_changed_since_the_moderation_read_it_is_neither_released_nor_shown_again(
    make_live_board,
):
    live_board = make_live_board()
    person = live_board.person()
    first, second = live_board.write("eins", person), live_board.write("zwei", person)
    live_board.does(moderation.hide, second.id, "Grund")
    seen = live_board.changes(0, Audience.MODERATOR)["seq"]
    with database.transaction():
        edit_note(live_board.hall.board, person, first.id, 1, "ungelesen")
        edit_note(live_board.hall.board, person, second.id, 1, "auch ungelesen")
    live_board.does(moderation.release, [first.id], seen)
    with pytest.raises(Moved):
        live_board.does(moderation.restore, second.id, seen)
    assert live_board.notes() == {}
    live_board.does(
        moderation.release, [first.id], live_board.changes(0, Audience.MODERATOR)["seq"]
    )
    assert set(live_board.notes()) == {"ungelesen"}


@pytest.mark.parametrize("others", [(), ("Bus am Abend",), ("Bus am Abend", "Bus nachts")])
@pytest.mark.parametrize("own_name", [False, True])
@pytest.mark.parametrize("phase", [Phase.CLUSTER, Phase.DISCUSS, Phase.VOTE, Phase.RESULTS])
def test_words_that_are_hidden_stand_in_no_title_either(make_live_board, others, own_name, phase):
    live_board = make_live_board(queue=False)
    bad = live_board.write("Herr Müller\n  ist ein Depp").id
    rest = [live_board.write(text).id for text in others]
    title = "Verkehr" if own_name else grouping.named_after("Herr Müller\n  ist ein Depp")
    live_board.does(grouping.create, uuid.uuid4(), title, None, [bad, *rest])
    live_board.does(phases.set_phase, phase, None)
    live_board.does(moderation.hide, bad, "Darin steht ein Name")
    shown = [
        cluster["title"] for cluster in live_board.changes()["clusters"] if not cluster.get("gone")
    ]
    assert len(shown) == (1 if others else 0)
    assert set(shown) <= ({"Verkehr"} if own_name else set(others))
    assert "Müller" not in str(live_board.changes())
    live_board.does(moderation.restore, bad)
    assert any("Müller" in text for text in live_board.notes())
