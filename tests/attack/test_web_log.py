"""A proxy in front logs every request but those below /f/: its log knows no respondent."""

from urllib.parse import urlsplit

import pytest

from tests.support import county
from tests.support.client import LOADING

START = "/f/probe/de/"
PAGES = (
    START,
    START + "q/need",
    START + "send",
    START + "code",
    START + "thanks",
    "/f/probe/languages",
    "/f/nirgends",
    "/f/de/calendar",
    "/f/info/de/help",
    "/f/info/de/privacy?for=probe",
)


@pytest.fixture
def begun(app, client):
    with app.app_context():
        county.make_county()
        county.make_wave()
    client.submit(client.page(START), "begin")
    return client


def asked_for(page):
    """Every address that a browser asks for by itself or by a button."""
    found = [item.get(name) for tag, name in LOADING.items() for item in page.root.iter(tag)]
    found += [page.action(number) for number in range(len(page.forms()))]
    return [urlsplit(address).path for address in found if address and ":" not in address]


@pytest.mark.parametrize("path", PAGES)
def test_a_respondents_browser_asks_for_nothing_outside_the_silent_prefix(begun, path):
    addresses = asked_for(begun.page(path))
    assert any(address.endswith(".css") for address in addresses)
    assert [address for address in addresses if not address.startswith("/f/")] == []


def test_the_silent_prefix_of_files_is_no_surveys_address(begun):
    answer = begun.get("/f/static/respond.js")
    assert (answer.status_code, answer.mimetype) == (200, "text/javascript")
    assert "Set-Cookie" not in answer.headers
