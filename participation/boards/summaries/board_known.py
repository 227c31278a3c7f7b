"""What of a board's file a workshop has already, so that reading it in never doubles anything."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.kinds import NoteState
from participation.boards.models import Board, Cluster, Note, Outcome
from participation.boards.summaries.board_content import BoardContent, NoteContent, OutcomeContent

Letters = Callable[[str], str]
"""What a file's letters may have become on their way."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What of a file is new."""

    new: BoardContent
    """The board without what is known; answers to known notes stand alone in it."""
    known: int
    """Notes of the file that the workshop has."""
    themes: int
    """Themes that it has not; those of new notes are put down besides."""

    @property
    def anything(self) -> bool:
        """Whether there is something to put down."""
        return bool(self.new.notes or self.new.themes or self.new.outcomes)


def compare(workshop_id: uuid.UUID, found: BoardContent, letters: Letters = str) -> Compared:
    """Compares a file with all boards of a workshop, hidden notes too: those are known as well.

    A note is known by its words, and as often as it hangs there; themes by their names, agreements
    by all they say. Votes belong to what they were given to.

    Args:
        workshop_id: the workshop.
        found: the board of the file.
        letters: what the file did to every text; of the workshop's own the same is assumed.
    """
    notes = _taken(_texts(workshop_id), (note.text for note in found.notes), letters)
    titles = _titles(workshop_id, letters)
    agreed = _taken(_agreements(workshop_id), map(_agreement, found.outcomes), letters)
    number = {at: new for new, at in enumerate((at for at, is_new in notes if is_new), start=1)}
    used = {found.notes[at - 1].theme for at in number}
    themes = [
        at
        for at, theme in enumerate(found.themes, start=1)
        if at in used or _key(theme.title, letters) not in titles
    ]
    theme_number = {at: new for new, at in enumerate(themes, start=1)}
    new = replace(
        found,
        themes=tuple(
            replace(theme, votes=()) if _key(theme.title, letters) in titles else theme
            for theme in (found.themes[at - 1] for at in themes)
        ),
        notes=tuple(_renumbered(found.notes[at - 1], number, theme_number) for at in number),
        outcomes=tuple(
            replace(
                found.outcomes[at - 1], theme=theme_number.get(found.outcomes[at - 1].theme or 0)
            )
            for at, is_new in agreed
            if is_new
        ),
    )
    unknown = sum(_key(theme.title, letters) not in titles for theme in found.themes)
    return Compared(new, len(found.notes) - len(number), unknown)


def _renumbered(note: NoteContent, number: dict[int, int], themes: dict[int, int]) -> NoteContent:
    return replace(
        note,
        theme=themes.get(note.theme or 0),
        reply_to=number.get(note.reply_to or 0),
        merged_into=number.get(note.merged_into or 0),
    )


def _taken(there: Iterable[str], texts: Iterable[str], letters: Letters) -> list[tuple[int, bool]]:
    """By place in the file, from 1, whether it is new; each known one is known once."""
    left = Counter(_key(text, letters) for text in there)
    found = []
    for at, text in enumerate(texts, start=1):
        key = _key(text, letters)
        found.append((at, not left[key]))
        left[key] -= bool(left[key])
    return found


def _key(text: str, letters: Letters) -> Hashable:
    return " ".join(letters(text).split())


def _agreement(outcome: OutcomeContent) -> str:
    return f"{outcome.who}\n{outcome.what}\n{outcome.until}"


def _of_workshop(workshop_id: uuid.UUID) -> sa.Select[uuid.UUID]:
    return sa.select(Board.id).where(Board.workshop_id == workshop_id)


def _texts(workshop_id: uuid.UUID) -> list[str]:
    inside = Note.board_id.in_(_of_workshop(workshop_id))
    query = sa.select(Note.text).where(inside, Note.state != NoteState.DELETED)
    return list(database.connection().execute(query).scalars())


def _titles(workshop_id: uuid.UUID, letters: Letters) -> set[Hashable]:
    inside = Cluster.board_id.in_(_of_workshop(workshop_id))
    query = sa.select(Cluster.title).where(inside, Cluster.deleted.is_(False))
    return {_key(title, letters) for title in database.connection().execute(query).scalars()}


def _agreements(workshop_id: uuid.UUID) -> list[str]:
    inside = Outcome.board_id.in_(_of_workshop(workshop_id))
    query = sa.select(Outcome.who, Outcome.what, Outcome.until_when)
    rows = database.connection().execute(query.where(inside, Outcome.deleted.is_(False)))
    return ["\n".join(cell or "" for cell in row) for row in rows]
