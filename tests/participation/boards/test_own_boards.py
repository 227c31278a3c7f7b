"""Boards of the county's own: empty ones, columns more or less, those of an earlier workshop."""

from __future__ import annotations

import uuid
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.words.languages import LANGUAGES
from participation.boards.base.kinds import Audience
from participation.boards.events import planning
from participation.boards.events.programme import EventPlan, WorkshopPlan
from participation.boards.leading import timing
from participation.boards.models import Board, Note
from participation.boards.notes import writing
from participation.boards.notes.changes import changes
from participation.boards.notes.writing import NoteDraft
from participation.boards.setup import library, preparing, shaping
from tests.support.client import CheckedClient
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
DAY = date(2027, 6, 1)


@pytest.fixture
def desk(app: Flask) -> CheckedClient:
    with app.app_context():
        yield staff_client(app)


def act(verb, *args, **more):
    with database.transaction():
        return verb(*args, **more)


def workshop(name: str = "Wohnen") -> uuid.UUID:
    event = act(planning.create, EventPlan({"de": f"Fachtag {name}"}, DAY, languages=("ar", "de")))
    return act(planning.add_workshop, event, WorkshopPlan({"de": name}))


def columns(board: uuid.UUID) -> list[dict]:
    return act(changes, board, 0, Audience.PARTICIPANT, datetime.now(UTC))["columns"]


def test_an_empty_board_gets_the_columns_that_somebody_writes(desk: CheckedClient):
    board = act(preparing.add_board, workshop(), "empty")
    path = f"/desk/events/boards/{board}/prompts/de"
    assert len(columns(board)) == 1
    for number in range(2, shaping.MOST_COLUMNS + 1):
        page = desk.submit(
            desk.page(path), f"/desk/events/boards/{board}/columns", title=f"Spalte {number}"
        )
        assert page.status == 200
        assert len(columns(board)) == number
    assert len({column["colour"] for column in columns(board)}) == shaping.MOST_COLUMNS
    assert "Spalte hinzufügen" not in desk.page(path).text, "a phone shows no more"
    token = desk.page(path).fields()["csrf_token"]
    refused = desk.post(
        f"/desk/events/boards/{board}/columns", data={"csrf_token": token, "title": "Sieben"}
    )
    assert refused.status_code == 422
    assert "Mehr als 6 Spalten" in refused.get_data(as_text=True)


@pytest.mark.parametrize("title", ["", " ", "\u200b", "x" * 61])
def test_a_column_without_a_good_title_is_refused_and_its_question_stays(
    desk: CheckedClient, title: str
):
    board = act(preparing.add_board, workshop(), "empty")
    page = desk.page(f"/desk/events/boards/{board}/prompts/de")
    sent = {"title": title, "prompt": "Was fehlt?"}
    refused = desk.submit(page, f"/desk/events/boards/{board}/columns", **sent)
    assert refused.status in (400, 422)
    assert "Was fehlt?" in refused.html
    assert len(columns(board)) == 1


@on_both
def test_a_column_goes_while_nothing_hangs_in_it(desk: CheckedClient):
    board = act(preparing.add_board, workshop(), "fachtag_standard")
    first, second = (column["key"] for column in columns(board)[:2])
    draft = NoteDraft(uuid.uuid4(), first, "Bus")
    act(writing.write, board, None, draft, datetime.now(UTC))
    page = desk.page(f"/desk/events/boards/{board}/prompts/de")
    way = f"/desk/events/boards/{board}/columns/{{}}/delete"
    assert desk.submit(page, way.format(first)).status == 422
    assert "in 8 Sprachen" in page.text
    assert desk.submit(page, way.format(second)).status == 200
    assert columns(board)[0]["key"] == first
    assert second not in {column["key"] for column in columns(board)}


SHAPES = [
    {"queue": True},
    {"queue": False, "vote_kind": "statements", "dots": 7, "others_hidden": True},
    {"layout": "matrix", "minutes": {"collect": 8}},
]


@on_both
@pytest.mark.parametrize("template", ["empty", "what_we_need", "fachtag_standard"])
@pytest.mark.parametrize("shape", SHAPES)
def test_the_boards_of_an_earlier_workshop_come_again_without_what_was_written(
    desk: CheckedClient, template: str, shape: dict
):
    before, after = workshop("Früher"), workshop("Jetzt")
    board = act(preparing.add_board, before, template)
    with database.transaction() as connection:
        connection.execute(sa.update(Board).where(Board.id == board).values(**shape))
    said = {item.column: ("Titel!", "Frage?") for item in act(preparing.prompts, board, "ar")}
    act(preparing.save_prompts, board, "ar", said, "Amira")
    key = columns(board)[0]["key"]
    act(writing.write, board, None, NoteDraft(uuid.uuid4(), key, "Bus"), datetime.now(UTC))
    page = desk.page(f"/desk/events/workshops/{after}")
    done = desk.submit(page, f"/desk/events/workshops/{after}/boards/copy", workshop=str(before))
    assert done.status == 200
    (copy,) = act(preparing.boards, after)
    assert (copy.template, copy.notes, copy.active) == (template, 0, True)
    assert columns(copy.id) == columns(board)
    assert act(timing.minutes, copy.id) == act(timing.minutes, board)
    with database.transaction() as connection:
        rows = connection.execute(sa.select(*Board.__table__.c)).all()
        kept = ("layout", "queue", "vote_kind", "dots", "others_hidden")
        assert len({tuple(getattr(row, name) for name in kept) for row in rows}) == 1
        assert connection.execute(sa.select(sa.func.count(Note.id))).scalar() == 1
    texts = act(preparing.prompts, copy.id, "ar")
    assert {item.released_by for item in texts} == {"Amira"}


@pytest.mark.parametrize("wrong", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_what_is_no_workshop_is_copied_nowhere(desk: CheckedClient, wrong: str):
    act(preparing.add_board, workshop("Früher"), "empty")
    after = workshop()
    page = desk.page(f"/desk/events/workshops/{after}")
    done = desk.submit(page, f"/desk/events/workshops/{after}/boards/copy", workshop=wrong)
    assert (done.status, act(preparing.boards, after)) == (404, ())


@pytest.mark.parametrize("key", library.templates())
def test_the_questions_of_a_template_are_read_before_it_is_taken(desk: CheckedClient, key: str):
    page = desk.page(f"/desk/events/workshops/{workshop()}")
    for column in library.templates()[key].columns:
        assert column.texts["de"].title in page.text
        assert column.texts["de"].prompt in page.text


def test_every_language_of_the_interface_has_the_empty_board():
    (column,) = library.templates()["empty"].columns
    assert set(column.texts) == set(LANGUAGES)
