"""Tables of events, workshops and boards."""

from __future__ import annotations

from participation.boards.models.board import Board, BoardColumn, Cluster, Outcome, Prompt
from participation.boards.models.event import Event, Link, Participant, Workshop
from participation.boards.models.note import (
    HoldWord,
    ModerationEntry,
    Note,
    NoteTranslation,
    NoteWish,
    Reaction,
)
from participation.boards.models.opinions import EventOpinions, OpinionsRelease
from participation.boards.models.suggestion import BoardSuggestions, Likeness
from participation.boards.models.summary import SummaryRelease, WorkshopSummary
from participation.boards.models.voting import BoardTally, Dot, HandCount, Rating, Vote

__all__ = [
    "Board",
    "BoardColumn",
    "BoardSuggestions",
    "BoardTally",
    "Cluster",
    "Dot",
    "Event",
    "EventOpinions",
    "HandCount",
    "HoldWord",
    "Likeness",
    "Link",
    "ModerationEntry",
    "Note",
    "NoteTranslation",
    "NoteWish",
    "OpinionsRelease",
    "Outcome",
    "Participant",
    "Prompt",
    "Rating",
    "Reaction",
    "SummaryRelease",
    "Vote",
    "Workshop",
    "WorkshopSummary",
]
