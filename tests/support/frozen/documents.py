"""Keys of what is frozen or stored as JSON: every path of every document, by its outermost class.

Only the outermost class stands there by name: the ones inside are told by the key they lie under,
so they may be called what one likes.
"""

from __future__ import annotations

import ast
import dataclasses
import types
import typing
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from surveys.instrument.instrument import Instrument, Text
from tests.support.frozen import reading

ALSO = {"Note", "Problem", "Rounded"}
"""Classes that others write as they are: the note of an upgrade, what a check of a form prints, how
a job rounded."""


def documents() -> Iterator[str]:
    """``Summary.boards[].key: str`` and the like."""
    for root in sorted(roots(), key=lambda each: each.__name__):
        yield from _paths(root.__name__, root)
    yield from instrument()


def roots() -> set[type]:
    """Classes that somebody reads from or writes as plain values."""
    found = set(_written_of_themselves())
    for path, name, call in reading.calls():
        if name in ("decode", "load", "Releases") and call.args:
            found |= set(_dataclass(path, call.args[0]))
        if name == "encode" and call.args and isinstance(call.args[0], ast.Call):
            found |= set(_dataclass(path, call.args[0].func))
    return found


def _dataclass(path: Path, node: ast.AST) -> Iterator[type]:
    if isinstance(node, ast.Name) and node.id[0].isupper():
        kind = reading.class_of(path, node.id)
        if dataclasses.is_dataclass(kind):
            yield kind


def _written_of_themselves() -> Iterator[type]:
    """Classes with ``plain.encode(self)`` or ``asdict(self)`` inside, and those of ``ALSO``."""
    for path, node in reading.nodes():
        if not isinstance(node, ast.ClassDef):
            continue
        inside = (call for call in ast.walk(node) if isinstance(call, ast.Call))
        itself = any(
            reading.last_name(call.func) in ("encode", "asdict")
            and [reading.last_name(arg) for arg in call.args] == ["self"]
            for call in inside
        )
        kind = reading.class_of(path, node.name) if itself or node.name in ALSO else None
        if kind is not None and (dataclasses.is_dataclass(kind) or hasattr(kind, "_fields")):
            yield kind


def _paths(at: str, kind: object) -> Iterator[str]:
    arguments = [one for one in typing.get_args(kind) if one is not types.NoneType]
    if typing.get_origin(kind) in (types.UnionType, typing.Union) and len(arguments) == 1:
        yield from _paths(f"{at}?", arguments[0])
    elif typing.get_origin(kind) is tuple:
        yield from _paths(f"{at}[]", arguments[0])
    elif isinstance(kind, type) and dataclasses.is_dataclass(kind) and kind is not Text:
        for field, inner in typing.get_type_hints(kind).items():
            if field in {each.name for each in dataclasses.fields(kind)}:
                yield from _paths(f"{at}.{field}", inner)
    elif hasattr(kind, "_fields"):
        hints = typing.get_type_hints(kind)
        for place, field in enumerate(kind._fields):
            yield from _paths(f"{at}[{place}={field}]", hints[field])
    else:
        yield f"{at}: {_leaf(kind)}"


def _leaf(kind: object) -> str:
    if isinstance(kind, type) and issubclass(kind, Enum):
        return " | ".join(sorted(str(member.value) for member in kind))
    return getattr(kind, "__name__", str(kind)) if isinstance(kind, type) else str(kind)


def instrument() -> Iterator[str]:
    """Keys of a compiled questionnaire: all fields of its records, some of which are left out."""
    hints = typing.get_type_hints(Instrument)
    todo, seen = [("Instrument", Instrument)], {Instrument}
    while todo:
        name, kind = todo.pop()
        hints = typing.get_type_hints(kind)
        for field in dataclasses.fields(kind):
            yield f"{name}.{field.name}"
            inner = next(iter(typing.get_args(hints[field.name])), None)
            if isinstance(inner, type) and dataclasses.is_dataclass(inner) and inner not in seen:
                seen.add(inner)
                todo.append((f"{name}.{field.name}[]", inner))


def enums() -> Iterator[str]:
    """``Phase=vote``: every value of every enumeration."""
    for _path, node in reading.nodes():
        if isinstance(node, ast.ClassDef) and any(
            reading.last_name(base).endswith("Enum") for base in node.bases
        ):
            for line in node.body:
                if isinstance(line, ast.Assign) and isinstance(line.value, ast.Constant):
                    yield f"{node.name}={line.value.value}"
