"""What a release holds beside its numbers: facts about its wave and its versions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from surveys.instrument.instrument import Text

MOST_VERSIONS = 3
"""So many versions a wave may have."""


class SampleKind(StrEnum):
    """How people came into the wave; decides what may be said of its figures."""

    SELF_SELECTED = "self_selected"
    """Whoever wanted answered: "Ergebnis der Befragten", nothing more."""
    EVERYBODY = "everybody"
    """All of the target group were invited one by one."""
    RANDOM = "random"
    """A random sample was invited."""


@dataclass(frozen=True, slots=True)
class WaveMeta:
    """What is told about the wave beside every figure."""

    key: str
    instrument: str
    instrument_version: str
    title: Text
    opened: date
    """First and last day on which people were asked, local time."""
    closed: date
    target_group: Text
    sample: SampleKind
    k: int
    languages: tuple[str, ...]


class Reason(NamedTuple):
    """Why there is a version after the first."""

    version: int
    day: date
    """Local time."""
    text: str
    """As the person wrote it who corrected."""


class Stand(NamedTuple):
    """A group of people whose numbers come from an earlier version."""

    by: tuple[str, ...]
    cell: tuple[str, ...]
    version: int


class Excluded(NamedTuple):
    """Answers left out by a rule."""

    rule: str
    """One of :class:`surveys.figures.corrections.exclusion.Rule`, by its value."""
    number: int
    """Released number of them."""
