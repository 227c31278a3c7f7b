"""The freeze list: what outlives this version in databases, browsers, scripts and heads.

It is gathered from the running program and from all sources, and compared with what
``tests/house/frozen/`` holds, a line an entry. The list may be widened::

    python -m tests.support.frozen          # adds what is new
    python -m tests.support.frozen --drop   # takes out what is gone: only with a reader or a
                                            # migration for what is stored, and its test

A renamed class stands in ``RENAMED``, and its lines stay as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from flask import Flask

from tests.support.frozen import documents, handwritten, outside, pages, storage

FOLDER = Path("tests/house/frozen")
RENAMED: dict[str, str] = {"Standing": "AgreementLevel"}
"""Name of a class when its lines were written down → its name today."""
Part = set[str]


def gathered(app: Flask) -> dict[str, Part]:
    """All parts of the list as they are now; ``app`` trusts the token ``token``."""
    found: dict[str, Iterable[str]] = {
        "attributes": pages.attributes(),
        "codes": storage.codes(),
        "commands": outside.commands(app),
        "cookies": storage.cookies(app),
        "documents": documents.documents(),
        "entries": outside.entries(),
        "enums": documents.enums(),
        "fields": pages.fields(app),
        "figures": outside.figures(),
        "handwritten": handwritten.handwritten(),
        "kinds": storage.kinds(app),
        "labels": storage.labels(),
        "members": pages.members(),
        "metrics": outside.metrics(app),
        "routes": pages.routes(app),
        "settings": outside.settings(),
        "stores": pages.stores(),
        "tables": storage.tables(),
    }
    return {name: set(lines) for name, lines in found.items()}


def kept(name: str, renamed: dict[str, str] | None = None) -> Part:
    """A part as it was written down, with the names of today."""
    lines = (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return {_called(line, RENAMED if renamed is None else renamed) for line in lines}


def _called(line: str, renamed: dict[str, str]) -> str:
    for old, new in renamed.items():
        if line.startswith(old) and line[len(old) : len(old) + 1] in (".", "=", "["):
            return new + line[len(old) :]
    return line


def widened(name: str, now: Part, *, drop: bool = False) -> list[str]:
    """The lines of a part with what is new, in order; a renamed class by its name of then.

    Raises:
        ValueError: something is gone, and ``drop`` does not say that it may be.
    """
    path = FOLDER / f"{name}.txt"
    before = kept(name) if path.exists() else set()
    gone = before - now
    if gone and not drop:
        raise ValueError(f"{name}: gone from the program: {sorted(gone)}")
    then = {new: old for old, new in RENAMED.items()}
    return sorted(_called(line, then) for line in now)
