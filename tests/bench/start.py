"""What a start costs until the first page is sent, and a tick with nothing to do.

CPU of the shipped commands, imports and children included, their bytecode and templates compiled
before. Alone: ``python -m tests.bench.start``.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.bench.measure import Result, scaled
from tests.bench.respond import ROOT, Phone, prepare, server
from tests.support.server import free_port

FIRST_RESPONSE_S = 1.3
IDLE_TICK_S = 0.5
TICK = (sys.executable, "-m", "flask", "--app", "wsgi", "tick")


def first_response(folder: Path, port: int) -> tuple[float, float]:
    """Seconds of CPU from the start of the server until it has answered once."""

    def block() -> float:
        with server("participation.asgi:app", port, **environment(folder)) as process:
            assert Phone(port).ask("GET", "/f/one/de/")[0] == 200
            used = process.cpu_times()
            return used.user + used.system

    block()
    return scaled(block)


def idle_tick(folder: Path) -> tuple[float, float]:
    """Seconds of CPU of one tick after another in the same minute."""

    def block() -> float:
        before = _children()
        subprocess.run(TICK, cwd=ROOT, env=os.environ | environment(folder), check=True)
        return _children() - before

    block()
    return scaled(block)


def environment(folder: Path) -> dict[str, str]:
    """The county of this run; compiled code is kept, as an installation keeps it."""
    kept = folder / "bytecode"
    return {
        "VIELSTIMMIG_INSTANCE": str(folder),
        "PYTHONPYCACHEPREFIX": str(kept),
        "PYTHONDONTWRITEBYTECODE": "",
    }


def _children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as name:
        folder, port = Path(name), free_port()
        prepare(folder, port)
        ticked = idle_tick(folder)  # its first one compiles what the server waits for
        started = first_response(folder, port)
    for result in (
        Result("start.first_response_s", started[1], "s", FIRST_RESPONSE_S, started[0]),
        Result("tick.idle_cpu_s", ticked[1], "s", IDLE_TICK_S, ticked[0]),
    ):
        print(result.line(), flush=True)  # noqa: T201 - printing is what this program does


if __name__ == "__main__":
    main()
