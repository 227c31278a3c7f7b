"""What a facilitator is told beside a note: notes alike, fields of action, things to vote on."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

from participation.boards.kinds import VoteKind
from participation.boards.run.desk import Desk, Document
from participation.languages import Language
from surveys import texts
from surveys.texts import FieldSuggestion, Post

MOST_ALIKE = 4
MOST_FIELDS = 2


def alike(desk: Desk, note: Document) -> list[tuple[Document, str]]:
    """Notes much like this one, with the words that make it so."""
    others = [_post(other) for other in desk.shown]
    found = texts.nearest(_post(note), others, limit=MOST_ALIKE)
    return [(desk.notes[hit.id], ", ".join(hit.words)) for hit in found]


def fields(desk: Desk, cluster: str) -> tuple[FieldSuggestion, ...]:
    """Fields of action that words in a cluster's notes speak for; none once it has one."""
    if desk.clusters[cluster].get("field"):
        return ()
    notes = [_post(note) for note in desk.grouped.get(cluster, ())]
    return texts.suggest_fields(notes)[:MOST_FIELDS]


def field_names(language: Language) -> dict[str, str]:
    """The fields of action and themes, in the language of the page."""
    return {key: field.name.localized(language.chain).text for key, field in texts.FIELDS.items()}


def targets(desk: Desk, tallies: Mapping[uuid.UUID, Document]) -> list[Document]:
    """What people vote on, with the hands counted so far: clusters and notes of none."""
    if VoteKind(desk.state["vote_kind"]) is VoteKind.STATEMENTS:
        found = [(note["id"], note["text"]) for note in desk.shown]
    else:
        found = [(key, cluster["title"]) for key, cluster in desk.clusters.items()]
        found += [(note["id"], note["text"]) for note in desk.loose]
    return [{"id": key, "title": title, "hands": _hands(tallies, key)} for key, title in found]


def _hands(tallies: Mapping[uuid.UUID, Document], key: str) -> dict[str, int]:
    counted: dict[str, Any] = tallies.get(uuid.UUID(key), {})
    found: dict[str, int] = counted.get("hands", {})
    return found


def _post(note: Document) -> Post:
    readings = tuple(item["text"] for item in note.get("translations", ()))
    return Post(note["id"], note["text"], note.get("lang"), readings=readings)
