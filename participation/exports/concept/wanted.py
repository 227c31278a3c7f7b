"""What is ordered: which paper, of which day, of which part of the concept."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Edition(StrEnum):
    """How much a paper tells."""

    SHORT = "short"
    """Two pages: shares, what turned, what is late, what was given up."""
    LONG = "long"
    """Every measure with all that is known of it."""


class Picture(StrEnum):
    """What a chart of the lights shows."""

    OVERALL = "overall"
    BY_AREA = "by_area"
    OVER_TIME = "over_time"


@dataclass(frozen=True, slots=True)
class Wanted:
    """A paper as somebody orders it."""

    on: date
    """Its day ("Stand")."""
    edition: Edition = Edition.LONG
    since: date | None = None
    """The day that it is compared with; None: the last one before on which lights turned."""
    released: bool = False
    """Only what is shown to everybody: no draft, and nothing written for colleagues."""
    body: uuid.UUID | None = None
    """Only what this organisation answers for or helps with."""
    place: str | None = None
    """Only what is for this place, by its key."""
    picture: Picture | None = None

    @property
    def is_whole(self) -> bool:
        """Of the whole concept, not of a body's or a place's part."""
        return self.body is None and self.place is None


def to_json(wanted: Wanted) -> dict[str, Any]:
    """As a job's arguments hold it."""
    return {
        "on": wanted.on.isoformat(),
        "edition": wanted.edition.value,
        "since": wanted.since.isoformat() if wanted.since else None,
        "released": wanted.released,
        "body": str(wanted.body) if wanted.body else None,
        "place": wanted.place,
        "picture": wanted.picture.value if wanted.picture else None,
    }


def from_json(sent: Mapping[str, Any]) -> Wanted:
    """What :func:`to_json` wrote."""
    return Wanted(
        date.fromisoformat(sent["on"]),
        Edition(sent["edition"]),
        date.fromisoformat(sent["since"]) if sent["since"] else None,
        bool(sent["released"]),
        uuid.UUID(sent["body"]) if sent["body"] else None,
        sent["place"],
        Picture(sent["picture"]) if sent["picture"] else None,
    )
