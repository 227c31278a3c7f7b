"""From the table to a field to write in: few taps, few words before them.

A tap is a link followed, a button pressed, or a field gone into. How long the machine takes is
``boards.way_in_s`` of the bench.
"""

from __future__ import annotations

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.words.languages import LANGUAGES
from participation.boards.events import planning
from participation.boards.events.programme import WorkshopPlan
from participation.boards.models import Event
from tests.support.boards import make_hall
from tests.support.client import CheckedClient, Page, text_of

A_MINUTE = 130
"""Words that a slow reader reads."""
LEFT_S = 13
"""Of 20 seconds, when the machine takes 7."""
KNOWN, UNKNOWN = "uk-UA,uk;q=0.9", "pl-PL,pl;q=0.9"


@pytest.fixture
def phone(app: Flask) -> CheckedClient:
    with app.app_context():
        hall = make_hall()
        with database.transaction():
            planning.add_workshop(hall.event, WorkshopPlan({"de": "Wohnen"}))
    return app.test_client()  # type: ignore[return-value]  # the fixture app makes these


def taps(client: CheckedClient, page: Page) -> int:
    """Taps from a page to the field for a note, on the shortest way."""
    tapped = 0
    while 'id="text"' not in page.html:
        tapped += 1
        assert tapped < 9, page.text
        if 'id="code"' in page.html:
            tapped += 1  # into the field
            page = client.submit(page, code="abcdef")
        elif page.forms():
            page = client.submit(page, 0, workshop="abcdef")
        else:
            page = client.page(page.links()["العربية"])
    return tapped


@pytest.mark.parametrize(
    ("address", "language", "most"),
    [
        ("/b/abcdef", KNOWN, 1),
        ("/b/abcdef", UNKNOWN, 2),
        ("/b/uvwxyz", KNOWN, 2),
        ("/b/", KNOWN, 3),
        ("/b/", UNKNOWN, 3),
    ],
    ids=["sign", "sign-asked", "sign-of-the-event", "code", "code-unknown-language"],
)
def test_two_taps_lead_from_the_sign_to_the_field_and_three_from_the_code(
    phone: CheckedClient, address: str, language: str, most: int
):
    page = phone.page(address, headers={"Accept-Language": language})
    assert taps(phone, page) == most


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_sentences_before_it_are_read_in_the_seconds_that_are_left(app: Flask, tag: str):
    with app.app_context():
        make_hall()
        with database.transaction() as connection:
            connection.execute(sa.update(Event).values(languages=list(LANGUAGES)))
    page = app.test_client().page(f"/b/abcdef/{tag}/")
    said = next(item for item in page.root.iter("ul") if "promises" in item.get("class", ""))
    words = text_of(said).split()
    assert len(words) <= LEFT_S * A_MINUTE / 60, words
