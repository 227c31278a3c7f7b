"""What one answer costs: bytes on the wire and CPU of the server under the shipped start command.

Run: ``python -m tests.bench.respond``.

Figures are of a server that has warmed up, scaled (:mod:`tests.bench.measure`). The first answer after
a start costs about 140 ms more: 25 answers from a cold start, unscaled, read 17 ms each where this
program says 11 to 12.
"""

from __future__ import annotations

import gzip
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

import psutil

from participation import create_app
from participation.base import database
from participation.base.database import Base
from participation.base.settings import load
from participation.base.web import logo
from participation.places import service as places
from surveys.expressions import parse
from surveys.figures.released import PlaceKind
from surveys.instrument.instrument import Choice, Instrument, InstrumentKind, Page, Question, Text
from surveys.instrument.instrument import QuestionType as Type
from tests.bench.measure import Result, scaled
from tests.support import county

ROOT = Path(__file__).resolve().parents[2]
QUESTIONS = 20
ANSWERS_A_BLOCK = {"many": 12, "one": 40}
"""Enough that the clock of the system, which ticks in hundredths, does not decide."""
BLOCKS = 7
WARM_UP = 5
HELLO = "from flask import Flask\nfrom a2wsgi import WSGIMiddleware\nflask = Flask('hello')\nflask.add_url_rule('/', view_func=lambda: 'hello')\napp = WSGIMiddleware(flask, workers=10)\n"


def free_port() -> int:
    with closing(socket.socket()) as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def questionnaire(key: str, *, one_page: bool) -> Instrument:
    """Twenty questions as a county asks them: scales, several choices, a place, a number, a text."""

    def text(words: str) -> Text:
        return Text({"de": words, "ar": "سؤال " + words})

    scale = tuple(Choice(f"s{n}", text(f"Stufe {n}, etwas Text")) for n in range(6))
    several = tuple(Choice(f"m{n}", text(f"Möglichkeit {n}")) for n in range(10))
    questions = [
        Question(f"scale{n}", Type.SELECT_ONE, text(f"Wie gut geht es mit {n}?"), choices=scale)
        for n in range(QUESTIONS - 6)
    ]
    questions += [
        Question(
            f"several{n}",
            Type.SELECT_MULTIPLE,
            text(f"Was brauchen Sie {n}?"),
            choices=several,
            max_choices=3,
            randomize=True,
            fixed_last=2,
        )
        for n in range(3)
    ]
    questions += [
        Question(
            "s_municipality",
            Type.SELECT_ONE,
            text("Wo wohnen Sie?"),
            list_name="places",
            searchable=True,
        ),
        Question(
            "hours",
            Type.INTEGER,
            text("Wie viele Stunden?"),
            constraint=parse(". >= 0 and . <= 60"),
        ),
        Question("wish", Type.TEXT, text("Was wünschen Sie sich?"), long_text=True),
    ]
    pages = (
        (Page("all", tuple(questions), text("Fragen")),)
        if one_page
        else tuple(Page(q.name, (q,)) for q in questions)
    )
    return Instrument(
        key,
        "1",
        InstrumentKind.ANONYMOUS,
        text("Kurze Befragung"),
        text("Wir fragen."),
        ("de", "ar"),
        "de",
        pages,
    )


def prepare(instance: Path, port: int) -> None:
    """A county with 30 places and two open waves."""
    (instance / "settings.toml").write_text(f'public_url = "http://127.0.0.1:{port}"\n')
    (instance / "logo.png").write_bytes(os.urandom(logo.LARGEST_SENT))  # the worst that is let in
    app = create_app(load({"VIELSTIMMIG_INSTANCE": str(instance)}))
    Base.metadata.create_all(app.extensions["database"])
    with app.app_context():
        county.make_county()
        with database.transaction():
            towns = [
                places.PlaceInfo(
                    f"p{n}",
                    PlaceKind.TOWN if n < 6 else PlaceKind.MUNICIPALITY,
                    f"Ort Nummer {n}",
                    None,
                    5000,
                    (f"Dorf {n}", f"1720{n}"),
                )
                for n in range(30)
            ]
            places.save_places(towns, places.county().revision)
        for slug, one_page in (("many", False), ("one", True)):
            opened = timedelta(days=2)
            county.make_wave(questionnaire(slug, one_page=one_page), slug=slug, opened=opened)
    app.extensions["database"].dispose()


@contextmanager
def server(application: str, port: int, **environment: str) -> Iterator[psutil.Process]:
    """The shipped start command as a child."""
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        application,
        "--port",
        str(port),
        "--no-access-log",
        "--timeout-keep-alive",
        "120",
        "--log-level",
        "warning",
    ]
    child = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment)
    try:
        for _ in range(200):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield psutil.Process(child.pid)
    finally:
        child.terminate()
        child.wait(10)


class Phone:
    """A browser that keeps one connection and its cookie."""

    def __init__(self, port: int) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port)
        self.cookie = ""
        self.requests = 0
        self.wire = 0

    def ask(
        self, method: str, path: str, data: list[tuple[str, str]] | None = None
    ) -> tuple[int, str, str]:
        headers = {"Accept-Encoding": "gzip", "Accept": "text/html"}
        headers |= {"Cookie": self.cookie} if self.cookie else {}
        headers |= {"X-Answer": "page"} if data and ("token" in dict(data)) else {}
        if data is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(
            method, path, urlencode(data) if data is not None else None, headers
        )
        answer = self.connection.getresponse()
        body = answer.read()
        self.requests += 1
        self.wire = (
            len(body) + sum(len(name) + len(value) + 4 for name, value in answer.getheaders()) + 17
        )
        for value in answer.headers.get_all("Set-Cookie") or ():
            self.cookie = "" if "Max-Age=0" in value else value.split(";")[0]
        if answer.headers.get("Content-Encoding") == "gzip":
            body = gzip.decompress(body)
        there = answer.headers.get("Location") or answer.headers.get("X-Next", "")
        return answer.status, there, body.decode(errors="replace")

    def post(self, path: str, data: list[tuple[str, str]]) -> tuple[str, str]:
        """Where to next, and the page there if it came along, as a page's script gets it."""
        status, there, text = self.ask("POST", path, data)
        assert status in {200, 204, 303}, (status, path, text[-1500:])
        assert there, path
        return there, text if status == 200 else self.ask("GET", there)[2]


def token(text: str) -> str:
    found = re.search(r'name="token" value="([^"]+)"', text)
    assert found
    return found.group(1)


def given(text: str) -> list[tuple[str, str]]:
    """One choice for every question of a page."""
    found = dict(
        re.findall(
            r'<input type="(?:radio|checkbox)" name="([^"]+)" id="[^"]+" value="([^"]+)"', text
        )
    )
    if 'name="hours"' in text:
        found["hours"] = "20"
    if 'name="wish"' in text:
        found["wish"] = "Mehr Busse am Abend"
    return list(found.items())


def answer(port: int, slug: str, sizes: dict[str, int] | None = None) -> int:
    """One whole answer; returns how many requests it took."""
    phone = Phone(port)
    phone.ask("GET", f"/f/{slug}/de/")
    here, text = phone.post(f"/f/{slug}/de/", [("do", "begin")])
    while "/send" not in here:
        if sizes is not None:
            sizes[here] = phone.wire
        sent = [("token", token(text)), *given(text), ("do", "next")]
        here, text = phone.post(here, sent)
    _, text = phone.post(here, [("token", token(text)), ("do", "send")])
    assert "Danke" in text, text[:500]
    return phone.requests


def cpu(process: psutil.Process) -> float:
    """Milliseconds of CPU that the server has used so far."""
    times = process.cpu_times()
    return float(times.user + times.system) * 1000


def cost(process: psutil.Process, port: int, slug: str) -> tuple[float, float]:
    """CPU of one answer, raw and scaled."""
    for _ in range(WARM_UP):
        answer(port, slug)

    def block() -> float:
        before = cpu(process)
        for _ in range(ANSWERS_A_BLOCK[slug]):
            answer(port, slug)
        return (cpu(process) - before) / ANSWERS_A_BLOCK[slug]

    return scaled(block, BLOCKS)


def first_page(port: int) -> tuple[int, int]:
    """Bytes and requests of the first page with all that it loads."""
    phone = Phone(port)
    _, _, text = phone.ask("GET", "/f/many/ar/")
    total = phone.wire
    for address in re.findall(r'(?:href|src)="(/f/static/[^"]+)"', text):
        phone.ask("GET", address)
        total += phone.wire
    return total, phone.requests


def hello(port: int, folder: Path) -> tuple[float, float]:
    """CPU of one bare Flask answer beside: 43 requests of "hello"."""
    (folder / "hello.py").write_text(HELLO)
    with server("hello:app", port, PYTHONPATH=str(folder)) as process:

        def block() -> float:
            phone = Phone(port)
            before = cpu(process)
            for _ in range(430):
                phone.ask("GET", "/")
            return (cpu(process) - before) / 10

        return scaled(block)


def main() -> None:
    """Prints every figure of this slice."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        prepare(folder, port)
        with server("participation.asgi:app", port, VIELSTIMMIG_INSTANCE=name) as process:
            many = cost(process, port, "many")
            one = cost(process, port, "one")
            sizes: dict[str, int] = {}
            requests = answer(port, "many", sizes)
            total, loads = first_page(port)
        bare = hello(free_port(), folder)
    places = max(size for address, size in sizes.items() if "s_municipality" in address)
    others = max(size for address, size in sizes.items() if "s_municipality" not in address)
    for result in (
        Result("respond.answer20_cpu_ms", many[1], "ms", 60, many[0]),
        Result("respond.answer20_requests", requests, "requests"),
        Result("respond.onepage20_cpu_ms", one[1], "ms", 15, one[0]),
        Result("respond.hello43_cpu_ms", bare[1], "ms", None, bare[0]),
        Result("respond.first_page_bytes", total, "bytes", 12 * 1024),
        Result("respond.first_page_requests", loads, "requests", 4),
        Result("respond.page_bytes", others, "bytes", 4 * 1024),
        Result("respond.places_page_bytes", places, "bytes", 6 * 1024),
    ):
        print(result.line(), flush=True)  # noqa: T201 - printing is what this program does


if __name__ == "__main__":
    main()
