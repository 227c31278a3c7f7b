"""The workbook of a release, read back."""

import io
from dataclasses import replace

import openpyxl
import pytest
from sample_release import sample

from participation.exports.figures.csv_file import csv as csv_of
from participation.exports.figures.xlsx_file import xlsx as xlsx_of
from surveys.figures.released import Released
from surveys.instrument.instrument import Text


@pytest.fixture(scope="module")
def released() -> Released:
    return sample()


@pytest.fixture(scope="module")
def book(released):
    return openpyxl.load_workbook(io.BytesIO(xlsx_of(released)))


def rows(sheet) -> list[list[object]]:
    return [[cell.value for cell in row] for row in sheet.iter_rows()]


def test_the_first_sheet_says_what_the_figures_are(book, released):
    text = " ".join(str(cell) for row in rows(book["Überblick"]) for cell in row if cell)
    assert "Ergebnis der Befragten" in text
    assert released.sha256 in text
    assert "• zu wenige Antworten" in text


def test_there_is_a_sheet_for_every_breakdown(book):
    assert book.sheetnames[0] == "Überblick"
    assert {"Insgesamt", "Ort", "Geschlecht", "Alter", "Daten", "Codebuch"} <= set(book.sheetnames)


def test_numbers_are_numbers(book, released):
    total = released.total("german_self")
    line = next(row for row in rows(book["Insgesamt"]) if row[0] == "Insgesamt")
    assert line[1] == total.n
    assert line[2] == pytest.approx(total.counts[0] / total.n)


def test_a_small_base_stands_in_brackets(book):
    line = next(row for row in rows(book["Ort"]) if row[0] == "Seedorf")
    assert str(line[2]).startswith("(")


def test_a_place_with_too_few_answers_names_the_larger_one(book):
    line = next(row for row in rows(book["Ort"]) if row[0] == "Waldau")
    assert line[1] == "•"
    assert "zu wenige Antworten, gezeigt wird Amt Seeland" in line


def test_all_facts_stand_in_one_sheet_to_filter(book, released):
    facts = csv_of(released, german=False).decode().count("\r\n")
    assert book["Daten"].max_row == facts
    assert book["Daten"].auto_filter.ref


def test_the_codebook_is_the_questionnaire_in_every_language(book, released):
    sheet = rows(book["Codebuch"])
    values = {(row[0], row[1] or ""): dict(zip(sheet[0], row, strict=True)) for row in sheet[1:]}
    for indicator in released.indicators:
        for key, text in (
            ("", indicator.wording),
            *((c.key, c.label) for c in indicator.categories),
        ):
            line = values[indicator.key, key]
            assert all(line[tag] == word for tag, word in text.strings.items())


def test_no_cell_is_a_formula(released):
    evil = Text({"de": "=1+1", "en": "=HYPERLINK(0)"})
    first, *others = released.indicators
    bad = replace(released, indicators=(replace(first, wording=evil), *others))
    book = openpyxl.load_workbook(io.BytesIO(xlsx_of(bad)))
    kinds = {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row}
    assert "f" not in kinds
