"""How far somebody is: a figure that may jump ahead and never goes back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from participation.studies import service as studies
from surveys.instrument.instrument import needs
from surveys.instrument.path import Path


@dataclass(frozen=True, slots=True)
class Progress:
    """Questions ``first`` to ``last`` of ``total``, counted from 1."""

    first: int
    last: int
    total: int


@lru_cache(maxsize=32)
def _settled_by(version: UUID) -> dict[str, int]:
    """Question → number of the last page whose answers its conditions look at."""
    instrument = studies.instrument(version)
    page_of = {q.name: i for i, page in enumerate(instrument.pages) for q in page.questions}
    end = len(instrument.pages)
    return {
        q.name: max((page_of.get(name, end) for name in needs(q)), default=-1)
        for q in instrument.asked
    }


def progress(version: UUID, path: Path, index: int) -> Progress:
    """Where page number ``index`` of the path stands.

    Questions behind it count when they are on the path now, and also when an answer that is still
    to come can bring them in: so the total only shrinks on the way.
    """
    instrument = studies.instrument(version)
    before = sum(q.type.asks for page in path.pages[:index] for q in page.questions)
    here = sum(q.type.asks for q in path.pages[index].questions)
    numbers = {page.name: number for number, page in enumerate(instrument.pages)}
    now = numbers[path.pages[index].name]
    shown = {q.name for page in path.pages[index + 1 :] for q in page.questions}
    settled = _settled_by(version)
    behind = sum(
        q.name in shown or settled[q.name] >= now
        for page in instrument.pages[now + 1 :]
        for q in page.questions
        if q.type.asks
    )
    return Progress(before + 1, before + here, before + here + behind)
