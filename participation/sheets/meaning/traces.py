"""What a row was when it was written out: carried along in the sheet, so that hands are told apart.

Three people change three copies of one sheet. Beside each row stands which row it is, and a short
keyed hash of each of its cells; so a cell that nobody touched in a copy never goes back to what it
was, though it has become another one here meanwhile. Who takes a column out before passing the
sheet on takes it out of the trace as well: without the key of this installation nothing can be
tried against a hash.
"""

from __future__ import annotations

import base64
import binascii
import hmac
import json
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from flask import current_app

from participation.base.settings import Settings
from participation.sheets.meaning.values import RowRef, to_json
from participation.sheets.target import Dated, Value

_KEY, _PART = 16, 3
"""Bytes of a key, and of the hash of a field or a value."""


@dataclass(frozen=True, slots=True)
class Trace:
    """A row as it was written out."""

    key: str
    cells: Mapping[bytes, bytes]
    secret: bytes = field(repr=False)
    """Of this row."""

    def was(self, name: str, value: Value | RowRef) -> bool | None:
        """Whether the field ``name`` held that value then; None: it was not written out."""
        then = self.cells.get(_short(name, self.secret))
        return None if then is None else then == _hash(value, self.secret)


def key_of_installation() -> bytes:
    """What traces are written and read with; those of another one tell which row, and no cell."""
    settings: Settings = current_app.config["SETTINGS"]
    return settings.keys.derive("sheet traces")


def written(
    key: uuid.UUID, values: Mapping[str, Value], fields: Iterable[str], secret: bytes
) -> str:
    """The trace of a row, as a cell beside it holds it."""
    own = _of_row(key, secret)
    cells = (_short(name, own) + _hash(values.get(name), own) for name in fields)
    return base64.urlsafe_b64encode(key.bytes + b"".join(cells)).decode().rstrip("=")


def read(text: str, secret: bytes) -> Trace | None:
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
    key = uuid.UUID(bytes=wording[:_KEY])
    return Trace(str(key), cells, _of_row(key, secret))


def _of_row(key: uuid.UUID, secret: bytes) -> bytes:
    return hmac.digest(secret, key.bytes, "sha256")


def _hash(value: Value | RowRef, secret: bytes) -> bytes:
    result = to_json(_sorted(value)) if value != () else None
    return _short(json.dumps(result, ensure_ascii=False), secret)


def _sorted(value: Value | RowRef) -> Value | RowRef:
    """Names in another order are the same names."""
    if isinstance(value, tuple):
        names = [each for each in value if isinstance(each, str)]
        days = [each for each in value if isinstance(each, Dated)]
        return tuple(sorted(names)) if names else tuple(sorted(days, key=lambda each: each.on))
    return value


def _short(text: str, secret: bytes) -> bytes:
    return hmac.digest(secret, text.encode(), "sha256")[:_PART]
