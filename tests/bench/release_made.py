"""The wave that :mod:`tests.bench.release` releases; imports all that a job imports."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from surveys.figures import disclosure
from surveys.figures.about import Reason, SampleKind, WaveMeta
from surveys.figures.answer_table import AnswerTable, StoredAnswer, build
from surveys.figures.disclosure import Made
from surveys.figures.released import PlaceKind, PlaceNode
from surveys.instrument.instrument import Instrument
from tests.bench.release import DEFINITIONS, OFFICES, PLACES

SECRET = b"x" * 32
DAY = date(2026, 5, 1)


class Wave:
    """Its tree of places, and the two versions of its figures."""

    def __init__(self, instrument: Instrument) -> None:
        self.instrument = instrument
        county = PlaceNode("county", PlaceKind.COUNTY, "County")
        offices = [
            PlaceNode(f"a{n}", PlaceKind.DISTRICT_OFFICE, "Amt", "county") for n in range(OFFICES)
        ]
        towns = [
            PlaceNode(f"p{n}", PlaceKind.TOWN, "Town", f"a{n % OFFICES}") for n in range(PLACES)
        ]
        self.places = [county, *offices, *towns]
        title, kind = instrument.title, SampleKind.SELF_SELECTED
        self.meta = WaveMeta("w", "bench", "1", title, DAY, DAY, title, kind, 10, ("de",))

    def answers(self, rows: Iterable[tuple[bytes, str]]) -> AnswerTable:
        """The stored answers, read."""
        return build(self.instrument, (StoredAnswer(key, text) for key, text in rows))

    def first(self, answers: AnswerTable) -> Made:
        """The first version."""
        return disclosure.first(answers, self.meta, self.places, SECRET, DEFINITIONS)

    def second(self, answers: AnswerTable, first: Made) -> Made | None:
        """The one after it."""
        again = Made.recalled(first.released, first.memory.to_bytes())
        reason = Reason(2, DAY, "bench")
        return disclosure.corrected(
            answers, self.meta, self.places, SECRET, [again], reason, DEFINITIONS
        )

    @staticmethod
    def rounded(made: Made) -> dict[str, float]:
        """How a version was rounded."""
        return made.rounded._asdict() if made.rounded else {}
