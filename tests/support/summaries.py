"""A board on which a workshop has been held, for tests of its summary; call in an app context."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from participation.base import database
from participation.boards.models import (
    Board,
    Cluster,
    Dot,
    HandCount,
    Note,
    NoteTranslation,
    Outcome,
    Vote,
)
from participation.boards.service import boards
from tests.support.boards import Hall, join, make_hall

NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
BUS, KITA = "Bus am Abend", "Kita-Plätze"
NOTES = (
    ("needs", "Abends fährt kein Bus", "de", BUS),
    ("needs", "Ein Bus nach 20 Uhr", "de", BUS),
    ("ideas", "Der Bus soll auch am Sonntag fahren", "de", BUS),
    ("needs", "نحتاج إلى حافلة في المساء", "ar", BUS),
    ("needs", "Zu wenige Plätze in der Kita", "de", KITA),
    ("needs", "Drei Jahre warten auf die Kita", "de", KITA),
    ("ideas", "Mehr Respekt", "de", None),
)


@dataclass(frozen=True)
class Held:
    """Keys of what was made."""

    hall: Hall
    notes: dict[str, uuid.UUID]
    """By text."""
    themes: dict[str, uuid.UUID]
    """By title."""


def hold(**board: object) -> Held:
    """Six people and a paper card, two themes, dots, hands, a decision; the board is closed."""
    hall = make_hall(queue=False, **board)
    people = [join(hall)[0] for _at in range(6)]
    notes = _write(hall, people)
    with database.transaction() as connection:
        themes = _bundle(connection, hall, notes)
        _dot(connection, hall, people[:4], themes)
        _state(connection, hall, people, themes)
        _agree(connection, hall, themes[BUS])
        connection.execute(sa.update(Board).values(phase="closed"))
    return Held(hall, notes, themes)


def _write(hall: Hall, people: Sequence[uuid.UUID]) -> dict[str, uuid.UUID]:
    """A note of each person, the last ones from paper; keys by text."""
    notes = {}
    for at, (column, text, language, _in) in enumerate(NOTES):
        notes[text] = uuid.uuid4()
        draft = boards.NoteDraft(notes[text], column, text, language)
        author = people[at] if at < len(people) else None
        source = boards.Source.PHONE if author else boards.Source.PAPER
        with database.transaction():
            boards.write_note(hall.board, author, draft, NOW, source)
    return notes


def _bundle(
    connection: sa.Connection, hall: Hall, notes: Mapping[str, uuid.UUID]
) -> dict[str, uuid.UUID]:
    """All notes shown, in their themes, the Arabic one translated; keys of themes by title."""
    themes = {title: _theme(connection, hall, at, title) for at, title in enumerate((BUS, KITA))}
    for _column, text, _language, theme in NOTES:
        if theme:
            connection.execute(
                sa.update(Note).where(Note.id == notes[text]).values(cluster_id=themes[theme])
            )
    connection.execute(sa.update(Note).values(state="released"))
    connection.execute(
        sa.insert(NoteTranslation).values(
            note_id=notes[NOTES[3][1]],
            language="de",
            text="Wir brauchen einen Bus am Abend",
            reviewed_by="Prüferin",
        )
    )
    return themes


def _dot(
    connection: sa.Connection,
    hall: Hall,
    people: Sequence[uuid.UUID],
    themes: Mapping[str, uuid.UUID],
) -> None:
    """Two dots a person, one of all on the Kita; twelve hands beside."""
    for at, person in enumerate(people):
        for slot in (1, 2):
            target = themes[BUS] if at or slot == 1 else themes[KITA]
            connection.execute(
                sa.insert(Dot).values(
                    board_id=hall.board, participant_id=person, slot=slot, target=target
                )
            )
    connection.execute(
        sa.insert(HandCount).values(
            board_id=hall.board, target=themes[KITA], value="dots", hands=12
        )
    )


def _state(
    connection: sa.Connection,
    hall: Hall,
    people: Sequence[uuid.UUID],
    themes: Mapping[str, uuid.UUID],
) -> None:
    """All agree to the bus; of the Kita each third agrees, disagrees, passes."""
    for at, person in enumerate(people):
        for target, value in (
            (themes[BUS], "agree"),
            (themes[KITA], ["agree", "disagree", "pass"][at % 3]),
        ):
            connection.execute(
                sa.insert(Vote).values(
                    target=target, participant_id=person, board_id=hall.board, value=value
                )
            )


def _agree(connection: sa.Connection, hall: Hall, theme: uuid.UUID) -> None:
    connection.execute(
        sa.insert(Outcome).values(
            id=uuid.uuid4(),
            board_id=hall.board,
            cluster_id=theme,
            who="Verkehrsamt",
            what="Fahrplan mit dem Bus-Betrieb besprechen",
            until_when="Herbst",
            seq=90,
        )
    )


def _theme(connection: sa.Connection, hall: Hall, at: int, title: str) -> uuid.UUID:
    key = uuid.uuid4()
    connection.execute(
        sa.insert(Cluster).values(
            id=key,
            board_id=hall.board,
            title=title,
            field_of_action="mobility" if title == BUS else None,
            position=at,
            seq=80 + at,
        )
    )
    return key
