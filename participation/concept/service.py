"""The concept, for the slices above: needs for now."""

from __future__ import annotations

from participation.concept.needs.needs import (
    NeedInfo,
    NeedText,
    SourceInfo,
    add_source,
    delete,
    edit,
    make,
    need,
    needs,
    needs_of,
)

__all__ = [
    "NeedInfo",
    "NeedText",
    "SourceInfo",
    "add_source",
    "delete",
    "edit",
    "make",
    "need",
    "needs",
    "needs_of",
]
