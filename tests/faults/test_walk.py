"""5,000 seeded posts over every form of every role and link: a field left out, doubled, hostile.

Half of them on each database, in portions of one seed each; none is ever our fault.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from participation.base import jobs
from participation.base.web.security import BoardRole, Role
from participation.boards.summaries import summaries
from tests.faults import hostile
from tests.support import county
from tests.support.client import CheckedClient, Page
from tests.support.phones import link_cookie, person_cookie, write
from tests.support.staff import staff_client
from tests.support.summaries import hold

POSTS = 2_500
"""On each database."""
NEVER = ("/sign-out", "/leave", "/sessions")
"""What ends the browser's own way in: nothing would be looked at afterwards."""
HOSTILE = (
    *hostile.VALUES,
    "9" * 20,
    str(2**31),
    str(2**63),
    "-0",
    "9999-12-31",
    "0026-01-01",
    "2027-11-31",
    "25:61",
    "٣",
    "²",
    "9" * 5000,
    "1" + ".000" * 110,
    "\ud800".encode("utf-8", "surrogatepass").decode("utf-8", "replace"),
    hostile.NOBODY,
    "../../etc/passwd",
    "{{ 7 * 7 }}",
    "%s%n%(x)s",
)


@dataclass(frozen=True)
class Sent:
    """A form as a page draws it, and whose it is."""

    browser: FlaskClient
    address: str
    fields: dict[str, str | list[str]]
    names: tuple[str, ...]


@pytest.fixture
def house(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """A county with a draft, an open wave, one with codes, and a workshop that was held."""
    monkeypatch.setattr(jobs, "start_worker", lambda: None)
    with app.app_context():
        county.make_county()
        county.make_wave()
        county.make_wave(slug="entwurf", open_it=False)
        county.make_wave(slug="mit-code", needs_code=True)
        app.config["HALL"] = hold().hall
        summaries.count(app.config["HALL"].workshop)
    return app


def drawn(browser: CheckedClient, page: Page) -> Iterator[Sent]:
    """The forms of a page that post."""
    for number, form in enumerate(hostile.main_forms(page)):
        address = form.get("action") or page.response.request.path
        if form.get("method", "get").lower() != "post" or address.endswith(NEVER):
            continue
        named = (e.get("name", "") for tag in (*hostile.TAGS, "button") for e in form.iter(tag))
        fields = page.fields(number)
        yield Sent(browser, address, fields, tuple(sorted({*named, *fields} - {"", "csrf_token"})))


def staff_forms(app: Flask) -> Iterator[Sent]:
    for role in Role:
        browser = staff_client(app, role)
        for start in ("/desk/", "/desk/account"):
            for page in hostile.staff_pages(browser, start):
                yield from drawn(browser, page)
        yield from drawn(browser, browser.page("/desk/account/password"))
    stranger: CheckedClient = app.test_client()  # type: ignore[assignment]
    yield from drawn(stranger, stranger.page("/desk/sign-in"))


def link_forms(app: Flask) -> Iterator[Sent]:
    hall = app.config["HALL"]
    leading: CheckedClient = app.test_client()  # type: ignore[assignment]
    with app.app_context():
        write(hall, "Ein Zettel")
        name, value = link_cookie(hall, BoardRole.FACILITATOR).split("=", 1)
    leading.set_cookie(name, value)
    for page in hostile.staff_pages(leading, f"/b/run/{hall.code}/"):
        yield from drawn(leading, page)
    phone: CheckedClient = app.test_client()  # type: ignore[assignment]
    with app.app_context():
        _person, cookie = person_cookie(hall)
    name, value = cookie.split("=", 1)
    phone.set_cookie(name, value)
    for page in hostile.staff_pages(phone, f"/b/{hall.code}/de/"):
        yield from drawn(phone, page)


def public_forms(app: Flask) -> Iterator[Sent]:
    browser: CheckedClient = app.test_client()  # type: ignore[assignment]
    yield from drawn(browser, browser.page("/f/mit-code/de/code"))
    first = browser.page("/f/probe/de/")
    yield from drawn(browser, first)
    page = browser.submit(first, "begin")
    for _step in range(6):
        yield from drawn(browser, page)
        page = browser.submit(page, "answer", do="next")
        if 'id="answer"' not in page.html:
            break
    yield from drawn(browser, page)


def spoiled(rng: Random, form: Sent) -> MultiDict[str, str]:
    """What the form would send, with one field (or two) not as any browser sends it."""
    data: MultiDict[str, str] = MultiDict(form.fields)
    for name in rng.sample(form.names, min(len(form.names), rng.choice((1, 1, 2)))):
        way = rng.randrange(4)
        if way == 0:
            data.poplist(name)
        elif way == 1:
            data.setlist(name, [*data.getlist(name), rng.choice(HOSTILE)])
        else:
            data[name] = rng.choice(HOSTILE)
    return data


def test_no_form_of_any_role_or_link_is_ever_our_fault(house: Flask):
    forms = [*staff_forms(house), *link_forms(house), *public_forms(house)]
    kinds = {(form.address.split("/")[1], form.names) for form in forms}
    assert len(kinds) > 30
    for part in ("/desk/", "/b/run/", "/b/", "/f/"):
        assert any(form.address.startswith(part) for form in forms), part
    rng, faults = Random("walk"), {}
    for number in range(POSTS):
        form = forms[number] if number < len(forms) else rng.choice(forms)
        data = spoiled(rng, form)
        status = FlaskClient.open(form.browser, form.address, method="POST", data=data).status_code
        if status >= 500 and not (status == 503 and form.address.startswith("/desk/sign-in")):
            faults[form.address] = (status, sorted(data))
    assert faults == {}
