"""A poster in eight languages, from the order to the file: seconds of a fresh job's process.

CPU of the child that a server starts, its start and imports included. Alone:
``python -m tests.bench.paper``.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

from participation import create_app
from participation.base import database
from participation.base.database import Base
from participation.base.settings import load
from participation.exports.documents import documents
from participation.exports.invitations import spread
from participation.studies import service as studies
from surveys import library
from tests.bench.measure import Result, scaled
from tests.support import county

BAR_SECONDS = 2.0
LANGUAGES = 8


def order(instance: Path) -> None:
    """A county, a wave in every language, and its poster on order, the job still waiting."""
    app = create_app(load({"VIELSTIMMIG_INSTANCE": str(instance)}))
    Base.metadata.create_all(app.extensions["database"])
    with app.test_request_context():
        app.config["SERVER_NAME"] = None
        county.make_county()
        wave_id = county.make_wave(library.load("needs"))
        wave = studies.wave(wave_id)
        assert len(studies.invitations(wave)) == LANGUAGES
        wanted = spread.wanted(wave, studies.channel(wave_id, "poster")) | {"title": "Plakat"}
        documents.order("poster", wanted, title="Plakat", name="poster.pdf", back="/desk/")
        database.session().flush()
        database.connection().commit()  # without starting the job's process: that is measured
    app.extensions["database"].dispose()


def poster() -> float:
    """CPU seconds of the process that makes one poster."""
    with tempfile.TemporaryDirectory() as folder:
        order(Path(folder))
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(
            [sys.executable, "-m", "flask", "--app", "wsgi", "jobs", "work"],
            env=os.environ | {"VIELSTIMMIG_INSTANCE": folder},
            check=True,
        )
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        _check(Path(folder))
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _check(instance: Path) -> None:
    content = (instance / "vielstimmig.db").read_bytes() + b"".join(
        path.read_bytes() for path in instance.glob("vielstimmig.db-wal")
    )
    assert b"%PDF-" in content


def main() -> None:
    """Measures and prints."""
    raw, fair = scaled(poster)
    sys.stdout.write(Result("exports.poster_s", fair, "s", BAR_SECONDS, raw).line() + "\n")


if __name__ == "__main__":
    main()
