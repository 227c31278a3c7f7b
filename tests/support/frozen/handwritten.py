"""Keys of JSON that is written by hand: into columns, files, cookies, jobs, answers to scripts.

What goes through ``surveys.plain`` stands among the documents. The rest are dicts, so their keys
are traced in the sources: from every place where JSON leaves the program backwards through names,
calls and parameters to the dicts that it is made of. Keys that are data are no texts there.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import sqlalchemy as sa

from participation.base.database import Base
from tests.support.frozen import reading

Function = ast.FunctionDef | ast.AsyncFunctionDef
LOOKED_AT = (ast.Dict, ast.Call, ast.Subscript, ast.FunctionDef, ast.AsyncFunctionDef)
BOUND = "b_"
"""How names of parameters begin that stand for a column of the same name."""
PASSING = {"exports": "goes to the press of this same version, or into a hash"}
"""Slices whose ``json.dumps`` nobody reads later → why."""
TYPED = ("encode", "dump")
"""What these return stands among the documents."""
IN_BYTES = re.compile(rb'"(\w+)":')
"""A key where JSON is put together from bytes."""
FILLED = ("append", "extend", "update", "setdefault")
"""Calls that put something into what they are called on."""


@dataclass(frozen=True)
class Place:
    """An expression in a function of a source; without one it stands at its top."""

    path: Path
    inside: Function | None
    node: ast.AST


def handwritten() -> Iterator[str]:
    """``boards.before: clusters``, ``job draw result: pages`` and the like, in order."""
    found = {f"{sink}: {key}" for sink, place in sinks() for key in Trace().keys(place)}
    yield from sorted(found | {f"session: {key}" for key in _session()} | set(_bytes()))


def sinks() -> Iterator[tuple[str, Place]]:
    """Every place where something becomes JSON, with what it is called in the list."""
    columns = _columns()
    for path, inside, node in _nodes():
        room = _slice(path)
        if isinstance(node, ast.Dict):
            for key, value in zip(node.keys, node.values, strict=True):
                name = (reading.pattern(key) or "") if key else ""
                if name.removeprefix(BOUND) in columns.get(room, ()):
                    yield f"{room}.{name.removeprefix(BOUND)}", Place(path, inside, value)
        if isinstance(node, ast.Call):
            yield from (
                (sink, Place(path, inside, value))
                for sink, value in _called(path, room, node, columns.get(room, set()))
            )


def _called(
    path: Path, room: str, call: ast.Call, columns: set[str]
) -> Iterator[tuple[str, ast.AST]]:
    name = reading.last_name(call.func)
    if name in _setters()[room]:
        yield from ((f"{room}.{k.arg}", k.value) for k in call.keywords if k.arg in columns)
    if name == "dumps" and call.args and _holder(call) != "codec" and room not in PASSING:
        yield f"{room} json", call.args[0]
    if name == "jsonify":
        keywords = [ast.Dict([ast.Constant(k.arg)], [k.value]) for k in call.keywords if k.arg]
        yield from ((f"{room} answer", each) for each in (*call.args, *keywords))
    if name == "enqueue" and len(call.args) > 1:
        for kind in reading.said(path, call.args[0]) or (room,):
            yield f"job {kind}", call.args[1]
    if name == "register" and _holder(call) == "jobs":
        for kind in filter(str.isidentifier, reading.said(path, call.args[1])):
            yield f"job {kind} result", ast.Call(call.args[2], [], [])


def _holder(call: ast.Call) -> str:
    return reading.last_name(getattr(call.func, "value", call))


class Trace:
    """Goes backwards from one place; no expression twice."""

    def __init__(self) -> None:
        self.seen: dict[int, ast.AST] = {}

    def keys(self, place: Place) -> Iterator[str]:
        """Keys of all dicts that the expression may be made of."""
        node = place.node
        if id(node) in self.seen:
            return
        self.seen[id(node)] = node  # held, so that no other takes its id
        if isinstance(node, ast.Dict):
            yield from (text for key in node.keys if key for text in _texts(place, key))
            yield from self._all(place, node.values)
        elif isinstance(node, ast.DictComp):
            yield from _looped(place, node)
            yield from self._all(place, [node.value])
        elif isinstance(node, ast.Name):
            yield from self._named(place, node.id)
        elif isinstance(node, ast.Call):
            yield from self._returned(place, node)
        elif isinstance(node, ast.Subscript):
            yield from self.keys(Place(place.path, place.inside, node.value))
        elif not isinstance(node, ast.Attribute | ast.Constant | ast.Compare):
            yield from self._all(place, ast.iter_child_nodes(node))

    def _all(self, place: Place, nodes: Iterator[ast.AST] | list[ast.expr]) -> Iterator[str]:
        for node in nodes:
            yield from self.keys(Place(place.path, place.inside, node))

    def _named(self, place: Place, name: str) -> Iterator[str]:
        if place.inside is None:
            return
        for keys, values in _fillings(place.inside).get(name, ()):
            yield from (text for key in keys for text in _texts(place, key))
            yield from self._all(place, values)
        if name in _parameters(place.inside):
            for path, inside, call in _calls_of(place.inside):
                given = _argument(call, place.inside, name)
                if given is not None:
                    yield from self.keys(Place(path, inside, given))

    def _returned(self, place: Place, call: ast.Call) -> Iterator[str]:
        name = reading.last_name(call.func)
        if name == "_asdict" and place.inside:
            yield from _selected(place.inside)
        if name == "dict":
            yield from (keyword.arg for keyword in call.keywords if keyword.arg)
        bodies = [] if name in TYPED else _defined(name, call.func, place.path)
        for path, function in bodies:
            for node in ast.walk(function):
                if isinstance(node, ast.Return | ast.Yield | ast.YieldFrom) and node.value:
                    yield from self.keys(Place(path, function, node.value))
        if not bodies and name not in TYPED:
            held = [call.func.value] if isinstance(call.func, ast.Attribute) else []
            yield from self._all(place, [*held, *call.args, *(k.value for k in call.keywords)])


@cache
def _fillings(function: Function) -> dict[str, list[tuple[list[ast.expr], list[ast.expr]]]]:
    """By name of a function's own: what is put there, under which keys."""
    found: dict[str, list[tuple[list[ast.expr], list[ast.expr]]]] = {}
    for node in ast.walk(function):
        for name, keys, values in _filling(node):
            found.setdefault(name, []).append((keys, values))
    return found


def _filling(node: ast.AST) -> Iterator[tuple[str, list[ast.expr], list[ast.expr]]]:
    if isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign) and node.value:
        for target in node.targets if isinstance(node, ast.Assign) else [node.target]:
            if isinstance(target, ast.Subscript):
                yield _root(target), [target.slice], [node.value]
            elif isinstance(target, ast.Name):
                yield target.id, [], [node.value]
    elif isinstance(node, ast.For | ast.comprehension):
        yield from ((name, [], [node.iter]) for name in _names(node.target))
    elif isinstance(node, ast.Call) and reading.last_name(node.func) in FILLED:
        yield _root(node.func), [], node.args


def _texts(place: Place, key: ast.AST) -> tuple[str, ...]:
    """A key as it is written; a format or a name of the moment is data."""
    if isinstance(key, ast.Constant):
        return (key.value,) if isinstance(key.value, str) else ()
    constant = reading.last_name(key).isupper() and not isinstance(key, ast.Call)
    return reading.said(place.path, key) if constant else ()


def _looped(place: Place, node: ast.DictComp) -> Iterator[str]:
    """The texts that the key of a comprehension goes through, if they are written down."""
    if not isinstance(node.key, ast.Name):
        return
    for each in node.generators:
        if node.key.id in _names(each.target):
            for part in ast.walk(each.iter):
                if isinstance(part, ast.Name):
                    yield from _listed(place, part.id)
                elif isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def _listed(place: Place, name: str) -> Iterator[str]:
    """The texts of a tuple or list with this name."""
    tops = next(tree for path, tree in reading.trees() if path == place.path)
    for within in (place.inside, tops) if place.inside else (tops,):
        for node in ast.walk(within):
            if isinstance(node, ast.Assign) and name in _names(node.targets[0]):
                for part in getattr(node.value, "elts", ()):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield part.value


def _selected(function: Function) -> Iterator[str]:
    """Columns of a statement, whose rows become dicts."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and reading.last_name(node.func) == "select":
            yield from (arg.attr for arg in node.args if isinstance(arg, ast.Attribute))


def _root(node: ast.AST) -> str:
    """``a`` of ``a["b"]["c"]`` and of ``a.append``."""
    while isinstance(node, ast.Subscript | ast.Attribute):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _names(target: ast.AST) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def _parameters(function: Function) -> list[str]:
    every = (*function.args.args, *function.args.kwonlyargs)
    return [each.arg for each in every if each.arg not in ("self", "cls")]


def _argument(call: ast.Call, function: Function, name: str) -> ast.AST | None:
    """What a call gives for a parameter."""
    for keyword in call.keywords:
        if keyword.arg == name:
            return keyword.value
    places = [each.arg for each in function.args.args if each.arg != "self"]
    at = places.index(name) if name in places else len(call.args)
    return call.args[at] if at < len(call.args) else None


@cache
def _nodes() -> tuple[tuple[Path, Function | None, ast.AST], ...]:
    """Every node that matters with the innermost function that it stands in."""
    found: list[tuple[Path, Function | None, ast.AST]] = []
    for path, tree in reading.trees():
        todo: list[tuple[Function | None, ast.AST]] = [(None, tree)]
        while todo:
            inside, node = todo.pop()
            if isinstance(node, LOOKED_AT):
                found.append((path, inside, node))
            within = node if isinstance(node, Function) else inside
            todo += [(within, child) for child in ast.iter_child_nodes(node)]
    return tuple(found)


@cache
def _functions() -> dict[str, tuple[tuple[Path, Function], ...]]:
    found: dict[str, list[tuple[Path, Function]]] = {}
    for path, _inside, node in _nodes():
        if isinstance(node, Function):
            found.setdefault(node.name, []).append((path, node))
    return {name: tuple(each) for name, each in found.items()}


def _defined(name: str, func: ast.AST, caller: Path) -> list[tuple[Path, Function]]:
    """Functions that a call may mean: of its own source, or of the module that it names."""
    known = _functions().get(name, ())
    if isinstance(func, ast.Name):
        same = [each for each in known if each[0] == caller]
        return same or [each for each in known if (each[0].stem, name) in _imported(caller)]
    holder = reading.last_name(getattr(func, "value", func))
    if holder == "self":
        return [each for each in known if each[0] == caller]
    return [each for each in known if ("", each[0].stem) in _imported(caller, holder)]


def _imported(path: Path, under: str = "") -> set[tuple[str, str]]:
    """Module and name of what a source imports; with ``under`` the modules of that name."""
    if not under:
        return {(module, name) for module, _said, name in _imports()[path]}
    return {("", said) for _module, said, name in _imports()[path] if name == under}


@cache
def _imports() -> dict[Path, list[tuple[str, str, str]]]:
    """By source: last part of a module, what is taken of it, and as what."""
    return {
        path: [
            (node.module.rpartition(".")[2], each.name, each.asname or each.name)
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for each in node.names
        ]
        for path, tree in reading.trees()
    }


@cache
def _calls() -> dict[str, list[tuple[Path, Function | None, ast.Call]]]:
    found: dict[str, list[tuple[Path, Function | None, ast.Call]]] = {}
    for path, inside, node in _nodes():
        if isinstance(node, ast.Call):
            found.setdefault(reading.last_name(node.func), []).append((path, inside, node))
    return found


def _calls_of(function: Function) -> Iterator[tuple[Path, Function | None, ast.Call]]:
    """All calls that mean this function."""
    for at, inside, call in _calls().get(function.name, ()):
        if any(each is function for _path, each in _defined(function.name, call.func, at)):
            yield at, inside, call


@cache
def _setters() -> dict[str, set[str]]:
    """By slice ``values``, and what passes all that it is given on to it."""
    found: dict[str, set[str]] = {}
    for path, _inside, node in _nodes():
        known = found.setdefault(_slice(path), {"values"})
        if isinstance(node, Function) and node.args.kwarg:
            rest = node.args.kwarg.arg
            known.update(
                node.name
                for each in ast.walk(node)
                if isinstance(each, ast.keyword) and each.arg is None and _root(each.value) == rest
            )
    return found


@cache
def _slice(path: Path) -> str:
    parts = path.parts
    return Path(parts[1]).stem if len(parts) > 1 else path.stem


@cache
def _columns() -> dict[str, set[str]]:
    """By slice: its columns that hold JSON, but for mere lists and texts by language."""
    found: dict[str, set[str]] = {}
    for mapper in Base.registry.mappers:
        room = mapper.class_.__module__.split(".")[1]
        said = mapper.class_.__annotations__
        names = {c.key for c in mapper.local_table.c if isinstance(c.type, sa.JSON)}
        mixed = {name for name in names if re.search(r"Any|list\[dict", str(said[name]))}
        found.setdefault(room, set()).update(mixed)
    return found


def _session() -> Iterator[str]:
    """Keys of the signed cookie of staff."""
    for path, _inside, node in _nodes():
        if isinstance(node, ast.Subscript) and reading.last_name(node.value) == "session":
            yield from reading.said(path, node.slice)


def _bytes() -> Iterator[str]:
    for path, tree in reading.trees():
        for node in ast.walk(tree):
            value = node.value if isinstance(node, ast.Constant) else None
            if isinstance(value, bytes):
                keys = IN_BYTES.findall(value)
                yield from (f"{_slice(path)} json: {key.decode()}" for key in keys)


def forget() -> None:
    """Reads the sources anew when they are asked for again."""
    for kept in (_nodes, _functions, _fillings, _imports, _calls, _setters):
        kept.cache_clear()
