"""What a row was when it was written out: carried along in the sheet, so that hands are told apart.

Three people change three copies of one sheet. Beside each row stands which row it is, and a short
hash of each of its cells; so a cell that nobody touched in a copy never goes back to what it was,
though it has become another one here meanwhile.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from participation.sheets.meaning.values import RowRef, to_json
from participation.sheets.target import Dated, Value

_KEY, _PART = 16, 3
"""Bytes of a key, and of the hash of a field or a value."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A row as it was written out."""

    key: str
    cells: Mapping[bytes, bytes]

    def was(self, field: str, value: Value | RowRef) -> bool | None:
        """Whether a field held that value then; None: the field was not written out."""
        then = self.cells.get(_short(field))
        return None if then is None else then == _hash(value)


def written(key: uuid.UUID, values: Mapping[str, Value], fields: Iterable[str]) -> str:
    """The trace of a row, as a cell beside it holds it."""
    cells = (_short(field) + _hash(values.get(field)) for field in fields)
    return base64.urlsafe_b64encode(key.bytes + b"".join(cells)).decode().rstrip("=")


def read(text: str) -> Trace | None:
    """The trace in a cell; None: somebody wrote something else there."""
    try:
        wording = base64.urlsafe_b64decode(text.strip() + "=" * (-len(text.strip()) % 4))
    except (binascii.Error, ValueError):
        return None
    rest = wording[_KEY:]
    if len(wording) < _KEY or len(rest) % (2 * _PART):
        return None
    pieces = [rest[at : at + 2 * _PART] for at in range(0, len(rest), 2 * _PART)]
    cells = {piece[:_PART]: piece[_PART:] for piece in pieces}
    return Trace(str(uuid.UUID(bytes=wording[:_KEY])), cells)


def _hash(value: Value | RowRef) -> bytes:
    result = to_json(_sorted(value)) if value != () else None
    return _short(json.dumps(result, ensure_ascii=False))


def _sorted(value: Value | RowRef) -> Value | RowRef:
    """Names in another order are the same names."""
    if isinstance(value, tuple):
        names = [each for each in value if isinstance(each, str)]
        days = [each for each in value if isinstance(each, Dated)]
        return tuple(sorted(names)) if names else tuple(sorted(days, key=lambda each: each.on))
    return value


def _short(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:_PART]
