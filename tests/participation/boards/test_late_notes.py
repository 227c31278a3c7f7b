"""A note begun before the phase ended still counts for a minute; statements stand in lots."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from participation.base import database
from participation.boards.base.audit import Acting
from participation.boards.base.errors import Frozen, PhaseOver
from participation.boards.base.kinds import NoteState, Phase, Source, VoteKind
from participation.boards.leading import phases
from participation.boards.notes import moderation, writing
from participation.boards.notes.writing import NoteDraft
from tests.support.boards import Hall, make_hall
from tests.support.client import CheckedClient, text_of

LATE = (Phase.CLUSTER, Phase.DISCUSS, Phase.VOTE)


def on(live_board, *steps: tuple[Phase, int]) -> None:
    """Begins phases, each so many seconds after the one before."""
    for phase, seconds in steps:
        live_board.now += timedelta(seconds=seconds - 2)  # acting takes two
        live_board.does(phases.set_phase, phase, None)


@pytest.mark.parametrize("phase", LATE)
@pytest.mark.parametrize("seconds", [0, 1, 30, 59, 60])
def test_a_note_counts_for_a_minute_after_collecting(make_live_board, phase: Phase, seconds: int):
    live_board = make_live_board()
    person = live_board.person()
    on(live_board, (phase, 10))
    live_board.now += timedelta(seconds=seconds)
    assert live_board.write("Bus", person).state is NoteState.WAITING
    assert [note["text"] for note in live_board.own(person)] == ["Bus"]


@pytest.mark.parametrize("phase", Phase)
@pytest.mark.parametrize("seconds", [61, 3600])
def test_after_the_minute_it_does_not(make_live_board, phase: Phase, seconds: int):
    live_board = make_live_board()
    on(live_board, (phase, 10))
    live_board.now += timedelta(seconds=seconds)
    if phase is Phase.COLLECT:
        assert live_board.write("Bus").state is NoteState.WAITING
        return
    with pytest.raises(PhaseOver):
        live_board.write("Bus")


@pytest.mark.parametrize("phase", [Phase.RESULTS, Phase.CLOSED])
def test_no_note_comes_once_results_are_open(make_live_board, phase: Phase):
    live_board = make_live_board()
    on(live_board, (phase, 10))
    with pytest.raises(PhaseOver):
        live_board.write("Bus")


def test_the_minute_runs_from_the_end_of_collecting_whatever_phases_follow(make_live_board):
    live_board = make_live_board()
    on(live_board, (Phase.CLUSTER, 10), (Phase.DISCUSS, 40))
    live_board.now += timedelta(seconds=15)
    live_board.write("Bus")
    live_board.now += timedelta(seconds=10)
    with pytest.raises(PhaseOver):
        live_board.write("Kurs")
    on(live_board, (Phase.COLLECT, 600), (Phase.CLUSTER, 300))
    live_board.now += timedelta(seconds=50)
    live_board.write("Kita")


def test_a_pause_holds_late_notes_too_and_an_answer_is_none(make_live_board):
    live_board = make_live_board()
    note = live_board.write("Bus").id
    live_board.does(moderation.release, [note])
    on(live_board, (Phase.VOTE, 10))
    with pytest.raises(PhaseOver):
        live_board.write("Stimmt", parent=note)
    on(live_board, (Phase.CLUSTER, 10))
    live_board.does(phases.freeze, frozen=True)
    with pytest.raises((Frozen, PhaseOver)):
        live_board.write("Kurs")


@pytest.fixture
def hall(app: Flask):
    with app.app_context():
        yield make_hall(queue=False)


def lead_on(hall: Hall, phase: Phase) -> None:
    with database.transaction():
        phases.set_phase(Acting(hall.board, "facilitator", datetime.now(UTC)), phase, None)


def test_the_form_that_was_open_is_still_sent_without_a_script(client: CheckedClient, hall: Hall):
    page = client.submit(client.page("/b/abcdef/de/"), "join")
    lead_on(hall, Phase.CLUSTER)
    after = client.submit(page, "write", text="Der letzte Satz")
    assert (after.status, "Der letzte Satz" in after.text) == (200, True)


def read(phone: CheckedClient) -> list[str]:
    """The statements in the order in which a phone shows them."""
    heads = [text_of(item) for item in phone.page("/b/abcdef/de/").root.iter("legend")]
    return [head for head in heads if head.startswith("Satz")]


@pytest.mark.parametrize("kind", [VoteKind.RATING, VoteKind.STATEMENTS])
def test_each_phone_has_its_own_order_of_statements_and_keeps_it(
    app: Flask, hall: Hall, kind: VoteKind
):
    with database.transaction():
        for at in range(7):
            draft = NoteDraft(uuid.uuid4(), "needs", f"Satz {at}")
            writing.write(hall.board, None, draft, datetime.now(UTC), Source.PAPER)
        by = Acting(hall.board, "facilitator", datetime.now(UTC))
        phases.set_voting(by, kind, 3)
        phases.set_phase(by, Phase.VOTE, None)
    phones = [app.test_client() for _ in range(5)]
    for phone in phones:
        phone.submit(phone.page("/b/abcdef/de/"), "join")
    orders = [read(phone) for phone in phones]
    assert {tuple(sorted(order)) for order in orders} == {tuple(f"Satz {at}" for at in range(7))}
    assert (len(set(map(tuple, orders))) > 1) is (kind is VoteKind.STATEMENTS)
    with database.transaction():
        draft = NoteDraft(uuid.uuid4(), "needs", "Satz 7")
        writing.write(hall.board, None, draft, datetime.now(UTC), Source.PAPER)
    for phone, before in zip(phones, orders, strict=True):
        assert [head for head in read(phone) if head != "Satz 7"] == before
