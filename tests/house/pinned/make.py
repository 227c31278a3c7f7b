"""Wrote the documents beside it with the program of version 0.1; never again.

They are what such a program left in databases. A later version reads them as they are; a new form
of a document gets a file of its own, written the same way: ``python -m tests.house.pinned.make``
writes what is missing and touches nothing that is there.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import sqlalchemy as sa

from participation import create_app
from participation.base import database
from participation.base.database import Base
from participation.base.settings import Settings
from participation.boards.models import WorkshopSummary
from participation.boards.opinions import opinions
from participation.boards.summaries import summaries
from participation.boards.summaries.document import Edits, ThemeEdit
from surveys import plain
from surveys.figures.disclosure import plan
from surveys.figures.released import Released
from surveys.instrument import codec
from surveys.instrument.instrument import Text
from tests.support import county, polled
from tests.support import summaries as held

FOLDER = Path("tests/house/pinned")
BREAKDOWNS = ((), ("place",), ("sex",), ("migration_background_birth", "age"))
"""Of the sample, the tables that are kept: all that a table can say, in a tenth of the bytes."""


def canonical(value: object) -> bytes:
    """JSON as it is compared."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def surveyed() -> Iterator[tuple[str, bytes]]:
    """A questionnaire, the plan of a release and a release."""
    sys.path.append("tests/surveys")
    import sample_release  # noqa: PLC0415 - found only now
    import synthetic  # noqa: PLC0415

    content = sample_release.content()
    tables = [each for each in content["tables"] if tuple(each["by"]) in BREAKDOWNS]
    released = Released.load(sample_release.seal({**content, "tables": tables}))
    yield "release.json", released.to_bytes()
    yield "instrument.json", codec.dumps(county.tiny()).encode()
    found = plan(
        synthetic.answer_table(*synthetic.people(60)),
        synthetic.wave(),
        synthetic.PLACES,
        synthetic.SECRET,
    )
    yield "plan.json", canonical(plain.encode(found))


def held_by_boards() -> Iterator[tuple[str, bytes]]:
    """What a workshop came to: counted, edited, released; and opinion groups."""
    workshop = held.hold().hall.workshop
    theme = held.BUS
    with database.transaction() as connection:
        summaries.count(workshop)
    with database.transaction() as connection:
        facts = connection.execute(sa.select(WorkshopSummary.facts)).scalar_one()
        key = next(each["key"] for each in facts["boards"][0]["themes"] if each["title"] == theme)
        title, text = Text({"de": "Bus", "ar": "حافلة"}), Text({"de": "Abends fährt nichts."})
        edits = Edits(Text({"de": "Es ging um Wege."}), (ThemeEdit(key, title, text),))
        summaries.edit(workshop, summaries.draft(workshop).revision, edits)
        summaries.release(workshop, "Kim Koordination")
        released = summaries.released(workshop)
    yield "facts.json", canonical(facts)
    yield "edits.json", canonical(plain.encode(edits))
    yield "summary.json", released.to_bytes() if released else b""


def voted() -> Iterator[tuple[str, bytes]]:
    """Opinion groups of an event."""
    event = polled.poll(polled.two_camps()).hall.event
    opinions.count(event)
    with database.transaction() as connection:
        found = opinions.draft(event).opinions
        assert found is not None
        opinions.release(event, "Kim Koordination", opinions.fingerprint(found))
        del connection
        released = opinions.released(event)
    yield "opinions.json", released.to_bytes() if released else b""


def main() -> None:
    """Writes the documents that are missing."""
    written = dict(surveyed())
    for part in (held_by_boards, voted):
        with tempfile.TemporaryDirectory() as folder:
            app = create_app(Settings(instance=Path(folder)))
            app.config.update(JOBS_INLINE=True)
            Base.metadata.create_all(app.extensions["database"])
            with app.app_context():
                written |= dict(part())
    for name, content in written.items():
        if not (FOLDER / name).exists():
            (FOLDER / name).write_bytes(content)


if __name__ == "__main__":
    main()
