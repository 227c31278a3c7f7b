"""What the page of the concept costs: CPU of the server and bytes on the wire, 193 measures.

Run: ``python -m tests.bench.concept``. Bars: 25 ms, 40 KB (issue 10).
"""

from __future__ import annotations

import gzip
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

from participation.base import database
from participation.base.settings import Settings
from participation.concept import service
from participation.concept.service import MeasureText, Stage
from tests.bench.desk import BAR_MS, cost
from tests.bench.measure import Result
from tests.support.concept import konstanz
from tests.support.county import make_county
from tests.support.server import workshop
from tests.support.staff import staff_client

BAR_KB = 40.0
MEASURES = 200
PAGE = "/desk/concept"


def _settings(folder: Path) -> Settings:
    return Settings(instance=folder / "instance", public_url="http://localhost")


def _fill() -> None:
    today = datetime.now(UTC).date()
    with database.transaction():
        made = konstanz(today)
        further = [MeasureText(f"Weitere {n}") for n in range(MEASURES - len(made.all))]
        service.add_measures(further, today=today, stage=Stage.RELEASED)


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder, workshop(_settings(Path(folder))) as app:
        make_county()
        _fill()
        client = staff_client(app)
        with ThreadPoolExecutor(1) as apart:  # a request of its own, outside our context
            raw, fair = apart.submit(cost, client, PAGE).result()
            page = apart.submit(client.get, PAGE).result().get_data()
        figures = [
            Result("concept.page_cpu_ms", fair, "ms", BAR_MS, raw),
            Result("concept.page_kb", len(gzip.compress(page, 6)) / 1024, "KB", BAR_KB),
        ]
        for figure in figures:
            print(figure.line())  # noqa: T201 - printing is what this program does


if __name__ == "__main__":
    main()
