"""An event whose people voted on statements, for tests of opinion groups; call in an app context."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import sqlalchemy as sa

from participation import database
from participation.boards.models import BoardColumn, Note, NoteTranslation, Participant, Vote
from surveys.opinions import AGREE, PASS
from tests.support.boards import Hall, make_hall
from tests.support.opinions import Table, camps

WORDS = {AGREE: "agree", PASS: "pass"}
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
    notes = [uuid.uuid4() for _ in table[0]]
    people = [uuid.uuid4() for _ in table]
    with database.transaction() as connection:
        column = connection.execute(
            sa.select(BoardColumn.id).where(BoardColumn.board_id == hall.board).limit(1)
        ).scalar_one()
        connection.execute(
            sa.insert(Note),
            [
                {
                    "id": note,
                    "board_id": hall.board,
                    "column_id": column,
                    "text": f"Aussage Nummer {at}",
                    "language": "de",
                    "state": "released",
                    "source": "phone",
                    "seq": at,
                    "position": at,
                    "moderated": True,
                }
                for at, note in enumerate(notes, 1)
            ],
        )
        connection.execute(
            sa.insert(NoteTranslation),
            [
                {"note_id": note, "language": "ar", "text": f"{ARABIC} {at}", "reviewed_by": "M"}
                for at, note in enumerate(notes, 1)
            ],
        )
        connection.execute(
            sa.insert(Participant),
            [
                {
                    "id": person,
                    "event_id": hall.event,
                    "secret_hash": person.bytes * 2,
                    "workshop_id": hall.workshop,
                    "blocked": False,
                }
                for person in people
            ],
        )
        votes = [
            {
                "target": note,
                "participant_id": person,
                "board_id": hall.board,
                "value": WORDS.get(value, "disagree"),
            }
            for person, row in zip(people, table, strict=True)
            for note, value in zip(notes, row, strict=True)
            if value is not None
        ]
        connection.execute(sa.insert(Vote), votes)
    return Polled(hall, notes, people)
