"""Real load on a slow disk: people answer, files are exported, ticks and backups run beside them.

``python -m tests.faults.slow_disk 20`` (minutes). The disk is made slow by a library before the
processes' own: each write that must reach it takes a tenth of a second longer. SQLite, the shipped
server, jobs and ticks as an installation runs them. Needs a C compiler.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import sqlalchemy as sa

from participation.base import database, jobs
from participation.base.settings import CHECKOUT, Settings
from participation.exports.figures import files
from participation.respond.models import Receipt
from tests.support.released import publish
from tests.support.server import here, serving, workshop
from tests.support.story import respond
from tests.support.visitor import Visitor

SLOW = """
#define _GNU_SOURCE
#include <dlfcn.h>
#include <unistd.h>
static int late(const char *name, int file) {
    int (*real)(int) = dlsym(RTLD_NEXT, name);
    usleep(100000);
    return real(file);
}
int fsync(int file) { return late("fsync", file); }
int fdatasync(int file) { return late("fdatasync", file); }
"""
PEOPLE = 3
PAUSE = 0.2
EXPORT_EVERY, TICK_EVERY, BACKUP_EVERY = 20, 60, 300
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")


def slow(folder: Path) -> dict[str, str]:
    """The environment of processes whose disk is slow."""
    source, library = folder / "slow.c", folder / "slow.so"
    source.write_text(SLOW, encoding="ascii")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return {"LD_PRELOAD": str(library)}


class Load:
    """What happens until the time is over, and what came of it."""

    def __init__(self, settings: Settings, minutes: float, environ: dict[str, str]) -> None:
        self.settings, self.environ = settings, environ
        self.end = time.monotonic() + minutes * 60
        self.told: Counter[str] = Counter()
        self.waits: list[float] = []

    def until_the_end(self, act: Callable[[], None], pause: float) -> None:
        """Does it again and again; what fails is counted by its kind."""
        while time.monotonic() < self.end:
            begin = time.monotonic()
            try:
                act()
            except (AssertionError, OSError) as error:
                self.told[f"{act.__name__}: {str(error)[:80] or type(error).__name__}"] += 1
            left = max(0, self.end - time.monotonic())
            time.sleep(min(left, max(PAUSE, pause - (time.monotonic() - begin))))

    def answer(self) -> None:
        """One person's way from the first page to thanks."""
        begin = time.monotonic()
        respond(Visitor(self.settings), "/f/probe/de/")
        self.waits.append(time.monotonic() - begin)
        self.told["answers"] += 1

    def command(self, *arguments: str) -> None:
        """One command of IT."""
        done = subprocess.run(
            [*FLASK, *arguments],
            cwd=CHECKOUT,
            env=os.environ | self.environ | {"VIELSTIMMIG_INSTANCE": str(self.settings.instance)},
            capture_output=True,
            text=True,
            check=False,
        )
        self.told[arguments[0]] += 1
        self.told["locked"] += (done.stdout + done.stderr).count("database is locked")
        assert done.returncode == 0, done.stderr[-80:]

    def tick(self) -> None:
        """As the timer calls it."""
        self.command("tick")

    def backup(self) -> None:
        """As the night does, only more often."""
        self.command("backup", str(self.settings.instance / "nightly.backup"))


def main(minutes: float) -> None:
    """Loads, waits for what is still to do, prints what came of it as one JSON object."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        settings, environ = here(folder / "instance"), slow(folder)
        (folder / "instance").mkdir()
        toml = f'public_url = "{settings.public_url}"\n'
        (folder / "instance" / "settings.toml").write_text(toml, encoding="utf-8")
        with workshop(settings) as app, serving(settings, folder, **environ) as server:
            app.config.update(JOBS_INLINE=False)
            os.environ |= environ  # of the children that do jobs
            wave_id, released = publish(app)
            load = Load(settings, minutes, environ)

            def export() -> None:
                with app.app_context(), database.transaction():
                    files.ask(wave_id, released)

            acts = [(load.answer, PAUSE)] * PEOPLE
            acts += [(export, EXPORT_EVERY), (load.tick, TICK_EVERY), (load.backup, BACKUP_EVERY)]
            threads = [threading.Thread(target=load.until_the_end, args=act) for act in acts]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            jobs.work_all()
            load.told["locked"] += server.output().count("database is locked")
            print(json.dumps(_figures(load)))  # noqa: T201 - printing is what this program does


def _figures(load: Load) -> dict[str, object]:
    with database.engine().connect() as connection:
        rows = connection.execute(sa.select(jobs.Job.finished, jobs.Job.error)).all()
        receipts = connection.execute(sa.select(sa.func.count()).select_from(Receipt)).scalar()
    waits = sorted(load.waits)
    return {
        **load.told,
        "jobs": len(rows),
        "jobs unfinished": sum(not row.finished for row in rows),
        "jobs failed": [row.error for row in rows if row.error],
        "receipts": receipts,
        "seconds of a way, median": round(waits[len(waits) // 2], 1),
        "longest": round(waits[-1], 1),
    }


if __name__ == "__main__":
    with suppress(KeyboardInterrupt):
        main(float(sys.argv[1]))
