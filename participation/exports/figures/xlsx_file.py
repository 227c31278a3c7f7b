"""A release as a workbook: notes and symbols, tables to read, all facts to filter, the codebook."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from participation.exports.figures import csv_file, facts
from participation.presenting.places import in_tree_order
from surveys.figures.about import Excluded, Reason
from surveys.figures.corrections.exclusion import Rule
from surveys.figures.estimates import shares
from surveys.figures.released import Indicator, IndicatorKind, Released, Row, Table
from surveys.instrument import marks
from surveys.texts.clean import without_controls

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FORBIDDEN = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
NAME_LENGTH = 31
"""Characters that the name of a sheet may have."""
WIDE, MIDDLE, NARROW = 48, 22, 14
NO_COLUMN = "–"


class Share(NamedTuple):
    """A cell that holds a share of 0 to 1."""

    value: float


Cell = str | int | float | Share | None


class Styles(NamedTuple):
    """The looks a cell may have."""

    title: Format
    head: Format
    text: Format
    count: Format
    share: Format
    mean: Format
    symbol: Format


def xlsx(released: Released) -> bytes:
    """The workbook of a release; no cell of it is a formula."""
    # Loaded when somebody asks for a workbook, so that answering surveys never pays for it.
    from xlsxwriter import Workbook  # noqa: PLC0415

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(out, options)
    book.set_properties({"title": facts.word(released.wave.title), "comments": released.sha256})
    styles = _styles(book)
    _notes(_sheet(book, "Überblick", (24, 80)), styles, released)
    for by, tables in _tables(released).items():
        sheet = _sheet(book, _name_of(released, by), (WIDE, *(MIDDLE,) * len(by), *(NARROW,) * 14))
        _draw_tables(sheet, styles, released, tables)
    _data(_sheet(book, "Daten", (16, WIDE, MIDDLE, MIDDLE, 16, MIDDLE)), styles, released)
    _codebook(_sheet(book, "Codebuch", (MIDDLE, 16, *(WIDE,) * 9)), styles, released)
    book.close()
    return out.getvalue()


def _styles(book: Workbook) -> Styles:
    wrapped = {"text_wrap": True, "valign": "top"}
    return Styles(
        title=book.add_format({"bold": True, "font_size": 13}),
        head=book.add_format({"bold": True, "bottom": 1, **wrapped}),
        text=book.add_format(wrapped),
        count=book.add_format({"num_format": "#,##0", "valign": "top"}),
        share=book.add_format({"num_format": "0.0 %", "valign": "top"}),
        mean=book.add_format({"num_format": "0.0", "valign": "top"}),
        symbol=book.add_format({"align": "right", "valign": "top"}),
    )


def _sheet(book: Workbook, name: str, widths: Sequence[int]) -> Worksheet:
    sheet = book.add_worksheet(name)
    for at, width in enumerate(widths):
        sheet.set_column(at, at, width)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    return sheet


def _notes(sheet: Worksheet, styles: Styles, released: Released) -> None:
    wave = released.wave
    about = (
        ("Befragt", facts.word(wave.target_group)),
        ("Gefragt", f"{wave.opened:%d.%m.%Y} bis {wave.closed:%d.%m.%Y}"),
        ("Antworten", f"etwa {released.responses}"),
        ("Gültig für", facts.RESPONDENTS if released.speaks_for_respondents_only else ""),
        ("Schutz", f"Gruppen mit weniger als {wave.k} Antworten sind nicht gezeigt."),
        ("", "Alle Anzahlen sind auf 5 gerundet, alles andere ist aus ihnen gerechnet."),
        ("Zufallsspanne", "Mit anderen Befragten läge die Zahl meistens in dieser Spanne."),
        ("Sprachen", ", ".join(wave.languages)),
        ("Fragebogen", f"{wave.instrument}, Fassung {wave.instrument_version}"),
        ("Fassung", f"{released.version}"),
        *(_correction(reason) for reason in released.reasons),
        *(_left_out(item) for item in released.excluded),
        ("Prüfzahl", released.sha256),
    )
    _put(sheet, 0, (facts.word(wave.title),), (styles.title,))
    line = _lines(sheet, styles, 2, [row for row in about if row[1]])
    defined = [d for d in released.dimensions if d.definition]
    groups = [(facts.word(d.label), facts.word(d.definition)) for d in defined]
    for heading, rows in (("Gruppen", groups), ("Zeichen", facts.LEGEND)):
        if rows:
            _put(sheet, line + 1, (heading,), (styles.head,))
            line = _lines(sheet, styles, line + 2, rows)


def _correction(reason: Reason) -> tuple[str, str]:
    return f"Fassung {reason.version}", f"{reason.day:%d.%m.%Y}: {reason.text}"


def _left_out(item: Excluded) -> tuple[str, str]:
    return "Nicht mitgezählt", f"{facts.EXCLUDED[Rule(item.rule)]}: etwa {item.number} Antworten"


def _lines(sheet: Worksheet, styles: Styles, line: int, rows: Sequence[tuple[str, str]]) -> int:
    for row in rows:
        _put(sheet, line, row, (styles.text, styles.text))
        line += 1
    return line


def _tables(released: Released) -> dict[tuple[str, ...], list[Table]]:
    found: dict[tuple[str, ...], list[Table]] = {}
    for table in released.tables:
        found.setdefault(table.by, []).append(table)
    return found


def _name_of(released: Released, by: tuple[str, ...]) -> str:
    names = [facts.word(released.by_dimension[key].label).translate(FORBIDDEN) for key in by]
    share = (NAME_LENGTH - 3 * (len(names) - 1)) // max(1, len(names))
    return " × ".join(name[:share].strip() for name in names) or facts.ALL


def _draw_tables(
    sheet: Worksheet, styles: Styles, released: Released, tables: Sequence[Table]
) -> None:
    line = 0
    for table in tables:
        indicator = released.by_indicator[table.indicator]
        _put(sheet, line, (facts.word(indicator.wording),), (styles.title,))
        heads = (*_stub(released, table), *_heads(indicator))
        _put(sheet, line + 1, heads, (styles.head,) * len(heads))
        line += 2
        for row in in_tree_order(released.places, table.rows):
            group = facts.group_of(released, table, row) or (facts.ALL,)
            cells = (*group, *_figures(released, table, row))
            _put(sheet, line, cells, [_style(styles, cell) for cell in cells])
            line += 1
        line += 1


def _stub(released: Released, table: Table) -> tuple[str, ...]:
    names = tuple(facts.word(released.by_dimension[key].label) for key in table.by)
    return names or (NO_COLUMN,)


def _heads(indicator: Indicator) -> Iterator[str]:
    yield "Antworten n"
    for category in indicator.categories:
        yield facts.word(category.label)
    if len(indicator.share_of) > 1:
        yield facts.share_label(indicator)
    if indicator.share_of:
        yield from ("Zufallsspanne von", "Zufallsspanne bis")
    if indicator.kind is IndicatorKind.MEAN:
        yield "Durchschnitt"
    yield from ("ohne Antwort", "Hinweis")


def _figures(released: Released, table: Table, row: Row) -> Iterator[Cell]:
    indicator = released.by_indicator[table.indicator]
    if row.n is None:
        yield from ("•",) * (len(list(_heads(indicator))) - 1)
        yield facts.silence(released, row)
        return
    yield row.n
    for count in row.counts:
        yield _share(count, row.n)
    if len(indicator.share_of) > 1:
        yield _share(row.share_count, row.n)
    if indicator.share_of:
        yield from _range(row.share_count or 0, row.n)
    if indicator.kind is IndicatorKind.MEAN:
        yield facts.mean(indicator, row) or "/"
    yield row.missing
    stand = released.stand(table.by, row.cell)
    notes = (
        "" if row.n >= shares.SMALL_BASE else "nur ein Hinweis",
        "" if stand == released.version else f"Stand: Fassung {stand}",
    )
    yield ", ".join(note for note in notes if note)


def _share(count: int | None, base: int) -> Cell:
    if count is None:
        return "x"
    figure = shares.figure(count, base)
    if figure.few:
        return f"({figure.parts} von {figure.whole})"
    return facts.in_words(figure) or Share(figure.share)


def _range(count: int, base: int) -> tuple[Cell, Cell]:
    found = shares.figure(count, base).range
    return ("/", "/") if found is None else (Share(found.low), Share(found.high))


def _data(sheet: Worksheet, styles: Styles, released: Released) -> None:
    heads = [names[0] for names in csv_file.HEADS]
    _put(sheet, 0, heads, (styles.head,) * len(heads))
    line = 0
    for line, row in enumerate(csv_file.rows(released), start=1):
        _put(sheet, line, row, [_style(styles, cell) for cell in row])
    sheet.freeze_panes(1, 1)
    sheet.autofilter(0, 0, line, len(heads) - 1)


def _codebook(sheet: Worksheet, styles: Styles, released: Released) -> None:
    languages = released.wave.languages
    heads = ("Frage", "Antwort", *languages, "Konstrukt")
    _put(sheet, 0, heads, (styles.head,) * len(heads))
    line = 1
    for indicator in released.indicators:
        for key, text in (
            ("", indicator.wording),
            *((c.key, c.label) for c in indicator.categories),
        ):
            wording = [marks.plain(text.strings.get(tag, "")) for tag in languages]
            row = (indicator.key, key, *wording, "" if key else indicator.construct)
            _put(sheet, line, row, (styles.text,) * len(row))
            line += 1
    sheet.freeze_panes(1, 2)


def _style(styles: Styles, cell: Cell) -> Format:
    if isinstance(cell, Share):
        return styles.share
    if isinstance(cell, float):
        return styles.mean
    if isinstance(cell, int):
        return styles.count
    return styles.symbol if cell in ("•", "x", "/") else styles.text


def _put(sheet: Worksheet, line: int, cells: Sequence[Cell], styles: Sequence[Format]) -> None:
    for at, (cell, style) in enumerate(zip(cells, styles, strict=True)):
        if cell is None or cell == "":
            continue
        if isinstance(cell, Share):
            sheet.write_number(line, at, cell.value, style)
        elif isinstance(cell, str):
            sheet.write_string(line, at, without_controls(cell), style)
        else:
            sheet.write_number(line, at, cell, style)
