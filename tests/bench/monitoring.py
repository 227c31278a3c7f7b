"""What pages of figures cost the server: CPU of a request, with the release in memory and without.

The release is that of :mod:`tests.bench.release`: 40 questions, 30 places, three definitions.
Run: ``PYTHONPATH=tests/surveys python -m tests.bench.monitoring``. Bars: issue 8.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from participation.base import database
from participation.base.settings import Settings
from participation.monitoring import releases
from participation.site import kept_pages
from participation.studies import service as studies
from surveys.figures.released import Released
from tests.bench import release as bench
from tests.bench import scale
from tests.bench.measure import Result, scaled
from tests.support.county import make_county, make_wave
from tests.support.server import CHECKOUT, workshop
from tests.support.staff import staff_client

OVER = timedelta(days=60)
ANSWERS = 5_000
BAR_MS, BAR_COLD_MS = 20.0, 50.0
BAR_STALL_MS = 150.0
BESIDE = 20_000
"""Answers of the wave that is released beside people who send."""
REQUESTS = 10


def released() -> Released:
    """The figures."""
    # numpy comes with it, which no serving process has.
    from tests.bench.release_made import Wave  # noqa: PLC0415

    wave = Wave(bench.instrument())
    return wave.first(wave.answers(bench.stored(ANSWERS))).released


def publish(figures: Released) -> uuid.UUID:
    """Freezes them as a wave's."""
    make_county()
    wave_id = make_wave(opened=OVER)
    with database.transaction():
        releases.freeze(wave_id, figures, "Anna Amt")
        studies.mark_released(wave_id)
    return wave_id


def cost(app: Flask, client: FlaskClient, address: str, *, cold: bool) -> tuple[float, float]:
    """Milliseconds of CPU of one request, raw and scaled; a cold one finds nothing in memory."""

    def block() -> float:
        taken = 0.0
        for _ in range(REQUESTS):
            if cold:
                releases.RELEASES.loaded.cache_clear()
                with app.app_context():
                    kept_pages.PAGES.put(app, kept_pages.Pages())
            begin = time.process_time()
            assert client.get(address).status_code == 200
            taken += time.process_time() - begin
        return taken * 1000 / REQUESTS

    block()
    return scaled(block)


def figures(app: Flask, wave_id: uuid.UUID) -> Iterator[Result]:
    """The dearest of some pages, warm and cold."""
    visitor, viewer = FlaskClient(app, app.response_class), staff_client(app)
    pages = (
        (visitor, "/de/results/w/scale0"),
        (visitor, "/de/results/w/multiple0/origin_group.place"),
        (viewer, f"/desk/figures/{wave_id}?question=scale0&by=origin_group.place"),
        (viewer, f"/desk/figures/{wave_id}/word?question=scale0"),
    )
    for name, bar, cold in (
        ("monitoring.page_cpu_ms", BAR_MS, False),
        ("monitoring.cold_page_cpu_ms", BAR_COLD_MS, True),
    ):
        costs = [cost(app, client, address, cold=cold) for client, address in pages]
        for (_client, address), found in zip(pages, costs, strict=True):
            sys.stderr.write(f"{name} {address} {found}\n")
        raw, fair = max(costs, key=lambda found: found[1])
        yield Result(name, fair, "ms", bar, raw)


def beside(app: Flask, folder: Path) -> Result:
    """The longest that somebody who sends waited while a release was made, as the clock goes."""
    closed, other = make_wave(slug="fertig", opened=OVER), make_wave(slug="offen")
    with database.engine().begin() as connection:
        scale.fill(connection, closed, BESIDE)
    scale.stall(app, other, lambda: time.sleep(2))  # the first of a process are slow
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "figures", "release", "fertig"]
    environ = os.environ | {"VIELSTIMMIG_INSTANCE": str(folder)}

    def release() -> None:
        subprocess.run(command, check=True, cwd=CHECKOUT, env=environ, capture_output=True)

    return Result("release.beside_stall_ms", scale.stall(app, other, release), "ms", BAR_STALL_MS)


def main() -> None:
    """Measures and prints."""
    sys.path.insert(0, str(CHECKOUT / "tests" / "surveys"))
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance=Path(folder) / "instance", public_url="http://localhost")
        with workshop(settings) as app, ThreadPoolExecutor(1) as apart:
            wave_id = publish(released())
            sys.stdout.write(beside(app, settings.instance).line() + "\n")
            for result in apart.submit(lambda: list(figures(app, wave_id))).result():
                sys.stdout.write(result.line() + "\n")


if __name__ == "__main__":
    main()
