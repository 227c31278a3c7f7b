"""The proxies' samples of the documents: people come through, and no log knows a respondent."""

import http.client

import pytest

from participation.base.settings import Settings
from tests.support.county import make_county, make_wave
from tests.support.proxies import HOST, PROGRAMS, RESPONDENT, STAFF, running
from tests.support.server import free_port, serving, workshop
from tests.support.staff import PASSWORD, make_account
from tests.support.story import WISH, codes, respond, sign_in

START = "/f/probe/de/"
SECRET = "A" * 43
"""As long as the token of an organisation's link."""


@pytest.fixture(params=PROGRAMS)
def house(request, tmp_path):
    """Application, settings, proxy and server behind it."""
    port = free_port()
    with running(request.param, tmp_path, port) as proxy:
        settings = Settings(instance=tmp_path / "instance", public_url=proxy.url)
        with workshop(settings) as app:
            make_county()
            wave = make_wave(needs_code=True)
            make_account(app, password=PASSWORD)
            code = codes(wave, 1)[0]
            with serving(settings, tmp_path, port=port) as server:
                yield app, settings, proxy, server, code


def test_people_come_through_and_the_logs_know_the_staff_alone(house):
    app, settings, proxy, server, code = house
    respond(proxy.visitor(settings), START, code)
    staff = proxy.visitor(settings, STAFF)
    sign_in(staff, app)

    plain = http.client.HTTPConnection("127.0.0.1", proxy.plain, source_address=(RESPONDENT, 0))
    plain.request("GET", START, headers={"Host": HOST})
    moved = plain.getresponse()
    plain.close()
    assert moved.headers["Location"].startswith(f"https://{HOST}")

    assert proxy.visitor(settings).get(f"/o/{SECRET}").status == 403

    server.kill()
    assert proxy.visitor(settings).get(START).status in (502, 503)
    assert proxy.visitor(settings).send("GET", "/f/probe/" + "x" * 9000).status >= 400
    assert proxy.visitor(settings).send("GET", START, None, {"Cookie": "a" * 20_000}).status >= 400

    written = proxy.written()
    assert "/desk/sign-in" in written
    assert STAFF in written
    for trace in (RESPONDENT, "/f/", "/o/", SECRET, "probe", code, WISH):
        assert trace not in written, trace
