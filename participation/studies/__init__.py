"""Surveys: questionnaires, their versions, and the waves in which they are asked."""

from __future__ import annotations

from datetime import datetime

from flask import Flask

from participation import hooks, jobs, tasks
from participation.access import service as access
from participation.lazy import lazy_gettext
from participation.places import service as places
from participation.security import Permission
from participation.studies import (
    importing,
    language_views,
    life_views,
    models,
    plan_views,
    reach_views,
    respondents,
    sheet_views,
    shipped,
    state,
    steps,
    translating,
    try_views,
    views,
    waiting,
    waves,
)
from participation.studies.blueprint import blueprint

__all__ = [
    "init_app",
    "language_views",
    "life_views",
    "models",
    "plan_views",
    "reach_views",
    "sheet_views",
    "try_views",
    "views",
]


def init_app(app: Flask) -> None:
    """Opens the survey pages of the desk."""
    app.register_blueprint(blueprint)
    importing.init_app(app)
    translating.init_app(app)
    jobs.register(app, shipped.KIND, shipped.work)
    respondents.init_app(app)
    places.on_removal(app, waves.places_in_use)
    hooks.TICK.register(app, _tick)
    tasks.offered_by(app, waiting.open_tasks)
    entry = access.Entry(
        lazy_gettext("Befragungen"), "studies.surveys", Permission.SEE_FIGURES, "/desk/surveys", 20
    )
    access.NAVIGATION.register(app, entry)
    app.jinja_env.filters["day_before"] = state.day_before
    app.jinja_env.globals |= {"survey_steps": steps.survey_steps, "desk_link": access.desk_link}


def _tick(now: datetime) -> None:
    del now
    shipped.ship()
