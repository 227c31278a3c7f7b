"""Events, workshops and their boards: from a note on a phone to what it came to."""

from __future__ import annotations

from flask import Flask

from participation.base import hooks
from participation.base.errors import add_words
from participation.base.web import security
from participation.boards import desk, models
from participation.boards.base.blueprint import blueprint
from participation.boards.closing import ticking
from participation.boards.desk import error_words as desk_words
from participation.boards.desk import summaries as summary_pages
from participation.boards.events import guesses, links, visit
from participation.boards.live import views as live_views
from participation.boards.notes import suggesting
from participation.boards.notes import writing as note_writing
from participation.boards.opinions import opinions, wording
from participation.boards.phone import ballots, joining, wishing, writing
from participation.boards.phone import pages as phone
from participation.boards.run import acts, enter, looking, pages, welcome
from participation.boards.run import error_words as run_words
from participation.boards.summaries import summaries
from participation.boards.summaries import wording as summary_wording
from participation.boards.wall import pages as wall
from participation.places import service as places

__all__ = [
    "acts",
    "ballots",
    "enter",
    "init_app",
    "joining",
    "live_views",
    "looking",
    "models",
    "pages",
    "phone",
    "wall",
    "welcome",
    "wishing",
    "writing",
]


def init_app(app: Flask) -> None:
    """Opens the boards; their forms carry a token of their own."""
    security.DOORKEEPER.register(app, visit.admit)
    guesses.init_app(app)
    app.register_blueprint(blueprint)
    security.own_form_tokens(app, blueprint)
    add_words(app, desk_words.WORDS)
    add_words(app, run_words.WORDS)
    summaries.init_app(app, then=opinions.count_workshop)
    opinions.init_app(app)
    suggesting.init_app(app)
    app.register_blueprint(summary_pages.blueprint)
    app.jinja_env.globals |= summary_wording.WORDS | wording.WORDS
    desk.init_app(app)
    places.on_removal(app, note_writing.places_named)
    hooks.RESTORED.register(app, links.settle)
    hooks.TICK.register(app, ticking.tick)
