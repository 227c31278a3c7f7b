"""What a results page costs the server that has drawn it once: CPU of a request, packed as sent.

Run: ``PYTHONPATH=tests/surveys python -m tests.bench.site``. Bar: 5 ms (issue 7).
"""

from __future__ import annotations

import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from flask.testing import FlaskClient

from participation.base.settings import Settings
from tests.bench.measure import Result, scaled
from tests.support.server import CHECKOUT, workshop

BAR_MS = 5.0
REQUESTS = 40


def cost(client: FlaskClient, address: str) -> tuple[float, float]:
    """Milliseconds of CPU of one request, raw and scaled; the client's own share is in it."""

    def block() -> float:
        begin = time.process_time()
        for _ in range(REQUESTS):
            answer = client.get(address, headers={"Accept-Encoding": "gzip"})
            assert answer.status_code == 200
        return (time.process_time() - begin) * 1000 / REQUESTS

    block()
    return scaled(block)


def main() -> None:
    """Measures and prints."""
    sys.path.insert(0, str(CHECKOUT / "tests" / "surveys"))
    from tests.support.released import SLUG, publish  # noqa: PLC0415 - from the folder named above

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(instance=Path(folder) / "instance", public_url="http://localhost")
        with workshop(settings) as app, ThreadPoolExecutor(1) as apart:
            apart.submit(publish, app).result()
            client = FlaskClient(app, app.response_class)
            raw, fair = apart.submit(cost, client, f"/de/results/{SLUG}").result()
            print(Result("site.results_cpu_ms", fair, "ms", BAR_MS, raw).line())  # noqa: T201 - printing is what this program does


if __name__ == "__main__":
    main()
