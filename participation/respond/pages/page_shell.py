"""The part of a respondent's page that is the same for everybody: made once, then only joined."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import Flask, g, render_template
from markupsafe import escape

from participation.base.app_state import AppState
from participation.base.words.languages import Language, current, direction
from participation.places import service as places
from participation.respond.pages.visits import Visit
from surveys.instrument.instrument import Localized

GAP = "\x02"
PREVIEW = (
    '<meta property="og:title" content="{}">'
    '<meta name="description" property="og:description" content="{}">'
)
"""What a messenger shows of a link; it asks for nothing else, so nothing is spent by it."""
BEGIN = "<title>"
END = "</title>"
ANCHOR = "main:question"
"""Id of what a page asks, where its skip link leads; the name of no question holds a colon."""
LANGUAGE = "\x03"
"""Where the link to the chooser of languages goes."""


@dataclass(frozen=True, slots=True)
class PageShell:
    """A page in pieces, around its title and its content."""

    pieces: tuple[str, ...]
    tag: str
    """The language of the page."""

    def page(self, head: str | Localized, main: str, *, preview: str = "", place: str = "") -> str:
        """The whole page; ``head``, its title, and ``preview`` are text, ``main`` is HTML.

        A title in another language than the page says which. ``place``, in the language of the
        page, is how far somebody is; it stands behind the title and keeps its own direction.
        """
        before, between, after = self.pieces
        if isinstance(head, Localized):
            before, head = self._before(head), head.plain
        tags = PREVIEW.format(escape(head), escape(preview)) if preview else ""
        after_head = f" · \u2068{escape(place)}\u2069" if place else ""
        return (
            f"{before}{escape(head)}{after_head}{END}{tags}{between.removeprefix(END)}{main}{after}"
        )

    def _before(self, head: Localized) -> str:
        before = self.pieces[0]
        if head.language == self.tag or not head.text:
            return before
        marked = f'<title lang="{escape(head.language)}" dir="{direction(head.language)}">'
        return before.removesuffix(BEGIN) + marked


@dataclass(frozen=True, slots=True)
class _Key:
    """All that a shell of one application depends on."""

    language: Language
    county: str
    named: str
    """The survey, as pages of the site name it."""
    rehearsal: bool
    asking: bool
    script: bool


def _made(key: _Key) -> PageShell:
    text = render_template(
        "respond/layout.html",
        gap=GAP,
        link=LANGUAGE,
        asking=key.asking,
        anchor=ANCHOR,
        script=key.script,
        language=key.language,
        rehearsal=key.rehearsal,
        footer_wave=key.named,
    )
    return PageShell(tuple(text.split(GAP)), key.language.interface.tag)


SHELLS: AppState[Callable[[_Key], PageShell]] = AppState("page_shells")
"""Those that were made; they go with their application."""


def init_app(app: Flask) -> None:
    """Begins with none."""
    SHELLS.put(app, lru_cache(maxsize=128)(_made))


def page_shell(visit: Visit | None, *, asking: bool, script: bool = True) -> PageShell:
    """The shell of a survey's pages, or of a page that belongs to none.

    ``asking``: the page has the form ``answer``, and switching the language sends it.
    ``script``: the page has something that the script makes more comfortable.
    """
    return SHELLS.current()(
        _Key(
            visit.language if visit else current(),
            places.county_name(),
            visit.named if visit else "",
            rehearsal=visit.wave.rehearsal if visit else bool(g.get("rehearsal")),
            asking=asking,
            script=script,
        )
    )


def page(
    template: str,
    head: str | Localized,
    /,
    *,
    visit: Visit | None = None,
    at: str | None = None,
    preview: str = "",
    **values: Any,  # noqa: ANN401  a template takes anything
) -> str:
    """A whole page.

    Args:
        template: of its content, flat.
        head: its title; begins with what its ``h1`` says.
        visit: whose page it is; None: of no survey.
        at: where the chooser of languages leads back to; None: the page's own form knows.
        preview: what a messenger shows of a link to the page below its title. Pages that are
            sent around come sooner without the script; they have nothing it would ease.
        values: for the template.
    """
    main = render_template(template, visit=visit, anchor=ANCHOR, **values)
    if visit is not None and at is None:
        return page_shell(visit, asking=True).page(head, main)
    link = render_template("respond/language.html", visit=visit, at=at) if visit else ""
    return (
        page_shell(visit, asking=False, script=not preview)
        .page(head, main, preview=preview)
        .replace(LANGUAGE, link)
    )
