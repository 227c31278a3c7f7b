"""The house below a sub-path: nothing leads out of it, no cookie is seen beside it."""

import re

import pytest

from tests.support.county import make_county, make_wave
from tests.support.server import here, serving, workshop
from tests.support.staff import PASSWORD, make_account
from tests.support.story import respond, sign_in
from tests.support.visitor import Visitor

PREFIX = "/stimmen"
ADDRESS = re.compile(r'\b(?:href|src|action|formaction|data-leave)="([^"]*)"')


class Watchful(Visitor):
    """Reads every address in every answer."""

    def send(self, *request, **more):
        answer = super().send(*request, **more)
        result = [answer.location] if answer.headers["Location"] else []
        if "text/html" in (answer.headers["Content-Type"] or ""):
            result += [a for a in ADDRESS.findall(answer.text) if a.startswith("/")]
        assert [a for a in result if not a.startswith(PREFIX + "/")] == [], answer.path
        return answer


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("below")
    settings = here(folder / "instance", path=PREFIX)
    with workshop(settings) as app:
        make_county()
        make_wave()
        make_account(app, password=PASSWORD)
        with serving(settings, folder):
            yield app, settings


def test_a_respondents_way_stays_below_the_sub_path(house):
    _app, settings = house
    visitor = Watchful(settings)
    visitor.get(f"{PREFIX}/f/probe")
    page = visitor.post(f"{PREFIX}/f/probe/de/", {"do": "begin"})
    assert visitor.cookies["answers"][1] == f"{PREFIX}/f/probe/"
    visitor.post(page.path, {"token": page.token, "do": "languages"})
    visitor.post(f"{PREFIX}/f/probe/de/leave", {})
    thanks = respond(visitor, f"{PREFIX}/f/probe/de/")
    assert f"{settings.public_url}/f/probe" in thanks.text


def test_the_public_and_the_staffs_pages_stay_below_it(house):
    app, settings = house
    visitor = Watchful(settings)
    sign_in(visitor, app, prefix=PREFIX)
    assert {path for _value, path in visitor.cookies.values()} == {f"{PREFIX}/desk"}
    seen, waiting = set(), [f"{PREFIX}/", f"{PREFIX}/desk/"]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            answer = visitor.get(path)
            assert answer.status < 500
            waiting += answer.links
    assert len(seen) > 30


def test_what_lies_beside_the_sub_path_is_not_ours(house):
    _app, settings = house
    page = Visitor(settings).get(f"{PREFIX}anders/f/probe/de/")
    assert page.status == 404


def test_files_and_pages_load_below_it(house):
    _app, settings = house
    visitor = Visitor(settings)
    page = visitor.get(f"{PREFIX}/f/probe/de/")
    loaded = [a for a in ADDRESS.findall(page.text) if "/static/" in a]
    assert loaded
    assert [visitor.get(a).status for a in loaded] == [200] * len(loaded)


def test_a_proxy_may_cut_the_sub_path_off(house):
    _app, settings = house
    assert Visitor(settings).get("/f/probe/de/").status == 200
