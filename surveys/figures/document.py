"""The bytes of a release: an envelope of JSON that says by a hash what is in it."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

SCHEMAS = (1, 2)
BEGIN, END = b'{"content":', b',"schema":'
TABLES, TABLE, ROWS = b'"tables":[', b'{"by":', b',"rows":'
AFTER_TABLES = re.compile(rb'\](,"version":\d+)?,"wave":')
"""The keys that follow in the order of their names."""


class ReleaseDamagedError(ValueError):
    """The bytes are no release of this schema, or were altered after they were made."""


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no blanks, UTF-8: the same value gives the same bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(content: bytes) -> str:
    """SHA-256 of the canonical bytes of a content, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sealed(content: bytes, schema: int) -> bytes:
    """The document of a content, canonical itself, of the content's canonical bytes."""
    envelope = canonical({"schema": schema, "sha256": digest(content)})
    return BEGIN + content + b"," + envelope[1:]


def parsed(content: bytes) -> object:
    """JSON of any shape.

    Raises:
        ReleaseDamagedError: it is none.
    """
    try:
        return json.loads(content)
    except (ValueError, RecursionError) as problem:
        raise ReleaseDamagedError("not a JSON document") from problem


class Raw(NamedTuple):
    """A table that is not read yet."""

    heading: object
    """JSON of any shape: of what it is."""
    rows: bytes


class Opened(NamedTuple):
    """A document whose hash fits."""

    schema: int
    content: dict[str, Any]
    """All but its tables, JSON of any shape."""
    tables: tuple[Raw, ...]
    sha256: str


def opened(document: bytes) -> Opened:
    """A document, its tables unread: most pages show few of them.

    Raises:
        ReleaseDamagedError: it is no document, or its content does not fit its hash.
    """
    content, envelope = _as_written(document) or _as_json(document)
    if envelope["schema"] not in SCHEMAS:
        raise ReleaseDamagedError(f"schema {envelope['schema']!r} is none of {SCHEMAS}")
    if digest(content) != envelope["sha256"]:
        raise ReleaseDamagedError("the content does not fit its hash")
    found, ends = content.find(TABLES), AFTER_TABLES.search(content)
    if found < 0 or ends is None:
        raise ReleaseDamagedError("no tables")
    first, last = found + len(TABLES), ends.start()
    payload = parsed(content[:first] + content[last:])
    if not isinstance(payload, dict):
        raise ReleaseDamagedError("the content does not follow the schema")
    return Opened(envelope["schema"], payload, tuple(_raw(content[first:last])), envelope["sha256"])


def _as_written(document: bytes) -> tuple[bytes, dict[str, Any]] | None:
    """Content and envelope of canonical bytes; None for any others."""
    ends = document.rfind(END)
    if not document.startswith(BEGIN) or ends < 0:
        return None
    try:
        envelope = json.loads(b"{" + document[ends + 1 :])
    except ValueError:
        return None
    content = document[len(BEGIN) : ends]
    fits = isinstance(envelope, dict) and envelope.keys() == {"schema", "sha256"}
    return (content, envelope) if fits else None


def _as_json(document: bytes) -> tuple[bytes, dict[str, Any]]:
    """The same of a document that somebody else wrote down."""
    envelope = parsed(document)
    if not isinstance(envelope, dict) or envelope.keys() != {"schema", "sha256", "content"}:
        raise ReleaseDamagedError("not a release")
    return canonical(envelope["content"]), envelope


def _raw(tables: bytes) -> Iterator[Raw]:
    """Cut where one begins: a quote behind a brace is never inside a text."""
    if not tables:
        return
    if not tables.startswith(TABLE):
        raise ReleaseDamagedError("a table of something unknown")
    for part in tables[len(TABLE) :].split(b"," + TABLE):
        heading, _rows, rows = part.partition(ROWS)
        yield Raw(parsed(TABLE + heading + b"}"), rows.removesuffix(b"}"))
