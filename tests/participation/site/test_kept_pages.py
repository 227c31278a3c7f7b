"""Results pages are drawn once for a release and language, and sent once to a browser."""

import gzip

import pytest
from flask import Flask
from flask.testing import FlaskClient

from participation.base import database
from participation.base.words.languages import LANGUAGES
from participation.places import service as places
from participation.site import kept_pages, results
from tests.support.client import CheckedClient, Page
from tests.support.released import SLUG, publish
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite


@pytest.fixture(autouse=True)
def released(app: Flask):
    return publish(app)


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Which templates were drawn since."""
    seen: list[str] = []
    draw = results.render_template

    def counting(name: str, **more: object) -> str:
        seen.append(name)
        return draw(name, **more)

    monkeypatch.setattr(results, "render_template", counting)
    return seen


def addresses(client: CheckedClient, tag: str = "de") -> list[str]:
    """The page of a release, of a question, and of a question by two groups."""
    first = f"/{tag}/results/{SLUG}"
    questions = [a for a in client.page(first).links().values() if a.startswith(first + "/")]
    crossings = [a for a in client.page(questions[0]).links().values() if a.count("/") > 4]
    return [first, questions[0], *crossings[:1]]


def test_a_page_is_drawn_once_in_each_language(client: CheckedClient, drawn: list[str]):
    texts = {}
    for tag in LANGUAGES:
        for _again in range(3):
            page = client.page(f"/{tag}/results/{SLUG}")
            assert page.root.get("lang") == tag
            assert texts.setdefault(tag, page.html) == page.html
    assert len(drawn) == len(LANGUAGES) == len(set(texts.values()))


def test_a_browser_that_has_the_page_gets_nothing_again(client: CheckedClient, drawn: list[str]):
    for address in addresses(client):
        answer = client.get(address)
        assert answer.headers["Cache-Control"] == "no-cache"
        tag = answer.headers["ETag"]
        del drawn[:]
        again = client.get(address, headers={"If-None-Match": tag})
        assert (again.status_code, again.get_data()) == (304, b"")
        assert again.headers["ETag"] == tag
        assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200
        assert drawn == []


def test_the_packed_page_is_the_plain_one(app: Flask, client: CheckedClient):
    browser = FlaskClient(app, app.response_class)
    for address in addresses(client):
        plain = client.get(address)
        packed = browser.get(address, headers={"Accept-Encoding": "gzip"})
        assert packed.headers["Content-Encoding"] == "gzip"
        assert gzip.decompress(packed.get_data()) == plain.get_data()
        assert "Accept-Encoding" in packed.headers["Vary"]


def test_what_else_stands_on_the_page_draws_it_anew(app: Flask, client: CheckedClient):
    before = client.get(f"/de/results/{SLUG}").headers["ETag"]
    with app.app_context(), database.transaction():
        county = places.county()
        places.save_county("Kreis Anders", county.land, county.revision)
    answer = client.get(f"/de/results/{SLUG}", headers={"If-None-Match": before})
    assert answer.status_code == 200
    assert "Kreis Anders" in Page(answer).text


def test_pages_of_unknown_releases_are_not_held(client: CheckedClient):
    answer = client.get("/de/results/nirgends", headers={"If-None-Match": "*"})
    assert (answer.status_code, "ETag" in answer.headers) == (404, False)


@on_both
def test_only_so_many_bytes_are_held():
    pages = kept_pages.Pages(most=2 * kept_pages.Drawn(b"x").size)
    for name in "abc":
        pages.keep(name, kept_pages.Drawn(name.encode()))
        pages.find("a")
    assert [name for name in "abc" if pages.find(name)] == ["a", "c"]
    pages.keep("a", kept_pages.Drawn(b"b"))  # the same again takes no further room
    pages.keep("large", kept_pages.Drawn(b"abc"))
    assert [name for name in ("a", "c", "large") if pages.find(name)] == ["a", "c"]
    pages.keep("both", kept_pages.Drawn(b"xy"))
    assert [name for name in ("a", "c", "both") if pages.find(name)] == ["both"]
