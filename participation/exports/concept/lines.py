"""The concept in the German of files: the same words and numbers in Word, PDF and tables."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from babel import numbers

from participation.concept import service as concept
from participation.concept.service import (
    FINANCING_NAMES,
    LIGHT_MEANINGS,
    LIGHT_NAMES,
    METRIC_NAMES,
    NO_LIGHT,
    STAGE_NAMES,
    STATEMENT_NAMES,
    AreaPart,
    GoalInfo,
    MeasureInfo,
    MetricInfo,
    Origin,
    Stage,
    StatementKind,
    Tally,
    TrafficLight,
)
from participation.exports.charts.stacked import Bar, Series
from participation.exports.concept.report import Report, light_of
from participation.exports.concept.wanted import Edition
from participation.exports.figures.facts import word as text_of

NO_AREA = "Ohne Handlungsfeld"
ALL = "alle Handlungsfelder"
SYMBOLS = {"green": "●", "yellow": "◆", "red": "■", "none": "○"}
"""Of the lights in a line of text; their words stand beside them."""
SINGLE = "Einzelaktionen"
FAR = "Felder mit mehr als 80 Prozent Grün stehen oben."
MEANING_HEAD = "Was die Ampel bedeutet"
NOTHING = "–"
REASON = "Grund"
INTERNAL = "Internes Papier: Es nennt Gründe, Notizen und Geld, die nicht öffentlich sind."
EMPTY = "Noch steht keine Maßnahme da."
MOST_VALUES = 6
"""Values of a metric in a row; older ones stand in the tables."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a measure."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class MetricLine:
    """A metric as a row of numbers."""

    name: str
    about: str
    """What it counts and its unit."""
    cells: tuple[tuple[str, str], ...]
    """Day and value, the oldest first, the target last."""
    sources: str


def paper(report: Report) -> str:
    """Which paper it is."""
    if report.part:
        return f"Auszug für {report.part}"
    return "Kurzfassung" if report.wanted.edition is Edition.SHORT else "Langfassung"


def title(report: Report) -> str:
    """What the document is called."""
    return f"{report.concept.title}: {paper(report)}"


def stand(report: Report) -> str:
    """Its day."""
    return f"Stand: {day(report.on)}"


def counted(report: Report) -> str:
    """How many measures there are, and how many of them came up in practice."""
    measures = report.measures
    wording = "1 Maßnahme" if len(measures) == 1 else f"{number(len(measures))} Maßnahmen"
    added = sum(item.said.origin is Origin.ADDED for item in measures)
    if not added:
        return wording
    return f"{wording} ({number(len(measures) - added)} + {number(added)} ergänzt)"


def remarks(report: Report) -> list[str]:
    """What a reader must know to take the numbers as they are meant."""
    sentences = []
    if report.on < report.today:
        sentences.append(
            f"Ampeln, Notizen und Zählung zeigen den {day(report.on)}; Texte, Zuständige, Fristen"
            f" und Geld stehen hier, wie sie am {day(report.today)} waren."
        )
    waiting = sum(item.stage is not Stage.RELEASED for item in report.measures)
    if report.wanted.released:
        sentences.append(
            "Gezählt sind nur freigegebene Maßnahmen. Gründe stehen da, wo sie alle sehen."
        )
    else:
        sentences.append(INTERNAL)
    if waiting:
        sentences.append(
            f"{number(waiting)} davon {'ist' if waiting == 1 else 'sind'} noch nicht freigegeben."
        )
    if report.everywhere:
        sentences.append(f"Dazu kommen {number(report.everywhere)} für den ganzen Landkreis.")
    return sentences


def day(value: date) -> str:
    """A day."""
    return f"{value:%d.%m.%Y}"


def number(value: float) -> str:
    """A number with German separators."""
    return numbers.format_decimal(value, locale="de")


def light_word(light: TrafficLight | None) -> str:
    """A light's word."""
    return str(LIGHT_NAMES[light].message if light else NO_LIGHT.message)


def meanings() -> list[tuple[TrafficLight, str, str]]:
    """Each light with its word and what it means."""
    return [
        (light, light_word(light), str(meaning.message))
        for light, meaning in LIGHT_MEANINGS.items()
    ]


def series(tallies: Iterable[Tally]) -> tuple[Series, ...]:
    """The lights that bars show; "none" only where anything is without one."""
    lights = (*TrafficLight, *((None,) if any(item.none for item in tallies) else ()))
    return tuple(Series(light.value if light else "none", light_word(light)) for light in lights)


def bar(label: str, tally: Tally, shown: Sequence[Series]) -> Bar:
    """A tally as a bar."""
    counts = {light.value if light else "none": n for light, n in tally.counts.items()}
    percent = {light.value if light else "none": n for light, n in tally.percent.items()}
    return Bar(
        label,
        tuple(counts[kind.look] for kind in shown),
        tuple(percent[kind.look] for kind in shown),
    )


def counts(tally: Tally) -> str:
    """A tally in one line."""
    shares = [count_of(light, tally) for light, count in tally.counts.items() if count or light]
    return f"{number(tally.total)} Maßnahmen: {', '.join(shares)}"


def count_of(light: TrafficLight | None, tally: Tally) -> str:
    """How many show a light: "141 umgesetzt (73 %)"."""
    return f"{number(tally.counts[light])} {light_word(light)} ({tally.percent[light]} %)"


def area(report: Report, key: str | None) -> str:
    """What an area is called."""
    return report.names.areas.get(key, key) if key else NO_AREA


def part_title(part: AreaPart) -> str:
    """What a part of the concept is called."""
    return text_of(part.area.name) if part.area else NO_AREA


def goal(found: GoalInfo) -> str:
    """Number and title of a goal."""
    return f"{found.said.number} {found.said.title}".strip()


def goal_facts(found: GoalInfo, report: Report) -> list[Fact]:
    """For whom a goal is, and by which indicators it is watched."""
    aims = [
        f"{aim.indicator} ({concept.DIRECTION_NAMES[aim.direction].message})"
        for aim in found.said.aims
    ]
    rows = (
        ("Zielgruppen", _groups(found.said.target_groups, report)),
        ("Indikatoren", ", ".join(aims)),
    )
    return [Fact(label, text) for label, text in rows if text]


def statements(report: Report) -> list[tuple[str, list[str]]]:
    """Vision, principles, understanding: heading and sentences of those that are there."""
    found = report.concept.statements
    by_heading = [
        (str(STATEMENT_NAMES[kind].message), [text_of(s.text) for s in found if s.kind == kind])
        for kind in StatementKind
    ]
    return [(heading, sentences) for heading, sentences in by_heading if sentences]


def marks(measure: MeasureInfo, report: Report) -> list[str]:
    """What stands behind a measure's light."""
    found = []
    if concept.is_overdue(measure, report.on):
        found.append("überfällig")
    elif concept.asks_again(measure, report.on):
        found.append("neu zu prüfen")
    if measure.said.origin is Origin.ADDED:
        found.append("ergänzt")
    if measure.said.quick_win:
        found.append("schnell umsetzbar")
    if measure.said.focus:
        found.append("Schwerpunkt")
    if measure.stage is not Stage.RELEASED:
        found.append(str(STAGE_NAMES[measure.stage].message))
    return found


def status(measure: MeasureInfo) -> str:
    """Light, year and day in one line."""
    found = measure.status
    if found is None:
        return light_word(None)
    year = f" für {found.year}" if found.year else ""
    return f"{light_word(found.light)}{year}, Stand {day(found.as_of)}"


def reason(measure: MeasureInfo) -> str:
    """Why the light is what it is."""
    return (measure.status.reason if measure.status else "") or NOTHING


def facts(measure: MeasureInfo, report: Report) -> list[Fact]:
    """All that is known of a measure besides title, text, metrics and notes."""
    said = measure.said
    rows = (
        (REASON, reason(measure) if measure.status else ""),
        ("Teil von", part_of(measure, report)),
        ("Zuständig", bodies(said.responsible, report) or "noch niemand"),
        ("Partner", bodies(said.partners, report)),
        ("Frist", deadline(measure)),
        ("Orte", places(measure, report)),
        ("Zielgruppen", _groups(said.target_groups, report)),
        ("Aufwand", f"{number(said.hours)} Stunden im Jahr" if said.hours is not None else ""),
        ("Kosten", costs(measure)),
        ("Geld von", money(measure)),
        ("Produktkonto", said.account),
        ("Was sich ändert", said.public_sentence.get("de", "")),
        ("Darin aufgegangen", "; ".join(item.label for item in merged(measure, report))),
    )
    return [Fact(label, text) for label, text in rows if text]


def bodies(ids: Sequence[uuid.UUID], report: Report) -> str:
    """Organisations as they are called today."""
    found = [report.names.bodies[key] for key in ids if key in report.names.bodies]
    names = {
        body.id: f"{body.label} (gibt es nicht mehr)" if body.ended_on else body.label
        for body in found
    }
    return ", ".join(names.values())


def part_of(measure: MeasureInfo, report: Report) -> str:
    """The larger measure that it is a step of."""
    whole = measure.said.part_of
    return report.names.measures.get(whole, "") if whole else ""


def deadline(measure: MeasureInfo) -> str:
    """Until when."""
    if measure.said.ongoing:
        return "Daueraufgabe"
    return day(measure.said.deadline) if measure.said.deadline else "keine"


def places(measure: MeasureInfo, report: Report) -> str:
    """Where."""
    named = [report.names.places.get(key, key) for key in measure.said.places]
    return ", ".join(named) or "ganzer Landkreis"


def groups(measure: MeasureInfo, report: Report) -> str:
    """For whom."""
    return _groups(measure.said.target_groups, report)


def costs(measure: MeasureInfo) -> str:
    """Euro a year, and in which years."""
    said = measure.said
    if said.euro is None:
        return ""
    first = f" ab {said.first_year}" if said.first_year else ""
    last = f" bis {said.last_year}" if said.last_year else ""
    return f"{number(said.euro)} Euro im Jahr{first}{last}"


def money(measure: MeasureInfo) -> str:
    """Where the money comes from, and until when."""
    said = measure.said
    wording = ", ".join(str(FINANCING_NAMES[kind].message) for kind in said.financing)
    if not said.funding_ends_on:
        return wording
    until = f"bis {day(said.funding_ends_on)}"
    return f"{wording}, {until}" if wording else until


def merged(measure: MeasureInfo, report: Report) -> list[MeasureInfo]:
    """Measures that are part of this one now."""
    return [item for item in report.concept.measures if item.merged_into == measure.id]


def notes(measure: MeasureInfo, report: Report) -> list[str]:
    """Notes on how it goes, the newest first."""
    found = report.histories.get(measure.id)
    return [f"{day(note.as_of)}: {note.text}" for note in found.notes] if found else []


def metric_about(metric: MetricInfo) -> str:
    """What a metric counts, and its unit."""
    kind = str(METRIC_NAMES[metric.said.kind].message)
    return f"{kind}, {metric.said.unit}" if metric.said.unit else kind


def metrics(measure: MeasureInfo, report: Report) -> Iterator[MetricLine]:
    """A measure's metrics up to the day."""
    for metric in report.metrics.get(measure.id, ()):
        values = [value for value in metric.values if value.day <= report.on]
        shown = values[-MOST_VALUES:]
        cells = [(day(value.day), number(value.value)) for value in shown]
        if metric.said.target is not None:
            until = f" {day(metric.said.target_on)}" if metric.said.target_on else ""
            cells.append((f"Ziel{until}", number(metric.said.target)))
        sources = dict.fromkeys(value.source for value in shown if value.source)
        yield MetricLine(metric.said.name, metric_about(metric), tuple(cells), "; ".join(sources))


def gone(report: Report) -> list[str]:
    """What became of measures that no longer count."""
    labels = {item.id: item.label for item in report.concept.measures}
    found = []
    for item in report.concept.measures:
        if item.merged_into in labels:
            found.append(f"{item.label}: aufgegangen in {labels[item.merged_into]}")
        elif item.removed_on:
            found.append(f"{item.label}: gestrichen am {day(item.removed_on)}")
    return found


def turned(before: TrafficLight | None, measure: MeasureInfo) -> str:
    """From which light to which."""
    return f"{light_word(before)} → {light_word(light_of(measure))}"


def late(measure: MeasureInfo, report: Report) -> str:
    """Why a measure is late."""
    if concept.is_overdue(measure, report.on):
        return f"Frist {deadline(measure)}, {light_word(light_of(measure))}"
    found = measure.status
    year = (found.year or found.as_of.year) if found else ""
    return f"Daueraufgabe, umgesetzt für {year}, neu zu prüfen"


def _groups(keys: Sequence[str], report: Report) -> str:
    known = report.concept.target_groups
    return ", ".join(text_of(known[key].title) for key in keys if key in known)
