"""What the shipped server does with requests that no browser sends: bytes on a real line."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import suppress

import psutil
import pytest
import sqlalchemy as sa

from participation.respond.models import Draft, Letter
from tests.faults import hostile
from tests.support.county import make_county, make_wave
from tests.support.server import here, serving, workshop
from tests.support.visitor import FORM, Visitor

START = "/f/probe/ar/"
QUESTION = START + "q/wish"
ARABIC = '<html lang="ar" dir="rtl"'
BIG = 10 * 1024 * 1024
PIECE = b"x" * 65536
THREADS = 10  # of participation.asgi, which makes an application when it is imported
HEAD_LIMIT = 64 * 1024
ALLOWED_GROWTH = 4 * 1024 * 1024


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """An application and its shipped server."""
    folder = tmp_path_factory.mktemp("served")
    settings = here(folder / "instance")
    with workshop(settings) as app:
        make_county()
        make_wave()
        with serving(settings, folder) as server:
            yield app, server


@pytest.fixture
def person(house):
    """Somebody who has begun to answer in Arabic."""
    visitor = Visitor(house[1].settings, "ar")
    visitor.post(START, {"do": "begin"})
    return visitor


def pieces(number: int) -> Iterator[bytes]:
    yield b"wish="
    for _ in range(number):
        yield PIECE


def says_what_to_do(answer) -> bool:
    return 400 <= answer.status < 500 and ARABIC in answer.text and "<h1" in answer.text


def test_ten_megabytes_get_a_page_and_are_not_read_into_memory(house, person):
    process = psutil.Process(house[1].process.pid)
    before = process.memory_info().rss
    for _ in range(5):
        answer = person.send("POST", QUESTION, b"wish=" + b"x" * BIG, {"Content-Type": FORM})
        assert answer.status == 413
        assert says_what_to_do(answer)
    assert process.memory_info().rss - before < ALLOWED_GROWTH


def test_a_body_in_chunks_gets_a_page_and_is_not_read_into_memory(house, person):
    process = psutil.Process(house[1].process.pid)
    before = process.memory_info().rss
    body = pieces(BIG // len(PIECE))
    answer = person.send("POST", QUESTION, body, {"Content-Type": FORM}, encode_chunked=True)
    assert says_what_to_do(answer)
    assert process.memory_info().rss - before < ALLOWED_GROWTH


def test_a_small_form_in_chunks_is_answered(person):
    body = iter([b"do=", b"next&wish=a"])
    answer = person.send("POST", QUESTION, body, {"Content-Type": FORM}, encode_chunked=True)
    assert says_what_to_do(answer)


@pytest.mark.parametrize("body", hostile.BODIES)
def test_no_body_is_our_fault_on_a_real_line(person, body):
    data, kind = hostile.BODIES[body]
    assert says_what_to_do(person.send("POST", QUESTION, data, {"Content-Type": kind}))


@pytest.mark.parametrize("body", hostile.BODIES)
def test_no_sign_in_is_our_fault_on_a_real_line(house, body):
    data, kind = hostile.BODIES[body]
    answer = Visitor(house[1].settings).send("POST", "/desk/sign-in", data, {"Content-Type": kind})
    assert 400 <= answer.status < 500
    assert "<h1" in answer.text


@pytest.mark.parametrize("cookie", ["answers=", "answers=\xff\xfe", "answers=" + "A" * 43, "answers=A; answers=B", "=;;=", "a" * 20_000])  # fmt: skip
def test_a_forged_cookie_gets_a_page(house, cookie):
    stranger = Visitor(house[1].settings, "ar")
    answer = stranger.send("POST", QUESTION, b"do=next", {"Content-Type": FORM, "Cookie": cookie})
    assert says_what_to_do(answer)


@pytest.mark.parametrize("header", ["Accept-Language", "Sec-Fetch-Site", "Content-Type", "X-Forwarded-Host", "Range", "If-None-Match", "Accept-Encoding"])  # fmt: skip
@pytest.mark.parametrize("value", ["", "\xff" * 50, "x" * 20_000, "q=nan;q=1e999,*;q=-1", ",;,;=,"])
def test_no_header_is_our_fault(house, header, value):
    answer = Visitor(house[1].settings).send("GET", START, headers={header: value})
    assert answer.status in (200, 303)


def raw(server, request: bytes) -> bytes:
    """What the server says to bytes that are hardly HTTP."""
    said = b""
    with (
        suppress(ConnectionError),  # who sends too much is cut off
        socket.create_connection(("127.0.0.1", server.port), 10) as line,
    ):
        line.sendall(request)
        line.shutdown(socket.SHUT_WR)
        while got := line.recv(65536):
            said += got
    return said


@pytest.mark.parametrize(
    "request_",
    [
        b"GARBAGE\r\n\r\n",
        b"\0\0\0\0\r\n\r\n",
        b"GET /f/probe/ar/\xff?\xfe HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        b"GET /f/probe/ar/?via=\xff\xfe HTTP/1.1\r\nHost: HOST\r\nConnection: close\r\n\r\n",
        b"POST /f/probe/ar/q/wish HTTP/1.1\r\nHost: HOST\r\nContent-Length: -5\r\n\r\n",
        b"POST /f/probe/ar/q/wish HTTP/1.1\r\nHost: HOST\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nwish=",
        b"GET /f/probe/ar/ HTTP/1.1\r\nHost: HOST\r\nCookie: " + b"x" * 200_000 + b"\r\n\r\n",
    ],
    ids=range(7),
)
def test_hardly_http_is_refused(house, request_):
    _app, server = house
    said = raw(server, request_.replace(b"HOST", server.settings.address.netloc.encode()))
    assert said.startswith(b"HTTP/1.1 4") or (said == b"" and len(request_) > HEAD_LIMIT)


def test_a_line_that_breaks_in_the_middle_stores_nothing(house, person):
    app, server = house
    begin = f"POST {START} HTTP/1.1\r\nHost: {server.settings.address.netloc}\r\nContent-Type: {FORM}\r\nContent-Length: 4000\r\n\r\ndo=begin"
    before = drafts(app)
    raw(server, begin.encode())
    assert drafts(app) == before
    assert person.get(QUESTION).status == 200


def drafts(app) -> list[int]:
    with app.extensions["database"].connect() as connection:
        return [
            connection.scalar(sa.select(sa.func.count()).select_from(model))
            for model in (Draft, Letter)
        ]


def test_phones_that_lose_their_signal_hold_nobody_up(house, person):
    _app, server = house
    lines = [half_a_form(server.port) for _ in range(3 * THREADS)]
    assert person.get(QUESTION).status == 200
    for line in lines:
        line.close()
    assert person.get(QUESTION).status == 200


def half_a_form(port: int) -> http.client.HTTPConnection:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    line.putrequest("POST", START)
    line.putheader("Content-Type", FORM)
    line.putheader("Content-Length", "100")
    line.endheaders(b"do=")
    return line


def test_the_server_did_not_print_a_traceback(house):
    assert "Traceback" not in house[1].output()
