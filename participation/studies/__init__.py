"""Surveys: questionnaires, their versions, and the waves in which they are asked."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from participation.access import service as access
from participation.base import hooks, jobs
from participation.base.tasks import offered_by
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.places import service as places
from participation.studies import models
from participation.studies.desk import languages, life, plan, reach, rehearsal, sheet, views
from participation.studies.desk.blueprint import blueprint
from participation.studies.desk.tasks import open_tasks
from participation.studies.instruments import commands, importing, shipped
from participation.studies.waves import respondent_wave, state, steps, translating, waves
from participation.target_groups import service as target_groups

__all__ = [
    "init_app",
    "languages",
    "life",
    "models",
    "plan",
    "reach",
    "rehearsal",
    "sheet",
    "views",
]


def init_app(app: Flask) -> None:
    """Opens the survey pages of the desk."""
    app.register_blueprint(blueprint)
    app.cli.add_command(commands.forms)
    importing.init_app(app)
    translating.init_app(app)
    jobs.register(app, shipped.KIND, shipped.work)
    respondent_wave.init_app(app)
    places.on_removal(app, waves.places_in_use)
    target_groups.on_removal(app, waves.target_groups_in_use)
    hooks.TICK.register(app, _tick)
    offered_by(app, open_tasks)
    entry = access.Entry(
        lazy_gettext("Befragungen"), "studies.surveys", Permission.SEE_FIGURES, "/desk/surveys", 20
    )
    access.NAVIGATION.register(app, entry)
    app.jinja_env.filters["day_before"] = state.day_before
    app.jinja_env.globals |= {"survey_steps": steps.survey_steps, "desk_link": access.desk_link}


def _tick(now: datetime) -> None:
    del now
    shipped.ship()
