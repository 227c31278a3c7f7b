"""The order in which options stand: shuffled per person where the questionnaire says so."""

from __future__ import annotations

import hmac

from surveys.instrument.instrument import Choice, Missing, Question

APART = frozenset({Missing.DONT_KNOW, Missing.PREFER_NOT})
"""Codes whose tile stands last, set off from the others."""


def ordered(question: Question, key: bytes) -> tuple[Choice, ...]:
    """The options of a question for one person.

    The order follows from ``key`` alone and is stored nowhere. The last ``fixed_last`` options,
    and the tile that is set off, keep their places.
    """
    if not question.randomize:
        return question.choices
    first = [choice for choice in question.choices if choice.missing not in APART]
    rest = tuple(choice for choice in question.choices if choice.missing in APART)
    last = max(question.fixed_last - len(rest), 0)
    free, fixed = first[: len(first) - last], tuple(first[len(first) - last :])
    salt = question.name.encode()
    free.sort(key=lambda choice: hmac.digest(key, salt + b"\0" + choice.name.encode(), "sha256"))
    return (*free, *fixed, *rest)
