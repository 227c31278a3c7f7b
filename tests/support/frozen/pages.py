"""What browsers and the server say to each other: addresses, fields, attributes, stores."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from tests.support.frozen import reading

FIELD = re.compile(
    r"<(?:input|select|textarea|button)\b(?:[^>{]|\{\{.*?\}\}|\{%.*?%\})*?>", re.DOTALL
)
NAME = re.compile(r"""\sname=(["'])(.*?)\1""", re.DOTALL)
FILLED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)
ATTRIBUTE = re.compile(r"\bdata-[a-z-]+[a-z]")
WITH_VALUE = re.compile(r"""\b(data-(?:part|act|key|stay|symbol))=\\?["']([^"'{]+?)\\?["']""")
DATASET = re.compile(r"\bdataset\.(\w+)")
STORE = re.compile(r"""[`"'](\w+):(?=\$\{|["'`])""")
HEADER = re.compile(r"""["'](X-[A-Za-z-]+)["']""")
MEMBER = re.compile(
    r"\b(?:change|change\.board|board|note|fields|told|letter|thing|counts)\.(?!textContent)(\w+)"
)
METHODS = ("HEAD", "OPTIONS")


def files(*endings: str) -> Iterator[tuple[Path, str]]:
    """Our templates and scripts, wherever they lie."""
    for ending in endings:
        for path in sorted(Path("participation").rglob(f"*.{ending}")):
            yield path, path.read_text(encoding="utf-8")


def routes(app: Flask) -> Iterator[str]:
    """Every address and how it is asked; what its parts are called inside is nobody's business."""
    for rule in app.url_map.iter_rules():
        address = re.sub(r"<(?:(\w+)(?:\(([^)]*)\))?:)?\w+>", _part, rule.rule)
        for method in sorted(rule.methods or ()):
            if method not in METHODS:
                yield f"{method} {address}"


def _part(found: re.Match[str]) -> str:
    kind, more = found[1] or "string", found[2]
    return f"<{kind}({more})>" if more else f"<{kind}>"


def fields(app: Flask) -> Iterator[str]:
    """Names of form fields and of what an address asks with, in pages and in code."""
    del app
    yield from sorted({name for _path, text in files("html") for name in _names(text)})
    yield from sorted({f"read {name}" for name in _read()})
    yield from sorted({f"form {name}" for name in _declared()})


def _names(text: str) -> Iterator[str]:
    for tag in FIELD.findall(text):
        yield from (FILLED.sub("*", name[1]) for name in NAME.findall(tag))


def _read() -> Iterator[str]:
    for path, node in reading.nodes():
        if isinstance(node, ast.Call) and reading.last_name(node.func) in ("get", "getlist"):
            holder, argument = getattr(node.func, "value", None), node.args[:1]
        elif isinstance(node, ast.Subscript):
            holder, argument = node.value, [node.slice]
        else:
            continue
        if holder is not None and reading.last_name(holder) in ("form", "args", "files"):
            for each in argument:
                yield from reading.said(path, each)


def _declared() -> Iterator[str]:
    """Fields of form classes."""
    for _path, node in reading.nodes():
        if isinstance(node, ast.ClassDef):
            for line in node.body:
                made = line.value if isinstance(line, ast.Assign) else None
                if isinstance(made, ast.Call) and reading.last_name(made.func).endswith("Field"):
                    yield reading.last_name(line.targets[0])


def attributes() -> Iterator[str]:
    """``data-`` attributes that pages carry and scripts read, and the values scripts look for."""
    texts = [text for _path, text in files("html", "js")]
    found = {name for text in texts for name in ATTRIBUTE.findall(text)}
    found |= {f"{name}={value}" for text in texts for name, value in WITH_VALUE.findall(text)}
    for _path, text in files("js"):
        found |= {f"dataset.{name}" for name in DATASET.findall(text)}
    yield from sorted(found)


def stores() -> Iterator[str]:
    """Beginnings of what browsers keep themselves: unsent notes, votes, drafts; own headers."""
    found = set()
    for _path, text in files("js"):
        found |= {f"{name}:" for name in STORE.findall(text)}
        found |= set(HEADER.findall(text))
    yield from sorted(found)


def members() -> Iterator[str]:
    """What scripts read of the server's JSON."""
    found = {name for _path, text in files("js") for name in MEMBER.findall(text)}
    yield from sorted(found)
