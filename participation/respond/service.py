"""What other slices may ask of answers."""

from __future__ import annotations

from participation.respond.answers.review import (
    Choice,
    Decision,
    Reading,
    WaitingText,
    keep_reading,
    number_pending,
    pending_texts,
    review_text,
)
from participation.respond.answers.stored import StoredAnswer, Totals, answers, texts, totals
from participation.respond.answers.upkeep import (
    FORGOTTEN,
    delete_wave,
    drop_old_drafts,
    renew_counters,
    settle,
    tick,
)
from participation.respond.desk.tasks import open_tasks

__all__ = [
    "FORGOTTEN",
    "Choice",
    "Decision",
    "Reading",
    "StoredAnswer",
    "Totals",
    "WaitingText",
    "answers",
    "delete_wave",
    "drop_old_drafts",
    "keep_reading",
    "number_pending",
    "open_tasks",
    "pending_texts",
    "renew_counters",
    "review_text",
    "settle",
    "texts",
    "tick",
    "totals",
]
