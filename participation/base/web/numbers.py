"""Whole numbers as people and browsers send them."""

from __future__ import annotations

LARGEST = 2**31 - 1
"""What an integer of every database holds."""
_LONGEST = 20
"""Digits that are looked at; of thousands of them ``int()`` raises instead of making a number."""


def whole_number(text: str, most: int = LARGEST) -> int | None:
    """The number of 0 to ``most`` in digits of any script; None: ``text`` is no such number.

    ``str.isdigit()`` holds for signs of which ``int()`` makes none ("²", "①"): it is no check.
    """
    bare = text.strip()
    if len(bare) > _LONGEST or not bare.isdecimal():
        return None
    found = int(bare)
    return found if found <= most else None
