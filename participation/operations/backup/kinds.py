"""What a stored value is, whichever database holds it: written as JSON, read back the same."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Any

import sqlalchemy as sa

from participation.base.database import Base

Conversion = Callable[[Any], Any]


class Kind(StrEnum):
    """Kinds of columns."""

    UUID = "uuid"
    BYTES = "bytes"
    JSON = "json"
    """Kept as the very text that lies there: order and spaces count for nobody, but stay."""
    MOMENT = "moment"
    DAY = "day"
    HOUR = "hour"
    BOOL = "bool"
    INT = "int"
    FLOAT = "float"
    DECIMAL = "decimal"
    TEXT = "text"


_OF_TYPE: tuple[tuple[type[sa.types.TypeEngine[Any]], Kind], ...] = (
    (sa.Uuid, Kind.UUID),
    (sa.LargeBinary, Kind.BYTES),
    (sa.JSON, Kind.JSON),
    (sa.DateTime, Kind.MOMENT),
    (sa.Date, Kind.DAY),
    (sa.Time, Kind.HOUR),
    (sa.Boolean, Kind.BOOL),
    (sa.Integer, Kind.INT),
    (sa.Float, Kind.FLOAT),
    (sa.Numeric, Kind.DECIMAL),
    (sa.String, Kind.TEXT),
)
HEX_UUID = 32
TYPES: dict[Kind, sa.types.TypeEngine[Any]] = {
    Kind.UUID: sa.Uuid(),
    Kind.BYTES: sa.LargeBinary(),
    Kind.JSON: sa.Text(),
    Kind.MOMENT: sa.DateTime(),
    Kind.DAY: sa.Date(),
    Kind.HOUR: sa.Time(),
    Kind.BOOL: sa.Boolean(),
    Kind.INT: sa.BigInteger(),
    Kind.FLOAT: sa.Float(),
    Kind.DECIMAL: sa.Numeric(),
    Kind.TEXT: sa.Text(),
}
"""How values of a kind are bound and fetched."""
WRITE: dict[Kind, Conversion] = {
    Kind.UUID: lambda value: value.hex,
    Kind.BYTES: lambda value: base64.b64encode(value).decode("ascii"),
    Kind.MOMENT: datetime.isoformat,
    Kind.DAY: date.isoformat,
    Kind.HOUR: time.isoformat,
    Kind.DECIMAL: str,
}
"""Value → JSON; kinds that are not here are JSON already."""
READ: dict[Kind, Conversion] = {
    Kind.UUID: uuid.UUID,
    Kind.BYTES: lambda text: base64.b64decode(text, validate=True),
    Kind.MOMENT: datetime.fromisoformat,
    Kind.DAY: date.fromisoformat,
    Kind.HOUR: time.fromisoformat,
    Kind.DECIMAL: Decimal,
}
"""JSON → value."""


def kind_of(column: sa.Column[Any]) -> Kind:
    """What a column of the database holds.

    Raises:
        LookupError: a type that no kind stands for.
    """
    found = _of(column.type)
    if found is Kind.TEXT and getattr(column.type, "length", None) == HEX_UUID:
        # SQLite keeps a UUID as characters; only the program's own model tells.
        table = Base.metadata.tables.get(column.table.name)
        model = None if table is None else table.columns.get(column.name)
        found = _of(column.type if model is None else model.type)
    if found is None:
        raise LookupError(f"{column}: no kind stands for {column.type!r}")
    return found


def _of(type_: sa.types.TypeEngine[Any]) -> Kind | None:
    if isinstance(type_, sa.TypeDecorator):
        type_ = type_.impl_instance
    return next((kind for base, kind in _OF_TYPE if isinstance(type_, base)), None)
