"""The platform calls nobody: every connection it opens in a whole survey and on a board is seen."""

import sys
import uuid
from datetime import UTC, datetime
from functools import cache

import pytest

from participation.base import database
from participation.boards.notes import writing
from participation.boards.notes.writing import NoteDraft
from participation.studies.waves.waves import close as close_wave
from tests.support import county
from tests.support.boards import join, make_hall
from tests.support.client import CheckedClient
from tests.support.staff import staff_client
from tests.support.story import WAY

SEEN: list[object] = []
WATCHING = ("socket.connect", "socket.sendto", "socket.getaddrinfo")


def watch(event: str, arguments: tuple[object, ...]) -> None:
    if event in WATCHING:
        SEEN.append(arguments)


@cache
def watched() -> None:
    """Once: such a hook cannot be taken out again."""
    sys.addaudithook(watch)


@pytest.fixture
def calls():
    """Connections opened from here on, by anything written in Python."""
    watched()
    SEEN.clear()
    return SEEN


def answer(client: CheckedClient) -> None:
    page = client.submit(client.page("/f/probe/de/"), "begin")
    for name, value in WAY:
        page = client.submit(page, "answer", **{name: value}, do="next")
    client.submit(page, "answer", do="send")


def test_a_whole_survey_and_a_note_call_nobody(app, client, calls):
    with app.app_context():
        county.make_county()
        wave = county.make_wave()
        hall = make_hall()
        person, _secret = join(hall)
        with database.transaction():
            draft = NoteDraft(uuid.uuid4(), "needs", "Bus", "de")
            writing.write(hall.board, person, draft, datetime.now(UTC))
    answer(client)
    desk = staff_client(app)
    for path in ("/desk/home", f"/desk/surveys/{wave}", "/desk/events"):
        desk.page(path)
    with app.app_context(), database.transaction():
        close_wave(wave)
    assert app.test_cli_runner().invoke(args=["tick"]).exit_code == 0
    assert calls == []


def test_a_call_would_be_seen(calls):
    import socket  # noqa: PLC0415 - the self-test alone calls anybody

    with pytest.raises(OSError, match="refused"), socket.socket() as line:
        line.connect(("127.0.0.1", 9))
    assert len(calls) == 1
