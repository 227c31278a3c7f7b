import random
import uuid
from datetime import UTC, date, datetime

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.boards.models import (
    BoardColumn,
    BoardSuggestions,
    Cluster,
    Likeness,
    Note,
    NoteWish,
)
from participation.concept import service
from participation.concept.gaps import gaps
from participation.concept.gaps.gaps import GapKind
from participation.concept.service import (
    GoalText,
    MeasureText,
    MetricText,
    ReportText,
    TrafficLight,
    ValueInfo,
)
from participation.organisations import saving
from participation.organisations.service import OrganisationText
from participation.respond.answers import letterbox
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from participation.target_groups import service as target_groups
from tests.support.boards import make_hall
from tests.support.county import make_wave
from tests.support.released import publish
from tests.support.staff import make_account

K = 10
SENT = 23
TODAY = date(2026, 5, 4)
NOW = datetime(2026, 5, 4, 10, tzinfo=UTC)


def send(wave_id, number):
    """One answer into the box of a wave, which is emptied when it is full."""
    payload = Payload(
        {"hours": number, "need": ["work"], "s_municipality": "seestadt"},
        {"wish": f"Wunsch-{number} ✓ سلام"},
        "ar",
        "poster",
        too_fast=False,
        hidden_filled=False,
    )
    with database.transaction() as connection:
        lying = letterbox.send(connection, Secret.fresh(wave_id), payload)
    if lying == K:
        letterbox.empty(database.engine(), wave_id, K, TODAY)


def talk():
    """A note, one merged into it, an answer to it, and what was found and wished about it."""
    hall = make_hall()
    note = uuid.UUID(int=2**128 - 1)
    columns = sa.select(BoardColumn.id).where(BoardColumn.board_id == hall.board)
    with database.transaction() as connection:
        one = {
            "board_id": hall.board,
            "column_id": connection.execute(columns).scalars().first(),
            "text": "Zu wenige Busse",
            "state": "released",
            "source": "phone",
            "seq": 1,
        }
        for pointing in ({}, {"merged_into": note}, {"parent_id": note}):
            key = uuid.uuid4() if pointing else note
            connection.execute(sa.insert(Note).values(id=key, **one, **pointing))
        offered = {"key": "1", "notes": [str(note)], "words": ["Busse"], "by_meaning": False}
        theme = {"id": uuid.uuid4(), "board_id": hall.board, "title": "Bus", "seq": 2}
        connection.execute(sa.insert(Cluster).values(theme))
        about = {
            BoardSuggestions: {"groups": [offered], "declined": [[str(key)]], "made_at": NOW},
            Likeness: {"note_id": note, "other_id": key, "cosine": 0.5137},
        }
        for model, values in about.items():
            connection.execute(sa.insert(model).values(board_id=hall.board, **values))
        connection.execute(sa.insert(NoteWish).values(note_id=note, cluster_id=theme["id"]))


def plan():
    """A concept with a goal below another, a merged measure, a light, a metric."""
    service.begin("Konzept")
    main = uuid.UUID(int=2**128 - 1)
    service.add_goals([GoalText("Oberziel", "work")], [main])
    (sub,) = service.add_goals([GoalText("Unterziel", parent_id=main)])
    group = target_groups.add_target_group({"de": "Eltern"})
    body = saving.add(OrganisationText("Sozialamt"))
    said = MeasureText(
        "Beratung", goal_id=sub, responsible=(body,), places=("birkenhain",), target_groups=(group,)
    )
    kept, gone = service.add_measures([said, MeasureText("Älter")], today=TODAY)
    service.merge_measure(gone, 1, kept, today=TODAY)
    light = ReportText(TrafficLight.YELLOW, "Begonnen.", TODAY)
    service.report(kept, 0, light, role="coordinator", today=TODAY)
    service.add_note(kept, "Läuft an.", TODAY, role="editor", today=TODAY)
    metric = service.add_metric(kept, MetricText("Beratungen", target=1.5), today=TODAY)
    service.set_value(metric, ValueInfo(TODAY, 0.1), today=TODAY)
    service.set_capacity(body, 40)
    gaps.intend(GapKind.NO_METRIC, kept, "Zu klein.", role="editor", today=TODAY)


@pytest.fixture
def county(app, client):
    """A released wave; an open one with 20 answers, 3 letters, a draft; notes; an account."""
    publish(app)
    make_account(app)
    with app.app_context():
        wave_id = make_wave(slug="offen")
        for number in random.sample(range(1000, 9999), SENT):
            send(wave_id, number)
        talk()
        with database.transaction():
            plan()
    client.submit(client.page("/f/offen/de/"), "begin")
    return wave_id


@pytest.fixture
def run(app):
    """Runs a command of this installation; gives its result."""

    def invoke(*args, of=None):
        return (of or app).test_cli_runner().invoke(args=[str(arg) for arg in args])

    return invoke
