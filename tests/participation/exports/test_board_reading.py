"""Reading a board's own file in: what is known is not doubled, what is new is shown before."""

from __future__ import annotations

import io
import random
import uuid
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.boards.models import Note
from participation.boards.service import summaries
from participation.boards.service.summaries import BoardContent, NoteContent
from participation.boards.summaries.summaries import count as count_summary
from participation.exports.summaries import board_csv
from tests.support.client import CheckedClient, Page
from tests.support.staff import staff_client
from tests.support.summaries import Held, hold


@pytest.fixture
def held(app: Flask) -> Held:
    with app.app_context():
        made = hold()
        count_summary(made.hall.workshop)
    return made


@pytest.fixture
def desk(app: Flask) -> CheckedClient:
    return staff_client(app)


def content(app: Flask, held: Held) -> BoardContent:
    with app.app_context():
        return summaries.content(held.hall.board)


def notes(app: Flask) -> list[str]:
    with app.app_context():
        return list(database.connection().execute(sa.select(Note.text)).scalars())


def send(desk: CheckedClient, held: Held, data: bytes) -> Page:
    address = f"/desk/events/workshops/{held.hall.workshop}/files"
    fields = desk.page(address).fields(-1) | {"file": (io.BytesIO(data), "x.csv")}
    sent = desk.post(
        address, data=fields, content_type="multipart/form-data", follow_redirects=True
    )
    return Page(sent)


def by_excel(data: bytes) -> bytes:
    """As Excel writes a file that it opened: Windows-1252, no mark, empty cells cut or added."""
    lines = data.decode("utf-8-sig").split("\r\n")
    cut = [line.rstrip(";") if at % 2 else f"{line};;" for at, line in enumerate(lines) if line]
    return "\r\n".join([lines[0], *cut[1:], ";;;;;"]).encode("cp1252", "replace")


def as_unicode_text(data: bytes) -> bytes:
    rows = data.decode("utf-8-sig").replace(";", "\t")
    return rows.encode("utf-16")


@pytest.mark.parametrize("through", ["plain", "German", "Excel", "Unicode text"])
def test_the_boards_own_file_adds_nothing_however_it_was_saved(
    app: Flask,
    desk: CheckedClient,
    held: Held,
    through: str,
):
    data = board_csv.csv(content(app, held), german=through != "plain")
    before = notes(app)
    page = send(
        desk, held, {"Excel": by_excel, "Unicode text": as_unicode_text}.get(through, bytes)(data)
    )
    assert "In dieser Datei ist nichts neu" in page.text, page.text
    assert f"Zettel, die es schon gibt{len(before)}" in page.text
    assert ("ohne alle Schriften" in page.text) is (through == "Excel")
    job = page.response.request.path
    csrf = desk.page(f"/desk/events/workshops/{held.hall.workshop}/files").fields(-1)["csrf_token"]
    pressed = Page(desk.post(job, data={"csrf_token": csrf}, follow_redirects=True))
    assert "Es war nichts mehr neu" in pressed.text
    assert notes(app) == before


@pytest.mark.parametrize("seed", range(4))
def test_only_what_is_new_is_put_down_once_and_can_be_taken_back(
    app: Flask, desk: CheckedClient, held: Held, seed: int
):
    draw = random.Random(seed)
    there = content(app, held)
    fresh = [
        NoteContent("needs", f"Neu {seed} {n}: äöü ß", "de", theme=draw.choice((None, 1, 2)))
        for n in range(draw.randint(1, 6))
    ]
    twice = replace(there.notes[0], votes=())  # hangs there once, stands in the file twice
    mixed = [*there.notes, *fresh, twice]
    answers = replace(fresh[0], text=f"Antwort {seed}", reply_to=len(there.notes) + 1)
    file = replace(there, notes=(*mixed, answers))
    before = notes(app)
    data = board_csv.csv(file)
    page = send(desk, held, by_excel(data) if seed % 2 else data)
    assert f"Neue Zettel{len(fresh) + 2}" in page.text, page.text
    assert notes(app) == before, "nothing is put down before it was shown"
    made = desk.submit(page, 0)
    assert "Die neue Pinnwand ist angelegt" in made.text
    wanted = sorted([*before, *(note.text for note in fresh), twice.text, answers.text])
    assert sorted(notes(app)) == wanted
    again = desk.submit(page, 0)  # the same button, pressed once more
    assert "Es war nichts mehr neu" in again.text
    assert sorted(notes(app)) == wanted
    with app.app_context():
        known = summaries.boards_of(held.hall.workshop)
        added = summaries.content(known[-1])
    answer = next(note for note in added.notes if note.text == answers.text)
    assert added.notes[(answer.reply_to or 0) - 1].text == fresh[0].text
    assert all(not theme.votes for theme in added.themes), "their votes count where they are"
    back = desk.page(made.links()["Wieder zurücknehmen"])
    assert f"Zettel: {len(added.notes)}" in back.text
    desk.submit(back, 0)
    assert sorted(notes(app)) == sorted(before)


def test_a_hidden_note_does_not_come_back_by_its_file(app: Flask, desk: CheckedClient, held: Held):
    data = board_csv.csv(content(app, held))
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.update(Note).values(state="hidden", hidden_reason="Name"))
    assert "In dieser Datei ist nichts neu" in send(desk, held, data).text


def test_5000_rows_are_read_compared_and_put_down(app: Flask, desk: CheckedClient, held: Held):
    there = content(app, held)
    rows = 1 + sum(1 + len(column.prompts) for column in there.columns)
    many = tuple(NoteContent("needs", f"Zettel {n}") for n in range(board_csv.LARGEST - rows))
    file = replace(there, notes=many, themes=(), outcomes=())
    data = board_csv.csv(file)
    assert data.count(b"\r\n") == board_csv.LARGEST + 1
    page = send(desk, held, data)
    assert f"Neue Zettel{len(many):,}".replace(",", ".") in page.text
    assert "angelegt" in desk.submit(page, 0).text
    assert len(notes(app)) == len(there.notes) + len(many)
    more = replace(file, notes=(*many, NoteContent("needs", "Einer zu viel")))
    refused = send(desk, held, board_csv.csv(more))
    assert (refused.status, "zu viele Zeilen" in refused.text) == (400, True)


def test_a_job_of_another_workshop_is_not_shown(app: Flask, desk: CheckedClient, held: Held):
    page = send(desk, held, board_csv.csv(content(app, held)))
    job = page.response.request.path.rsplit("/", 1)[1]
    assert desk.get(f"/desk/events/workshops/{uuid.uuid4()}/files/reading/{job}").status_code == 404
    path = f"/desk/events/workshops/{held.hall.workshop}/files/reading/{uuid.uuid4()}"
    assert desk.get(path).status_code == 404
