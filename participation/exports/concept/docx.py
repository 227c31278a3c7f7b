"""The concept as a Word file: the extract on two pages, or the long version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from unicodedata import east_asian_width

from participation.concept import service as concept
from participation.concept.service import MeasureInfo
from participation.exports.charts.files import png, strips
from participation.exports.charts.stacked import Bar, Series, in_words
from participation.exports.concept import extract, lines, money
from participation.exports.concept.chapters import Chapter, chapters
from participation.exports.concept.charts import chart
from participation.exports.concept.extract import Entry, Listed
from participation.exports.concept.lines import Fact
from participation.exports.concept.pdf import CONTENTS
from participation.exports.concept.report import Report, light_of
from participation.exports.concept.wanted import Edition, Picture
from participation.exports.documents.docx_file import WIDTH_CM, Drawing, Paper, Piece

MUTED = "51577A"
COLOURS = {"green": "007328", "yellow": "A88600", "red": "C31C13", "none": MUTED}
"""Of the lights' signs, dark enough for thin ones."""
BAR_MM = 24
COUNT_CM, ALL_CM = 1.9, 1.0
"""Widths of columns of numbers."""
HEAD, TABLE = (27.0, 38), (11.5, 5.4)
"""Points of a line, and letters in a line of the title, in a centimetre of the table."""
FIRST = 415
"""Points that the first page has for title, remarks and rows of the table beside all else."""
HEIGHT = 520
"""Points that the second page has for entries beside headings and what else it says."""
LABEL, DETAIL = (13.2, 74), (12.0, 84)
"""Points of a line of an entry, and letters in it."""
AIR = 3.0
WIDE = 1.7
"""How many usual letters a wide one is."""
NEAR = 40
"""Characters of a fact that shares its line."""


def docx(report: Report) -> bytes:
    """The file; runs in a job."""
    short, title = report.wanted.edition is Edition.SHORT, lines.title(report)
    heading = extract.clipped(title, extract.TITLE) if short else title
    paper = Paper(heading, subject=lines.stand(report), size=9.5 if short else 10)
    paper.footer(f"{extract.clipped(title, extract.FOOT)} · {lines.stand(report)}")
    _opening(paper, report)
    if short:
        _short(paper, report)
    else:
        _long(paper, report)
    return paper.bytes()


def _opening(paper: Paper, report: Report) -> None:
    paper.line(
        Piece(f"{lines.stand(report)} · {lines.counted(report)}", bold=True, size=11), after=2
    )
    county = extract.clipped(report.names.county, extract.FOOT)
    paper.line(Piece(county, colour=MUTED), after=2)
    for remark in lines.remarks(report):
        paper.line(Piece(remark, colour=MUTED, size=8.5), after=2)
    if not report.measures:
        paper.paragraph(lines.EMPTY)
        return
    drawn = chart(report, Picture.OVERALL)
    paper.picture(png(replace(drawn, title="", note="")), drawn.alt)
    for light, _word, meaning in lines.meanings():
        wording = lines.count_of(light, report.overall)
        paper.line(*_symbol(light.value), Piece(f"{wording}: ", bold=True), Piece(meaning), after=1)
    if report.overall.none:
        paper.line(
            *_symbol("none"), Piece(lines.count_of(None, report.overall), bold=True), after=1
        )


def _shares(paper: Paper, report: Report, bars: Sequence[Bar], head: str, size: float) -> None:
    shown = _series(report)
    drawings = strips(bars, shown, BAR_MM)
    heads = (head, "Anteile", *(kind.word for kind in shown), "alle")
    paper.table(
        heads,
        [
            (
                bar.label,
                Drawing(drawing, in_words(bar, shown), BAR_MM / 10),
                *extract.cells(bar),
                bar.total,
            )
            for bar, drawing in zip(bars, drawings, strict=True)
        ],
        f"{head}: Anteile der Ampel",
        widths=(_label_cm(shown), BAR_MM / 10 + 0.4, *(COUNT_CM for _each in shown), ALL_CM),
        size=size,
    )


def _series(report: Report) -> tuple[Series, ...]:
    return lines.series([report.overall, *report.by_area.values(), *report.over_time.values()])


def _short(paper: Paper, report: Report) -> None:
    if report.by_area:
        paper.heading("Nach Handlungsfeld", 2)
        paper.line(Piece(lines.FAR, colour=MUTED, size=8.5), after=2)
        _shares(paper, report, _few(report), "Handlungsfeld", 8)
    lists = extract.lists(report)
    for at, (each, most) in enumerate(zip(lists, _most(lists), strict=True)):
        _list(paper, each, most, first=at == 0)


def _few(report: Report) -> list[Bar]:
    """Bars of the areas, as many as the first page has room for."""
    shown = _series(report)
    title, remarks = extract.clipped(lines.title(report), extract.TITLE), lines.remarks(report)
    left = FIRST - _high(title, *HEAD) - sum(_high(each, *DETAIL) for each in remarks)
    wide = round(_label_cm(shown) * TABLE[1])
    most = len(report.by_area)
    while most > 1:
        bars = extract.area_bars(report, shown, most)
        if sum(_high(bar.label, TABLE[0], wide) + AIR + 1 for bar in bars) <= left:
            return bars
        most -= 1
    return extract.area_bars(report, shown, 1)


def _label_cm(shown: Sequence[Series]) -> float:
    """Width of the column of areas or days."""
    return WIDTH_CM - BAR_MM / 10 - 0.4 - ALL_CM - COUNT_CM * len(shown)


def _list(paper: Paper, listed: Listed, most: int, *, first: bool) -> None:
    count = len(listed.entries)
    heading = f"{listed.heading} ({count})" if count else listed.heading
    paper.heading(heading, 2, on_new_page=first)
    if not count:
        paper.line(Piece(listed.nothing, colour=MUTED))
    for entry in map(extract.short, listed.entries[:most]):
        paper.line(
            *_symbol(entry.look),
            Piece(entry.label, bold=True),
            Piece(f"\n{entry.detail}", size=8.5),
            after=3,
        )
    if count > most:
        paper.line(Piece(f"und {count - most} weitere. {extract.MORE}", colour=MUTED, size=8.5))


def _most(lists: Sequence[Listed]) -> list[int]:
    """How many entries of each list fit on the second page: first as many of each."""
    heights = [[_height(extract.short(entry)) for entry in each.entries] for each in lists]
    most, left = [0] * len(lists), float(HEIGHT)
    growing = set(range(len(lists)))
    while growing:
        for at in sorted(growing):
            if most[at] == len(heights[at]) or heights[at][most[at]] > left:
                growing.discard(at)
                continue
            left -= heights[at][most[at]]
            most[at] += 1
    return most


def _height(entry: Entry) -> float:
    return AIR + _high(f"+ {entry.label}", *LABEL) + _high(entry.detail, *DETAIL)


def _high(text: str, points: float, letters: int) -> float:
    """Points of ``text``, broken into lines of so many usual letters as Word would break it."""
    lines_of_it, at = 1, 0.0
    for part in text.split():
        wide = _wide(part)
        if at and at + wide > letters:
            lines_of_it, at = lines_of_it + 1, 0.0
        lines_of_it += int(wide // letters)
        at += wide % letters + 1
    return points * lines_of_it


def _wide(part: str) -> float:
    """How many usual letters a word is wide."""
    wide = sum(
        WIDE if character in "WMmw@%" or east_asian_width(character) in "WF" else 1
        for character in part
    )
    return wide + sum(character.isupper() for character in part) / 4


def _symbol(look: str) -> tuple[Piece, ...]:
    return (Piece(f"{lines.SYMBOLS[look]} ", bold=True, colour=COLOURS[look]),)


def _long(paper: Paper, report: Report) -> None:
    if len(report.measures) > CONTENTS:
        paper.contents("Inhalt")
    if len(report.by_area) > 1:
        _overview(paper, report)
    if report.wanted.is_whole:
        _statements(paper, report)
    for chapter in chapters(report):
        _chapter(paper, chapter, report, 1)
    _money(paper, report)
    if report.wanted.is_whole and (gone := lines.gone(report)):
        paper.heading("Aufgegangen und gestrichen")
        for line in gone:
            paper.bullet(line)


def _overview(paper: Paper, report: Report) -> None:
    paper.heading("Ampel im Überblick", on_new_page=True)
    paper.heading("Nach Handlungsfeld", 2)
    paper.line(Piece(lines.FAR, colour=MUTED, size=8.5))
    shown = _series(report)
    bars = extract.area_bars(report, shown)
    _shares(paper, report, bars, "Handlungsfeld", 8.5)
    if days := extract.day_bars(report, shown):
        paper.heading("Im Lauf der Zeit", 2)
        _shares(paper, report, days, "Stand am", 8.5)


def _statements(paper: Paper, report: Report) -> None:
    by_heading = lines.statements(report)
    if by_heading:
        paper.heading("Woran sich alles ausrichtet", on_new_page=True)
    for heading, sentences in by_heading:
        paper.heading(heading, 2)
        for sentence in sentences:
            paper.bullet(sentence)


def _chapter(paper: Paper, chapter: Chapter, report: Report, level: int) -> None:
    paper.heading(chapter.title, level, on_new_page=level == 1)
    if chapter.tally:
        paper.line(Piece(lines.counts(chapter.tally), bold=True))
    if chapter.text:
        paper.paragraph(chapter.text)
    _facts(paper, chapter.facts)
    for item in chapter.measures:
        _measure(paper, item, report, level + 1)
    for further in chapter.below:
        _chapter(paper, further, report, level + 1)


def _measure(paper: Paper, item: MeasureInfo, report: Report, level: int) -> None:
    paper.heading(item.label, level)
    light = light_of(item)
    marks = "".join(f" · {mark}" for mark in lines.marks(item, report))
    paper.line(
        *_symbol(light.value if light else "none"),
        Piece(lines.status(item), bold=True),
        Piece(marks, colour=MUTED),
        after=3,
        keep=True,
    )
    if item.said.text:
        paper.paragraph(item.said.text)
    _facts(paper, lines.facts(item, report))
    for metric in lines.metrics(item, report):
        paper.line(Piece(metric.name, bold=True), Piece(f" ({metric.about})"), after=2, keep=True)
        if metric.cells:
            heads, values = zip(*metric.cells, strict=True)
            paper.table(heads, [values], metric.name, size=8.5)
        if metric.sources:
            paper.line(Piece(f"Quelle: {metric.sources}", colour=MUTED, size=8.5))
    for at, note in enumerate(lines.notes(item, report)):
        paper.line(Piece("Notizen: " if at == 0 else "", colour=MUTED), Piece(note), after=2)


def _facts(paper: Paper, facts: Sequence[Fact]) -> None:
    """Short facts share a line, long ones have their own."""
    near = [fact for fact in facts if len(fact.text) <= NEAR and fact.label != lines.REASON]
    apart = [fact for fact in facts if fact not in near]
    for group in [[fact] for fact in apart if fact.label == lines.REASON] + [near]:
        _said(paper, group)
    for fact in apart:
        if fact.label != lines.REASON:
            _said(paper, [fact])


def _said(paper: Paper, facts: Sequence[Fact]) -> None:
    pieces: list[Piece] = []
    for fact in facts:
        gap = "   " if pieces else ""
        pieces += (Piece(f"{gap}{fact.label}:\u00a0", colour=MUTED), Piece(fact.text))
    if pieces:
        paper.line(*pieces, after=2)


def _money(paper: Paper, report: Report) -> None:
    budget = money.budget(report)
    if budget:
        paper.heading("Geld nach Konto und Jahr", on_new_page=True)
        paper.line(Piece(f"Euro im Jahr. {money.remark(report)}", colour=MUTED, size=8.5))
        heads = ("Konto und Maßnahme", *(str(year) for year in report.years))
        rows = [(line.label, *line.cells) for line in budget]
        narrow = 2.1
        wide = WIDTH_CM - narrow * len(report.years)
        widths = (wide, *(narrow for _year in report.years))
        paper.table(heads, rows, "Kosten nach Konto und Jahr", widths=widths, size=8.5)
    if ending := concept.running_out(report.measures, report.on):
        paper.heading("Mittel laufen aus", 2 if budget else 1)
        for item in ending:
            paper.bullet(money.ending(item))
