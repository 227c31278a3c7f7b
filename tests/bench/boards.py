"""What live boards cost: a thousand phones on one board, polls, two processes, a full board.

Run: ``python -m tests.bench.boards`` (one part: ``python -m tests.bench.boards growth``). Delays are from the moment a phone begins to send a note to
the moment another phone has it; phones live in a process of their own on the same machine.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

import psutil
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from participation import create_app
from participation.base import database
from participation.base.settings import Settings
from participation.boards.base import tokens
from participation.boards.models import Board, BoardColumn, Note
from participation.boards.opinions import opinions
from tests.bench.joining import Storm
from tests.bench.listeners import Crowd
from tests.bench.measure import REFERENCE_MS, Result, cal
from tests.support.boards import Hall, make_hall
from tests.support.opinions import camps
from tests.support.phones import people
from tests.support.polled import poll
from tests.support.postgres import fresh_database
from tests.support.server import Server, free_port, here, serving, workshop
from tests.support.visitor import Visitor

POSTS, A_SECOND = 20, 2.0
COMPUTING = "import time\nend = time.process_time() + 1.5\nwhile time.process_time() < end: sum(range(1000))\n"
"""What a job does while phones wait: computing in a process of its own."""
FULL = 2000
WORDS = [
    "Bus",
    "Deutschkurs",
    "Abend",
    "Kinder",
    "Arzt",
    "Termin",
    "Wohnung",
    "Anerkennung",
    "Beruf",
    "Schule",
    "Sprache",
    "Nachbarn",
    "Verein",
    "Sport",
    "Amt",
    "Brief",
    "Formular",
    "warten",
    "lange",
    "Dorf",
    "fahren",
    "niemand",
    "erklärt",
    "früh",
    "spät",
    "allein",
]
LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Notes with many digits look like telephone numbers and wait for moderation."""


def crowd(
    hall: Hall, settings: Settings, ports: list[int], size: int, *, polls: bool = False
) -> Crowd:
    """So many phones on the board, the first of which writes."""
    secrets = people(hall, size)
    return Crowd(
        host=settings.address.netloc,
        ports=ports,
        board=str(hall.board),
        cookies=[f"b_{hall.event_code}={secret}" for secret in secrets],
        polls=polls,
        mark="Zettel" + uuid.uuid4().hex[:6].translate(LETTERS),
        write_to=f"/b/{hall.code}/notes",
        write_token=tokens.form_token(secrets[0]),
        posts=POSTS,
        a_second=A_SECOND,
    )


class Measured:
    """What the phones saw, and what it cost the servers."""

    def __init__(self, crowd: Crowd, servers: list[Server], beside: str = "") -> None:
        processes = [psutil.Process(server.process.pid) for server in servers]
        phones = subprocess.Popen(
            [sys.executable, "-m", "tests.bench.listeners"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        print(json.dumps(asdict(crowd)), file=phones.stdin, flush=True)
        assert phones.stdout.readline() == "ready\n"
        pace = cal()
        before = [spent(process) for process in processes]
        print("go", file=phones.stdin, flush=True)
        computing = subprocess.Popen([sys.executable, "-c", beside]) if beside else None
        result = json.loads(phones.stdout.readline())
        used = [spent(process) - was for process, was in zip(processes, before, strict=True)]
        pace = (pace + cal()) / 2
        self.rss = max(process.memory_info().rss for process in processes) / 1_000_000
        phones.wait()
        if computing:
            computing.wait()
        assert result["arrived"] == result["wanted"], result
        self.p50, self.p99 = result["p50"], result["p99"]
        self.raw_cpu = 100 * max(used) / result["seconds"]
        self.cpu = self.raw_cpu * REFERENCE_MS / pace


def spent(process: psutil.Process) -> float:
    """Seconds of CPU so far."""
    times = process.cpu_times()
    return times.user + times.system


@contextmanager
def house(folder: Path, servers: int = 1) -> Iterator[tuple[Hall, Settings, list[Server]]]:
    """An event on a shipped server, or on several processes and PostgreSQL."""
    with ExitStack() as stack:
        url = stack.enter_context(fresh_database()) if servers > 1 else ""
        settings = here(folder / "instance", database_url=url)
        stack.enter_context(workshop(settings))
        hall = make_hall(queue=False)
        ports = [settings.address.port, *(free_port() for _ in range(servers - 1))]
        running = [stack.enter_context(serving(settings, folder, port=port)) for port in ports]
        yield hall, settings, running


def listening(folder: Path) -> Iterator[Result]:
    """A thousand streams on one process."""
    with house(folder) as (hall, settings, servers):
        ports = [server.port for server in servers]
        quiet = Measured(crowd(hall, settings, ports, 1000), servers)
        yield Result("boards.live1000_p50_ms", quiet.p50, "ms", 60)
        yield Result("boards.live1000_p99_ms", quiet.p99, "ms", 200)
        yield Result("boards.live1000_cpu_pct", quiet.cpu, "%", 15, quiet.raw_cpu)
        yield Result("boards.live1000_rss_mb", quiet.rss, "MB", 150)
        busy = Measured(crowd(hall, settings, ports, 1000), servers, COMPUTING)
        yield Result("boards.live1000_job_p99_ms", busy.p99, "ms", 250)


def large_hall(folder: Path) -> Iterator[Result]:
    """Two and a half thousand streams on one process."""
    with house(folder) as (hall, settings, servers):
        full = Measured(crowd(hall, settings, [servers[0].port], 2500), servers)
        yield Result("boards.live2500_p99_ms", full.p99, "ms", 300)


def growth(folder: Path) -> Iterator[Result]:
    """How it goes on beyond the halls with a bar: from two thousand streams to four thousand."""
    with house(folder) as (hall, settings, servers):

        def p99(size: int) -> float:
            return Measured(crowd(hall, settings, [servers[0].port], size), servers).p99

        yield Result("boards.live2000_p99_ms", p99(2000), "ms")
        yield Result("boards.live3000_p99_ms", p99(3000), "ms")
        yield Result("boards.live4000_p99_ms", p99(4000), "ms")


def polling(folder: Path) -> Iterator[Result]:
    """Five hundred phones that ask every three seconds."""
    with house(folder) as (hall, settings, servers):
        asked = Measured(crowd(hall, settings, [servers[0].port], 500, polls=True), servers)
        yield Result("boards.poll500_cpu_pct", asked.cpu, "%", 15, asked.raw_cpu)


def two_processes(folder: Path) -> Iterator[Result]:
    """A thousand streams on two processes and PostgreSQL."""
    with house(folder, servers=2) as (hall, settings, servers):
        ports = [server.port for server in servers]
        both = Measured(crowd(hall, settings, ports, 1000), servers)
        yield Result("boards.postgres1000_p99_ms", both.p99, "ms", 300)


def joining(folder: Path) -> Iterator[Result]:
    """Two hundred phones from one address within ten seconds."""
    with house(folder) as (hall, settings, servers):
        port = servers[0].port
        storm = Storm(settings.address.netloc, port, hall.code, str(hall.board), 200, 10.0)
        process, pace = psutil.Process(servers[0].process.pid), cal()
        before = spent(process)
        text = json.loads(
            subprocess.run(
                [sys.executable, "-m", "tests.bench.joining"],
                input=json.dumps(asdict(storm)) + "\n",
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            ).stdout
        )
        used = (spent(process) - before) / storm.phones * 1000
        assert text["all"] == storm.phones
        yield Result("boards.join200_p95_ms", text["p95"], "ms", 1000)
        fair = used * 2 * REFERENCE_MS / (pace + cal())
        yield Result("boards.join_cpu_ms", fair, "ms", None, used)


def posting(folder: Path) -> Iterator[Result]:
    """What one note of a phone asks of the database, on a board of two thousand."""
    with house(folder) as (hall, settings, _):
        fill(hall, FULL)
        secret = people(hall, 1)[0]
        phone = create_app(settings).test_client()
        phone.set_cookie(f"b_{hall.event_code}", secret, domain=settings.address.hostname)
        for _again in range(2):  # the first one reads what a process keeps
            with statements() as shown:
                fields = {"column": "needs", "text": "Der letzte Bus", "id": str(uuid.uuid4())}
                answer = phone.post(
                    f"/b/{hall.code}/notes",
                    data=fields | {"form_token": tokens.form_token(secret)},
                    base_url=settings.address.geturl(),
                    headers={"Accept": "application/json"},
                )
                assert answer.status_code == 200, answer.text
        yield Result("boards.note_statements", len(shown), "statements", 9)


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of any database meanwhile."""
    items: list[str] = []

    def count(*args: Any) -> None:
        items.append(args[2])

    sa.event.listen(Engine, "before_cursor_execute", count)
    try:
        yield items
    finally:
        sa.event.remove(Engine, "before_cursor_execute", count)


def full_board(folder: Path) -> Iterator[Result]:
    """A board of two thousand notes: the page, and then all notes for a wall or a script."""
    with house(folder) as (hall, settings, _):
        cookie = f"b_{hall.event_code}={people(hall, 1)[0]}"
        fill(hall, FULL)
        begun = time.monotonic()
        size = opened(settings, f"/b/{hall.code}/de/", cookie)
        size += opened(settings, f"/b/poll/{hall.board}?since=0", cookie)
        yield Result("boards.open2000_s", time.monotonic() - begun, "s", 1)
        yield Result("boards.open2000_kb", size / 1000, "KB", 150)
        change = opened(settings, f"/b/poll/{hall.board}?since={FULL - 1}", cookie)
        yield Result("boards.change2000_bytes", change, "bytes", 1000)


def opened(settings: Settings, path: str, cookie: str) -> int:
    """Bytes of an answer on the wire."""
    headers = {"Cookie": cookie, "Accept-Encoding": "gzip"}
    answer = Visitor(settings).send("GET", path, headers=headers)
    assert answer.status == 200, answer
    return len(answer.body)


def fill(hall: Hall, number: int) -> None:
    """So many notes of five to twenty-five words."""
    draw = random.Random(7)
    with database.transaction() as connection:
        column = connection.scalars(sa.select(BoardColumn.id)).first()
        rows = [
            {
                "id": uuid.uuid4(),
                "board_id": hall.board,
                "column_id": column,
                "text": " ".join(draw.choices(WORDS, k=draw.randint(5, 25)))[:280],
                "language": "de",
                "state": "released",
                "source": "phone",
                "seq": seq,
                "position": seq,
                "moderated": True,
            }
            for seq in range(1, number + 1)
        ]
        connection.execute(sa.insert(Note), rows)
        connection.execute(sa.update(Board).where(Board.id == hall.board).values(seq=number))


def opinion_groups(folder: Path) -> Iterator[Result]:
    """Looks for opinion groups among two hundred people who voted on sixty statements."""
    with workshop(here(folder / "instance")):
        polled = poll(camps(1, (120, 80), 60, 40))
        pace, begun = cal(), time.process_time()
        opinions.count(polled.hall.event)
        used = time.process_time() - begun
        fair = used * 2 * REFERENCE_MS / (pace + cal())
        yield Result("boards.opinions200_s", fair, "s", 2, used)


PARTS = (
    listening,
    large_hall,
    growth,
    polling,
    two_processes,
    joining,
    posting,
    full_board,
    opinion_groups,
)


def main(*wanted: str) -> None:
    """Prints every figure of the boards, or those of the functions that are named."""
    for part in PARTS:
        if wanted and part.__name__ not in wanted:
            continue
        with tempfile.TemporaryDirectory() as folder:
            for result in part(Path(folder)):
                print(result.line(), flush=True)  # noqa: T201 - printing is what this program does


if __name__ == "__main__":
    main(*sys.argv[1:])
