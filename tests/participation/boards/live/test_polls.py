"""What a phone gets that asks every few seconds, and how people are counted."""

import json

from participation.boards.live.presence import PRESENT, REPEAT, STALE, Presence
from participation.boards.live.stream import MOST_STARTS
from tests.participation.boards.live.test_streams import in_loop
from tests.support.listening import House, named


@in_loop
async def test_a_poll_gets_what_is_new_or_nothing(tmp_path):
    house = House(tmp_path)
    house.write("eins", "zwei")
    answer = await house.poll(since=1)
    assert (answer.status, json.loads(answer.text)["notes"]) == (200, ["zwei"])
    nothing = await house.poll(since=2)
    assert (nothing.status, nothing.wire) == (204, b"")
    house.write("drei", notify=False)
    await house.hub.look()
    assert json.loads((await house.poll(since=2)).text)["seq"] == 3


@in_loop
async def test_many_who_ask_the_same_are_read_for_once(tmp_path):
    house = House(tmp_path)
    house.write(*(f"Zettel {n}" for n in range(100)))
    for number in range(50):
        answer = await house.poll(
            cookies=f"p{number}=participant", headers={"accept-encoding": "gzip"}
        )
        assert len(json.loads(answer.text)["notes"]) == 100
        assert json.loads(answer.text)["now"] > 0
    assert house.boards.asked == [("participant", 0)]


@in_loop
async def test_one_who_asks_for_every_number_is_read_for_a_few_times(tmp_path):
    house = House(tmp_path)
    house.write(*(f"Zettel {n}" for n in range(400)))
    for since in range(400):
        answer = await house.poll(since=since)
        assert json.loads(answer.text)["notes"][-1] == "Zettel 399"
    assert len(house.boards.asked) <= MOST_STARTS + 1


@in_loop
async def test_who_asks_counts_as_somebody_in_the_room(tmp_path):
    house = House(tmp_path)
    for number in range(4):
        await house.poll(cookies=f"p{number % 2}=participant")
    await house.poll(cookies="wall=wall")
    await house.hub.go_round()
    assert (await house.poll()).answered["x-people"] == "2"
    assert house.boards.sent == [f"{house.hub.name}:{house.board}:2"]


@in_loop
async def test_people_of_another_process_are_added(tmp_path):
    house = House(tmp_path)
    await house.poll()
    house.hub.hear_people(f"other:{house.board}:5")
    house.hub.hear_people(f"{house.hub.name}:{house.board}:9")
    await house.hub.go_round()
    assert (await house.poll()).answered["x-people"] == "6"


def test_people_are_forgotten_after_a_while():
    now = [0.0]
    presence = Presence(lambda: now[0])
    presence.poll(named("a"))
    presence.hear("other", 3)
    assert presence.count([named("b")]) == (2, 5)
    now[0] = PRESENT
    assert presence.count([named("b")]) == (1, 4)
    now[0] = STALE
    assert presence.count([named("b")]) == (1, 1)


def test_a_count_is_said_when_it_changes_and_now_and_then():
    now = [0.0]
    presence = Presence(lambda: now[0])
    assert not presence.worth_saying(0)
    assert presence.worth_saying(2)
    assert not presence.worth_saying(2)
    now[0] = REPEAT
    assert presence.worth_saying(2)
    assert presence.worth_saying(0)


def test_a_crowd_is_told_in_steps():
    presence = Presence(lambda: 0.0)
    presence.announce(400)
    presence.announce(405)
    assert presence.announced == 400
    presence.announce(409)
    assert presence.announced == 409
