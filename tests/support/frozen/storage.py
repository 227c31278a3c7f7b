"""What lies in the database and beside it: tables, kinds of jobs and papers, labels of keys."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.dialects import postgresql, sqlite

from participation.base import jobs
from participation.base.database import Base
from participation.exports.documents import documents
from tests.support.frozen import reading

SECRETIVE = {"hmac", "hashlib", "cryptography"}
LABEL = re.compile(rb"[a-z][a-z :/-]{3,}")


def tables() -> Iterator[str]:
    """Every column with its type on both databases; keys and indexes."""
    dialects = (sqlite.dialect(), postgresql.dialect())
    for table in Base.metadata.tables.values():
        for column in table.columns:
            kinds = dict.fromkeys(column.type.compile(dialect=each) for each in dialects)
            items = [*kinds, *(["null"] if column.nullable else [])]
            items += [
                f"→ {key.target_fullname} {key.ondelete or ''}".strip()
                for key in column.foreign_keys
            ]
            yield f"{table.name}.{column.name}: {', '.join(items)}"
        yield f"{table.name} key: {', '.join(each.name for each in table.primary_key.columns)}"
        yield from _rules(table)


def _rules(table: sa.Table) -> Iterator[str]:
    if not table.info.get("backup", True):
        yield f"{table.name} is in no backup"
    for index in table.indexes:
        kind = "unique index" if index.unique else "index"
        yield f"{table.name} {kind}: {', '.join(str(each).split('.')[-1] for each in index.expressions)}"
    for rule in table.constraints:
        if isinstance(rule, sa.UniqueConstraint):
            yield f"{table.name} unique: {', '.join(each.name for each in rule.columns)}"


def kinds(app: Flask) -> Iterator[str]:
    """Names under which jobs and papers are stored."""
    with app.app_context():
        yield from (f"job {kind}" for kind in jobs.WORK.registered())
        yield from (f"document {kind}" for kind in documents.KINDS.registered())


def labels() -> Iterator[str]:
    """Purposes from which keys are derived: another label is another key."""
    for path, name, call in reading.calls():
        if name in ("derive", "derive_all"):
            yield from (f"derive {text}" for arg in call.args for text in reading.said(path, arg))
        for keyword in call.keywords:
            if keyword.arg == "salt":
                yield from (f"salt {text}" for text in reading.said(path, keyword.value))
    for _path, tree in reading.trees():
        if SECRETIVE & set(_imported(tree)):
            yield from (f"bytes {text}" for text in _bytes(tree))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.Import):
            yield from (each.name.split(".")[0] for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield (node.module or "").split(".")[0]


def _bytes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, bytes) and LABEL.fullmatch(value):
            yield value.decode()


def cookies(app: Flask) -> Iterator[str]:
    """Names of cookies, ``*`` for a code."""
    yield str(app.config["SESSION_COOKIE_NAME"])
    for path, name, call in reading.calls():
        if name == "get" and reading.last_name(getattr(call.func, "value", call)) == "cookies":
            yield from reading.said(path, call.args[0])
    for _path, node in reading.nodes():
        if isinstance(node, ast.FunctionDef) and "cookie" in node.name:
            for line in ast.walk(node):
                if isinstance(line, ast.Return) and isinstance(line.value, ast.JoinedStr):
                    yield reading.pattern(line.value) or ""


def codes() -> Iterator[str]:
    """Codes of problems, by which scripts know what went wrong."""
    for path, node in reading.nodes():
        if not isinstance(node, ast.ClassDef):
            continue
        for line in node.body:
            if isinstance(line, ast.Assign) and reading.last_name(line.targets[0]) == "code":
                yield from reading.said(path, line.value)
