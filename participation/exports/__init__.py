"""Figures as files, and papers: posters, flyers, code sheets, the concept, charts."""

from __future__ import annotations

from flask import Flask

from participation.base import hooks, jobs
from participation.exports import models, paper
from participation.exports.concept import views as concept_views
from participation.exports.documents import documents
from participation.exports.documents import views as document_views
from participation.exports.figures import files, views
from participation.exports.invitations import (
    cards,
    cards_views,
    organisation_letters,
    printed_codes,
    spread,
    spread_views,
)
from participation.exports.summaries import views as summary_views
from participation.monitoring import service as monitoring
from participation.organisations.service import links as organisations
from participation.studies import service as studies

__all__ = ["init_app", "models"]


def init_app(app: Flask) -> None:
    """Adds the downloads; files are written once figures are frozen."""
    app.register_blueprint(views.blueprint)
    jobs.register(app, files.KIND, files.work)
    monitoring.on_release(app, files.ask)
    monitoring.add_follow_up(app, views.follow_up)
    app.register_blueprint(document_views.blueprint)
    app.register_blueprint(spread_views.blueprint)
    app.register_blueprint(cards_views.blueprint)
    cards.init_app(app)
    spread.init_app(app)
    summary_views.init_app(app)
    concept_views.init_app(app)
    studies.print_codes(app, printed_codes.pdf)
    studies.say_what_prints(app, paper.prints)
    organisations.print_letters(app, "xlsx", organisation_letters.xlsx)
    organisations.print_letters(app, "pdf", organisation_letters.pdf)
    jobs.register(app, documents.JOB, documents.work)
    hooks.TICK.register(app, documents.drop_old)
