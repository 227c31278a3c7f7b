"""Memory of the shipped server after 200 answers and one sign-in.

Run: ``python -m tests.bench.serve``.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

import psutil

from participation.access.sign_in import library
from participation.base import database
from tests.bench.measure import Result
from tests.support.county import make_county, make_wave
from tests.support.server import here, serving, workshop
from tests.support.staff import PASSWORD, account_of, make_account
from tests.support.story import COORDINATOR, respond, sign_in
from tests.support.visitor import Visitor

ANSWERS = 200
BAR_MB = 150


def resident_mb(folder: Path) -> float:
    """Resident memory of the server's process, children (there are none) included."""
    settings = here(folder / "instance")
    with workshop(settings) as app:
        make_county()
        make_wave()
        hashed = library.hash_password(PASSWORD)  # before tests make it cheap: it takes 64 MB
        make_account(app, email=COORDINATOR)
        with database.transaction():
            account_of(COORDINATOR).password = hashed
        with serving(settings, folder) as server:
            for _ in range(ANSWERS):
                respond(Visitor(settings), "/f/probe/de/")
            sign_in(Visitor(settings), app)
            process = psutil.Process(server.process.pid)
            family = [process, *process.children(recursive=True)]
            return sum(one.memory_info().rss for one in family) / 1_000_000


def main() -> None:
    """Measures and prints."""
    with tempfile.TemporaryDirectory() as folder:
        figure = Result("serve.rss_mb", resident_mb(Path(folder)), "MB", BAR_MB)
    print(figure.line())  # noqa: T201 - printing is what this program does


if __name__ == "__main__":
    main()
