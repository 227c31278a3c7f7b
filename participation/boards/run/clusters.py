"""Notes that belong together: each step can be taken back, the originals always stay."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Row

from participation import database
from participation.boards import audit
from participation.boards.faults import BadNote, UnknownBoard
from participation.boards.kinds import Act, NoteState
from participation.boards.models import Board, Cluster, GroupingStep, Note
from participation.boards.numbering import Locked, step
from participation.boards.run.acting import By
from participation.catalogues import gettext as _

TITLE = 120
"""Characters of a cluster's name."""
Line = Row[*tuple[Any, ...]]
Values = Mapping[str, Any]


def make(
    board_id: uuid.UUID,
    title: str,
    note_ids: Iterable[uuid.UUID],
    by: By,
) -> uuid.UUID:
    """A new cluster of notes.

    Raises:
        BadNote: it has no name.
        UnknownBoard: a note is not on this board, or not to be seen.
    """
    told = _title(title)
    board = step(board_id)
    found = uuid.uuid4()
    connection = database.connection()
    place = connection.execute(
        sa.select(sa.func.coalesce(sa.func.max(Cluster.position), 0) + 1).where(
            Cluster.board_id == board_id
        )
    ).scalar_one()
    connection.execute(
        sa.insert(Cluster).values(
            id=found, board_id=board_id, title=told, position=place, seq=board.seq, deleted=True
        )
    )
    notes = {note_id: {"cluster_id": found} for note_id in note_ids}
    _do(board, Act.MOVE, by, notes, {found: {"deleted": False}})
    return found


def put(
    board_id: uuid.UUID,
    note_id: uuid.UUID,
    cluster_id: uuid.UUID | None,
    by: By,
) -> None:
    """Lays a note into a cluster, or takes it out (None).

    Raises:
        UnknownBoard: there is no such note or cluster.
    """
    board = step(board_id)
    if cluster_id is not None:
        _clusters(board, [cluster_id])
    _do(board, Act.MOVE, by, {note_id: {"cluster_id": cluster_id}}, {})


def rename(
    board_id: uuid.UUID,
    cluster_id: uuid.UUID,
    title: str,
    field: str | None,
    by: By,
) -> None:
    """Gives a cluster a name and a field of action.

    Raises:
        BadNote: it would have no name.
        UnknownBoard: there is no such cluster.
    """
    values = {"title": _title(title), "field_of_action": field}
    _do(step(board_id), Act.MOVE, by, {}, {cluster_id: values})


def dissolve(board_id: uuid.UUID, cluster_id: uuid.UUID, by: By) -> None:
    """Takes a cluster away; its notes hang alone again.

    Raises:
        UnknownBoard: there is no such cluster.
    """
    board = step(board_id)
    inside = sa.select(Note.id).where(Note.cluster_id == cluster_id, Note.board_id == board_id)
    found = database.connection().execute(inside).scalars().all()
    notes = {note_id: {"cluster_id": None} for note_id in found}
    _do(board, Act.MOVE, by, notes, {cluster_id: {"deleted": True}})
    if board.spotlight == cluster_id:
        database.connection().execute(
            sa.update(Board).where(Board.id == board_id).values(spotlight=None)
        )


def merge(
    board_id: uuid.UUID,
    note_id: uuid.UUID,
    into: uuid.UUID,
    by: By,
) -> None:
    """Lays a note that says the same onto another; both stay as they were written.

    Raises:
        BadNote: a note cannot be laid onto itself.
        UnknownBoard: one of them is not on this board, or not to be seen.
    """
    board = step(board_id)
    target = _notes(board, [into])[into]
    root: uuid.UUID = target.merged_into or into
    if root == note_id:
        raise BadNote(_("Diese beiden liegen schon aufeinander."))
    below = sa.select(Note.id).where(Note.merged_into == note_id)
    moved = [note_id, *database.connection().execute(below).scalars()]
    values = {"merged_into": root, "cluster_id": target.cluster_id}
    _do(board, Act.MERGE, by, dict.fromkeys(moved, values), {})


def undo(board_id: uuid.UUID, by: By) -> bool:
    """Takes the last step of grouping back; False when there is none."""
    board = step(board_id)
    connection = database.connection()
    last = connection.execute(
        sa.select(GroupingStep.number, GroupingStep.before)
        .where(GroupingStep.board_id == board_id)
        .order_by(GroupingStep.number.desc())
        .limit(1)
    ).first()
    if last is None:
        return False
    connection.execute(
        sa.delete(GroupingStep).where(
            GroupingStep.board_id == board_id, GroupingStep.number == last.number
        )
    )
    for model, rows in ((Note, last.before["notes"]), (Cluster, last.before["clusters"])):
        for key, values in rows.items():
            _write(model, uuid.UUID(key), board, _loaded(values))
    audit.line(board_id, Act.UNDO, by.role, by.now)
    return True


def can_undo(board_id: uuid.UUID) -> bool:
    """Whether there is a step of grouping to take back."""
    query = sa.select(GroupingStep.number).where(GroupingStep.board_id == board_id).limit(1)
    return database.connection().execute(query).first() is not None


def _do(
    board: Locked,
    act: Act,
    by: By,
    notes: Mapping[uuid.UUID, Values],
    clusters: Mapping[uuid.UUID, Values],
) -> None:
    """Writes new values, remembering the old ones."""
    old_notes, old_clusters = _notes(board, notes), _clusters(board, clusters)
    before = {
        "notes": {str(key): _dumped(old_notes[key], values) for key, values in notes.items()},
        "clusters": {
            str(key): _dumped(old_clusters[key], values) for key, values in clusters.items()
        },
    }
    database.connection().execute(
        sa.insert(GroupingStep).values(board_id=board.id, number=board.seq, before=before)
    )
    for model, rows in ((Note, notes), (Cluster, clusters)):
        for key, values in rows.items():
            _write(model, key, board, values)
    for note_id in notes:
        audit.line(board.id, act, by.role, by.now, note_id=note_id)


def _write(model: type[Note | Cluster], key: uuid.UUID, board: Locked, values: Values) -> None:
    database.connection().execute(
        sa.update(model).where(model.id == key).values(seq=board.seq, **values)
    )


def _notes(board: Locked, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Line]:
    wanted = list(keys)
    query = sa.select(Note.id, Note.cluster_id, Note.merged_into).where(
        Note.id.in_(wanted), Note.board_id == board.id, Note.state == NoteState.RELEASED
    )
    return _all(wanted, query)


def _clusters(board: Locked, keys: Iterable[uuid.UUID]) -> dict[uuid.UUID, Line]:
    wanted = list(keys)
    query = sa.select(Cluster.id, Cluster.title, Cluster.field_of_action, Cluster.deleted).where(
        Cluster.id.in_(wanted), Cluster.board_id == board.id
    )
    return _all(wanted, query)


def _all(wanted: list[uuid.UUID], query: sa.Select[*tuple[Any, ...]]) -> dict[uuid.UUID, Line]:
    found = {row.id: row for row in database.connection().execute(query)} if wanted else {}
    if set(wanted) - set(found):
        raise UnknownBoard
    return found


def _title(text: str) -> str:
    told = " ".join(text.replace("\0", "").split())[:TITLE]
    if not told:
        raise BadNote(_("Geben Sie dem Bündel einen Namen."))
    return told


def _dumped(row: Line, values: Values) -> dict[str, Any]:
    old = {name: getattr(row, name) for name in values}
    return {k: str(v) if isinstance(v, uuid.UUID) else v for k, v in old.items()}


def _loaded(values: Values) -> dict[str, Any]:
    keys = ("cluster_id", "merged_into")
    return {k: uuid.UUID(v) if k in keys and v else v for k, v in values.items()}
