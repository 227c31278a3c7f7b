"""Frozen dataclasses ↔ plain JSON values, strictly by their annotations.

Knows what :mod:`surveys.figures.released` and :mod:`surveys.figures.plan` are made of: dataclasses
(an object of
their fields), named tuples (an array), ``tuple[X, ...]``, ``X | None``, enumerations, dates,
``Text``, str, int, float and bool. Nothing is guessed: another shape raises :class:`NotPlainError`.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Callable
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, TypeVar

from surveys.instrument.instrument import Text

T = TypeVar("T")
LATER = "later"
Reader = Callable[[Any], Any]


class NotPlainError(ValueError):
    """The JSON value has not the shape that the type asks for."""


def later(default: T) -> T:
    """A field that documents did not have at first: left out where it says nothing.

    So what was frozen before is read as it was, and has the same bytes again.
    """
    field: T = dataclasses.field(default=default, metadata={LATER: True})
    return field


def encode(value: object) -> Any:  # noqa: ANN401 (JSON of any shape)
    """``value`` as dicts, lists, strings and numbers."""
    if isinstance(value, Text):
        return dict(value.strings)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if dataclasses.is_dataclass(value):
        values = {f.name: encode(getattr(value, f.name)) for f in dataclasses.fields(value)}
        silent = _silent(value)
        return {name: item for name, item in values.items() if name not in silent}
    return value


def decode(wanted: type[T], plain: object) -> T:
    """``plain`` as an instance of ``wanted``.

    Raises NotPlainError for a missing or unknown field, a wrong type or an unknown name.
    """
    reader: Reader = _reader(typing.cast("typing.Hashable", wanted))
    result: T = reader(plain)
    return result


@cache
def _reader(wanted: Any) -> Reader:  # noqa: ANN401 (annotations are no types)
    origin = typing.get_origin(wanted)
    if origin in (types.UnionType, typing.Union):
        return _optional(wanted)
    if origin is tuple:
        return _sequence(_reader(typing.get_args(wanted)[0]))
    return _READERS[wanted] if wanted in _READERS else _reader_of_class(wanted)


def _reader_of_class(wanted: type) -> Reader:
    if issubclass(wanted, Enum):
        return _guarded(str, wanted)
    if dataclasses.is_dataclass(wanted):
        return _record(wanted)
    if hasattr(wanted, "_fields"):
        return _named_tuple(wanted)
    return _guarded(wanted, lambda plain: plain)


def _guarded(kind: type, make: Reader) -> Reader:
    def read(plain: object) -> object:
        if type(plain) is not kind:
            raise NotPlainError(f"{type(plain).__name__} where {kind.__name__} belongs")
        return make(plain)

    return read


def _optional(wanted: object) -> Reader:
    (kind,) = (arg for arg in typing.get_args(wanted) if arg is not types.NoneType)
    inner = _reader(kind)
    return lambda plain: None if plain is None else inner(plain)


def _sequence(inner: Reader) -> Reader:
    return _guarded(list, lambda plain: tuple([inner(item) for item in plain]))


def _text(plain: object) -> Text:
    if type(plain) is not dict or not all(type(value) is str for value in plain.values()):
        raise NotPlainError("a text is an object of strings")
    return Text(plain)


def _silent(value: Any) -> set[str]:  # noqa: ANN401 (a dataclass)
    later = (f for f in dataclasses.fields(value) if LATER in f.metadata)
    return {f.name for f in later if getattr(value, f.name) == f.default}


def _record(wanted: Any) -> Reader:  # noqa: ANN401 (a dataclass)
    hints = typing.get_type_hints(wanted)
    readers = {f.name: _reader(hints[f.name]) for f in dataclasses.fields(wanted)}
    needed = {f.name for f in dataclasses.fields(wanted) if LATER not in f.metadata}

    def make(plain: dict[str, object]) -> object:
        if not needed <= plain.keys() <= readers.keys():
            raise NotPlainError(f"fields of {wanted.__name__}: {sorted(plain)}")
        return wanted(**{name: readers[name](value) for name, value in plain.items()})

    return _guarded(dict, make)


def _named_tuple(wanted: Any) -> Reader:  # noqa: ANN401 (a NamedTuple)
    hints = typing.get_type_hints(wanted)
    readers = [_reader(hints[name]) for name in wanted._fields]

    def make(plain: list[object]) -> object:
        if len(plain) != len(readers):
            raise NotPlainError(f"{len(plain)} entries in {wanted.__name__}")
        return wanted(*[read(item) for read, item in zip(readers, plain, strict=True)])

    return _guarded(list, make)


_READERS: dict[object, Reader] = {Text: _text, date: _guarded(str, date.fromisoformat)}
