"""What other rooms may ask of the boards, and what the pages of the boards call."""

from __future__ import annotations

from participation.boards.addresses import (
    card_call,
    card_keep,
    public_address,
    short_address,
)
from participation.boards.changes import changes, own
from participation.boards.faults import (
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
from participation.boards.kinds import (
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
from participation.boards.notes import LONGEST, REACTIONS, NoteDraft, Written
from participation.boards.notes import delete as delete_note
from participation.boards.notes import edit as edit_note
from participation.boards.notes import react as react_to_note
from participation.boards.notes import write as write_note
from participation.boards.notify import changed, forget, listen
from participation.boards.results import tallies
from participation.boards.signs import EventSign
from participation.boards.signs import of_event as event_sign
from participation.boards.told import hours
from participation.boards.visit import audience_of

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
    "EventSign",
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
    "event_sign",
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
