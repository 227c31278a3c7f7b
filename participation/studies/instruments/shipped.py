"""The shipped questionnaires, read once into the database, so that pages need no workbook."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.studies.instruments.importing import stored
from participation.studies.instruments.versions import keep_version
from participation.studies.models import InstrumentVersion, Origin
from surveys import library

KIND = "ship_questionnaires"


def outdated() -> tuple[str, ...]:
    """Keys of shipped questionnaires whose present text was not read in yet."""
    known = set(
        database.connection()
        .execute(
            sa.select(InstrumentVersion.source_sha256).where(
                InstrumentVersion.origin == Origin.SHIPPED.value
            )
        )
        .scalars()
    )
    return tuple(key for key in library.KEYS if _fingerprint(key) not in known)


def ship() -> tuple[str, ...]:
    """Reads in what is outdated; returns its keys. For jobs and commands: needs a parser."""
    from surveys.xlsform import read  # noqa: PLC0415 - brings pyxform in only when it reads

    todo = outdated()
    database.commit()  # nobody waits for the parser
    found = {key: read(library.source(key), key=key) for key in todo}
    for key, imported in found.items():
        source = library.source(key)
        version_id = keep_version(
            imported.instrument,
            source=source,
            notices=stored(imported.notices),
            origin=Origin.SHIPPED,
        )
        # Where only the layout of the text changed, the version stays and learns its new text.
        database.connection().execute(
            sa.update(InstrumentVersion)
            .where(InstrumentVersion.id == version_id)
            .values(source=source, source_sha256=_fingerprint(key))
        )
    return todo


def work(arguments: dict[str, Any], report: object) -> dict[str, Any]:
    """The job that reads them in."""
    del arguments, report
    return {"keys": list(ship())}


@lru_cache(maxsize=32)
def _fingerprint(key: str) -> str:
    return hashlib.sha256(library.source(key)).hexdigest()
