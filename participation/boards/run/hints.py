"""Hints for facilitators: groups to make, similar notes, fields of action, things to vote on."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

from participation.areas import service as areas
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.base.words.languages import Language
from participation.boards.base.kinds import OPEN_RESULTS, Phase
from participation.boards.notes import grouping, suggesting, wishes
from participation.boards.run.facilitator_board import Document, FacilitatorBoard
from participation.boards.voting import targets as votable
from surveys import texts
from surveys.texts import FieldSuggestion, Post

MOST_ALIKE = 4
MOST_FIELDS = 2
MOST_GROUPS = 5


@dataclass(frozen=True, slots=True)
class Card:
    """Notes that are offered as one theme."""

    key: str
    notes: tuple[Document, ...]
    words: str
    """What they share; empty when only their meaning brought them together."""
    by_meaning: bool
    title: str
    """What the theme could be called."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The groups that are offered now."""

    cards: tuple[Card, ...]
    looking: bool
    made_at: datetime | None


def cards(board: FacilitatorBoard) -> Cards:
    """Groups of loose notes, as they are now; a group of which one note is left is none."""
    found = suggesting.offers(board.board_id)
    return Cards(tuple(islice(_cards(board, found), MOST_GROUPS)), found.looking, found.made_at)


def on_the_wall(board: FacilitatorBoard) -> str:
    """What the projector shows now, in words: the facilitator often has it behind the back."""
    if board.state["dark"]:
        return _("nichts, er ist dunkel")
    if board.phase is Phase.COLLECT and not board.shown:
        return _("den großen Code, noch keine Zettel")
    if board.phase is Phase.VOTE:
        return _("die Abstimmung, ohne Ergebnis")
    if board.phase in (Phase.CLUSTER, Phase.DISCUSS) and (spot := _spot(board)):
        return _("groß: „%(words)s“") % {"words": spot}
    if board.phase in OPEN_RESULTS:
        return _("das Ergebnis")
    number = len(board.shown)
    return ngettext("%(num)d Zettel", "%(num)d Zettel", number) % {"num": number}


def _spot(board: FacilitatorBoard) -> str:
    """The theme or note that stands alone on the wall."""
    key = board.state["spotlight"] or ""
    words: str = board.clusters.get(key, {}).get("title") or board.notes.get(key, {}).get(
        "text", ""
    )
    return words


def _cards(board: FacilitatorBoard, found: suggesting.Offers) -> Iterator[Card]:
    loose = {note["id"]: note for note in board.loose}
    for offer in found.groups:
        left = tuple(loose[key] for key in offer.notes if key in loose)
        if len(left) >= suggesting.LEAST:
            words = ", ".join(offer.words)
            title = words or " ".join(left[0]["text"].split())
            yield Card(offer.key, left, words, offer.by_meaning, title[: grouping.LONGEST_TITLE])


def wished(board: FacilitatorBoard) -> list[tuple[Document, str]]:
    """Notes whose authors say that they fit better elsewhere, and the key of that cluster."""
    shown = {note["id"]: note for note in board.shown}
    found = wishes.on_board(board.board_id)
    return [(shown[note], to) for note, to in found.items() if note in shown]


def alike(board: FacilitatorBoard, note: Document) -> list[tuple[Document, str, bool]]:
    """Notes much like this one, the words that make it so, and whether it is their meaning."""
    others = [_post(other) for other in board.shown]
    near = texts.nearest(_post(note), others, limit=MOST_ALIKE)
    found = [(board.notes[hit.id], ", ".join(hit.words), False) for hit in near]
    open_ones = {other["id"] for other in board.shown} - {hit.id for hit in near}
    meant = [key for key in suggesting.alike(uuid.UUID(note["id"])) if key in open_ones]
    return [*found, *((board.notes[key], "", True) for key in meant)]


def fields(board: FacilitatorBoard, cluster: str) -> tuple[FieldSuggestion, ...]:
    """Fields of action that words in a cluster's notes speak for; none once it has one."""
    if board.clusters[cluster].get("field"):
        return ()
    notes = [_post(note) for note in board.grouped.get(cluster, ())]
    return texts.suggest_fields(notes, areas.offered_keys(), areas.own_words())[:MOST_FIELDS]


def field_names(language: Language, keep: Collection[str] = ()) -> dict[str, str]:
    """The areas that are offered and those in ``keep``, in the language of the page."""
    held = {key: areas.title(key, language.tag) for key in keep}
    return held | dict(areas.choices(language.tag, keep))


def targets(board: FacilitatorBoard, tallies: Mapping[uuid.UUID, Document]) -> list[Document]:
    """What phones vote on, with the hands counted so far."""
    return [
        {"id": thing["id"], "title": thing["text"], "hands": _hands(tallies, thing["id"])}
        for thing in votable.of_document(board.document)
    ]


def _hands(tallies: Mapping[uuid.UUID, Document], key: str) -> dict[str, int]:
    counted: dict[str, Any] = tallies.get(uuid.UUID(key), {})
    found: dict[str, int] = counted.get("hands", {})
    return found


def _post(note: Document) -> Post:
    readings = tuple(item["text"] for item in note.get("translations", ()))
    return Post(note["id"], note["text"], note.get("lang"), readings=readings)
