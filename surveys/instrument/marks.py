"""Marks in a questionnaire's texts: line breaks, ``**bold**``, ``*italic*``, ``[words](address)``.

Read as XLSForm's tools read them, but no further: everything else is text. A star inside a word
("Bürger*innen") is no mark, nor is one behind a backslash, which goes away.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple


class Mark(StrEnum):
    """What a piece of a text is."""

    TEXT = "text"
    BOLD = "bold"
    ITALIC = "italic"
    BOTH = "both"
    """Bold and italic."""
    LINK = "link"
    BREAK = "break"


class Piece(NamedTuple):
    """Some of a text between two marks."""

    mark: Mark
    text: str
    address: str = ""
    """Of a link; begins with ``http://`` or ``https://``."""


_PIECE = re.compile(
    r"(?P<break>[^\S\n]*\n[^\S\n]*)"
    r"|\\(?P<text>[*_#])"
    r"|\[(?P<link>[^\[\]\n]{1,500})\]"
    r"\((?P<address>https?://(?:[^\s()<>\"'\\]|\([^\s()<>\"'\\]{0,200}\)){1,1000})\)"
    r"|(?<!\*)\*\*\*(?P<both>[^\s*](?:[^*\n]*[^\s*])?)\*\*\*(?!\*)"
    r"|(?<!\*)\*\*(?P<bold>[^\s*](?:[^*\n]*[^\s*])?)\*\*(?!\*)"
    r"|(?<![\w*])\*(?P<italic>[^\s*](?:[^*\n]*[^\s*])?)\*(?![\w*])",
    re.IGNORECASE,
)


def pieces(text: str) -> Iterator[Piece]:
    """The text in order, without its marks."""
    at = 0
    for found in _PIECE.finditer(text):
        if found.start() > at:
            yield Piece(Mark.TEXT, text[at : found.start()])
        at = found.end()
        # The address is the group that closes last but one: the link's words close before it.
        kind = Mark.LINK if found["address"] else Mark(found.lastgroup or Mark.TEXT)
        words = "\n" if kind is Mark.BREAK else found[kind.value]
        yield Piece(kind, words, found["address"] or "")
    if at < len(text):
        yield Piece(Mark.TEXT, text[at:])


def plain(text: str) -> str:
    """The text without marks, in one line: for titles, lists, files and figures."""
    if not _PIECE.search(text):
        return text
    return "".join(" " if piece.mark is Mark.BREAK else piece.text for piece in pieces(text))
