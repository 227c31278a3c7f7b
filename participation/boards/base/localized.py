"""Texts of a board in the language of a page, each with the language it is actually in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from babel import dates
from flask import current_app
from markupsafe import Markup, escape

from participation.base.settings import Settings
from participation.base.words import languages
from participation.base.words.languages import Language


@dataclass(frozen=True, slots=True)
class LocalizedText:
    """A text and its language."""

    text: str
    language: str


def pick(texts: Mapping[str, Any], language: Language) -> tuple[str, Any]:
    """The entry of ``texts`` in ``language``, in what stands in for it, or else any."""
    for tag in (*language.chain, *texts):
        if tag in texts:
            return tag, texts[tag]
    return language.tag, ""


def title(texts: Mapping[str, str], language: Language | None = None) -> LocalizedText:
    """A title in the language of the page."""
    tag, text = pick(texts, language or languages.current())
    return LocalizedText(text, tag)


def localized(item: LocalizedText) -> Markup:
    """``item`` for a page; marked where it is in another language than the page."""
    tag = languages.current().tag
    if item.language == tag:
        return escape(item.text)
    return Markup('<span lang="{}" dir="{}">{}</span>').format(
        item.language, languages.direction(item.language), item.text
    )


def hours(starts: datetime | None, ends: datetime | None) -> str:
    """From when to when, in the county's zone: "10:30–12:00"; empty when nobody has said."""
    settings: Settings = current_app.config["SETTINGS"]
    shown = [
        dates.format_time(
            moment.astimezone(settings.zone), "HH:mm", locale=languages.current().locale
        )
        for moment in (starts, ends)
        if moment
    ]
    return "–".join(shown)
