"""What other slices may ask of answers."""

from __future__ import annotations

from participation.respond.answers.review import (
    Decision,
    pending_texts,
    review_text,
)
from participation.respond.answers.stored import answers, has_answers
from participation.respond.answers.upkeep import (
    FORGOTTEN,
    settle,
    tick,
    unread_texts,
)

__all__ = [
    "FORGOTTEN",
    "Decision",
    "answers",
    "has_answers",
    "pending_texts",
    "review_text",
    "settle",
    "tick",
    "unread_texts",
]
