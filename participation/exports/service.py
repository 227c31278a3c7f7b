"""The same release in every format."""

from __future__ import annotations

from participation.exports.figures.files import answer

__all__ = [
    "answer",
]
