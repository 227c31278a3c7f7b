"""What grows with the answers of a wave, and who waits meanwhile.

The wave is filled in SQL. A stall is the longest time that a send of somebody else took beside the work.
Alone: ``python -m tests.bench.scale``; smaller: ``… scale 20000``.
"""

from __future__ import annotations

import resource
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path

import psutil
import sqlalchemy as sa
from flask import Flask
from sqlalchemy.engine import Connection

from participation.base import database
from participation.base.settings import Settings
from participation.respond import service as respond
from participation.respond.answers import letterbox, upkeep
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from tests.bench.desk import cost
from tests.bench.measure import Result, scaled
from tests.support.county import make_county, make_wave
from tests.support.postgres import fresh_database
from tests.support.server import workshop
from tests.support.staff import staff_client

LOCAL = "http://localhost"
MILLION = 1_000_000
K = 10
TIMES = 9
TODAY = date(2026, 5, 4)
BARS = {
    "empty_1m_ms": 30.0,
    "desk_1m_cpu_ms": 30.0,
    "count_stall_ms": 100.0,
    "backup_stall_ms": 150.0,
    "close_stall_ms": 150.0,
    "settle_pg_s": 3.0,
    "settle_pg_mb": 250.0,
}
SAID = '{"need": ["work"], "s_municipality": "seestadt", "filler": "%s"}' % ("x" * 300)
NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :number)",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, :number))",
}
KEY = {"sqlite": "lower(hex(randomblob(16)))", "postgresql": "gen_random_uuid()"}
HASH = {
    "sqlite": "randomblob(32)",
    "postgresql": "decode(md5(random()::text) || md5(random()::text), 'hex')",
}


def fill(connection: Connection, wave_id: uuid.UUID, number: int) -> None:
    """So many answers with a receipt each; a third has a text, and every tenth of those rests."""
    name = connection.dialect.name
    rows, key = NUMBERS[name], KEY[name]
    said = ":said" if name == "sqlite" else "CAST(:said AS json)"
    state = "CASE WHEN i % 30 = 0 THEN 'resting' ELSE 'waiting' END"
    tables = {
        "answer (id, wave_id, language, channel, mode, too_fast, hidden_filled, answers)": (
            f"{key}, :wave, 'ar', '', 'self', false, false, {said} FROM n ORDER BY 1"
        ),
        "free_text (id, wave_id, question, language, text, state, urgency, fields, translation)": (
            f"{key}, :wave, 'wish', 'ar', 'Mehr Busse ' || i, {state}, 0, '[]', '' FROM n"
            " WHERE i % 3 = 0 ORDER BY 1"
        ),
        "receipt (wave_id, hash)": f":wave, {HASH[name]} FROM n ORDER BY 2",
    }
    wave = sa.bindparam("wave", type_=sa.Uuid())
    for table, values in tables.items():
        statement = sa.text(f"INSERT INTO {table} {rows} SELECT {values}").bindparams(wave)
        given = {"number": number, "wave": wave_id, "said": SAID}
        connection.execute(statement, {k: v for k, v in given.items() if f":{k}" in values + rows})
    connection.execute(
        sa.text("INSERT INTO resting (wave_id, answers) VALUES (:wave, :number)").bindparams(wave),
        {"wave": wave_id, "number": number // 30},
    )


def send(wave_id: uuid.UUID) -> int:
    """One answer into the box; how many lie there."""
    payload = Payload(
        {"need": ["work"]}, {"wish": "Wunsch"}, "ar", "", too_fast=False, hidden_filled=False
    )
    with database.transaction() as connection:
        return letterbox.send(connection, Secret.fresh(wave_id), payload)


def emptying(wave_id: uuid.UUID) -> tuple[float, float]:
    """Milliseconds of CPU of emptying a full box."""

    def block() -> float:
        for _ in range(K):
            send(wave_id)
        begin = time.process_time()
        assert letterbox.empty(database.engine(), wave_id, K, TODAY) == K
        return (time.process_time() - begin) * 1000

    block()
    return scaled(block, TIMES)


@contextmanager
def others(app: Flask, wave_id: uuid.UUID, waits: list[float]) -> Iterator[None]:
    """People of another wave who send one answer after the other; how long each took, in ms."""
    over = threading.Event()

    def people() -> None:
        with app.app_context():
            while not over.is_set():
                begin = time.perf_counter()
                if send(wave_id) >= K:
                    letterbox.empty(database.engine(), wave_id, K, TODAY)
                waits.append((time.perf_counter() - begin) * 1000)

    thread = threading.Thread(target=people)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def stall(app: Flask, wave_id: uuid.UUID, work: Callable[[], None]) -> float:
    """The longest that one of the others waited beside the work."""
    waits: list[float] = []
    with others(app, wave_id, waits):
        work()
    return max(waits)


def count() -> None:
    with database.transaction():
        upkeep.renew_counters(datetime.now(UTC))


def hold_a_reader() -> None:
    """As a backup does: one transaction that reads for seconds."""
    engine = database.engine()
    with engine.connect().execution_options(reading=True) as connection, connection.begin():
        for _ in range(5):
            connection.exec_driver_sql("SELECT count(*) FROM answer WHERE language <> ''").all()
            time.sleep(0.5)


def on_sqlite(number: int) -> Iterator[tuple[str, float, float | None]]:
    """Figures of a wave on SQLite."""
    with (
        tempfile.TemporaryDirectory() as folder,
        workshop(Settings(instance=Path(folder) / "instance", public_url=LOCAL)) as app,
        ThreadPoolExecutor(1) as apart,
    ):
        make_county()
        small, big = make_wave(slug="klein"), make_wave(slug="gross")
        with database.engine().begin() as connection:
            fill(connection, small, max(1, number // 10))
        other = make_wave(slug="andere")
        stall(app, other, lambda: time.sleep(2))  # the first of a process are slow
        yield "count_stall_ms", stall(app, other, count), None
        yield "backup_stall_ms", stall(app, other, hold_a_reader), None
        yield "close_stall_ms", stall(app, other, lambda: respond.settle(small)), None
        with database.engine().begin() as connection:
            fill(connection, big, number)
        raw, fair = emptying(big)
        yield "empty_1m_ms", fair, raw
        client = staff_client(app)
        pages = ("home", f"surveys/{big}/watch", f"surveys/{big}/texts")
        costs = [apart.submit(cost, client, f"/desk/{page}").result() for page in pages]
        yield "desk_1m_cpu_ms", max(fair for _, fair in costs), max(raw for raw, _ in costs)


def _server() -> psutil.Process:
    """The database server of this run."""
    with database.engine().connect() as connection:
        folder = connection.exec_driver_sql("SHOW data_directory").scalar_one()
    return psutil.Process(int((Path(folder) / "postmaster.pid").read_text().split()[0]))


def _cpu(server: psutil.Process) -> float:
    """Seconds of CPU of the server and of this process: a busy machine makes no difference."""
    used = [process.cpu_times() for process in (*server.children(recursive=True), psutil.Process())]
    return sum(times.user + times.system for times in used)


def on_postgres(number: int) -> Iterator[tuple[str, float, float | None]]:
    """Settling on PostgreSQL: seconds of CPU (raw: as the clock goes), and memory of this process."""
    with (
        fresh_database() as address,
        tempfile.TemporaryDirectory() as folder,
        workshop(Settings(instance=Path(folder), public_url=LOCAL, database_url=address)),
    ):
        make_county()
        wave = make_wave()
        with database.engine().begin() as connection:
            fill(connection, wave, number)
        server = _server()
        begin, before = time.perf_counter(), _cpu(server)
        respond.settle(wave)
        yield "settle_pg_s", _cpu(server) - before, time.perf_counter() - begin
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        yield "settle_pg_mb", peak, None


def main() -> None:
    """Measures and prints."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else MILLION
    for figures in (on_postgres(max(1, number // 10)), on_sqlite(number)):
        for name, value, raw in figures:
            line = Result(f"scale.{name}", value, name.rsplit("_", 1)[1], BARS[name], raw).line()
            sys.stdout.write(line + "\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()
