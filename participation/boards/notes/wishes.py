"""What authors say of their own notes while others group them: it fits better elsewhere."""

from __future__ import annotations

import uuid

import sqlalchemy as sa

from participation.base import database
from participation.base.words.catalogues import gettext as _
from participation.boards.base import rules
from participation.boards.base.errors import BadChoice, UnknownBoard
from participation.boards.base.kinds import NoteState
from participation.boards.base.rules import Doing
from participation.boards.base.sequence import step
from participation.boards.models import Cluster, Note, NoteWish
from participation.boards.notes.writing import must_not_be_blocked


def wish(
    board_id: uuid.UUID, author: uuid.UUID, note_id: uuid.UUID, cluster_id: uuid.UUID | None
) -> None:
    """Says that an own note fits better into a cluster; None: it lies well where it is.

    Raises:
        UnknownBoard: there is no such own note to be seen.
        BadChoice: there is no such cluster, or the note lies in it.
        PhaseOver, Frozen, Blocked: the board or its moderation lets nobody say so now.
    """
    board = step(board_id)
    rules.must(board, Doing.WISH)
    must_not_be_blocked(author)
    connection = database.connection()
    own = sa.select(Note.id, Note.cluster_id).where(
        Note.id == note_id,
        Note.board_id == board_id,
        Note.participant_id == author,
        Note.state == NoteState.RELEASED,
        Note.parent_id.is_(None),
    )
    note = connection.execute(own).first()
    if note is None:
        raise UnknownBoard(_("Diesen Zettel gibt es nicht mehr."))
    if cluster_id is not None and (
        cluster_id == note.cluster_id or str(cluster_id) not in themes(board_id)
    ):
        raise nowhere()
    forget(note_id)
    if cluster_id is not None:
        connection.execute(sa.insert(NoteWish).values(note_id=note_id, cluster_id=cluster_id))
    connection.execute(sa.update(Note).where(Note.id == note_id).values(seq=board.seq))


def nowhere() -> BadChoice:
    """What is said to whoever chose no cluster."""
    return BadChoice(_("Wählen Sie, wohin Ihr Zettel passt."))


def decline(board_id: uuid.UUID, note_id: uuid.UUID) -> None:
    """Leaves a note where it lies, whatever its author wished."""
    board = step(board_id)
    mine = sa.select(Note.id).where(Note.id == note_id, Note.board_id == board_id)
    if database.connection().execute(mine).first() is None:
        raise UnknownBoard
    forget(note_id)
    database.connection().execute(sa.update(Note).where(Note.id == note_id).values(seq=board.seq))


def forget(note_id: uuid.UUID) -> None:
    """Takes the wish for a note back."""
    database.connection().execute(sa.delete(NoteWish).where(NoteWish.note_id == note_id))


def themes(board_id: uuid.UUID) -> dict[str, str]:
    """The clusters of a board by key: their titles, in their order."""
    query = (
        sa.select(Cluster.id, Cluster.title)
        .where(Cluster.board_id == board_id, Cluster.deleted.is_(False))
        .order_by(Cluster.position, Cluster.seq)
    )
    return {str(row.id): row.title for row in database.connection().execute(query)}


def on_board(board_id: uuid.UUID) -> dict[str, str]:
    """Keys of notes, and of the clusters their authors wish them in; fulfilled ones left out."""
    query = (
        sa.select(NoteWish.note_id, NoteWish.cluster_id)
        .join(Note, Note.id == NoteWish.note_id)
        .join(Cluster, Cluster.id == NoteWish.cluster_id)
        .where(
            Note.board_id == board_id,
            Note.merged_into.is_(None),
            Cluster.deleted.is_(False),
            Note.cluster_id.is_distinct_from(NoteWish.cluster_id),
        )
        .order_by(Note.seq)
    )
    return {str(row.note_id): str(row.cluster_id) for row in database.connection().execute(query)}
