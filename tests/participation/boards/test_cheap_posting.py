"""Posting is cheap: a hall of phones writes at once, and nobody's page is built for it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.boards.models import Board
from participation.boards.phone import pages
from participation.boards.service import boards
from participation.boards.service.boards import NoteDraft
from tests.participation.boards.test_phone_vote import NOW, joined, put
from tests.support.boards import Hall, make_hall
from tests.support.client import CheckedClient

MOST = 9
JSON = {"Accept": "application/json"}


@contextmanager
def counted(app: Flask) -> Iterator[list[str]]:
    """The statements that are sent to the database meanwhile."""
    steps: list[str] = []

    def count(*args: Any) -> None:
        steps.append(args[2])

    engine = app.extensions["database"]
    sa.event.listen(engine, "before_cursor_execute", count)
    yield steps
    sa.event.remove(engine, "before_cursor_execute", count)


def hall(app: Flask, notes: int) -> tuple[Hall, uuid.UUID]:
    with app.app_context():
        found, first = make_hall(), uuid.uuid4()
        with database.transaction():
            for number in range(notes):
                key = first if not number else uuid.uuid4()
                boards.write_note(found.board, None, NoteDraft(key, "needs", f"Bus {number}"), NOW)
    return found, first


@pytest.mark.parametrize("headers", [{}, JSON], ids=["form", "script"])
@pytest.mark.parametrize("notes", [1, 60])
@pytest.mark.parametrize("text", ["Ein Bus mehr", "0170 1234567", "حافلة"])
def test_a_note_takes_few_statements_however_full_the_board_is(
    app: Flask, client: CheckedClient, headers: dict[str, str], notes: int, text: str
):
    hall(app, notes)
    token = joined(client).fields("write")["form_token"]
    fields = {"form_token": token, "column": "needs", "text": text, "language": "de"}
    for again in range(2):
        with counted(app) as steps:
            answer = client.post(
                "/b/abcdef/de/notes", data=fields | {"id": str(uuid.uuid4())}, headers=headers
            )
        assert answer.status_code == (200 if headers else 303)
        if again:
            assert len(steps) <= MOST, "\n\n".join(steps)


def test_no_page_is_built_but_on_refusal(
    app: Flask, client: CheckedClient, monkeypatch: pytest.MonkeyPatch
):
    found, first = hall(app, 1)
    token = joined(client).fields("write")["form_token"]
    built: list[object] = []
    drawn = pages.drawn
    monkeypatch.setattr(pages, "drawn", lambda *a, **k: built.append(a) or drawn(*a, **k))
    fields = {"form_token": token, "column": "needs", "text": "Bus", "id": str(uuid.uuid4())}
    for path, more in (("notes", {}), (f"notes/{first}/reply", {"id": str(uuid.uuid4())})):
        assert client.post(f"/b/abcdef/de/{path}", data=fields | more).status_code == 303
    assert not built
    refused = client.post("/b/abcdef/de/notes", data=fields | {"text": " \u200b", "id": ""})
    assert refused.status_code == 422
    assert "Schreiben Sie erst etwas auf den Zettel." in refused.get_data(as_text=True)
    assert len(built) == 1
    put(app, found, phase="vote")
    late = client.post("/b/abcdef/de/notes", data=fields | {"text": "Zu spät", "id": ""})
    assert late.status_code == 409
    assert "Zu spät" in late.get_data(as_text=True)


def test_a_workshop_whose_board_is_gone_takes_no_note(app: Flask, client: CheckedClient):
    found, _first = hall(app, 1)
    token = joined(client).fields("write")["form_token"]
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.delete(Board).where(Board.id == found.board))
    fields = {"form_token": token, "column": "needs", "text": "Bus", "id": str(uuid.uuid4())}
    answer = client.post("/b/abcdef/de/notes", data=fields)
    assert answer.status_code == 404
