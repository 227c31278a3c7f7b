"""Every table of the concept is saved, comes back, goes with what it tells of, and is kept else."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.database import Base
from participation.concept import models, service
from participation.concept.gaps import gaps
from participation.concept.gaps.gaps import GapKind
from participation.concept.service import (
    GoalText,
    MeasureText,
    MetricText,
    ReportText,
    StatementKind,
    TrafficLight,
    ValueInfo,
)
from participation.concept.tree import goals, measures
from participation.concept.tree.info import Aim
from participation.concept.tree.kinds import Direction
from participation.operations import ticking
from participation.operations.backup import backup
from participation.organisations import saving
from participation.organisations.service import OrganisationText
from participation.target_groups import service as target_groups
from tests.support.concept import TODAY
from tests.support.county import make_county
from tests.support.sqlite import on_sqlite

TABLES = [getattr(models, name).__table__ for name in models.__all__]
OF_MEASURES = [
    table
    for table in TABLES
    if any(key.column.table.name == "measure" for key in table.foreign_keys)
]


@pytest.fixture
def full(app: Flask) -> dict[str, uuid.UUID]:
    """Something in every table."""
    with app.app_context():
        make_county()
        with database.transaction() as connection:
            service.begin("Konzept")
            service.add_statement(StatementKind.VISION, {"de": "Alle kommen an."})
            group = target_groups.add_target_group({"de": "Eltern"})
            aim = Aim("ind_home", Direction.UP)
            goal = goals.add_goal(GoalText("Ziel", "work", aims=(aim,), target_groups=(group,)))
            body = saving.add(OrganisationText("Amt"))
            need, source = uuid.uuid4(), uuid.uuid4()
            for model, values in (
                (models.Need, {"id": need}),
                (models.NeedSource, {"id": source, "need_id": need}),
            ):
                connection.execute(sa.insert(model).values(_filled(model.__table__) | values))
            said = MeasureText(
                "Beratung", goal_id=goal, responsible=(body,), places=("birkenhain",),
                target_groups=(group,), needs=(need,),
            )  # fmt: skip
            measure = measures.add(said, today=TODAY)
            light = ReportText(TrafficLight.YELLOW, "Begonnen.", TODAY)
            service.report(measure, 0, light, role="coordinator", today=TODAY)
            service.add_note(measure, "Läuft an.", TODAY, role="editor", today=TODAY)
            metric = service.add_metric(measure, MetricText("Beratungen", target=1.5), today=TODAY)
            service.set_value(metric, ValueInfo(TODAY, 0.1), today=TODAY)
            service.set_capacity(body, 40, 900)
            gaps.intend(GapKind.NO_METRIC, measure, "Zu klein.", role="editor", today=TODAY)
            gaps.intend(GapKind.NO_INDICATOR, goal, "Später.", role="editor", today=TODAY)
            wording = {"tag": "en", "source": "Alt", "text": "Old"}
            for kind, key in (("measure", measure), ("goal", goal)):
                connection.execute(
                    sa.insert(models.ProposedWording).values(key=f"{kind}:{key}", **wording)
                )
    return {"measure": measure, "goal": goal, "body": body, "need": need}


def _filled(table: sa.Table) -> dict[str, object]:
    """A row of a table, of any values that its columns take."""
    kinds = {
        sa.Uuid: uuid.uuid4(),
        sa.String: "x",
        sa.Text: "x",
        sa.JSON: {},
        sa.Integer: 1,
        sa.Boolean: True,
        sa.Date: TODAY,
    }
    return {
        column.name: next(
            (value for kind, value in kinds.items() if isinstance(column.type, kind)), None
        )
        for column in table.columns
        if not column.nullable
    }


def counts(tables: list[sa.Table]) -> dict[str, int]:
    with database.transaction() as connection:
        return {
            t.name: connection.execute(sa.select(sa.func.count()).select_from(t)).scalar_one()
            for t in tables
        }


def test_no_table_of_the_concept_is_left_out_of_backups_or_of_this_list():
    named = {table.name for table in TABLES}
    mine = {
        m.local_table.name
        for m in Base.registry.mappers
        if m.class_.__module__.startswith("participation.concept.")
    }
    assert named == mine
    assert all(backup.saved(name) for name in named)


@pytest.mark.usefixtures("full")
def test_all_of_it_is_saved_and_comes_back_elsewhere(app: Flask, tmp_path):
    """Each table holds something, so each is proven; what comes back is what was."""
    with app.app_context():
        before = {t.name: rows(t) for t in TABLES}
    assert all(before.values()), [name for name, found in before.items() if not found]
    run = app.test_cli_runner().invoke
    saved = run(args=["backup", str(tmp_path / "b")])
    assert saved.exit_code == 0, saved.output
    with app.app_context(), database.transaction() as connection:
        for table in reversed(Base.metadata.sorted_tables):
            if table in TABLES:
                connection.execute(sa.delete(table))
    restored = run(args=["restore", str(tmp_path / "b"), "--replace"])
    assert restored.exit_code == 0, restored.output
    with app.app_context():
        assert {t.name: rows(t) for t in TABLES} == before


def rows(table: sa.Table) -> list[tuple]:
    with database.transaction() as connection:
        return [
            tuple(row) for row in connection.execute(sa.select(table).order_by(*table.primary_key))
        ]


@on_sqlite
def test_with_a_measure_goes_all_that_was_told_of_it_and_nothing_else(app: Flask, full):
    with app.app_context():
        assert all(counts(OF_MEASURES).values())
        with database.transaction():
            measures.delete_all([full["measure"]])
        left = counts(OF_MEASURES) | counts([models.MetricValue.__table__])
        assert {name: number for name, number in left.items() if number} == {}
        assert names(models.IntendedGap.subject) == {str(full["goal"])}
        assert names(models.ProposedWording.key) == {f"goal:{full['goal']}"}
        with database.transaction():
            goals.delete_goal(full["goal"])
        assert names(models.IntendedGap.subject) == names(models.ProposedWording.key) == set()
        assert counts([models.GoalIndicator.__table__, models.GoalTargetGroup.__table__]) == {
            "goal_indicator": 0,
            "goal_target_group": 0,
        }
        assert counts([models.Need.__table__, models.OrganisationBudget.__table__]) == {
            "need": 1,
            "organisation_budget": 1,
        }


def names(column: sa.orm.InstrumentedAttribute[str]) -> set[str]:
    with database.transaction() as connection:
        return set(connection.execute(sa.select(column)).scalars())


@on_sqlite
@pytest.mark.usefixtures("full")
def test_nothing_of_the_concept_goes_by_itself_however_long_it_lies(app: Flask):
    with app.app_context():
        before = {t.name: rows(t) for t in TABLES}
        assert ticking.tick(datetime.now(UTC) + timedelta(days=365 * 12)) == []
        assert {t.name: rows(t) for t in TABLES} == before
