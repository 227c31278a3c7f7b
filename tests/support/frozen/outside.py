"""What people outside rely on: commands, settings, metrics, unit files, names of figures."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
from flask import Flask

from participation.base.database import Base
from participation.base.settings import Settings
from tests.support.frozen import reading

FIGURE = re.compile(r"[a-z]+\.[a-z0-9_*]+")
STARTED = re.compile(
    r"^(?:Exec\w*=|OnCalendar=|Environment=|CMD |ENV |ENTRYPOINT ).*$", re.MULTILINE
)
MODULE = re.compile(r"-m (?:uvicorn )?(participation[\w.:]*)|--app (\w+)")


def commands(app: Flask) -> Iterator[str]:
    """Every command of ours with its options and arguments, in the order of the latter."""
    for name, command in sorted(app.cli.commands.items()):
        yield from _commands(name, command)


def _commands(name: str, command: click.Command) -> Iterator[str]:
    if isinstance(command, click.Group):
        for inner, below in sorted(command.commands.items()):
            yield from _commands(f"{name} {inner}", below)
        return
    items = []
    for each in command.params:
        if isinstance(each, click.Argument):
            items.append(f"<{each.human_readable_name}>")
        else:
            items += sorted([*each.opts, *each.secondary_opts])
    yield " ".join([name, *items])


def settings() -> Iterator[str]:
    """Every setting with what it is when nobody sets it."""
    for item in fields(Settings):
        yield item.name if item.name == "instance" else f"{item.name} = {item.default!r}"


def metrics(app: Flask) -> Iterator[str]:
    """Names at ``/metrics`` and ``/healthz``; the application must trust the token ``token``."""
    Base.metadata.create_all(app.extensions["database"])
    app.test_cli_runner().invoke(args=["tick"])
    asked = app.test_client()
    values = {"headers": {"Authorization": "Bearer token"}}
    yield from (line.split(" ")[0] for line in asked.get("/metrics", **values).text.splitlines())
    yield from (f"healthz.{key}" for key in asked.get("/healthz", **values).get_json())


def entries() -> Iterator[str]:
    """How the program is started, by the files that start it."""
    for path in sorted(Path("docs/operations").rglob("*")):
        text = path.read_text(encoding="utf-8")
        yield path.name
        yield from (f"{path.name}: {line}" for line in STARTED.findall(text))
    for path in (Path("Makefile"), Path("README.md"), Path("docs/operations.md")):
        for found in MODULE.findall(path.read_text(encoding="utf-8")):
            yield f"start {found[0] or found[1]}"


def figures() -> Iterator[str]:
    """Names of figures: of the table, and as the programs that take them say."""
    table = Path("docs/figures.md").read_text(encoding="utf-8")
    yield from sorted(set(re.findall(r"^\| `([^`]+)`", table, re.MULTILINE)))
    named = set()
    for _path, _name, call in reading.calls("tests/bench"):
        for argument in ast.iter_child_nodes(call):
            text = reading.pattern(argument) or ""
            if FIGURE.fullmatch(text) and not text.endswith((".py", ".js", ".css", ".html", ".db")):
                named.add(f"taken {text}")
    yield from sorted(named)
