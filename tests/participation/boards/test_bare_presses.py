"""No address of the boards destroys or revokes by a bare press, whichever it is.

Walks over every address that takes a POST and sends it all keys that a form could hold, but not
the word that only the page sends which said what goes. What is gone afterwards must come back by
the button that takes the last step back.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Map, Rule

from participation.base import database
from participation.base.web.security import Role
from participation.boards.base.audit import Acting
from participation.boards.base.kinds import BoardRole, NoteState
from participation.boards.events import links
from participation.boards.models import (
    Board,
    BoardColumn,
    Cluster,
    Event,
    Link,
    Note,
    Outcome,
    Participant,
    Prompt,
    Workshop,
)
from participation.boards.notes import grouping, outcomes
from participation.boards.notes.outcomes import OutcomeDraft
from participation.boards.service import boards
from participation.boards.service.boards import NoteDraft
from tests.support.boards import Hall, join, make_hall
from tests.support.county import make_county
from tests.support.staff import staff_client

DESK = ("/desk/events/<", "/desk/events/workshops/<", "/desk/events/boards/<")
RUN = "/b/run/<code>/do/"
BARE = 5
"""At least so many addresses are walked, or the walk has lost its way."""


@pytest.fixture
def hall(app: Flask):
    with app.app_context():
        make_county()
        yield make_hall(rehearsal=True, queue=False)


@pytest.fixture
def keys(hall: Hall) -> dict[str, str]:
    """Whatever a form of the boards may name, all of it there."""
    person, note, other, cluster, outcome = join(hall)[0], *(uuid.uuid4() for _ in range(4))
    by = Acting(hall.board, BoardRole.FACILITATOR, datetime.now(UTC))
    with database.transaction():
        for key in (note, other):
            draft = NoteDraft(key, "needs", f"Zettel {key}")
            boards.write_note(hall.board, person, draft, by.at)
        grouping.create(by, cluster, "Bus", None, [note])
        outcomes.save(hall.board, OutcomeDraft(outcome, "Rufbus prüfen"))
        links.renew(hall.event, hall.workshop, BoardRole.WALL)
    named = {"note": note, "into": other, "other": other, "cluster": cluster, "target": cluster}
    named |= {"outcome": outcome, "workshop": hall.workshop, "board": hall.board}
    return {name: str(key) for name, key in named.items()} | {"role": "all", "reason": "Name"}


def there() -> set[tuple[Any, ...]]:
    """Everything that somebody would miss, and every way in that holds."""
    asked = {
        "event": sa.select(Event.id, Event.code).where(Event.archived_on.is_(None)),
        "rehearsal": sa.select(Event.id, Event.rehearsal),
        "workshop": sa.select(Workshop.id, Workshop.code),
        "board": sa.select(Board.id),
        "column": sa.select(BoardColumn.id),
        "prompt": sa.select(Prompt.column_id, Prompt.language, Prompt.title, Prompt.prompt),
        "note": sa.select(Note.id, Note.text).where(Note.state != NoteState.DELETED),
        "cluster": sa.select(Cluster.id).where(Cluster.deleted.is_(False)),
        "outcome": sa.select(Outcome.id, Outcome.what).where(Outcome.deleted.is_(False)),
        "person": sa.select(Participant.id),
        "link": sa.select(Link.token_hash).where(Link.withdrawn.is_(False)),
    }
    with database.transaction() as connection:
        return {(kind, *row) for kind, query in asked.items() for row in connection.execute(query)}


def taking_posts(addresses: Map, *beginnings: str) -> list[Rule]:
    found = [
        rule
        for rule in addresses.iter_rules()
        if "POST" in (rule.methods or ()) and rule.rule.replace("uuid:", "").startswith(beginnings)
    ]
    assert len(found) >= BARE
    return found


def test_the_desk_asks_before_anything_goes(app: Flask, hall: Hall, keys: dict[str, str]):
    desk = staff_client(app, Role.COORDINATOR)
    csrf = desk.page(f"/desk/events/{hall.event}/links").fields(0)["csrf_token"]
    values: dict[str, object] = {
        "event_id": hall.event, "workshop_id": hall.workshop, "board_id": hall.board,
        "job_id": uuid.uuid4(), "tag": "ar", "key": "offers", "kind": "pdf",
    }  # fmt: skip
    before = there()
    for rule in taking_posts(app.url_map, *DESK):
        named = {name: values[name] for name in rule.arguments}
        address = app.url_map.bind("").build(rule.endpoint, named, method="POST")
        answer = desk.post(address, data=keys | {"csrf_token": csrf})
        assert before <= there(), (address, before - there())
        assert answer.status_code < 500, address


def test_a_facilitator_can_take_back_whatever_goes_at_one_press(
    app: Flask, hall: Hall, keys: dict[str, str]
):
    with database.transaction():
        token = links.renew(hall.event, hall.workshop, BoardRole.FACILITATOR)
    lead = app.test_client()
    lead.page(f"/b/enter/{token}")
    sent = keys | {"form_token": lead.page(f"/b/run/{hall.code}/").fields(0)["form_token"]}
    before = there()
    for rule in taking_posts(app.url_map, RUN):
        address = rule.rule.replace("<code>", hall.code)
        answer = lead.post(address, data=sent)
        assert answer.status_code < 500, address
        if not before <= there():
            lead.post(f"/b/run/{hall.code}/do/undo", data=sent)
        assert before <= there(), (address, before - there())
