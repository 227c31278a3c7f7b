"""The order of notes for two people who check or group at once; notes nobody there can read."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from participation.boards.base import audit
from participation.boards.base.kinds import BoardRole
from participation.boards.notes.changes import BUSY_AFTER
from participation.boards.run.facilitator_board import Document, FacilitatorBoard

ALSO_READ = "de"
"""Whoever leads a workshop of a German county reads German, whatever the tablet speaks."""


def shared_order(notes: Sequence[Document], role: BoardRole) -> list[Document]:
    """``notes`` for one of two who lead: the second never begins with what the first one has.

    The first takes them as they stand. The second takes them in an order drawn by their keys, so
    that a new note seldom moves the one that is being read, and the first one's next note last.
    """
    if role is not BoardRole.SECOND or not notes:
        return list(notes)
    return [*sorted(notes[1:], key=_drawn), notes[0]]


def waiting(board: FacilitatorBoard, role: BoardRole) -> list[Document]:
    """Notes that wait for a decision, shared; the oldest first for a second who checks alone."""
    found = board.waiting
    if role is BoardRole.SECOND and _waits_long(found, board.now) and _alone(board):
        return found
    return shared_order(found, role)


def after(notes: Sequence[Document], key: str) -> Document | None:
    """The note that comes after the one with ``key``, round in a circle; the first without one."""
    keys = [note["id"] for note in notes]
    place = keys.index(key) + 1 if key in keys else 0
    return notes[place % len(notes)] if notes else None


def readable(note: Document, tags: Collection[str]) -> bool:
    """Whether who reads the languages ``tags`` can read a note, itself or translated.

    People write in another language than that of their page: what has letters of another script
    is not read by its tag alone.
    """
    said = [(note.get("lang"), note["text"])]
    said += [(item["lang"], item["text"]) for item in note.get("translations", ())]
    return any(lang and _base(lang) in tags and _latin(text) for lang, text in said)


def read_by(board: FacilitatorBoard) -> frozenset[str]:
    """The languages that whoever leads reads."""
    return frozenset({ALSO_READ, _base(board.language.tag)})


def in_bulk(board: FacilitatorBoard) -> list[str]:
    """Keys of waiting notes that may be released together: readable, and nothing odd in them."""
    tags = read_by(board)
    return [note["id"] for note in board.waiting if not note["held"] and readable(note, tags)]


def _drawn(note: Document) -> bytes:
    return hashlib.sha256(note["id"].encode()).digest()


def _waits_long(notes: Sequence[Document], now: datetime) -> bool:
    moments = [note["written"] for note in notes if note["written"]]
    return bool(moments) and (now - min(moments)).total_seconds() > BUSY_AFTER


def _alone(board: FacilitatorBoard) -> bool:
    """Whether the first of the two has done nothing for a while."""
    last = audit.last(board.board_id, BoardRole.FACILITATOR)
    return last is None or board.now - last > timedelta(seconds=BUSY_AFTER)


def _base(tag: str) -> str:
    return tag.split("-", maxsplit=1)[0]


def _latin(text: str) -> bool:
    return all(unicodedata.name(char, "").startswith("LATIN") for char in text if char.isalpha())
