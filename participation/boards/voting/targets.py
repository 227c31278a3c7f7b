"""What can be voted on: one list for votes, raised hands, results and every report of them.

Groups first, then notes that belong to none. A reply, a note behind another, a note in a group and
whatever is not to be seen cannot be voted on.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.boards.base.kinds import NoteState
from participation.boards.models import Cluster, Note

NOTES = sa.and_(
    Note.state == NoteState.RELEASED, Note.parent_id.is_(None), Note.merged_into.is_(None)
)
"""Notes whose votes count. One put into a group after the vote keeps what it was given."""
GROUPS = Cluster.deleted.is_(False)


def counted(board_id: uuid.UUID) -> list[uuid.UUID]:
    """All whose votes count, in the order of the wall."""
    groups = sa.select(
        Cluster.id.label("id"),
        sa.literal(0).label("kind"),
        Cluster.position.label("position"),
        Cluster.seq.label("seq"),
    ).where(GROUPS, Cluster.board_id == board_id)
    notes = sa.select(Note.id, sa.literal(1), Note.position, Note.seq).where(
        NOTES, Note.board_id == board_id
    )
    both = sa.union_all(groups, notes).subquery()
    ordered = sa.select(both.c.id).order_by(both.c.kind, both.c.position, both.c.seq, both.c.id)
    return list(database.connection().execute(ordered).scalars())


def among(board_id: uuid.UUID, wanted: Iterable[uuid.UUID] | None = None) -> set[uuid.UUID]:
    """Those of ``wanted`` that can be voted on; None: all of the board."""
    keys = None if wanted is None else set(wanted)
    alone = sa.and_(NOTES, Note.cluster_id.is_(None))
    notes = sa.select(Note.id).where(alone, Note.board_id == board_id)
    groups = sa.select(Cluster.id).where(GROUPS, Cluster.board_id == board_id)
    if keys is not None:
        notes, groups = notes.where(Note.id.in_(keys)), groups.where(Cluster.id.in_(keys))
    return set(database.connection().execute(sa.union_all(notes, groups)).scalars())


def of_document(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What can be voted on, from the document of all changes of a board; each with its ``text``."""
    return [
        thing | {"text": thing["title"]} if "title" in thing else thing
        for thing in counted_in(document)
        if not thing.get("cluster")
    ]


def counted_in(document: Mapping[str, Any]) -> list[dict[str, Any]]:
    """As :func:`counted`, from what is told of a whole board."""
    notes = (note for note in document.get("notes", ()) if _counts(note))
    return [*document.get("clusters", ()), *notes]


def _counts(note: Mapping[str, Any]) -> bool:
    """As :data:`NOTES`; what is told to staff says its state too."""
    seen = note.get("state", NoteState.RELEASED) == NoteState.RELEASED
    return seen and not (note.get("parent") or note.get("merged"))
