"""Who was counted where in one version of a release, for the version after it.

Kept sealed beside the release and only as long as the answers themselves: it says of every answer,
by a keyed hash of its random key, which groups it was counted in, and not what it said.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from surveys.figures.answer_table import AnswerTable, Codes, Flags
from surveys.figures.groups.groups import Breakdown
from surveys.figures.released import NOT_KNOWN, PLACE, PlaceNode
from surveys.figures.rounding import Rounding
from surveys.figures.tally import Fingerprints

HALF = np.uint64(32)


class MemoryDamagedError(ValueError):
    """The bytes are no memory of a release."""


@dataclass(frozen=True)
class Membership:
    """One dimension: its members, and which of them each answer belongs to."""

    members: tuple[str, ...]
    codes: Codes


@dataclass(frozen=True)
class Memory:
    """The people of one version."""

    answers: NDArray[np.uint64]
    """One keyed hash an answer."""
    said: NDArray[np.uint64]
    """One keyed hash of all that an answer said: an answer that was altered has another."""
    groups: Mapping[str, Membership]
    """By key of the dimension."""
    within: Mapping[str, frozenset[str]]
    """Place → itself and all places in it; the county holds those who named none."""
    turned: frozenset[tuple[int, ...]]

    @classmethod
    def of(
        cls,
        answers: AnswerTable,
        prints: Fingerprints,
        by: Sequence[Breakdown],
        places: Sequence[PlaceNode],
        rounding: Rounding,
    ) -> Memory:
        """What a version is remembered by."""
        return cls(
            answers=_whole(prints),
            said=_whole(Fingerprints.of_texts(_said(answers), rounding.print_key)),
            groups={b.dimension.key: Membership(b.keys, b.codes) for b in by},
            within=_within(places),
            turned=rounding.turned,
        )

    def members(self, by: Sequence[str], cell: Sequence[str]) -> Flags:
        """Per answer whether it was counted in a group; in none that was not there."""
        found: Flags = np.ones(len(self.answers), dtype=np.bool_)
        for dimension, member in zip(by, cell, strict=True):
            group = self.groups.get(dimension)
            if group is None:
                return np.zeros(len(self.answers), dtype=np.bool_)
            alone = frozenset({member})
            wanted = self.within.get(member, alone) if dimension == PLACE else alone
            lookup = np.array([name in wanted for name in group.members], dtype=np.bool_)
            found &= lookup[group.codes]
        return found

    def to_bytes(self) -> bytes:
        """As it is sealed and kept."""
        turned = np.array(sorted(self.turned), dtype=np.uint64).reshape(-1, 2)
        arrays: dict[str, Any] = {"answers": self.answers, "said": self.said, "turned": turned}
        arrays |= {f"codes.{key}": group.codes for key, group in self.groups.items()}
        words = {
            "members": {key: group.members for key, group in self.groups.items()},
            "within": {key: sorted(names) for key, names in self.within.items()},
        }
        arrays["words"] = np.frombuffer(json.dumps(words).encode(), dtype=np.uint8)
        file = io.BytesIO()
        np.savez_compressed(file, **arrays)
        return file.getvalue()

    @classmethod
    def load(cls, content: bytes) -> Memory:
        """What :meth:`to_bytes` gave.

        Raises:
            MemoryDamagedError: it did not.
        """
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as kept:
                words = json.loads(kept["words"].tobytes())
                return cls(
                    kept["answers"],
                    kept["said"],
                    {
                        key: Membership(tuple(names), kept[f"codes.{key}"])
                        for key, names in words["members"].items()
                    },
                    {key: frozenset(names) for key, names in words["within"].items()},
                    frozenset((int(group), int(set_)) for group, set_ in kept["turned"]),
                )
        except (ValueError, KeyError, OSError, EOFError, zipfile.BadZipFile) as problem:
            raise MemoryDamagedError("no memory of a release") from problem


class Change:
    """Who is new, gone or altered between an earlier version and now."""

    def __init__(self, then: Memory, now: Memory) -> None:
        self.then, self.now = then, now
        _both, self._stayed_then, self._stayed_now = np.intersect1d(
            then.answers, now.answers, assume_unique=True, return_indices=True
        )
        self._altered: Flags = then.said[self._stayed_then] != now.said[self._stayed_now]
        self._known: dict[tuple[tuple[str, ...], tuple[str, ...]], int] = {}

    def of(self, by: Sequence[str], cell: Sequence[str]) -> int:
        """How many people of a group changed: came, went, or answered differently."""
        group = tuple(by), tuple(cell)
        if group not in self._known:
            self._known[group] = self._count(by, cell)
        return self._known[group]

    def _count(self, by: Sequence[str], cell: Sequence[str]) -> int:
        then, now = self.then.members(by, cell), self.now.members(by, cell)
        before, after = then[self._stayed_then], now[self._stayed_now]
        came, went = now.sum() - after.sum(), then.sum() - before.sum()
        return int(came + went + ((before != after) | (before & self._altered)).sum())

    def people(self, by: Sequence[str], cell: Sequence[str]) -> int:
        """How many people the group had then."""
        return int(self.then.members(by, cell).sum())


def _whole(prints: Fingerprints) -> NDArray[np.uint64]:
    found: NDArray[np.uint64] = (prints.high.astype(np.uint64) << HALF) + prints.low.astype(
        np.uint64
    )
    return found


def _said(answers: AnswerTable) -> list[bytes]:
    columns = []
    for name in sorted(answers.data.columns):
        column = answers.data[name]
        codes = column.cat.codes if hasattr(column, "cat") else column
        columns.append(np.asarray(codes, dtype=np.int16))
    if not columns:
        return [b""] * len(answers)
    return [row.tobytes() for row in np.stack(columns, axis=1)]


def _within(places: Sequence[PlaceNode]) -> dict[str, frozenset[str]]:
    found = {place.key: {place.key} for place in places}
    for place in reversed(places):
        if place.parent is not None:
            found[place.parent] |= found[place.key]
    found[places[0].key].add(NOT_KNOWN)
    return {key: frozenset(names) for key, names in found.items()}
