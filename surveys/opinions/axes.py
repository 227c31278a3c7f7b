"""The first axis of votes, and how sure it is: arithmetic on people × statements."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from surveys.opinions.clustering import SEED, Labels, Points, by_what_was_seen

Numbers = NDArray[np.float64]
NOTHING = 1e-12


class Votes:
    """Votes, centred; a gap stands at the mean of its statement.

    Args:
        values: people × statements: 1, 0, -1, not a number for no vote.
    """

    def __init__(self, values: Points) -> None:
        self._values = values
        self._seen = ~np.isnan(values)
        self._centred = _centred(values)

    def scores(self) -> Numbers:
        """Where each person stands on the first axis, whatever he or she voted on."""
        return _scores(self._centred, self._seen)

    def beats_chance(self, times: int) -> bool:
        """Whether the axis holds more than in each shuffling of the votes in every statement."""
        held = _held(self._centred)
        draw = np.random.default_rng(SEED)
        people = np.argsort(~self._seen, axis=0, kind="stable")  # who voted, then who did not
        for _time in range(times):
            chance = np.where(self._seen, draw.random(self._seen.shape), 2.0)
            dealt = np.take_along_axis(self._centred, chance.argsort(axis=0), axis=0)
            shuffled = np.empty_like(self._centred)
            np.put_along_axis(shuffled, people, dealt, axis=0)
            if _held(shuffled) >= held:
                return False
        return True

    def alike_in_people(self, times: int) -> float:
        """The median cosine of the axes of two halves of the people."""
        draw = np.random.default_rng(SEED)
        found = []
        for _time in range(times):
            one, other = np.array_split(draw.permutation(len(self._values)), 2)
            axes = (_axis(_centred(self._values[half])) for half in (one, other))
            found.append(abs(float(np.dot(*axes))))
        return float(np.median(found))

    def alike_in_statements(self, times: int) -> float:
        """The median correlation of where people stand by two halves of the statements."""
        draw = np.random.default_rng(SEED)
        found = []
        for _time in range(times):
            halves = np.array_split(draw.permutation(self._values.shape[1]), 2)
            both = [self._seen[:, half].any(axis=1) for half in halves]
            people = both[0] & both[1]
            one, other = (
                _scores(self._centred[:, half], self._seen[:, half])[people] for half in halves
            )
            found.append(_correlation(one, other))
        return float(np.median(found))

    def ahead(self, these: NDArray[np.bool_], those: NDArray[np.bool_], fewest: int) -> Numbers:
        """By how much more of ``these`` agree with each statement; 0: too few said yes or no."""
        shares = []
        enough = np.ones(self._values.shape[1], dtype=bool)
        for part in (these, those):
            agree, against = ((self._values[part] == side).sum(axis=0) for side in (1, -1))
            enough &= agree + against >= fewest
            shares.append(agree / np.maximum(agree + against, 1))
        found: Numbers = np.where(enough, shares[0] - shares[1], 0.0)
        return found

    def by_what_was_seen(self, parts: Labels) -> float:
        """The share of "who voted on what" that the parts explain."""
        return by_what_was_seen(self._values, parts)


def _centred(values: Points) -> Numbers:
    seen = ~np.isnan(values)
    mean = np.where(seen, values, 0.0).sum(axis=0) / np.maximum(seen.sum(axis=0), 1)
    found: Numbers = np.where(seen, values - mean, 0.0)
    return found


def _axis(centred: Numbers) -> Numbers:
    axis: Numbers = np.linalg.eigh(centred.T @ centred)[1][:, -1]
    # An axis has no direction: the same votes give the same one.
    found: Numbers = axis * np.sign(axis[np.abs(axis).argmax()])
    return found


def _held(centred: Numbers) -> float:
    return float(np.linalg.eigvalsh(centred.T @ centred)[-1])


def _scores(centred: Numbers, seen: NDArray[np.bool_]) -> Numbers:
    axis = _axis(centred)
    found: Numbers = centred @ axis / np.sqrt(np.maximum(seen @ (axis**2), NOTHING))
    return found


def _correlation(one: Numbers, other: Numbers) -> float:
    if len(one) < 2 or one.std() < NOTHING or other.std() < NOTHING:  # noqa: PLR2004 - a pair
        return 0.0
    return abs(float(np.corrcoef(one, other)[0, 1]))
