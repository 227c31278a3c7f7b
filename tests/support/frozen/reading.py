"""Our sources as trees, found by what they hold and not by where they lie: files may move."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

FOLDERS = ("participation", "surveys")
LOOKED_AT = (ast.Call, ast.ClassDef, ast.FunctionDef, ast.Assign, ast.Subscript)
NAMELESS = "*"
"""Stands for the part of a name that is only known when it runs."""


@cache
def trees(*folders: str) -> tuple[tuple[Path, ast.Module], ...]:
    """Every source below the folders (ours, when none is named), migrations left out."""
    found = (path for folder in folders or FOLDERS for path in sorted(Path(folder).rglob("*.py")))
    return tuple(
        (path, ast.parse(path.read_text(encoding="utf-8")))
        for path in found
        if "migrations" not in path.parts
    )


@cache
def nodes(*folders: str) -> tuple[tuple[Path, ast.AST], ...]:
    """Every node of every source that is of a kind somebody here looks at."""
    return tuple(
        (path, node)
        for path, tree in trees(*folders)
        for node in ast.walk(tree)
        if isinstance(node, LOOKED_AT)
    )


def calls(*folders: str) -> Iterator[tuple[Path, str, ast.Call]]:
    """Every call, with the last part of what is called."""
    for path, node in nodes(*folders):
        if isinstance(node, ast.Call):
            yield path, last_name(node.func), node


def last_name(node: ast.AST) -> str:
    """``b`` of ``a.b`` and of ``b``; empty for anything else."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def pattern(node: ast.AST) -> str | None:
    """The text of a string, ``*`` in it for what a format fills in; None for what is no string."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(pattern(part) or NAMELESS for part in node.values)
    return None


@cache
def constants() -> dict[str, tuple[tuple[str, str], ...]]:
    """By the name of a constant string: the sources that have one, and what each says."""
    found: dict[str, list[tuple[str, str]]] = {}
    for path, node in nodes():
        if isinstance(node, ast.Assign) and (text := pattern(node.value)) is not None:
            for target in node.targets:
                if isinstance(target, ast.Name):
                    found.setdefault(target.id, []).append((path.stem, text))
    return {name: tuple(texts) for name, texts in found.items()}


def said(path: Path, node: ast.AST) -> tuple[str, ...]:
    """What a string says, or the constant that is named in its place.

    Of several constants of one name, that of the module which is named or else of this source.
    """
    if (text := pattern(node)) is not None:
        return (text,)
    found = constants().get(last_name(node), ())
    module = last_name(node.value) if isinstance(node, ast.Attribute) else path.stem
    near = tuple(text for stem, text in found if stem == module)
    return near or tuple(text for _stem, text in found)


def class_of(path: Path, name: str) -> type:
    """The class that a source defines or imports under a name."""
    module = importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    found: type = getattr(module, name)
    return found


def forget() -> None:
    """Reads the sources anew when they are asked for again."""
    for kept in (trees, nodes, constants):
        kept.cache_clear()
