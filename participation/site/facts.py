"""The county's own words, ready to be put into a sentence of a legal or help page.

Every fact is safe HTML in which names, numbers and addresses keep their own direction. What the
county has not filled in yet shows as a mark with the name of the gap.
"""

from __future__ import annotations

import re
from datetime import date
from urllib.parse import quote

from flask import current_app
from markupsafe import Markup

from participation.base.settings import Settings
from participation.base.web.templating import format_date, isolated
from participation.base.words.languages import DEFAULT, STAFF, Language
from participation.places import service as places
from participation.places.service import PLACEHOLDERS, Placeholder
from participation.site.lands import land

LTR = Markup('<bdi dir="ltr">{}</bdi>')
GERMAN = Markup('<bdi lang="de" dir="ltr">{}</bdi>')
NO_BREAK_SPACE = "\u00a0"
REACHABLE = re.compile(r"[^\s@,;:()<>]+@[^\s@,;()<>]+\w|(?<![\w.])(?:\+49|0)[\d /-]{5,}\d")
"""A mail address, or a German telephone number as people write it."""
LINE_BREAK = Markup("<br>")


def facts(language: Language) -> dict[str, Markup]:
    """All placeholders by name, as ``language`` shows them, this site's address, its Land's law."""
    settings: Settings = current_app.config["SETTINGS"]
    shown = {item.name: _shown(item, language) for item in PLACEHOLDERS}
    rules = land(places.county().land)
    return shown | {
        "site_address": LTR.format(settings.public_url),
        "law": GERMAN.format(rules.law),
        "body": GERMAN.format(rules.body),
    }


def filled(name: str, language: Language) -> bool:
    """Whether the county has written anything for this placeholder."""
    return bool(places.texts(language.tag).get(name))


def backup_days() -> int | None:
    """After how many days backups go, as IT confirmed it."""
    said = places.confirmation(places.Promise.BACKUPS)
    return said.days if said else None


def _shown(item: Placeholder, language: Language) -> Markup:
    text = places.texts(language.tag).get(item.name, "")
    if not text:
        return _gap(item, language)
    if item.date:
        return _day(text)
    lines = LINE_BREAK.join(_linked(line) for line in text.splitlines())
    if item.per_language and places.written(item.name, language.tag):
        return lines
    return GERMAN.format(lines)


def telephone(number: str) -> Markup:
    """A number to tap; what is dialled keeps only digits and a plus in front."""
    dialled = "".join(c for c in number if c.isdigit() or c == "+")
    shown = number.replace(" ", NO_BREAK_SPACE)
    return Markup('<a href="tel:{}">{}</a>').format(dialled, LTR.format(shown))


def _mail(address: str) -> Markup:
    return Markup('<a href="mailto:{}">{}</a>').format(
        quote(address, safe="@"), LTR.format(address)
    )


def _linked(line: str) -> Markup:
    """A line in which telephone numbers and mail addresses can be tapped."""
    found, end = Markup(), 0
    for match in REACHABLE.finditer(line):
        found += line[end : match.start()]
        found += _mail(match[0]) if "@" in match[0] else telephone(match[0])
        end = match.end()
    return found + line[end:]


def _day(text: str) -> Markup:
    try:
        return isolated(format_date(date.fromisoformat(text)))
    except ValueError:
        return isolated(text)


def _gap(item: Placeholder, language: Language) -> Markup:
    mark = Markup("<mark>[{}]</mark>").format(item.label)
    if language in STAFF:
        return mark
    return Markup('<mark lang="{}" dir="ltr">[{}]</mark>').format(DEFAULT.tag, item.label)
