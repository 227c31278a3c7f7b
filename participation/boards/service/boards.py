"""What other rooms may ask of the boards, and what the pages of the boards call."""

from __future__ import annotations

from participation.boards.base.addresses import card_call, card_keep, public_address, short_address
from participation.boards.base.errors import (
    BadChoice,
    BadNote,
    Blocked,
    Frozen,
    LinkGone,
    Moved,
    PhaseOver,
    Stale,
    TooMany,
    UnknownBoard,
)
from participation.boards.base.kinds import (
    Act,
    Audience,
    BoardRole,
    EventKind,
    Layout,
    NoteState,
    Opinion,
    Phase,
    Source,
    VoteKind,
)
from participation.boards.base.localized import hours
from participation.boards.base.notify import changed, forget, listen
from participation.boards.events.signposts import EventSignpost
from participation.boards.events.signposts import of_event as event_signpost
from participation.boards.events.visit import audience_of
from participation.boards.notes.changes import changes, own
from participation.boards.notes.writing import LONGEST, REACTIONS, NoteDraft, Written
from participation.boards.notes.writing import delete as delete_note
from participation.boards.notes.writing import edit as edit_note
from participation.boards.notes.writing import react as react_to_note
from participation.boards.notes.writing import write as write_note
from participation.boards.voting.tallies import tallies

__all__ = [
    "LONGEST",
    "REACTIONS",
    "Act",
    "Audience",
    "BadChoice",
    "BadNote",
    "Blocked",
    "BoardRole",
    "EventKind",
    "EventSignpost",
    "Frozen",
    "Layout",
    "LinkGone",
    "Moved",
    "NoteDraft",
    "NoteState",
    "Opinion",
    "Phase",
    "PhaseOver",
    "Source",
    "Stale",
    "TooMany",
    "UnknownBoard",
    "VoteKind",
    "Written",
    "audience_of",
    "card_call",
    "card_keep",
    "changed",
    "changes",
    "delete_note",
    "edit_note",
    "event_signpost",
    "forget",
    "hours",
    "listen",
    "own",
    "public_address",
    "react_to_note",
    "short_address",
    "tallies",
    "write_note",
]
