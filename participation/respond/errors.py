"""What cannot be done to answers and free texts; respondents' own stops are in ``stops``."""

from __future__ import annotations

from enum import auto

from participation.base.errors import ErrorKey


class Refusal(ErrorKey):
    """What staff cannot do; the words stand with their pages."""

    DAY_PAST = auto()
    DAY_AFTER_PROMISE = auto()
    ANSWERS_GONE = auto()
    STILL_RUNNING = auto()
    NO_TEXT_LEFT = auto()
    UNKNOWN_FIELD = auto()
    TEXT_DECIDED = auto()
