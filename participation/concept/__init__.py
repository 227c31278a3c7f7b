"""The concept: goals, measures, lights; needs, and the voices each of them came from."""

from __future__ import annotations

from flask import Flask

from participation import sheets
from participation.access import service as access
from participation.base.tasks import offered_by
from participation.base.web.security import Permission
from participation.base.words.lazy import lazy_gettext
from participation.boards.service import summaries as boards
from participation.concept import changes, models
from participation.concept.desk import (
    decisions,
    gaps,
    lights,
    measures,
    metrics,
    money,
    order,
    overview,
    workbook,
)
from participation.concept.desk.framework import framework, goals, languages
from participation.concept.gaps import counts
from participation.concept.intake.target import MeasureTarget
from participation.concept.light.kinds import LIGHT_MEANINGS, LIGHT_NAMES, NO_LIGHT
from participation.concept.metrics.metrics import METRIC_NAMES
from participation.concept.needs import views
from participation.concept.tasks import open_tasks
from participation.concept.translating import proposals
from participation.concept.tree import goals as goals_of_tree
from participation.concept.tree.kinds import FINANCING_NAMES, STAGE_NAMES, STATEMENT_NAMES
from participation.target_groups import service as target_groups

__all__ = ["PAGES", "init_app", "models"]

PAGES = (
    decisions,
    framework,
    gaps,
    goals,
    languages,
    lights,
    measures,
    metrics,
    money,
    order,
    workbook,
)
"""Modules that hang their pages on the blueprint of :mod:`participation.concept.desk.overview`."""


def init_app(app: Flask) -> None:
    """Adds the pages of the concept; themes and notes of boards show what was made of them."""
    changes.init_app(app)
    counts.init_app(app)
    proposals.init_app(app)
    app.register_blueprint(overview.blueprint)
    app.register_blueprint(views.blueprint)
    sheets.register(app, MeasureTarget(), "/desk/concept/import", back="concept_desk.overview")
    boards.on_trace(app, views.traces)
    offered_by(app, open_tasks)
    target_groups.on_removal(app, goals_of_tree.target_groups_in_use)
    app.jinja_env.globals |= {
        "FINANCING_NAMES": FINANCING_NAMES,
        "LIGHT_MEANINGS": LIGHT_MEANINGS,
        "LIGHT_NAMES": LIGHT_NAMES,
        "METRIC_NAMES": METRIC_NAMES,
        "NO_LIGHT": NO_LIGHT,
        "ROLE_NAMES": access.ROLE_NAMES,
        "STAGE_NAMES": STAGE_NAMES,
        "STATEMENT_NAMES": STATEMENT_NAMES,
    }
    entry = access.Entry(
        lazy_gettext("Konzept"),
        "concept_desk.overview",
        Permission.READ_CONCEPT,
        "/desk/concept",
        weight=55,
    )
    access.NAVIGATION.register(app, entry)
