"""The server is killed while people answer: what was acknowledged lies there, once."""

import signal
from collections import Counter
from pathlib import Path

import pytest

from tests.faults.crowd import Crowd, Respondent, one_number, stored_numbers
from tests.support.county import make_county, make_wave
from tests.support.postgres import fresh_database
from tests.support.server import free_port, here, serving, workshop

K = 10
SIZE = 200
MOMENTS = ("INSERT INTO answer", "DELETE FROM letter", "commit", "wipe")
KILLS = (43, 97, 160)


def everyone_once(size: int = SIZE) -> Counter[int]:
    return Counter(range(size))


def test_kill_during_200_answers_loses_none_and_doubles_none(tmp_path: Path):
    settings = here(tmp_path / "instance")
    with workshop(settings) as app:
        make_county()
        wave_id = make_wave(one_number())
        with serving(settings, tmp_path) as server:
            crowd = Crowd.of(SIZE, settings)
            for kill in KILLS:
                crowd.answer(kill, server.kill)
                server.start()
            crowd.answer()
        assert crowd.arrived == SIZE
        assert stored_numbers(app, wave_id) == everyone_once()


@pytest.mark.postgres
def test_two_servers_on_one_postgres_serve_everybody_in_turn_and_one_is_killed(tmp_path: Path):
    with fresh_database() as address:
        settings = here(tmp_path / "instance", database_url=address)
        other = free_port()
        with workshop(settings) as app:
            make_county()
            wave_id = make_wave(one_number())
            with serving(settings, tmp_path) as first, serving(settings, tmp_path, port=other):
                crowd = Crowd.of(SIZE, settings, (first.port, other))
                crowd.answer(KILLS[1], first.kill)
                first.start()
                crowd.answer()
            assert crowd.arrived == SIZE
            assert stored_numbers(app, wave_id) == everyone_once()


def test_kill_at_every_moment_of_emptying_the_letterbox(tmp_path: Path):
    settings = here(tmp_path / "instance")
    with workshop(settings) as app:
        make_county()
        wave_id = make_wave(one_number())
        crowd = Crowd.of(K - 1, settings)
        for number, moment in enumerate(MOMENTS, K - 1):
            with serving(
                settings, tmp_path, target="tests.faults.dying:app", DIE_AT=moment
            ) as server:
                crowd.answer()
                crowd.people.append(Respondent(number, settings))  # the one who fills the box
                crowd.answer()
                assert server.process.wait(10) == -signal.SIGKILL, moment
        with serving(settings, tmp_path):
            crowd.answer()
        assert all(person.acknowledged for person in crowd.people)
        assert stored_numbers(app, wave_id) == everyone_once(K - 1 + len(MOMENTS))
