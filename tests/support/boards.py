"""A small event with one workshop and one board of two columns, for tests of everybody.

Call these inside an application context; each is a committed transaction of its own.
"""

from __future__ import annotations

import hashlib
import os
import uuid
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from participation.base import database
from participation.boards.models import Board, BoardColumn, Event, Participant, Prompt, Workshop

DAY = date(2027, 6, 1)


@dataclass(frozen=True)
class Hall:
    """The keys of what was made."""

    event: uuid.UUID
    workshop: uuid.UUID
    board: uuid.UUID
    code: str = "abcdef"
    event_code: str = "uvwxyz"


def make_hall(*, rehearsal: bool = False, **board: object) -> Hall:
    """An event with one workshop; ``board`` sets fields of its board (``queue=False``, say)."""
    hall = Hall(uuid.uuid4(), uuid.uuid4(), uuid.uuid4())
    with database.transaction() as connection:
        connection.execute(
            sa.insert(Event).values(
                id=hall.event,
                title={"de": "Fachtag Integration"},
                kind="conference",
                day=DAY,
                place_name="Kreishaus",
                code=hall.event_code,
                languages=["de", "ar", "uk"],
                open_unchecked=[],
                rehearsal=rehearsal,
                retention_until=date(2028, 6, 1),
                revision=1,
            )
        )
        connection.execute(
            sa.insert(Workshop).values(
                id=hall.workshop,
                event_id=hall.event,
                position=1,
                title={"de": "Mobilität"},
                room="Raum 3",
                languages=[],
                code=hall.code,
                active_board=hall.board,
            )
        )
        fields = {"template": "fachtag_standard", "layout": "columns", **board}
        connection.execute(
            sa.insert(Board).values(id=hall.board, workshop_id=hall.workshop, **fields)
        )
        for position, (key, title, prompt) in enumerate(
            [
                ("needs", "Bedarfe", "Was brauchen die Menschen hier?"),
                ("ideas", "Ideen", "Wer macht was?"),
            ]
        ):
            column = uuid.uuid4()
            connection.execute(
                sa.insert(BoardColumn).values(
                    id=column, board_id=hall.board, position=position, key=key, colour=position + 1
                )
            )
            connection.execute(
                sa.insert(Prompt).values(
                    column_id=column, language="de", title=title, prompt=prompt, released_by="Test"
                )
            )
    return hall


def join(hall: Hall) -> tuple[uuid.UUID, bytes]:
    """A participant in the workshop, and the secret its cookie would hold."""
    secret, person = os.urandom(32), uuid.uuid4()
    with database.transaction() as connection:
        connection.execute(
            sa.insert(Participant).values(
                id=person,
                event_id=hall.event,
                secret_hash=hashlib.sha256(secret).digest(),
                workshop_id=hall.workshop,
                blocked=False,
            )
        )
    return person, secret
