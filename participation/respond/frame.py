"""The part of a respondent's page that is the same for everybody: made once, then only joined."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, current_app, render_template
from markupsafe import escape

from participation.languages import Language, current
from participation.respond.visit import Visit

TITLE, MAIN, LANGUAGE = "\x02title\x02", "\x02main\x02", "\x02language\x02"


@dataclass(frozen=True, slots=True)
class Frame:
    """A page in four pieces, around its title, its language link and its content."""

    pieces: tuple[str, ...]

    def page(self, title: str, language: str, main: str) -> str:
        """The whole page; ``title`` is text, the others are HTML."""
        head, top, middle, end = self.pieces
        return f"{head}{escape(title)}{top}{language}{middle}{main}{end}"


@lru_cache(maxsize=64)
def _made(app: Flask, language: Language, county: str, slug: str, rehearsal: bool) -> Frame:  # noqa: FBT001  a cache's key
    del app, county, language  # the template asks for them itself; here they tell frames apart
    text = render_template(
        "respond/frame.html",
        TITLE=TITLE,
        MAIN=MAIN,
        LANGUAGE=LANGUAGE,
        rehearsal=rehearsal,
        footer_wave=slug,
    )
    for mark in (TITLE, LANGUAGE, MAIN):
        text = text.replace(mark, "\x02")
    return Frame(tuple(text.split("\x02")))


def frame(visit: Visit | None) -> Frame:
    """The frame of a survey's pages, or of a page that belongs to none."""
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001  Flask's documented way
    county = app.jinja_env.globals["county_name"]()
    rehearsal = visit is not None and visit.wave.rehearsal
    return _made(app, current(), county, visit.wave.slug if visit else "", rehearsal)


def page(
    template: str,
    head: str,
    /,
    *,
    visit: Visit | None = None,
    at: str = "",
    **values: Any,  # noqa: ANN401  a template takes anything
) -> str:
    """A whole page.

    Args:
        template: of its content, flat.
        head: its title; begins with what its ``h1`` says.
        visit: whose page it is; None: of no survey.
        at: where the chooser of languages leads back to (a page of the questionnaire when it
            begins with ``q/``; then what was typed travels along).
        values: for the template.
    """
    main = render_template(template, visit=visit, **values)
    link = render_template("respond/language.html", visit=visit, at=at) if visit else ""
    return frame(visit).page(head, link, main)
