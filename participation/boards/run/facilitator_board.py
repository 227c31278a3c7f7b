"""What a facilitator sees of a board: the moderators' document of changes, put in order."""

from __future__ import annotations

import uuid
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from participation.base.words.languages import LANGUAGES, Language
from participation.boards.base.kinds import Audience, NoteState, Phase
from participation.boards.notes.changes import changes

Document = dict[str, Any]
PHASES = tuple(Phase)


@dataclass(frozen=True)
class FacilitatorBoard:
    """A board as its facilitator works on it, at one moment."""

    board_id: uuid.UUID
    document: Document
    language: Language
    now: datetime

    @property
    def state(self) -> Document:
        """Phase, timer, switches and counts."""
        found: Document = self.document["board"]
        return found

    @property
    def phase(self) -> Phase:
        """What the workshop does now."""
        return Phase(self.state["phase"])

    @property
    def following(self) -> Phase | None:
        """The phase after this one."""
        place = PHASES.index(self.phase) + 1
        return PHASES[place] if place < len(PHASES) else None

    @property
    def ends_at(self) -> datetime | None:
        """When the phase's time is up."""
        ends = self.state["ends"]
        return datetime.fromtimestamp(ends / 1000, UTC) if ends else None

    @property
    def begun(self) -> bool:
        """Whether the workshop is under way: a clock, a note or a later phase."""
        return self.phase is not Phase.COLLECT or bool(self.state["ends"] or self.notes)

    def drafts(self, tags: Iterable[str]) -> dict[str, int]:
        """By language of ``tags``, how many questions people read in German instead."""
        texts = [column["texts"] for column in self.document["columns"]]
        counted = {tag: sum(tag not in said for said in texts) for tag in tags}
        return {tag: number for tag, number in counted.items() if number}

    @cached_property
    def columns(self) -> dict[str, Document]:
        """By key: ``title``, its ``lang``, ``prompt`` and ``colour``."""
        return {column["key"]: self._column(column) for column in self.document["columns"]}

    @cached_property
    def notes(self) -> dict[str, Document]:
        """All notes by key; with a moment of writing as ``written``."""
        found = {note["id"]: note for note in self.document.get("notes", ())}
        for note in found.values():
            moment = note.get("at")
            note["written"] = datetime.fromtimestamp(moment / 1000, UTC) if moment else None
        return found

    @cached_property
    def clusters(self) -> dict[str, Document]:
        """All clusters by key, in their order."""
        found = sorted(self.document.get("clusters", ()), key=lambda item: item["position"])
        return {cluster["id"]: cluster for cluster in found}

    @property
    def waiting(self) -> list[Document]:
        """Notes that wait for a decision, the oldest first."""
        return sorted(self._in(NoteState.WAITING), key=_age)

    @property
    def hidden(self) -> list[Document]:
        """Notes that moderation hid."""
        return self._in(NoteState.HIDDEN)

    @cached_property
    def shown(self) -> list[Document]:
        """Notes that everybody may see, without replies and those merged into others."""
        found = self._in(NoteState.RELEASED)
        return [note for note in found if not note.get("parent") and not note.get("merged")]

    @cached_property
    def loose(self) -> list[Document]:
        """Notes of no cluster."""
        return [note for note in self.shown if not note.get("cluster")]

    @cached_property
    def grouped(self) -> dict[str, list[Document]]:
        """Notes by cluster."""
        found: dict[str, list[Document]] = defaultdict(list)
        for note in self.shown:
            if note.get("cluster"):
                found[note["cluster"]].append(note)
        return found

    def merged_into(self, note_id: str) -> list[Document]:
        """Notes that say the same and were laid onto this one."""
        return [note for note in self.notes.values() if note.get("merged") == note_id]

    def replies(self, note_id: str) -> list[Document]:
        """Released answers to a note."""
        found = self._in(NoteState.RELEASED)
        return [note for note in found if note.get("parent") == note_id]

    def untranslated(self, tag: str) -> list[Document]:
        """Released notes in another language than ``tag`` that nobody has put into it yet."""
        return [
            note
            for note in self._in(NoteState.RELEASED)
            if note.get("lang") != tag
            and tag not in {item["lang"] for item in note.get("translations", ())}
        ]

    def by_column(self) -> list[tuple[Document, int]]:
        """Each column and how many notes hang in it."""
        number = Counter(note["column"] for note in self.shown)
        return [(column, number[key]) for key, column in self.columns.items()]

    def _in(self, state: NoteState) -> list[Document]:
        return [note for note in self.notes.values() if note["state"] == state]

    def _column(self, column: Document) -> Document:
        spoken = next((tag for tag in self.language.chain if tag in column["texts"]), "de")
        text = column["texts"].get(spoken) or {"title": column["key"], "prompt": ""}
        return {
            "key": column["key"],
            "colour": column["colour"],
            "title": text["title"],
            "prompt": text["prompt"],
            "lang": LANGUAGES[spoken],
        }


def facilitator_board(board_id: uuid.UUID, language: Language, now: datetime) -> FacilitatorBoard:
    """The board for its facilitator, in as many statements as a document of changes takes.

    Raises:
        UnknownBoard: there is no such board.
    """
    document = changes(board_id, 0, Audience.MODERATOR, now)
    return FacilitatorBoard(board_id, document, language, now)


def _age(note: Document) -> float:
    return float(note.get("at") or 0)


def minutes_left(board: FacilitatorBoard) -> int | None:
    """Whole minutes until the phase's time is up, at least 0; None without a timer."""
    if board.ends_at is None:
        return None
    seconds = (board.ends_at - board.now).total_seconds()
    return max(0, -int(-seconds // 60))


def oldest(notes: Iterable[Document], now: datetime) -> int:
    """Whole minutes that the oldest of these notes has waited."""
    moments = [note["written"] for note in notes if note["written"]]
    return int((now - min(moments)).total_seconds() // 60) if moments else 0
