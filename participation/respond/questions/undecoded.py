"""Which posted fields hold bytes that are not text."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from flask import Request, g

FORM = "application/x-www-form-urlencoded"


def keep(request: Request) -> None:
    """Notes the broken fields of a posted form, before its bytes are read as text."""
    if request.method == "POST" and request.mimetype == FORM:
        g.undecodable = undecodable(request.get_data())


def kept() -> frozenset[str]:
    """The names of this request's fields that nobody can read."""
    names: frozenset[str] = g.get("undecodable", frozenset())
    return names


def undecodable(body: bytes) -> frozenset[str]:
    """The names of the fields of a form's body whose bytes are no UTF-8."""
    if _is_text(body):
        return frozenset()
    pairs = (pair.partition(b"=") for pair in body.split(b"&"))
    return frozenset(
        unquote_to_bytes(name).decode(errors="replace")
        for name, _, value in pairs
        if not _is_text(value)
    )


def _is_text(quoted: bytes) -> bool:
    try:
        unquote_to_bytes(quoted).decode()
    except UnicodeDecodeError:
        return False
    return True
