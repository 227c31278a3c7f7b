"""Paper cards with numbers written on them: which are typed in, and which comes next."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from participation.base.web.numbers import whole_number
from participation.base.words.catalogues import gettext as _
from participation.boards.base.errors import BadChoice

MOST = 999
KEPT = ("column", "language", "source", "number")
"""What stays as it is for the next card."""


def number(typed: str) -> int | None:
    """The number on a card, in digits of any script; None: it has none.

    Raises:
        BadChoice: it is no number of a card.
    """
    bare = typed.strip()
    if not bare:
        return None
    if not (found := whole_number(bare, MOST)):
        raise BadChoice(_("Schreiben Sie eine Zahl von 1 bis %(most)d.") % {"most": MOST})
    return found


def following(kept: Mapping[str, str], taken: Collection[int]) -> int | None:
    """The number of the next card: after the one just typed in, else after all; None: none has."""
    if "number" not in kept:
        return max(taken) + 1 if taken else None
    last = whole_number(kept["number"], MOST)
    if last is None:
        return None
    return next(n for n in range(last + 1, last + len(taken) + 2) if n not in taken)


def ranges(numbers: Iterable[int]) -> str:
    """Numbers as people write them: 1–16, 18."""
    runs: list[list[int]] = []
    for one in sorted(numbers):
        if runs and one == runs[-1][-1] + 1:
            runs[-1].append(one)
        else:
            runs.append([one])
    return ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)


def missing(taken: Collection[int]) -> list[int]:
    """Numbers between the lowest and the highest that nobody typed in."""
    return sorted(set(range(min(taken), max(taken))) - set(taken)) if taken else []
