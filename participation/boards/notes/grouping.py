"""Notes that belong together: grouping, merging, moving, and undoing what was done last.

Every act first writes down the rows it will touch as they are; undoing puts them back.
"""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from participation.base import database
from participation.boards.base import audit
from participation.boards.base.audit import Acting
from participation.boards.base.errors import BadChoice, Moved, Refusal, UnknownBoard
from participation.boards.base.kinds import Act, NoteState
from participation.boards.base.sequence import Locked, step
from participation.boards.models import Board, BoardColumn, Cluster, ModerationEntry, Note
from surveys.texts import clean

LONGEST_TITLE = 120
UNSEEN: Any = object()
"""For ``seen``: the caller does not say where it saw a note."""
_KEPT = Note.state != NoteState.DELETED
"""What its author has deleted is grouped no more; it holds up nothing either."""


def create(  # noqa: PLR0913 - what is made of what, and where that was seen
    by: Acting,
    cluster_id: uuid.UUID,
    title: str,
    column: str | None,
    note_ids: Sequence[uuid.UUID],
    *,
    seen: uuid.UUID | None = UNSEEN,
) -> int:
    """Makes a cluster, with notes in it; made twice with the same key it is made once.

    Raises:
        BadChoice: it has no title, or its column is unknown.
        Moved: a note is not in the cluster ``seen``, where the caller saw it.
    """
    name = _title(title)
    board = step(by.board_id)
    connection = database.connection()
    known = connection.execute(sa.select(Cluster.board_id).where(Cluster.id == cluster_id)).scalar()
    if known is not None:
        if known != by.board_id:
            raise UnknownBoard
        return board.seq
    before = _notes_before(by.board_id, note_ids) | {"clusters": {str(cluster_id): None}}
    _must_be_there(before, "cluster_id", seen)
    last = sa.select(sa.func.coalesce(sa.func.max(Cluster.position), 0) + 1).where(
        Cluster.board_id == by.board_id
    )
    connection.execute(
        sa.insert(Cluster).values(
            id=cluster_id,
            board_id=by.board_id,
            column_id=_column(by.board_id, column) if column else None,
            title=name,
            position=last.scalar_subquery(),
            seq=board.seq,
            deleted=False,
        )
    )
    _put(board, note_ids, cluster_id=cluster_id)
    audit.line(by, Act.GROUP, reason=name, before=before)
    return board.seq


def assign(
    by: Acting,
    note_ids: Sequence[uuid.UUID],
    cluster_id: uuid.UUID | None,
    seen: uuid.UUID | None = UNSEEN,
) -> int:
    """Puts notes into a cluster, or takes them out.

    Args:
        by: who acts where.
        note_ids: the notes.
        cluster_id: where to; None: out.
        seen: in which cluster the caller saw them, so that two facilitators notice each other.

    Raises:
        Moved: a note is in another cluster by now.
        UnknownBoard: there is no such cluster or note.
    """
    board = step(by.board_id)
    if cluster_id is not None:
        _cluster(by.board_id, cluster_id)
    before = _notes_before(by.board_id, note_ids)
    _must_be_there(before, "cluster_id", seen)
    _put(board, note_ids, cluster_id=cluster_id)
    audit.line(by, Act.GROUP, before=before)
    return board.seq


def rename(
    by: Acting,
    cluster_id: uuid.UUID,
    title: str,
    field_of_action: str | None,
) -> int:
    """Gives a cluster its name and field of action.

    Raises:
        BadChoice: the name is empty or too long.
        UnknownBoard: there is no such cluster.
    """
    name = _title(title)
    board = step(by.board_id)
    before = {"notes": {}, "clusters": {str(cluster_id): _cluster(by.board_id, cluster_id)}}
    _put_cluster(board, cluster_id, title=name, field_of_action=field_of_action)
    audit.line(by, Act.GROUP, reason=name, before=before)
    return board.seq


def dissolve(by: Acting, cluster_id: uuid.UUID) -> int:
    """Takes a cluster away; its notes stay, in none.

    Raises:
        UnknownBoard: there is no such cluster.
    """
    board = step(by.board_id)
    connection = database.connection()
    members = sa.select(Note.id).where(Note.cluster_id == cluster_id, _KEPT)
    inside = list(connection.execute(members).scalars())
    before = _notes_before(by.board_id, inside) | {
        "clusters": {str(cluster_id): _cluster(by.board_id, cluster_id)}
    }
    _put(board, inside, cluster_id=None)
    _put_cluster(board, cluster_id, deleted=True)
    if board.spotlight == cluster_id:
        connection.execute(sa.update(Board).where(Board.id == board.id).values(spotlight=None))
    audit.line(by, Act.GROUP, before=before)
    return board.seq


def leave(by: Acting, note_id: uuid.UUID) -> None:
    """Sees after a cluster of which a note was just hidden: its title may say the same words.

    Without any note on the wall it goes; named after the hidden one it takes the name of the next.
    """
    connection = database.connection()
    hidden = connection.execute(
        sa.select(Note.text, Note.cluster_id, Cluster.title, Cluster.field_of_action)
        .join(Cluster, Cluster.id == Note.cluster_id)
        .where(Note.id == note_id, Cluster.deleted.is_(False))
    ).first()
    if hidden is None:
        return
    shown = sa.select(Note.text).where(
        Note.cluster_id == hidden.cluster_id, Note.state == NoteState.RELEASED
    )
    left = connection.execute(shown.order_by(Note.written_at, Note.id).limit(1)).scalar()
    if left is None:
        dissolve(by, hidden.cluster_id)
    elif hidden.title == named_after(hidden.text):
        rename(by, hidden.cluster_id, named_after(left), hidden.field_of_action)


def named_after(text: str) -> str:
    """A title made of a note's words, until somebody finds a better one."""
    return " ".join(text.split())[:LONGEST_TITLE]


def merge(by: Acting, note_id: uuid.UUID, into: uuid.UUID | None) -> int:
    """Lets a note stand behind another that says the same; the original is kept. None: alone again.

    Raises:
        BadChoice: a note cannot stand behind itself or behind one that stands behind another.
        UnknownBoard: there is no such note.
    """
    board = step(by.board_id)
    touched = [note_id] if into is None else [note_id, into]
    before = _notes_before(by.board_id, touched)
    if into is not None:
        if note_id == into or before["notes"][str(into)]["merged_into"]:
            raise BadChoice(Refusal.MERGE_TARGET)
        followers = sa.select(Note.id).where(Note.merged_into == note_id, _KEPT)
        behind = list(database.connection().execute(followers).scalars())
        before["notes"] |= _notes_before(by.board_id, behind)["notes"] if behind else {}
        _put(board, behind, merged_into=into)
        cluster = before["notes"][str(into)]["cluster_id"]
        _put(board, [note_id], merged_into=into, cluster_id=uuid.UUID(cluster) if cluster else None)
    else:
        _put(board, [note_id], merged_into=None)
    audit.line(by, Act.MERGE, note_id=note_id, before=before)
    return board.seq


def move(
    by: Acting,
    note_ids: Sequence[uuid.UUID],
    column: str,
    seen: str = UNSEEN,
) -> int:
    """Puts notes into another column.

    Args:
        by: who acts where.
        note_ids: the notes.
        column: key of the column.
        seen: in which column the caller saw them.

    Raises:
        Moved: a note is in another column by now.
        BadChoice: the column is unknown.
        UnknownBoard: there is no such note.
    """
    board = step(by.board_id)
    target = _column(by.board_id, column)
    before = _notes_before(by.board_id, note_ids)
    if seen is not UNSEEN:
        _must_be_there(before, "column_id", _column(by.board_id, seen))
    _put(board, note_ids, column_id=target)
    audit.line(by, Act.MOVE, reason=column, before=before)
    return board.seq


def undo(by: Acting) -> bool:
    """Takes back the last act of grouping that was not taken back yet; False: there is none."""
    board = step(by.board_id)
    connection = database.connection()
    last = connection.execute(_last(by.board_id)).first()
    if last is None:
        return False
    for key, values in (last.before or {}).get("notes", {}).items():
        _put(board, [uuid.UUID(key)], **{name: _uuid(value) for name, value in values.items()})
    for key, values in (last.before or {}).get("clusters", {}).items():
        restored = {"deleted": True} if values is None else values
        _put_cluster(board, uuid.UUID(key), **restored)
    connection.execute(
        sa.update(ModerationEntry).where(ModerationEntry.id == last.id).values(undone=True)
    )
    audit.line(by, Act.UNDO)
    return True


def can_undo(board_id: uuid.UUID) -> bool:
    """Whether there is an act of grouping to take back."""
    return database.connection().execute(_last(board_id)).first() is not None


def _last(board_id: uuid.UUID) -> sa.Select[uuid.UUID, dict[str, Any] | None]:
    entry = ModerationEntry
    return (
        sa.select(entry.id, entry.before)
        .where(
            entry.board_id == board_id,
            entry.act.in_([Act.GROUP, Act.MERGE, Act.MOVE]),
            entry.undone.is_(False),
        )
        .order_by(entry.at.desc(), entry.id)
        .limit(1)
    )


def _title(title: str) -> str:
    name = clean.clean(title)
    if not clean.visible(name) or len(name) > LONGEST_TITLE:
        raise BadChoice(Refusal.CLUSTER_TITLE)
    return name


def _column(board_id: uuid.UUID, key: str) -> uuid.UUID:
    query = sa.select(BoardColumn.id).where(
        BoardColumn.board_id == board_id, BoardColumn.key == key
    )
    found: uuid.UUID | None = database.connection().execute(query).scalar()
    if found is None:
        raise BadChoice(Refusal.UNKNOWN_COLUMN)
    return found


def _cluster(board_id: uuid.UUID, cluster_id: uuid.UUID) -> dict[str, Any]:
    query = sa.select(Cluster.title, Cluster.field_of_action, Cluster.deleted).where(
        Cluster.id == cluster_id, Cluster.board_id == board_id, Cluster.deleted.is_(False)
    )
    row = database.connection().execute(query).first()
    if row is None:
        raise UnknownBoard
    return dict(row._asdict())


def _notes_before(board_id: uuid.UUID, note_ids: Sequence[uuid.UUID]) -> dict[str, Any]:
    fields = (Note.cluster_id, Note.merged_into, Note.column_id)
    query = sa.select(Note.id, *fields).where(
        Note.board_id == board_id, Note.id.in_(note_ids), _KEPT
    )
    rows = database.connection().execute(query).all()
    if len(rows) != len(set(note_ids)):
        raise UnknownBoard
    names = ("cluster_id", "merged_into", "column_id")
    return {
        "notes": {
            str(row.id): {
                name: str(value) if value else None
                for name, value in zip(names, row[1:], strict=True)
            }
            for row in rows
        }
    }


def _must_be_there(before: dict[str, Any], field: str, seen: uuid.UUID | None) -> None:
    if seen is UNSEEN:
        return
    wanted = str(seen) if seen else None
    if any(note[field] != wanted for note in before["notes"].values()):
        raise Moved


def _put(board: Locked, note_ids: Sequence[uuid.UUID], **values: object) -> None:
    if note_ids:
        database.connection().execute(
            sa.update(Note)
            .where(Note.board_id == board.id, Note.id.in_(note_ids))
            .values(seq=board.seq, **values)
        )


def _put_cluster(board: Locked, cluster_id: uuid.UUID, **values: object) -> None:
    database.connection().execute(
        sa.update(Cluster)
        .where(Cluster.board_id == board.id, Cluster.id == cluster_id)
        .values(seq=board.seq, **values)
    )


def _uuid(value: str | None) -> uuid.UUID | None:
    return uuid.UUID(value) if value else None
