"""The wall of a workshop: who may see it, what stands on it, and that it turns without a script."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from flask import Flask

from participation.base import database
from participation.boards.events import links
from participation.boards.service import boards
from participation.boards.service.boards import BoardRole, NoteDraft
from tests.support.boards import Hall, make_hall
from tests.support.client import CheckedClient
from tests.support.sqlite import on_sqlite

pytestmark = on_sqlite
NOW = datetime(2027, 6, 1, 10, tzinfo=UTC)


def opened(app: Flask, *texts: str, **fields: object) -> tuple[Hall, str]:
    with app.app_context():
        hall = make_hall(**fields)
        with database.transaction():
            token = links.renew(hall.event, hall.workshop, BoardRole.WALL)
            for text in texts:
                boards.write_note(hall.board, None, NoteDraft(uuid.uuid4(), "needs", text), NOW)
    return hall, f"/b/enter/{token}"


def test_a_wall_is_opened_by_its_link_alone_and_shows_no_token(app: Flask, client: CheckedClient):
    _, link = opened(app, "Bus nach 20 Uhr")
    assert client.get("/b/wall/abcdef").status_code == 403
    page = client.page(link)
    assert page.response.request.path == "/b/wall/abcdef"
    assert link.rsplit("/", maxsplit=1)[-1] not in page.html
    assert "Bus nach 20 Uhr" in page.text


def test_an_empty_wall_invites_in_every_language(app: Flask, client: CheckedClient):
    _, link = opened(app)
    page = client.page(link)
    for words in ("abcdef", "In Ihrer Sprache", "بلغتك", "Вашою мовою"):
        assert words in page.text
    assert page.html.count("data:image/svg+xml") == 2


def test_without_a_script_the_wall_turns_by_loading_its_next_page(
    app: Flask, client: CheckedClient
):
    _, link = opened(app, *(f"Zettel {n}" for n in range(6)))
    page = client.page(link)
    assert 'content="20;url=/b/wall/abcdef?page=2"' in page.html
    assert "Zettel 5" in page.text
    assert "Zettel 0" not in page.text
    assert "Zettel 0" in client.page("/b/wall/abcdef?page=2").text


def test_a_wall_whose_link_was_withdrawn_shows_nothing_more(app: Flask, client: CheckedClient):
    hall, link = opened(app, "Bus")
    client.page(link)
    with app.app_context(), database.transaction():
        links.withdraw(hall.event, hall.workshop, BoardRole.WALL)
    assert client.get("/b/wall/abcdef").status_code == 403


def test_a_dark_wall_shows_the_county_alone(app: Flask, client: CheckedClient):
    _, link = opened(app, "Bus", dark=True)
    assert 'id="blank" hidden' not in client.page(link).html


def test_a_note_of_markup_stays_text_on_the_wall(app: Flask, client: CheckedClient):
    _, link = opened(app, "<img src=x onerror=alert(1)>")
    assert "<img src=x onerror=alert(1)>" in client.page(link).text
