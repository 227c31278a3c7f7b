"""Moderation hides and releases, groups and takes back; nothing is lost on the way."""

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from participation import database
from participation.boards.faults import BadNote, UnknownBoard
from participation.boards.kinds import Audience, BoardRole
from participation.boards.models import ModerationEntry, Note
from participation.boards.notes import NoteDraft, edit, write
from participation.boards.run import clusters, moderation, outcomes
from participation.boards.run.acting import By
from participation.boards.service import changes, own
from tests.support.boards import join, make_hall

NOW = datetime(2027, 6, 1, 9, tzinfo=UTC)
BY = By(BoardRole.FACILITATOR, NOW)


@pytest.fixture
def hall(app):
    with app.app_context():
        yield make_hall()


@pytest.fixture
def author(hall):
    return join(hall)[0]


def note(hall, author, text="Bus nach 20 Uhr", *, released=True):
    draft = NoteDraft(uuid.uuid4(), "needs", text, "de")
    with database.transaction():
        write(hall.board, author, draft, NOW)
        if released:
            moderation.release(hall.board, [draft.id], BY)
    return draft.id


def seen(hall, audience=Audience.PARTICIPANT, since=0):
    with database.transaction():
        return changes(hall.board, since, audience, NOW)


def acts():
    with database.transaction() as connection:
        return list(connection.execute(sa.select(ModerationEntry.act)).scalars())


def test_a_note_is_seen_by_all_once_it_is_released(hall, author):
    waiting = note(hall, author, released=False)
    assert seen(hall)["notes"] == []
    with database.transaction():
        assert moderation.release(hall.board, [waiting], BY) == 1
    assert [n["text"] for n in seen(hall)["notes"]] == ["Bus nach 20 Uhr"]


def test_a_hidden_note_is_gone_for_others_and_its_author_reads_why(hall, author):
    shown = note(hall, author)
    before = seen(hall)["seq"]
    with database.transaction():
        moderation.hide(hall.board, shown, "Da steht ein Name.", BY)
        mine = own(hall.board, author, NOW)
    assert seen(hall, since=before)["notes"] == [{"id": str(shown), "gone": True}]
    assert (mine[0]["state"], mine[0]["reason"]) == ("hidden", "Da steht ein Name.")
    assert acts() == ["release", "hide"]


def test_hiding_needs_a_reason(hall, author):
    shown = note(hall, author)
    with pytest.raises(BadNote), database.transaction():
        moderation.hide(hall.board, shown, "  ", BY)


def test_a_hidden_note_can_be_shown_again(hall, author):
    shown = note(hall, author)
    with database.transaction():
        moderation.hide(hall.board, shown, "Versehen", BY)
        moderation.restore(hall.board, shown, BY)
    assert [n["id"] for n in seen(hall)["notes"]] == [str(shown)]


def test_two_facilitators_who_move_one_note_do_not_undo_each_other_unseen(hall, author):
    shown = note(hall, author)
    with database.transaction():
        moderation.move(hall.board, shown, "ideas", BY, seen_in="needs")
        moderation.move(hall.board, shown, "ideas", BY, seen_in="needs")  # both meant the same
    with database.transaction():
        moderation.move(hall.board, shown, "needs", BY, seen_in="ideas")
    with pytest.raises(moderation.MovedMeanwhile), database.transaction():
        moderation.move(hall.board, shown, "ideas", BY, seen_in="ideas")
    assert seen(hall)["notes"][0]["column"] == "needs"


def test_a_blocked_device_writes_no_more_until_all_may_again(hall, author):
    first = note(hall, author)
    with database.transaction():
        moderation.block(hall.board, first, BY)
        assert moderation.blocked(hall.board) == 1
    with pytest.raises(Exception, match="Sprechen Sie"):
        note(hall, author, "noch einer")
    with database.transaction():
        moderation.unblock_all(hall.board, BY)
    assert note(hall, author, "noch einer")


def test_a_translation_stands_beside_the_original_until_that_changes(hall, author):
    shown = note(hall, author)
    with database.transaction():
        moderation.translate(hall.board, shown, "uk", "Автобус після 20 години", BY)
    assert seen(hall)["notes"][0]["translations"] == [
        {"lang": "uk", "text": "Автобус після 20 години"}
    ]
    with database.transaction():
        edit(hall.board, author, shown, 1, "Bus nach 22 Uhr")
        moderation.release(hall.board, [shown], BY)
    assert "translations" not in seen(hall)["notes"][0]


def test_a_note_of_another_board_is_unknown(hall, author):
    shown = note(hall, author)
    with pytest.raises(UnknownBoard), database.transaction():
        moderation.hide(uuid.uuid4(), shown, "Fremd", BY)


def grouped(hall):
    return {n["text"]: n.get("cluster") for n in seen(hall)["notes"]}


def test_notes_are_grouped_and_each_step_can_be_taken_back(hall, author):
    one, two = note(hall, author), note(hall, author, "Rufbus")
    with database.transaction():
        theme = clusters.make(hall.board, "Mobilität", [one], BY)
        clusters.put(hall.board, two, theme, BY)
    assert grouped(hall) == {"Bus nach 20 Uhr": str(theme), "Rufbus": str(theme)}
    with database.transaction():
        clusters.undo(hall.board, BY)
    assert grouped(hall) == {"Bus nach 20 Uhr": str(theme), "Rufbus": None}
    with database.transaction():
        clusters.undo(hall.board, BY)
        assert not clusters.undo(hall.board, BY)
    assert grouped(hall) == {"Bus nach 20 Uhr": None, "Rufbus": None}
    assert seen(hall)["clusters"] == []


def test_a_dissolved_cluster_comes_back_with_its_notes(hall, author):
    one = note(hall, author)
    with database.transaction():
        theme = clusters.make(hall.board, "Mobilität", [one], BY)
        clusters.rename(hall.board, theme, "Wege", "mobility", BY)
        clusters.dissolve(hall.board, theme, BY)
    assert seen(hall)["clusters"] == []
    with database.transaction():
        clusters.undo(hall.board, BY)
    found = seen(hall)["clusters"][0]
    assert (found["title"], found["field"]) == ("Wege", "mobility")
    assert grouped(hall) == {"Bus nach 20 Uhr": str(theme)}


def test_merged_notes_keep_every_original(hall, author):
    one, two, three = (note(hall, author, text) for text in ("Bus", "Busse", "mehr Bus"))
    with database.transaction():
        clusters.merge(hall.board, two, one, BY)
        clusters.merge(hall.board, one, three, BY)
    texts = {n["text"]: n.get("merged") for n in seen(hall)["notes"]}
    assert texts == {"Bus": str(three), "Busse": str(three), "mehr Bus": None}
    with pytest.raises(BadNote), database.transaction():
        clusters.merge(hall.board, three, one, BY)


def test_a_cluster_needs_a_name(hall, author):
    with pytest.raises(BadNote), database.transaction():
        clusters.make(hall.board, " ", [note(hall, author)], BY)


def test_an_outcome_says_what_who_and_until_when(hall):
    with database.transaction():
        outcomes.add(hall.board, "Rufbus prüfen", "Amt für Verkehr", "bis März", None)
    found = seen(hall)["outcomes"]
    assert [(o["what"], o["who"], o["until"]) for o in found] == [
        ("Rufbus prüfen", "Amt für Verkehr", "bis März")
    ]
    before = seen(hall)["seq"]
    with database.transaction():
        outcomes.drop(hall.board, uuid.UUID(found[0]["id"]))
    assert seen(hall, since=before)["outcomes"] == [{"id": found[0]["id"], "gone": True}]


def test_no_act_of_moderation_names_a_device(hall, author):
    note(hall, author)
    with database.transaction() as connection:
        columns = set(ModerationEntry.__table__.c.keys())
        assert connection.execute(sa.select(sa.func.count()).select_from(Note)).scalar() == 1
    assert columns == {"id", "board_id", "note_id", "act", "role", "reason", "at"}
