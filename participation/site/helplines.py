"""Numbers that help everybody in Germany, free of charge; checked against what each body states."""

from __future__ import annotations

from typing import Final

NUMBERS: Final = {
    "ambulance": "112",
    "police": "110",
    "violence": "116 016",
    "counselling": "116 123",
    "counselling_second": "0800 1110111",
    "discrimination": "0800 5465465",
}
"""Name in the help page's sentences → number as people write it."""
