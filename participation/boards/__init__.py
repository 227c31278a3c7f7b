"""Events, workshops and their boards: from a note on a phone to what it came to."""

from __future__ import annotations

from flask import Flask

from participation import hooks, security
from participation.boards import (
    desk,
    links,
    models,
    notes,
    opinions,
    opinions_telling,
    suggesting,
    summaries,
    summaries_telling,
    summaries_views,
    ticking,
    visit,
)
from participation.boards.blueprint import blueprint
from participation.boards.desk import error_words as desk_words
from participation.boards.live import views as live_views
from participation.boards.run import acts, looking, pages, welcome
from participation.boards.run import error_words as run_words
from participation.boards.views import choosing, door, enter, phone, wall, wishing, writing
from participation.errors import add_words
from participation.places import service as places

__all__ = [
    "acts",
    "choosing",
    "door",
    "enter",
    "init_app",
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
    app.register_blueprint(blueprint)
    security.own_form_tokens(app, blueprint)
    add_words(app, desk_words.WORDS)
    add_words(app, run_words.WORDS)
    summaries.init_app(app)
    opinions.init_app(app)
    suggesting.init_app(app)
    app.register_blueprint(summaries_views.blueprint)
    app.jinja_env.globals |= summaries_telling.WORDS | opinions_telling.WORDS
    desk.init_app(app)
    places.on_removal(app, notes.places_named)
    hooks.RESTORED.register(app, links.settle)
    hooks.TICK.register(app, ticking.tick)
