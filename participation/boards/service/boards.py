"""What other rooms may ask of the boards, and what the pages of the boards call."""

from __future__ import annotations

from participation.boards.base.addresses import card_call, card_keep, public_address, short_address
from participation.boards.base.kinds import (
    BoardRole,
    Layout,
    Opinion,
    Phase,
    Source,
    VoteKind,
)
from participation.boards.base.localized import hours
from participation.boards.events.signposts import EventSignpost
from participation.boards.events.signposts import of_event as event_signpost
from participation.boards.notes.writing import LONGEST, NoteDraft
from participation.boards.notes.writing import write as write_note

__all__ = [
    "LONGEST",
    "BoardRole",
    "EventSignpost",
    "Layout",
    "NoteDraft",
    "Opinion",
    "Phase",
    "Source",
    "VoteKind",
    "card_call",
    "card_keep",
    "event_signpost",
    "hours",
    "public_address",
    "short_address",
    "write_note",
]
