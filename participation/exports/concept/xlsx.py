"""The concept as a workbook: shares, lists, every measure in columns, metrics, notes, money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from participation.concept.service import FINANCING_NAMES, STAGE_NAMES, MeasureInfo, Origin, Tally
from participation.exports.concept import extract, lines, money
from participation.exports.concept.report import Report, light_of
from participation.exports.concept.wanted import Edition
from participation.exports.documents.xlsx_file import Book, Cell, Percent

Row = Sequence[Cell]
Sheet = tuple[str, Sequence[str], Sequence[Row]]
WIDE: Mapping[str, int] = {
    "Nr.": 9,
    "Maßnahme": 50,
    "Text": 50,
    "Grund": 50,
    "Wert": 60,
    "Was": 60,
    "Notiz": 60,
    "Konto und Maßnahme": 50,
    "Frist": 13,
    "Stand": 12,
}
MEASURE = (
    "Nr.",
    "Maßnahme",
    "Handlungsfeld",
    "Oberziel",
    "Unterziel",
    "Teil von",
    "Ampel",
    "Stand",
    "Grund",
    "Hinweise",
    "Zuständig",
    "Partner",
    "Frist",
    "Orte",
    "Zielgruppen",
    "Stunden im Jahr",
    "Euro im Jahr",
    "von Jahr",
    "bis Jahr",
    "Geld von",
    "Förderung bis",
    "Produktkonto",
    "Herkunft",
    "Redaktion",
    "Text",
    "Was sich ändert",
)


def xlsx(report: Report) -> bytes:
    """The file; runs in a job."""
    book = Book(lines.title(report))
    for name, heads, rows in _sheets(report):
        book.sheet(name, heads, rows, WIDE)
    return book.bytes()


def _sheets(report: Report) -> Iterator[Sheet]:
    yield "Überblick", ("Angabe", "Wert"), _overview(report)
    shares = [(lines.ALL, report.overall)]
    shares += [(lines.area(report, key), tally) for key, tally in report.by_area.items()]
    yield _shares("Ampel", "Handlungsfeld", shares)
    if report.over_time:
        days = [(lines.day(day), tally) for day, tally in report.over_time.items()]
        yield _shares("Im Lauf der Zeit", "Stand am", days)
    yield from _lists(report)
    if report.wanted.edition is Edition.SHORT:
        return
    yield "Maßnahmen", MEASURE, [_measure(item, report) for item in report.measures]
    if report.wanted.released:
        return
    yield (
        "Kennzahlen",
        (
            "Nr.",
            "Maßnahme",
            "Kennzahl",
            "Art und Einheit",
            "Tag",
            "Wert",
            "Quelle",
            "Ziel",
            "Ziel bis",
        ),
        list(_metrics(report)),
    )
    yield "Notizen", ("Nr.", "Maßnahme", "Stand", "Notiz"), list(_notes(report))
    heads = ("Konto und Maßnahme", *(str(year) for year in report.years))
    yield "Geld", heads, [(line.label, *line.euro) for line in money.budget(report)]


def _overview(report: Report) -> list[Row]:
    return [
        ("Landkreis", report.names.county),
        ("Konzept", report.concept.title),
        ("Papier", lines.paper(report)),
        ("Stand", report.on),
        ("Maßnahmen", lines.counted(report)),
        *(("Hinweis", remark) for remark in lines.remarks(report)),
        *((f"Ampel: {word}", meaning) for _light, word, meaning in lines.meanings()),
    ]


def _shares(name: str, head: str, tallies: Sequence[tuple[str, Tally]]) -> Sheet:
    shown = lines.series(tally for _label, tally in tallies)
    words = [kind.word for kind in shown]
    heads = (head, *words, *(f"{word} in Prozent" for word in words), "alle")
    bars = [lines.bar(label, tally, shown) for label, tally in tallies]
    rows: list[Row] = [
        (bar.label, *bar.counts, *map(Percent, bar.percent), bar.total) for bar in bars
    ]
    return name, heads, rows


def _lists(report: Report) -> Iterator[Sheet]:
    names = ("Anders geworden", "Überfällig", "Nicht umgesetzt")
    for name, listed in zip(names, extract.lists(report), strict=True):
        rows = [(entry.label, entry.detail) for entry in listed.entries]
        yield name, ("Maßnahme", "Was"), rows


def _measure(item: MeasureInfo, report: Report) -> Row:
    said, status = item.said, item.status
    main, sub = _goals(item, report)
    return (
        said.number,
        said.title,
        lines.area(report, item.area),
        main,
        sub,
        lines.part_of(item, report),
        lines.light_word(light_of(item)),
        status.as_of if status else None,
        status.reason if status else None,
        ", ".join(lines.marks(item, report)),
        lines.bodies(said.responsible, report),
        lines.bodies(said.partners, report),
        lines.deadline(item) if said.ongoing else said.deadline,
        lines.places(item, report),
        lines.groups(item, report),
        said.hours,
        said.euro,
        said.first_year,
        said.last_year,
        ", ".join(str(FINANCING_NAMES[kind].message) for kind in said.financing),
        said.funding_ends_on,
        said.account,
        "ergänzt" if said.origin is Origin.ADDED else "im Konzept beschlossen",
        str(STAGE_NAMES[item.stage].message),
        said.text,
        said.public_sentence.get("de", ""),
    )


def _goals(item: MeasureInfo, report: Report) -> tuple[str, str]:
    """Main goal and sub-goal."""
    known = {goal.id: goal for goal in report.concept.goals}
    found = known.get(item.said.goal_id) if item.said.goal_id else None
    if found is None:
        return "", ""
    above = known.get(found.said.parent_id) if found.said.parent_id else None
    return (lines.goal(above), lines.goal(found)) if above else (lines.goal(found), "")


def _metrics(report: Report) -> Iterator[Row]:
    for item in report.measures:
        for metric in report.metrics.get(item.id, ()):
            said = metric.said
            named = (item.said.number, item.said.title, said.name, lines.metric_about(metric))
            aim = (said.target, said.target_on)
            values = [value for value in metric.values if value.day <= report.on]
            for value in values:
                yield (*named, value.day, value.value, value.source, *aim)
            if not values:
                yield (*named, None, None, "", *aim)


def _notes(report: Report) -> Iterator[Row]:
    for item in report.measures:
        found = report.histories.get(item.id)
        for note in found.notes if found else ():
            yield (item.said.number, item.said.title, note.as_of, note.text)
