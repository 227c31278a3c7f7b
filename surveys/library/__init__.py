"""The shipped questionnaires: XLSForm as CSV text, one file each, under their keys."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from surveys.instrument.instrument import Instrument

_FOLDER = Path(__file__).parent
KEYS: tuple[str, ...] = tuple(sorted(path.stem for path in _FOLDER.glob("*.csv")))
"""Keys of all shipped questionnaires."""


def source(key: str) -> bytes:
    """The text of a shipped questionnaire, as CSV in pyxform's form.

    Raises:
        KeyError: none has that key.
    """
    if key not in KEYS:
        raise KeyError(key)
    return (_FOLDER / f"{key}.csv").read_bytes()


@cache
def load(key: str) -> Instrument:
    """A shipped questionnaire. Reads a workbook: for jobs and commands, never for serving.

    Raises:
        KeyError: none has that key.
    """
    # pyxform and lark must not come into a serving process by importing this module.
    from surveys.xlsform import read  # noqa: PLC0415

    return read(source(key), key=key).instrument
