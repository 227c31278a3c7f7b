"""What reaches a phone that follows a board."""

import asyncio
import functools
import json
from concurrent.futures import ThreadPoolExecutor

import pytest

from participation.boards.live import ring
from tests.support.listening import House, Line, named, until


def in_loop(test):
    @functools.wraps(test)
    def run(*args, **kwargs):
        # A thread of its own: a browser's test before this one may have left a loop in ours.
        with ThreadPoolExecutor(1) as thread:
            whole = asyncio.wait_for(test(*args, **kwargs), 20)
            thread.submit(asyncio.run, whole).result()

    return run


@in_loop
async def test_who_comes_gets_all_they_missed_and_then_each_change(tmp_path):
    house = House(tmp_path)
    house.write("eins", "zwei", "drei")
    phone = house.stream(since=1)
    assert (await phone.until(1))[0]["notes"] == ["zwei", "drei"]
    house.write("vier")
    documents = await phone.until(2)
    assert documents[1]["notes"] == ["vier"]
    assert [event["id"] for event in phone.events if "id" in event] == ["3", "4"]
    assert documents[1]["now"] > 1_600_000_000_000


@in_loop
async def test_who_comes_again_goes_on_where_the_last_event_ended(tmp_path):
    house = House(tmp_path)
    house.write("eins", "zwei", "drei")
    phone = house.stream(since=1, headers={"last-event-id": "2"})
    assert (await phone.until(1))[0]["notes"] == ["drei"]


@in_loop
async def test_a_packed_stream_is_one_gzip_member_whatever_it_carries(tmp_path):
    house = House(tmp_path)
    house.write(*(f"Zettel {n} über Sprache und الكلمات" for n in range(100)))
    phone = house.stream(headers={"accept-encoding": "gzip, br"})
    await phone.until(1)
    house.write("kurz")
    documents = await phone.until(2)
    assert [len(document["notes"]) for document in documents] == [100, 1]
    assert phone.answered["content-encoding"] == "gzip"
    assert len(phone.wire) < len(phone.text.encode()) / 3


@in_loop
async def test_a_change_is_read_once_for_each_audience_however_many_follow(tmp_path):
    house = House(tmp_path)
    phones = [house.stream(cookies=f"p{n}=participant") for n in range(30)]
    phones += [house.stream(cookies="wall=wall")]
    for _ in phones:
        house.write("vorher")
    await asyncio.gather(*(phone.until(1) for phone in phones))
    house.boards.asked.clear()
    house.write("neu")
    await asyncio.gather(*(phone.until(2) for phone in phones))
    assert sorted(house.boards.asked) == [("participant", 31), ("wall", 31)]
    assert phones[-1].documents[-1]["for"] == "wall"


@in_loop
async def test_two_hundred_who_come_at_once_are_read_for_once(tmp_path):
    house = House(tmp_path)
    house.write("eins")
    phones = [house.stream(cookies=f"p{n}=participant") for n in range(200)]
    await asyncio.gather(*(phone.until(1) for phone in phones))
    assert house.boards.asked == [("participant", 0)]


@in_loop
async def test_a_burst_of_notes_becomes_few_events_and_none_is_missing(tmp_path):
    house = House(tmp_path)
    phone = house.stream()
    await house.followed(1)
    for number in range(100):
        house.write(f"Zettel {number}")
    await until(lambda: phone.documents and phone.documents[-1]["seq"] == 100)
    assert [
        note for document in phone.documents for note in document["notes"]
    ] == house.boards.notes[house.board]
    assert len(phone.documents) <= 3


@in_loop
async def test_a_slow_phone_holds_nobody_up_and_is_asked_to_come_again(tmp_path, monkeypatch):
    monkeypatch.setattr(ring, "MOST_DELTAS", 2)
    house = House(tmp_path)
    slow, quick = house.stream(cookies="s=participant"), house.stream(cookies="q=participant")
    house.write("eins")
    await asyncio.gather(slow.until(1), quick.until(1))
    slow.taking.clear()
    for number in range(2, 7):
        house.write(str(number))
        await quick.until(number)
    slow.taking.set()
    await slow.until_closed()
    assert [event["id"] for event in slow.events if "id" in event][-1] == "2"
    again = house.stream(since=2, cookies="s=participant")
    assert (await again.until(1))[0]["notes"] == ["3", "4", "5", "6"]
    assert not quick.closed


@in_loop
async def test_who_comes_late_gets_no_beginning_that_ends_before_the_ring_begins(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(ring, "MOST_DELTAS", 2)
    house = House(tmp_path)
    house.write("0")
    first = house.stream(cookies="f=participant")
    await first.until(1)
    for number in range(1, 6):  # the beginning that was rendered for the first one is old now
        house.write(str(number))
        await first.until(number + 1)
    late = house.stream(cookies="l=participant")
    await until(lambda: late.closed or (late.documents and late.documents[-1]["seq"] == 6))
    items = [note for document in late.documents for note in document["notes"]]
    assert items == ["0", "1", "2", "3", "4", "5"]
    assert not late.closed


@in_loop
async def test_a_line_that_takes_nothing_is_cut(tmp_path):
    house = House(tmp_path, stuck=0.0)
    phone = house.stream()
    await house.followed(1)
    phone.taking.clear()
    house.write("eins")
    await phone.stuck.wait()
    await house.hub.go_round()
    with pytest.raises(asyncio.CancelledError):
        await phone.end()
    assert not house.listeners


@in_loop
async def test_a_phone_that_goes_is_noticed_though_nothing_is_written(tmp_path):
    house = House(tmp_path)
    phone = house.stream()
    await house.followed(1)
    phone.hung_up.set()
    await phone.end()
    assert not house.listeners


@in_loop
async def test_a_withdrawn_link_ends_its_stream_with_the_next_change(tmp_path):
    house = House(tmp_path)
    team, other = house.stream(cookies="team=moderator"), house.stream()
    await house.followed(2)
    house.boards.withdrawn.add(named("team"))
    house.write("eins")
    await other.until(1)
    await team.until_closed()
    assert team.named("end") == [{"code": "withdrawn"}]
    refused = await house.poll(cookies="team=moderator")
    assert (refused.status, json.loads(refused.text)) == (403, {"code": "withdrawn"})


@in_loop
async def test_a_blocked_phone_is_let_go_though_nothing_changes(tmp_path):
    house = House(tmp_path)
    phone = house.stream(headers={"accept-encoding": "gzip"})
    await house.followed(1)
    house.boards.withdrawn.add(named("anna"))
    await house.hub.look()
    await phone.until_closed()
    assert phone.named("end") == [{"code": "blocked"}]


@in_loop
async def test_a_board_that_is_gone_ends_its_streams(tmp_path):
    house = House(tmp_path)
    phone = house.stream()
    await house.followed(1)
    del house.boards.notes[house.board]
    await house.hub.look()
    await phone.until_closed()
    assert phone.named("end") == [{"code": "gone"}]
    assert (await house.poll()).status == 404


@in_loop
async def test_a_change_whose_telling_was_lost_is_found(tmp_path):
    house = House(tmp_path)
    phone = house.stream()
    await house.followed(1)
    house.write("aus einem anderen Prozess", notify=False)
    await house.hub.look()
    assert (await phone.until(1))[0]["notes"] == ["aus einem anderen Prozess"]


@in_loop
async def test_a_change_told_before_it_can_be_seen_is_no_endless_search(tmp_path):
    house = House(tmp_path)
    phone = house.stream()
    await house.followed(1)
    house.hub.heard(house.board, 7)
    await until(lambda: house.boards.asked)
    house.write("eins")
    assert (await phone.until(1))[0]["notes"] == ["eins"]


@in_loop
async def test_a_board_restored_from_a_copy_begins_again(tmp_path):
    house = House(tmp_path)
    house.write("eins")
    assert (await house.stream(since=900).until(1))[0]["notes"] == ["eins"]


@in_loop
async def test_a_database_that_fails_for_a_moment_ends_no_stream(tmp_path, monkeypatch):
    monkeypatch.setattr("participation.boards.live.stream.RETRY", 0)
    house = House(tmp_path)
    phone = house.stream()
    await house.followed(1)
    house.boards.broken = True
    house.write("eins")
    await house.hub.in_thread(lambda: None)
    house.boards.broken = False
    assert (await phone.until(1))[0]["notes"] == ["eins"]


@in_loop
async def test_an_open_line_gets_a_beat_and_the_number_of_people(tmp_path):
    house = House(tmp_path)
    phones = [house.stream(cookies=f"p{n}=participant") for n in range(3)]
    wall = house.stream(cookies="wall=wall")
    await house.followed(4)
    for _ in range(6):
        await house.hub.go_round()
    await until(lambda: wall.named("people") and wall.named("people")[-1] == {"people": 3})
    await until(lambda: wall.named("beat"))
    assert phones[0].named("people")[-1] == {"people": 3}


@in_loop
async def test_people_of_other_processes_are_added_and_the_own_are_not_counted_twice(tmp_path):
    house = House(tmp_path)
    phone = house.stream()
    await house.followed(1)
    for process, count in ((house.hub.name, 9), ("other", 4), ("third", 2), ("other", 3)):
        house.hub.hear_people(f"{process}:{house.board}:{count}")
    await house.hub.go_round()
    await until(lambda: phone.named("people")[-1:] == [{"people": 1 + 3 + 2}])


@in_loop
async def test_the_end_of_the_server_ends_all_streams_and_takes_no_more(tmp_path):
    house = House(tmp_path)
    phone = house.stream()
    await house.followed(1)
    house.hub.stop()
    await phone.until_closed()
    assert phone.named("end") == []
    late = await house.stream().end()
    assert late.status == 503


@in_loop
async def test_a_stream_says_what_every_answer_says_and_that_nobody_may_hold_it_back(tmp_path):
    house = House(tmp_path)
    phone = house.stream()
    await house.followed(1)
    assert phone.answered["content-type"] == "text/event-stream"
    assert phone.answered["cache-control"] == "no-store"
    assert phone.answered["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in phone.answered["content-security-policy"]
    assert "strict-transport-security" in phone.answered
    assert phone.answered["x-accel-buffering"] == "no"


@in_loop
async def test_strangers_and_other_names_are_no_guests_here(tmp_path):
    house = House(tmp_path, prefix="/stimmen")
    address = f"/b/live/{house.board}"
    assert (await house.poll(cookies="x=stranger")).status == 403
    assert (await house.poll(cookies="")).status == 403
    for path in (address, f"/stimmen{address}"):
        assert house.app.asked(Line(house.app, path).scope())
    elsewhere = Line(house.app, address, headers={"host": "evil.example"})
    assert house.app.asked(elsewhere.scope()) is None
    assert house.app.asked(Line(house.app, address + "/x").scope()) is None
    assert house.app.asked(Line(house.app, "/b/live/" + "-" * 36).scope()) is None


@in_loop
async def test_hostile_numbers_are_no_fault(tmp_path):
    house = House(tmp_path)
    house.write("eins")
    for since in ("-1", "9" * 400, "x", "", "%00", "²", "1.5"):
        answer = await house.poll(since=since)
        assert json.loads(answer.text)["notes"] == ["eins"], since
