"""What one process tells the others on PostgreSQL."""

import asyncio

import psycopg
import pytest
import sqlalchemy as sa

from participation.boards.base.notify import CHANNEL
from participation.boards.live import postgres
from participation.boards.live.hub import PEOPLE
from tests.participation.boards.live.test_streams import in_loop
from tests.support.listening import House, until
from tests.support.postgres import fresh_database

LISTENING = (
    "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%'"
)


@pytest.mark.postgres
@in_loop
async def test_a_change_of_another_process_arrives_also_after_the_line_broke(tmp_path, monkeypatch):
    monkeypatch.setattr(postgres, "SHORTEST", 0.0)
    house = House(tmp_path)
    phone = house.stream()
    await house.followed(1)
    with fresh_database(empty=True) as url:
        address = postgres.address_of(sa.make_url(url))
        listening = asyncio.create_task(postgres.listen(house.hub, address))
        with psycopg.connect(address, autocommit=True) as other:
            await until(lambda: house.boards.looks > 1)
            house.write("eins", notify=False)
            other.execute("SELECT pg_notify(%s, %s)", (CHANNEL, "no number"))
            other.execute("SELECT pg_notify(%s, %s)", (CHANNEL, f"{house.board}:1"))
            other.execute("SELECT pg_notify(%s, %s)", (PEOPLE, f"other:{house.board}:4"))
            assert (await phone.until(1))[0]["notes"] == ["eins"]
            looks = house.boards.looks
            other.execute(f"SELECT pg_terminate_backend(pid) FROM ({LISTENING}) AS found")
            house.write("während sie brach", notify=False)
            assert (await phone.until(2))[1]["notes"] == ["während sie brach"]
            assert house.boards.looks > looks
        await house.hub.go_round()
        assert (await house.poll(since=2)).answered["x-people"] == "5"
        listening.cancel()
