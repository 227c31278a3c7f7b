"""Released figures made ready for pages, in the language of the page. Computes nothing new."""

from __future__ import annotations

from flask import Flask

from participation.presenting import sentences


def init_app(app: Flask) -> None:
    """Gives templates the filters of figures."""
    app.jinja_env.filters |= {
        "percent": sentences.percent,
        "survey_text": sentences.text,
        "german_text": sentences.german,
    }
