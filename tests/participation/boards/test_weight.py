"""A board of 2,000 notes stays light, and a page costs the same however full the board is."""

from __future__ import annotations

import gzip
import json
import random
import uuid

import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.boards.base.kinds import Audience
from participation.boards.models import BoardColumn, Note

KILOBYTE = 1024
WORDS = (  # noqa: SIM905 - as people read it
    "Bus fährt abends nicht mehr Kurs fehlt Kita Platz Wohnung zu teuer Arzt Termin Sprache lernen"
    " Verein hilft Ehrenamt braucht Raum Jugend Treff Behörde Brief verstehen Übersetzung Arbeit"
    " Anerkennung Abschluss dauert lange Nachbarn kennen Fest feiern Fahrrad Weg unsicher Schule"
    " Eltern informieren gemeinsam kochen Garten Patenschaft Beratung vor Ort mobil öffnen Samstag"
).split()
LETTERS = "abcdefghijklmnopqrstuvwxyzäöüß"


def fill(live_board, number: int) -> None:
    with database.transaction() as connection:
        columns = connection.execute(sa.select(BoardColumn.id)).scalars().all()
        first = connection.execute(
            sa.select(sa.func.coalesce(sa.func.max(Note.seq), 0))
        ).scalar_one()
        chance = random.Random(first)

        def text() -> str:
            said = " ".join(chance.choices(WORDS, k=chance.randint(4, 14)))
            return f"{said} {''.join(chance.choices(LETTERS, k=12))}"[:280]

        rows = [
            {
                "id": uuid.UUID(int=chance.getrandbits(128), version=4),
                "board_id": live_board.hall.board,
                "column_id": chance.choice(columns),
                "text": text(),
                "language": chance.choice(["de", "ar", "uk", None]),
                "state": "released",
                "source": "phone",
                "version": 1,
                "seq": first + number,
                "position": 0,
                "moderated": False,
                "written_at": live_board.now,
            }
            for number in range(1, number + 1)
        ]
        connection.execute(sa.insert(Note), rows)
        connection.execute(sa.text("UPDATE board SET seq = :seq"), {"seq": first + number})


def statements(app: Flask, live_board, audience: Audience) -> int:
    items: list[str] = []

    def count(*args: object) -> None:
        items.append(str(args[2]))

    engine = app.extensions["database"]
    sa.event.listen(engine, "before_cursor_execute", count)
    live_board.changes(0, audience)
    sa.event.remove(engine, "before_cursor_execute", count)
    return sum("SELECT" in statement for statement in items)


def test_a_board_of_2000_notes_travels_in_150_kilobytes(make_live_board):
    live_board = make_live_board()
    fill(live_board, 2000)
    document = live_board.changes()
    packed = gzip.compress(json.dumps(document, ensure_ascii=False).encode(), 6)
    assert len(document["notes"]) == 2000
    assert len(packed) <= 150 * KILOBYTE


def test_what_is_asked_of_the_database_does_not_grow_with_the_board(make_live_board, app: Flask):
    live_board = make_live_board(phase="results")
    counts = []
    for number in (3, 300):
        fill(live_board, number)
        counts.append({audience: statements(app, live_board, audience) for audience in Audience})
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 11
