"""What the coordinator's pages cost the server: CPU of the home and of a survey's pages.

Run: ``python -m tests.bench.desk``. Bar: 25 ms each (issue 3), eight SQL statements a page (held by
``tests/participation/desk/test_home.py``).
"""

from __future__ import annotations

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask.testing import FlaskClient

from participation.base import database
from participation.base.settings import Settings
from participation.studies.waves.waves import close as close_wave
from tests.bench.measure import Result, scaled
from tests.support.county import make_county, make_wave
from tests.support.server import workshop
from tests.support.staff import staff_client

BAR_MS = 25.0
REQUESTS = 20
PAGES = {
    "home": "/desk/home",
    "survey": "/desk/surveys/{draft}",
    "checklist": "/desk/surveys/{draft}/checklist",
    "plan": "/desk/surveys/{draft}/plan",
    "try": "/desk/surveys/{draft}/try",
    "close": "/desk/surveys/{opened}/close",
}


def cost(client: FlaskClient, address: str) -> tuple[float, float]:
    """Milliseconds of CPU of one request, raw and scaled; the client's own share is in it."""

    def block() -> float:
        begin = time.process_time()
        for _ in range(REQUESTS):
            assert client.get(address).status_code == 200
        return (time.process_time() - begin) * 1000 / REQUESTS

    block()
    return scaled(block)


def _settings(folder: Path) -> Settings:
    return Settings(instance=folder / "instance", public_url="http://localhost")


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder, workshop(_settings(Path(folder))) as app:
        make_county()
        waves = [make_wave(slug=f"offen-{n + 2}") for n in range(4)]
        drafts = [make_wave(slug=f"entwurf-{n + 2}", open_it=False) for n in range(4)]
        with database.transaction():
            close_wave(waves[-1])
        client = staff_client(app)
        with ThreadPoolExecutor(1) as apart:  # a request of its own, outside our context
            for name, pattern in PAGES.items():
                address = pattern.format(draft=drafts[0], opened=waves[0])
                raw, fair = apart.submit(cost, client, address).result()
                figure = Result(f"desk.{name}_cpu_ms", fair, "ms", BAR_MS, raw)
                print(figure.line())  # noqa: T201 - printing is what this program does


if __name__ == "__main__":
    main()
