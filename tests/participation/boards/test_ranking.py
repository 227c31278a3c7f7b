"""What weighs most: one rule, and phones, walls, summaries and documents draw it alike."""

from __future__ import annotations

import random
import uuid
from typing import Any

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.boards.base.errors import BadChoice
from participation.boards.base.kinds import Audience, VoteKind
from participation.boards.leading import phases
from participation.boards.models import Dot, Rating, Vote
from participation.boards.notes import grouping, moderation
from participation.boards.service.boards import Phase
from participation.boards.summaries import summaries
from participation.boards.summaries.agreement import agreements
from participation.boards.summaries.document import Count, Statement, Votes
from participation.boards.voting import hands, votes
from participation.boards.voting.ranking import lower_bound, ranking
from participation.exports.summaries import lines
from surveys import plain
from surveys.instrument.instrument import Text
from tests.support.boards import join
from tests.support.client import CheckedClient

Counts = dict[str, dict[str, Any]]


def ranks(kind: VoteKind, shown: Counts) -> dict[str, int]:
    return {each.target: each.rank for each in ranking(kind, shown, shown)}


def drawn(chance: random.Random, kind: VoteKind) -> dict[str, Any]:
    keys = {
        VoteKind.DOTS: ("dots",),
        VoteKind.STATEMENTS: ("agree", "disagree", "pass"),
        VoteKind.RATING: ("1", "2", "3", "4", "5"),
    }[kind]
    counts = {key: chance.choice((0, 0, 1, 2, 3, 7, 40)) for key in keys}
    counts = {key: number for key, number in counts.items() if number}
    if kind is VoteKind.DOTS:
        return counts
    name = "opinions" if kind is VoteKind.STATEMENTS else "ratings"
    return {name: counts} if counts else {}


@pytest.mark.parametrize("kind", list(VoteKind))
@pytest.mark.parametrize("seed", range(40))
def test_the_order_is_the_same_whatever_order_things_come_in_and_whatever_hands_say(
    kind: VoteKind, seed: int
):
    chance = random.Random(seed)
    values = {f"thing {n}": drawn(chance, kind) for n in range(12)}
    expected = ranks(kind, values)
    assert set(expected) == {key for key, counts in values.items() if counts}
    places = sorted(expected.values())
    assert all(each == places.index(each) + 1 for each in places), "ties share the first place"
    keys = list(values)
    chance.shuffle(keys)
    raised = {"agree": 90, "dots": 90, "5": 90}
    for key in keys:
        mixed = {other: values[other] for other in keys}
        if mixed[key]:
            mixed[key] = mixed[key] | {"hands": raised, "voters": 3, "reactions": {"heart": 9}}
        assert ranks(kind, mixed) == expected


@pytest.mark.parametrize("seed", range(40))
def test_passing_weakens_nothing_and_more_agreement_never_weighs_less(seed: int):
    chance = random.Random(seed)
    agree, disagree = chance.randint(0, 40), chance.randint(0, 40)
    said = {"agree": agree, "disagree": disagree}
    values = {
        "same": {"opinions": said},
        "passed": {"opinions": said | {"pass": chance.randint(1, 500)}},
        "more": {"opinions": said | {"agree": agree + 1}},
        "less": {"opinions": said | {"disagree": disagree + 1}},
    }
    found = ranks(VoteKind.STATEMENTS, values)
    assert found["same"] == found["passed"]
    assert found["more"] < found["same"] <= found["less"]


def test_one_voice_does_not_beat_a_hall():
    values = {
        "one voice": {"opinions": {"agree": 1}},
        "a hall": {"opinions": {"agree": 40, "disagree": 2}},
        "seven of nine": {"opinions": {"agree": 7, "disagree": 2, "pass": 10}},
        "six of eight": {"opinions": {"agree": 6, "disagree": 2}},
    }
    assert list(ranks(VoteKind.STATEMENTS, values)) == [
        "a hall",
        "seven of nine",
        "six of eight",
        "one voice",
    ]


@pytest.mark.parametrize(
    ("part", "whole", "bound"),
    [(0, 0, 0), (0, 9, 0), (1, 1, 0.2065), (7, 9, 0.4526), (6, 8, 0.4093), (81, 263, 0.2553)],
)
def test_the_bound_is_wilsons(part: int, whole: int, bound: float):
    assert lower_bound(part, whole) == pytest.approx(bound, abs=0.0001)


def test_stars_weigh_by_how_many_gave_four_or_five_and_alike_by_their_mean():
    values = {
        "middling": {"ratings": {"3": 40}},
        "four": {"ratings": {"4": 9, "1": 1}},
        "five": {"ratings": {"5": 9, "1": 1}},
        "single": {"ratings": {"5": 1}},
    }
    assert list(ranks(VoteKind.RATING, values)) == ["five", "four", "single", "middling"]


MODELS = {VoteKind.DOTS: Dot, VoteKind.STATEMENTS: Vote, VoteKind.RATING: Rating}


def cast(live_board, kind: VoteKind, things: list[uuid.UUID], chance: random.Random) -> None:
    people = [join(live_board.hall)[0] for _ in range(9)]
    values = {VoteKind.STATEMENTS: ["agree", "disagree", "pass"], VoteKind.RATING: range(1, 6)}
    rows = []
    for thing in things:
        for person in chance.sample(people, chance.randint(0, 9)):
            row = {"board_id": live_board.hall.board, "participant_id": person, "target": thing}
            slot = things.index(thing) + 1
            last = (
                {"slot": slot} if kind is VoteKind.DOTS else {"value": chance.choice(values[kind])}
            )
            rows.append(row | last)
    with database.transaction() as connection:
        connection.execute(sa.insert(MODELS[kind]), rows)


@pytest.mark.parametrize("kind", list(VoteKind))
@pytest.mark.parametrize("seed", [1, 2])
def test_phone_wall_summary_and_documents_show_one_order(
    make_live_board, client: CheckedClient, kind: VoteKind, seed: int
):
    chance = random.Random(seed)
    live_board = make_live_board(queue=False, vote_kind=kind.value, dots=10)
    things = {live_board.write(text).id: text for text in ("Bus", "Kita", "Kurs", "Arzt", "Garten")}
    for title in ("Thema", "Zweites"):
        live_board.does(
            grouping.create, group := uuid.uuid4(), title, None, [live_board.write("Drin").id]
        )
        things[group] = title
    live_board.does(phases.set_phase, Phase.VOTE, None)
    cast(live_board, kind, list(things), chance)
    for thing in chance.sample(list(things), 3):
        live_board.does(hands.count_hands, thing, "dots" if kind is VoteKind.DOTS else "5", 30)
    live_board.does(phases.set_phase, Phase.RESULTS, None)

    whole = [live_board.changes(0, audience)["ranking"] for audience in Audience]
    assert whole[0] == whole[1] == whole[2]
    assert live_board.changes(live_board.changes()["seq"] - 1)["ranking"] == whole[0], (
        "what changes tell later"
    )
    order = [things[uuid.UUID(each["id"])] for each in whole[0]]
    weights = [each["weight"] for each in whole[0]]
    assert weights == sorted(weights, reverse=True)
    assert order

    page = client.submit(client.page("/b/abcdef/de/"), "join")
    shown = [text for text in order if page.text.find(text) >= 0]
    found = [page.text.find(text) for text in shown]
    assert found == sorted(found)

    live_board.does(phases.set_phase, Phase.CLOSED, None)
    summaries.count(live_board.hall.workshop)
    (board,) = summaries.draft(live_board.hall.workshop).summary().boards
    if kind is VoteKind.STATEMENTS:
        wording = [each.statement.text.strings["de"] for each in agreements(board.statements)]
        voted = {each["id"] for each in whole[0]}
        assert wording == [text for text in order if text in wording]
        assert len(wording) >= len(voted) - 3, "what only hands were raised for may be left out"
        assert [row[0] for row in lines.statements(board)] == wording
    names = [theme.title.strings.get("de") for theme in lines.themes(board) if not theme.rest]
    ranked = [text for text in order if text in names]
    assert names == ranked + [text for text in ("Thema", "Zweites") if text not in ranked]


def test_a_summary_released_before_there_were_ranks_keeps_its_bytes_and_its_order():
    items = [(1, 0), (40, 2), (3, 3), (0, 9)]
    old = [
        Statement(Text({"de": f"{yes} zu {no}"}), Votes(phones=Count(agree=yes, disagree=no)))
        for yes, no in items
    ]
    frozen = [plain.encode(each) for each in old]
    assert all("rank" not in each["votes"] and "weight" not in each["votes"] for each in frozen)
    read = [plain.decode(Statement, each) for each in frozen]
    assert [plain.encode(each) for each in read] == frozen
    order = [each.statement.text.strings["de"] for each in agreements(read)]
    assert order == ["40 zu 2", "0 zu 9", "3 zu 3", "1 zu 0"], "all agree, all against, divided"


def test_what_is_unknown_or_missing_in_a_frozen_value_is_refused_as_before():
    known = plain.encode(Votes(rank=2, weight=0.5))
    assert plain.decode(Votes, known) == Votes(rank=2, weight=0.5)
    for broken in (known | {"more": 1}, {k: v for k, v in known.items() if k != "voters"}):
        with pytest.raises(plain.NotPlainError):
            plain.decode(Votes, broken)


def answered(live_board, note: uuid.UUID):
    live_board.does(phases.set_phase, Phase.DISCUSS, None)
    return live_board.write("Antwort", parent=note)


@pytest.mark.parametrize("kind", list(VoteKind))
def test_what_cannot_be_voted_on_is_in_no_list(
    make_live_board, client: CheckedClient, kind: VoteKind
):
    live_board = make_live_board(queue=False, vote_kind=kind.value)
    bus, behind, inside, hidden = (live_board.write(t) for t in ("Bus", "Ein Bus", "Drin", "Weg"))
    reply = answered(live_board, bus.id)
    live_board.does(grouping.merge, behind.id, bus.id)
    group = uuid.uuid4()
    live_board.does(grouping.create, group, "Thema", None, [inside.id])
    live_board.does(moderation.hide, hidden.id, "Gehört nicht hierher")
    live_board.does(phases.set_phase, Phase.VOTE, None)
    page = client.submit(client.page("/b/abcdef/de/"), "join")
    for thing in (behind.id, inside.id, hidden.id, reply.id):
        assert str(thing) not in page.html
        with pytest.raises(BadChoice), database.transaction():
            votes.must_be_targets(live_board.hall.board, [thing])
    for thing in (bus.id, group):
        assert str(thing) in page.html
        votes.must_be_targets(live_board.hall.board, [thing])
