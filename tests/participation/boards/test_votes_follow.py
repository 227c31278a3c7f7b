"""What is gone during a vote gives its dots back, whatever took it and however one votes."""

from __future__ import annotations

import contextlib
import random
import re
import uuid

import pytest

from participation.base.errors import DomainError
from participation.boards.base.errors import BadChoice
from participation.boards.leading import phases
from participation.boards.notes import grouping, moderation, writing
from participation.boards.service.boards import Phase, VoteKind
from participation.boards.voting import hands
from tests.support.client import CheckedClient, Page

DOTS = 4
TEXTS = ("Bus", "Kita", "Kurs", "Amt", "Park", "Bad")
GONE = "Ein Zettel ist nicht mehr dabei"
JSON = {"Accept": "application/json"}


class Ballot:
    """A vote on notes and themes, whose facilitator changes things meanwhile."""

    def __init__(self, make_live_board, kind: str = "dots") -> None:
        self.room = make_live_board(queue=False, vote_kind=kind, dots=DOTS)
        self.notes = [self.room.write(text).id for text in TEXTS]
        self.themes = [self.theme("Bahn", "Tram", "Zug"), self.theme("Rad", "Weg")]
        self.reply = self.room.write("Ja, gern", parent=self.notes[0]).id
        self.room.does(phases.set_phase, Phase.VOTE, None)

    def theme(self, title: str, *texts: str) -> uuid.UUID:
        key, inside = uuid.uuid4(), [self.room.write(text).id for text in texts]
        self.room.does(grouping.create, key, title, "needs", inside)
        return key

    def hide(self, draw: random.Random) -> None:
        self.room.does(moderation.hide, draw.choice(self.notes), "Kein Name bitte")

    def show_again(self, draw: random.Random) -> None:
        self.room.does(moderation.restore, draw.choice(self.notes))

    def merge(self, draw: random.Random) -> None:
        self.room.does(grouping.merge, *draw.sample(self.notes, 2))

    def part(self, draw: random.Random) -> None:
        self.room.does(grouping.merge, draw.choice(self.notes), None)

    def put_in(self, draw: random.Random) -> None:
        self.room.does(grouping.assign, [draw.choice(self.notes)], draw.choice(self.themes))

    def take_out(self, draw: random.Random) -> None:
        self.room.does(grouping.assign, [draw.choice(self.notes)], None)

    def dissolve(self, draw: random.Random) -> None:
        self.room.does(grouping.dissolve, draw.choice(self.themes))

    def undo(self, draw: random.Random) -> None:
        del draw
        self.room.does(grouping.undo)


CHANGES = ("hide", "show_again", "merge", "part", "put_in", "take_out", "dissolve", "undo")


def targets(page: Page) -> list[str]:
    return [item.get("data-target", "") for item in page.root.iter("li") if item.get("data-target")]


def left(page: Page) -> int:
    found = re.search(rf"Punkte übrig: (\d+) von {DOTS}", page.text)
    assert found, page.text
    return int(found[1])


def given(page: Page) -> int:
    return sum(int(item.text or 0) for item in page.root.iter("b"))


def joined(client: CheckedClient) -> Page:
    return client.submit(client.page("/b/abcdef/de/"), "join")


@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_stuck_whatever_happens_during_the_vote(
    make_live_board, client: CheckedClient, seed: int
):
    draw = random.Random(seed)
    ballot = Ballot(make_live_board)
    page = joined(client)
    for _ in range(12):
        for name in draw.sample(CHANGES, 2):
            with contextlib.suppress(DomainError):  # it is refused in words
                getattr(ballot, name)(draw)
        page = client.page("/b/abcdef/de/")
        assert left(page) == DOTS - given(page), "dots lie on nothing that is shown"
        step = {"plus": draw.choice(targets(page))} if left(page) else {}
        if not step:
            step = {"minus": draw.choice([key for key in targets(page) if _mine(page, key)])}
        before = left(page)
        page = client.submit(page, "vote", **step)
        assert page.status == 200, page.text
        assert left(page) == before + (1 if "minus" in step else -1)


def _mine(page: Page, target: str) -> int:
    item = next(li for li in page.root.iter("li") if li.get("data-target") == target)
    return int(next(item.iter("b")).text or 0)


@pytest.mark.parametrize("change", ["hide", "merge", "put_in", "dissolve"])
def test_dots_come_back_with_a_word_and_a_phone_that_has_not_heard_keeps_the_rest(
    make_live_board, client: CheckedClient, change: str
):
    ballot = Ballot(make_live_board)
    gone = ballot.themes[0] if change == "dissolve" else ballot.notes[0]
    kept = ballot.notes[1]
    page = joined(client)
    assert GONE not in page.text
    for key in (gone, gone, kept):
        page = client.submit(page, "vote", plus=str(key))
    assert left(page) == 1

    class First(random.Random):
        def choice(self, seq):
            return seq[0]

        def sample(self, population, k):
            return population[:k]

    getattr(ballot, change)(First())
    response = client.page("/b/abcdef/de/")
    assert (left(response), GONE in response.text) == (3, True)
    assert str(gone) not in targets(response)
    late = client.submit(page, "vote", plus=str(gone))
    assert (late.status, left(late)) == (422, 3)
    assert "nicht mehr zu sehen" in late.text

    sent = {"targets": f"{gone},{gone},{kept},{kept}", "press": "p1"} | {
        "form_token": page.fields("vote")["form_token"]
    }
    answer = client.post("/b/abcdef/de/dots", data=sent, headers=JSON).get_json()
    assert (answer["press"], answer["gone"]) == ("p1", [str(gone)])
    again = client.page("/b/abcdef/de/")
    assert (left(again), GONE in again.text) == (2, False)


def test_what_is_shown_again_has_its_dots_again_while_nobody_used_them(
    make_live_board, client: CheckedClient
):
    ballot = Ballot(make_live_board)
    page = client.submit(joined(client), "vote", plus=str(ballot.notes[0]))
    ballot.room.does(moderation.hide, ballot.notes[0], "Aus Versehen")
    assert left(client.page("/b/abcdef/de/")) == DOTS
    ballot.room.does(moderation.restore, ballot.notes[0])
    page = client.page("/b/abcdef/de/")
    assert (left(page), GONE in page.text) == (DOTS - 1, False)


@pytest.mark.parametrize(
    ("kind", "field", "value"), [("rating", "r:", "4"), ("statements", "v:", "agree")]
)
def test_stars_and_opinions_on_what_is_gone_are_told_and_the_rest_is_kept(
    make_live_board, client: CheckedClient, kind: str, field: str, value: str
):
    ballot = Ballot(make_live_board, kind)
    one, two = ballot.notes[:2]
    page = client.submit(joined(client), "vote", **{f"{field}{one}": value}, do="done")
    assert GONE not in page.text
    ballot.room.does(moderation.hide, one, "Kein Name bitte")
    page = client.page("/b/abcdef/de/")
    assert GONE in page.text
    both = {f"{field}{one}": value, f"{field}{two}": value}
    page = client.submit(page, "vote", **both, do="done")
    assert (page.status, "Ihre Stimme ist gespeichert" in page.text) == (200, True)
    assert client.page("/b/abcdef/de/").fields("vote")[f"{field}{two}"] == value


def test_fewer_dots_in_a_second_vote_leave_nobody_with_too_many(
    make_live_board, client: CheckedClient
):
    ballot = Ballot(make_live_board)
    page = joined(client)
    for note in ballot.notes[:DOTS]:
        page = client.submit(page, "vote", plus=str(note))
    ballot.room.does(phases.set_phase, Phase.DISCUSS, None)
    ballot.room.does(phases.set_voting, VoteKind.DOTS, 2)
    ballot.room.does(phases.set_phase, Phase.VOTE, None)
    page = client.page("/b/abcdef/de/")
    assert "Punkte übrig: 0 von 2" in page.text
    page = client.submit(
        page,
        "vote",
        minus=targets(page)[0]
        if _mine(page, targets(page)[0])
        else next(key for key in targets(page) if _mine(page, key)),
    )
    assert "Punkte übrig: 1 von 2" in page.text


def test_replies_and_notes_in_a_theme_get_no_vote_by_hand_either(make_live_board):
    ballot = Ballot(make_live_board)
    with pytest.raises(BadChoice):
        ballot.room.does(hands.count_hands, ballot.reply, "dots", 3)
    ballot.room.does(grouping.assign, [ballot.notes[2]], ballot.themes[0])
    with pytest.raises(BadChoice):
        ballot.room.does(hands.count_hands, ballot.notes[2], "dots", 3)


def test_a_theme_with_a_note_that_its_author_deleted_can_still_be_dissolved(make_live_board):
    live_board = make_live_board(queue=False)
    person = live_board.person()
    note, other, theme = live_board.write("Bus", person), live_board.write("Bahn"), uuid.uuid4()
    live_board.does(grouping.merge, note.id, other.id)
    live_board.does(grouping.create, theme, "Verkehr", "needs", [note.id, other.id])
    writing.delete(live_board.hall.board, person, note.id, live_board.now)
    live_board.does(grouping.dissolve, theme)
    assert "cluster" not in live_board.notes()["Bahn"]
    third = live_board.write("Tram")
    live_board.does(grouping.merge, other.id, third.id)
    assert live_board.notes()["Bahn"]["merged"] == str(third.id)
