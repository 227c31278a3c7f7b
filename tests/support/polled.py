"""An event whose people voted on statements, for tests of opinion groups; call in an app context."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from participation.base import database
from participation.boards.models import BoardColumn, Note, NoteTranslation, Participant, Vote
from surveys.opinions.groups import AGREE, PASS
from tests.support.boards import Hall, make_hall
from tests.support.opinions import Table, camps

ARABIC = "حافلة في المساء"


@dataclass(frozen=True)
class Polled:
    """Keys of what was made."""

    hall: Hall
    notes: list[uuid.UUID]
    people: list[uuid.UUID]


def two_camps() -> Table:
    """90 and 45 people on opposite sides of most of 16 statements."""
    return camps(2, (90, 45), 16, 12)


def poll(table: Table, *, rehearsal: bool = False, **board: object) -> Polled:
    """An event with one board on which every row of the table is a person who voted so."""
    hall = make_hall(rehearsal=rehearsal, vote_kind="statements", **({"phase": "closed"} | board))
    polled = Polled(hall, [uuid.uuid4() for _ in table[0]], [uuid.uuid4() for _ in table])
    with database.transaction() as connection:
        connection.execute(sa.insert(Note), _statements(polled))
        connection.execute(sa.insert(NoteTranslation), _readings(polled))
        connection.execute(sa.insert(Participant), _people(polled))
        connection.execute(sa.insert(Vote), _votes(polled, table))
    return polled


def _statements(polled: Polled) -> list[dict[str, object]]:
    chosen = sa.select(BoardColumn.id).where(BoardColumn.board_id == polled.hall.board).limit(1)
    common = {
        "board_id": polled.hall.board,
        "column_id": database.connection().execute(chosen).scalar_one(),
        "language": "de",
        "state": "released",
        "source": "phone",
        "moderated": True,
    }
    return [
        {"id": note, "text": f"Aussage Nummer {at}", "seq": at, "position": at, **common}
        for at, note in enumerate(polled.notes, 1)
    ]


def _readings(polled: Polled) -> list[dict[str, object]]:
    return [
        {"note_id": note, "language": "ar", "text": f"{ARABIC} {at}", "reviewed_by": "M"}
        for at, note in enumerate(polled.notes, 1)
    ]


def _people(polled: Polled) -> list[dict[str, object]]:
    common = {"event_id": polled.hall.event, "workshop_id": polled.hall.workshop, "blocked": False}
    return [{"id": person, "secret_hash": person.bytes * 2, **common} for person in polled.people]


def _votes(polled: Polled, table: Table) -> list[dict[str, object]]:
    said = {AGREE: "agree", PASS: "pass"}
    return [
        {
            "target": note,
            "participant_id": person,
            "board_id": polled.hall.board,
            "value": said.get(value, "disagree"),
        }
        for person, row in zip(polled.people, table, strict=True)
        for note, value in zip(polled.notes, row, strict=True)
        if value is not None
    ]
