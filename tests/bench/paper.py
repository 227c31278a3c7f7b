"""A poster in eight languages, the long report of 193 measures: seconds of a fresh job's process.

CPU of the child that a server starts, its start and imports included. Alone:
``python -m tests.bench.paper``.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from participation import create_app
from participation.base import database
from participation.base.database import Base
from participation.base.settings import load
from participation.exports.concept import orders
from participation.exports.concept.wanted import Wanted
from participation.exports.documents import documents
from participation.exports.invitations import spread
from participation.studies import service as studies
from surveys import library
from tests.bench.measure import Result, scaled
from tests.support import county
from tests.support.concept import konstanz
from tests.support.days import county_day

BAR_SECONDS = 2.0
REPORT_SECONDS = 3.0
LANGUAGES = 8
MEASURES = 193


@contextmanager
def waiting(instance: Path) -> Iterator[None]:
    """A county in which something is ordered, the job still waiting."""
    app = create_app(load({"VIELSTIMMIG_INSTANCE": str(instance)}))
    Base.metadata.create_all(app.extensions["database"])
    with app.test_request_context():
        app.config["SERVER_NAME"] = None
        county.make_county()
        yield
        database.session().flush()
        database.connection().commit()  # without starting the job's process: that is measured
    app.extensions["database"].dispose()


def order_poster() -> None:
    """A wave in every language and its poster."""
    wave_id = county.make_wave(library.load("needs"))
    wave = studies.wave(wave_id)
    assert len(studies.invitations(wave)) == LANGUAGES
    wanted = spread.wanted(wave, studies.channel(wave_id, "poster")) | {"title": "Plakat"}
    documents.order("poster", wanted, title="Plakat", name="poster.pdf", back="/desk/")


def order_report() -> None:
    """A concept of 193 measures and its long version."""
    today = county_day()
    with database.transaction():
        assert len(konstanz(today).all) == MEASURES
    orders.order(Wanted(today), orders.PAPERS["pdf"], title="Langfassung", back="/desk/")


def made(order: Callable[[], None]) -> float:
    """CPU seconds of the process that makes what was ordered."""
    with tempfile.TemporaryDirectory() as folder:
        with waiting(Path(folder)):
            order()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"],
            env=os.environ | {"VIELSTIMMIG_INSTANCE": folder},
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        _check(Path(folder))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def poster() -> float:
    """Seconds of one poster."""
    return made(order_poster)


def report() -> float:
    """Seconds of the long report of 193 measures."""
    return made(order_report)


def _check(instance: Path) -> None:
    content = (instance / "vielstimmig.db").read_bytes() + b"".join(
        path.read_bytes() for path in instance.glob("vielstimmig.db-wal")
    )
    assert b"%PDF-" in content


def main() -> None:
    """Measures and prints."""
    (raw, fair), (long_raw, long_fair) = scaled(poster), scaled(report)
    for figure in (
        Result("exports.poster_s", fair, "s", BAR_SECONDS, raw),
        Result("concept.report_s", long_fair, "s", REPORT_SECONDS, long_raw),
    ):
        sys.stdout.write(figure.line() + "\n")


if __name__ == "__main__":
    main()
