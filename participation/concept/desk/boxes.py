"""One measure as the page of the concept unfolds it.

The page holds hundreds of them. A template needs three times as long for each, since it looks up
and escapes every word anew; so these few lines are written here, and each value is escaped once.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

from participation.base.words.catalogues import gettext as _
from participation.concept.desk.parts import day, place_names
from participation.concept.gaps.due import asks_again, is_overdue
from participation.concept.light.info import ReportInfo
from participation.concept.light.kinds import LIGHT_NAMES, NO_LIGHT, TrafficLight
from participation.concept.tree.info import MeasureInfo, MeasureText
from participation.concept.tree.kinds import STAGE_NAMES, Origin, Stage


@dataclass(frozen=True, slots=True)
class Words:
    """Words that every box uses, looked up once a page."""

    lights: Mapping[TrafficLight | None, str]
    stages: Mapping[Stage, str]
    late: str
    again: str
    added: str
    ongoing: str
    reason: str
    responsible: str
    partners: str
    deadline: str
    places: str
    part_of: str
    open: str
    as_of: str
    year: str

    @classmethod
    def now(cls) -> Words:
        """In the language of the page."""
        return cls(
            {None: str(NO_LIGHT)} | {light: str(name) for light, name in LIGHT_NAMES.items()},
            {stage: str(name) for stage, name in STAGE_NAMES.items()},
            _("überfällig"),
            _("neu zu prüfen"),
            _("ergänzt"),
            _("Daueraufgabe"),
            _("Grund"),
            _("Zuständig"),
            _("Partner"),
            _("Frist"),
            _("Orte"),
            _("Teil von"),
            _("Maßnahme öffnen"),
            _("Stand %(day)s"),
            _("für %(year)s"),
        )


@dataclass(frozen=True, slots=True)
class Page:
    """What all boxes of a page share."""

    words: Words
    labels: Mapping[uuid.UUID, Markup]
    """Of organisations, and of measures that others are a part of."""
    place_names: Mapping[str, str]
    symbols: Mapping[TrafficLight | None, str]
    """Drawings of the lights."""
    address: str
    """Of a measure's own page, but for its id."""
    today: date


def boxes(
    shown: Sequence[MeasureInfo],
    names: Mapping[uuid.UUID, str],
    symbols: Mapping[TrafficLight | None, str],
    address: str,
    today: date,
) -> dict[uuid.UUID, Markup]:
    """The boxes of these measures by id."""
    labels = {key: escape(name) for key, name in names.items()}
    page = Page(Words.now(), labels, place_names(), symbols, address, today)
    return {item.id: _box(item, page) for item in shown}


def _box(item: MeasureInfo, page: Page) -> Markup:
    said, light = item.said, item.status.light if item.status else None
    title = escape(said.title)
    number = f"<b><bdi>{escape(said.number)}</bdi></b> " if said.number else ""
    text = f"<p>{escape(said.text)}</p>" if said.text else ""
    facts = _facts(item, page)
    return Markup(  # noqa: S704 - each value was escaped above
        f'<details class="measure"><summary>{page.symbols[light]} '
        f"<span>{number}{title}</span> <small>{_marks(item, page)}</small></summary>"
        f'<div id="m{item.id}">{text}'  # inside, so that a link to it opens the box
        f"{facts}"
        f'<p><a class="tap" href="{page.address}{item.id}">{page.words.open}'
        f'<span class="hidden">: {number}{title}</span></a></p></div></details>\n'
    )


def _facts(item: MeasureInfo, page: Page) -> str:
    said, words, labels = item.said, page.words, page.labels
    named = [escape(page.place_names.get(key, key)) for key in said.places]
    rows = (
        (words.responsible, [labels[key] for key in said.responsible if key in labels]),
        (words.partners, [labels[key] for key in said.partners if key in labels]),
        (words.deadline, _until(said, words)),
        (words.places, named),
        (words.part_of, [labels[said.part_of]] if said.part_of and said.part_of in labels else []),
    )
    listed = [f"<dt>{label}</dt><dd>{', '.join(names)}</dd>" for label, names in rows if names]
    facts = _reason(item.status, words) + "".join(listed)
    return f'<dl class="facts">{facts}</dl>' if facts else ""


def _until(said: MeasureText, words: Words) -> list[str]:
    if said.ongoing:
        return [words.ongoing]
    return [day(said.deadline)] if said.deadline else []


def _marks(item: MeasureInfo, page: Page) -> str:
    words, status = page.words, item.status
    found = [words.lights[status.light if status else None]]
    if status and status.year:
        found[0] += " " + words.year % {"year": status.year}
    if is_overdue(item, page.today):
        found.append(f"<b>{words.late}</b>")
    elif asks_again(item, page.today):
        found.append(f"<b>{words.again}</b>")
    if item.said.origin is Origin.ADDED:
        found.append(words.added)
    if item.stage is not Stage.RELEASED:
        found.append(words.stages[item.stage])
    return " · ".join(found)


def _reason(status: ReportInfo | None, words: Words) -> str:
    if status is None:
        return ""
    wording = words.as_of % {"day": day(status.as_of)}
    reason = escape(status.reason or "–")
    return f'<dt>{words.reason}</dt><dd>{reason} <span class="muted">({wording})</span></dd>'
