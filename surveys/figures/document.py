"""The bytes of a release: an envelope of JSON that says by a hash what is in it."""

from __future__ import annotations

import hashlib
import json
from typing import Any

SCHEMAS = (1, 2)
BEGIN, END = b'{"content":', b',"schema":'


class ReleaseDamagedError(ValueError):
    """The bytes are no release of this schema, or were altered after they were made."""


def canonical(value: object) -> bytes:
    """JSON with sorted keys, no blanks, UTF-8: the same value gives the same bytes."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def digest(content: object) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(content)).hexdigest()


def sealed(content: object, schema: int) -> bytes:
    """The document of a content."""
    return canonical({"schema": schema, "sha256": digest(content), "content": content})


def opened(document: bytes) -> tuple[int, Any, str]:
    """Schema, content (JSON of any shape), and its hash.

    Raises:
        ReleaseDamagedError: it is no document, or its content does not fit its hash.
    """
    try:
        envelope = json.loads(document)
    except (ValueError, RecursionError) as problem:
        raise ReleaseDamagedError("not a JSON document") from problem
    if not isinstance(envelope, dict) or envelope.keys() != {"schema", "sha256", "content"}:
        raise ReleaseDamagedError("not a release")
    if envelope["schema"] not in SCHEMAS:
        raise ReleaseDamagedError(f"schema {envelope['schema']!r} is none of {SCHEMAS}")
    found = envelope["sha256"]
    # As it was written it is canonical already; to write it once more takes longer than to read it.
    if _as_it_stands(document) != found and digest(envelope["content"]) != found:
        raise ReleaseDamagedError("the content does not fit its hash")
    return envelope["schema"], envelope["content"], found


def _as_it_stands(document: bytes) -> str:
    """Hash of the bytes of the content in a document of canonical bytes."""
    content = document[len(BEGIN) : document.rfind(END)]
    return hashlib.sha256(content).hexdigest()
