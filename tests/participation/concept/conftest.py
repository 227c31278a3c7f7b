"""A county, and a concept in it."""

from __future__ import annotations

import pytest
from flask import Flask

from participation.base import database
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.service import GoalText, MeasureText
from participation.concept.tree import goals, measures
from participation.organisations import saving
from participation.organisations.service import OrganisationText
from tests.support.client import CheckedClient
from tests.support.concept import TODAY
from tests.support.county import make_county
from tests.support.staff import staff_client


class Small:
    """One goal, one measure on it, one single measure, one organisation."""

    def __init__(self) -> None:
        service.begin("Unser Konzept")
        self.body = saving.add(OrganisationText("Sozialamt", "SozA"))
        self.goal = goals.add_goal(GoalText("Alle finden Arbeit", "work"))
        self.measure = measures.add(
            MeasureText("Beratung am Abend", number="1.1", goal_id=self.goal), today=TODAY
        )
        self.single = measures.add(MeasureText("Ein Fest im Park"), today=TODAY)


@pytest.fixture
def county(app: Flask) -> Flask:
    with app.app_context():
        make_county()
    return app


@pytest.fixture
def desk(county: Flask) -> CheckedClient:
    return staff_client(county, Role.COORDINATOR)


@pytest.fixture
def small(app: Flask) -> Small:
    with app.app_context():
        make_county()
        with database.transaction():
            return Small()
