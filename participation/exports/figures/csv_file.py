"""A release as CSV: for a German Excel, or plain for every other program."""

from __future__ import annotations

import csv as csv_writer
import io
from collections.abc import Iterator

from participation.exports.figures import facts
from participation.exports.figures.facts import Fact
from surveys.figures.estimates import gaps
from surveys.figures.released import Released
from surveys.texts.clean import without_controls

BOM = "\ufeff"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is taken for a formula by spreadsheet programs."""
HEADS = (
    ("Frage (Name)", "indicator"),
    ("Frage", "question"),
    ("Gliederung", "by"),
    ("Gruppe", "group"),
    ("Gruppe (Name)", "group_key"),
    ("Antwort", "answer"),
    ("Antwort (Name)", "answer_key"),
    ("Anteil in Prozent", "percent"),
    ("Zufallsspanne von", "range_low"),
    ("Zufallsspanne bis", "range_high"),
    ("Anzahl (gerundet)", "count"),
    ("Antworten n (gerundet)", "n"),
    ("ohne Antwort (gerundet)", "missing"),
    ("Durchschnitt", "mean"),
    ("Zeichen", "sign"),
    ("in Worten", "in_words"),
    ("Befragung", "survey"),
    ("gefragt von", "first_day"),
    ("gefragt bis", "last_day"),
    ("Hinweis", "note"),
    ("Fassung", "version"),
    ("Zahlen aus Fassung", "numbers_of_version"),
)
"""Names of the columns for German offices and for programs."""
Cell = str | int | float | None


def csv(released: Released, *, german: bool = True) -> bytes:
    """All facts of a release.

    Args:
        released: the release.
        german: for Excel with German settings (semicolons, byte order mark, decimal comma);
            else commas, UTF-8 without a mark and decimal points.
    """
    out = io.StringIO(newline="")
    writer = csv_writer.writer(out, delimiter=";" if german else ",", lineterminator="\r\n")
    writer.writerow([names[0] if german else names[1] for names in HEADS])
    for row in rows(released):
        writer.writerow([_written(cell, german=german) for cell in row])
    return ((BOM if german else "") + out.getvalue()).encode()


def rows(released: Released) -> Iterator[tuple[Cell, ...]]:
    """One tuple a fact in the order of :data:`HEADS`; numbers are numbers."""
    about = (
        facts.word(released.wave.title),
        released.wave.opened.isoformat(),
        released.wave.closed.isoformat(),
        facts.RESPONDENTS if released.speaks_for_respondents_only else "",
    )
    silent = gaps.withheld(released)  # these files are the public's, too
    for fact in (fact for fact in facts.facts(released) if fact.indicator.key not in silent):
        yield (*_cells(fact), *about, released.version, fact.stand)


def _cells(fact: Fact) -> tuple[Cell, ...]:
    figure, row = fact.figure, fact.row
    shown = figure if figure is not None and not figure.few else None
    span = shown.range if shown else None
    mean = facts.mean(fact.indicator, row)
    return (
        fact.indicator.key,
        facts.word(fact.indicator.wording),
        " × ".join(fact.by) or facts.ALL,
        " × ".join(fact.group) or facts.ALL,
        " × ".join(fact.keys),
        fact.answer,
        fact.answer_key,
        round(shown.share * 100, 1) if shown else None,
        round(span.low * 100, 1) if span else None,
        round(span.high * 100, 1) if span else None,
        figure.count if figure else None,
        row.n,
        row.missing,
        None if mean is None else round(mean, 2),
        fact.symbol,
        fact.note,
    )


def _written(cell: Cell, *, german: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return str(cell).replace(".", ",") if german else str(cell)
    return str(cell) if isinstance(cell, int) else as_text(cell)


def as_text(cell: str) -> str:
    """``cell`` so that no spreadsheet program takes it for a formula or stumbles over it."""
    cell = without_controls(cell)
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell
