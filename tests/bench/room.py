"""A backup of 100,000 answers by the shipped command: seconds of CPU, and memory.

Alone: ``python -m tests.bench.room``.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from itertools import islice
from pathlib import Path

import sqlalchemy as sa

from participation.base import database
from participation.respond.models import Answer, FreeText
from tests.bench.measure import Result, scaled
from tests.bench.release import stored
from tests.support.county import make_county, make_wave
from tests.support.server import CHECKOUT, here, workshop

BAR_SECONDS = 20.0
BAR_MB = 200.0
ANSWERS = 100_000
BATCH = 5000
PEAK = """
import sys
from flask.cli import main
sys.argv[0] = "flask"
try:
    main()
finally:
    status = open("/proc/self/status").read()
    print("peak", status.split("VmHWM:")[1].split()[0])
"""
"""Runs flask and prints its peak; ``getrusage`` would tell that of the process it was forked from."""


def fill(wave_id: uuid.UUID) -> None:
    """100,000 answers with 36 questions, every third with a free text."""
    flags = {"too_fast": False, "hidden_filled": False, "mode": "self", "channel": ""}
    given = ((uuid.UUID(bytes=key, version=4), text) for key, text in stored(ANSWERS))
    statement = sa.text(
        "INSERT INTO answer (id, wave_id, language, channel, mode, too_fast, hidden_filled, answers)"
        " VALUES (:id, :wave_id, 'ar', :channel, :mode, :too_fast, :hidden_filled, :answers)"
    ).bindparams(sa.bindparam("id", type_=sa.Uuid()), sa.bindparam("wave_id", type_=sa.Uuid()))
    with database.transaction() as connection:
        ordered = iter(sorted(given))
        while batch := list(islice(ordered, BATCH)):
            rows = [
                {"id": key, "wave_id": wave_id, "answers": text, **flags} for key, text in batch
            ]
            connection.execute(statement, rows)
        texts = [
            {
                "id": uuid.uuid4(),
                "wave_id": wave_id,
                "question": "wish",
                "language": "ar",
                "text": f"أتمنى {number} " + "كلمة طويلة " * 8,
                "state": "waiting",
            }
            for number in range(ANSWERS // 3)
        ]
        connection.execute(sa.insert(FreeText), texts)
        assert (
            connection.execute(sa.select(sa.func.count()).select_from(Answer)).scalar() == ANSWERS
        )


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measures and prints."""
    megabytes: list[float] = []
    waits: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        instance = Path(folder) / "instance"
        with workshop(here(instance)):
            make_county()
            fill(make_wave())
        key = Path(folder) / "key"
        key.write_text("ein langer Satz, den niemand kennt", encoding="utf-8")
        file = Path(folder) / "night.backup"
        called = [sys.executable, "-c", PEAK, "--app", "wsgi", "backup", file, "--key-file", key]

        def run() -> float:
            begun, before = time.perf_counter(), _children()
            text = subprocess.run(
                called,
                cwd=CHECKOUT,
                env=os.environ | {"VIELSTIMMIG_INSTANCE": str(instance)},
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            megabytes.append(int(text.rsplit("peak ", 1)[1]) / 1024)
            waits.append(time.perf_counter() - begun)
            return _children() - before

        raw, fair = scaled(run)
        size = file.stat().st_size / 1_000_000
    for result in (
        Result("room.backup_100k_s", fair, "s", BAR_SECONDS, raw),
        Result("room.backup_100k_wait_s", statistics.median(waits), "s"),
        Result("room.backup_100k_mb", statistics.median(megabytes), "MB", BAR_MB),
        Result("room.backup_100k_file_mb", size, "MB"),
    ):
        sys.stdout.write(result.line() + "\n")


if __name__ == "__main__":
    main()
