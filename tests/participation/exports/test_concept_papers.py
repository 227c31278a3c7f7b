"""The concept on paper: two pages, the long version, workbooks; any words, any number of measures."""

import io
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import docx as word
import openpyxl
import pytest
from docx.oxml.ns import qn

from participation.concept.service import TrafficLight
from participation.exports.concept import extract, lines
from participation.exports.concept.docx import docx
from participation.exports.concept.pdf import pdf
from participation.exports.concept.xlsx import xlsx
from tests.support import concept_report as made
from tests.support import paper as read

GREEN, YELLOW, RED = TrafficLight
HOSTILE = {
    "formula": "=cmd|' /C calc'!A0",
    "tags": "<b>fett</b> &amp; #panic() *x* $y$ \\ @a",
    "controls": "\x00\x07 \ud800 \ufffe \u202e gedreht",
    "arabic": "دورة مسائية للعائلات في المدينة " * 8,
    "one word": "Donaudampfschifffahrtsgesellschaft" * 9,
    "wide": "W" * 300,
    "5,000 words": "Die Mittel sind noch nicht bewilligt. " * 834,
    "lines": "eins\n\nzwei\n" * 40,
    "nothing": "",
}


def cells(content: bytes) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def words_of(content: bytes) -> str:
    """All text of a Word file, tables too."""
    body = word.Document(io.BytesIO(content)).element.body
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in body.iter(qn("w:p")))


@read.needs_poppler
@pytest.mark.parametrize("count", [0, 1, 40, 193, 400])
def test_the_extract_has_two_pages_however_many_measures_there_are(count: int, tmp_path: Path):
    result = pdf(made.report(count))
    assert read.facts(result, tmp_path)["Pages"] == "2"
    assert read.outside(result, tmp_path) == []


@read.needs_poppler
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_whatever_the_words_the_extract_has_two_pages_and_nothing_leaves_them(
    words: str, tmp_path: Path
):
    result = pdf(made.report(193, words, areas=40))
    assert read.facts(result, tmp_path)["Pages"] == "2"
    assert read.outside(result, tmp_path) == []


@read.needs_poppler
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_the_long_version_takes_any_words(words: str, tmp_path: Path):
    result = pdf(made.long(made.report(3, words)))
    assert read.outside(result, tmp_path) == []
    facts = read.facts(result, tmp_path)
    assert facts["Tagged"] == "yes"
    assert b"pdfuaid" in result
    assert all(embedded for _name, embedded in read.fonts(result, tmp_path))


@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_word_and_excel_take_any_words(words: str):
    for report in (made.report(3, words), made.long(made.report(3, words))):
        with zipfile.ZipFile(io.BytesIO(docx(report))) as packed:
            for name in packed.namelist():
                if name.endswith(".xml"):
                    ET.fromstring(packed.read(name))
        book = openpyxl.load_workbook(io.BytesIO(xlsx(report)))
        assert {c.data_type for s in book for r in s.iter_rows() for c in r} <= {"s", "n", "d"}


def test_a_text_longer_than_a_cell_is_cut_where_everybody_sees_it():
    sheets = cells(xlsx(made.long(made.report(1, HOSTILE["5,000 words"]))))
    head, row = sheets["Maßnahmen"][:2]
    reason = dict(zip(head, row, strict=True))["Grund"]
    if len(HOSTILE["5,000 words"]) > 32_767:
        assert str(reason).endswith(" […]")
    assert len(str(reason)) <= 32_767


def test_every_measure_stands_in_the_long_version_once():
    report = made.long(made.report(40))
    sheets = cells(xlsx(report))
    assert [row[0] for row in sheets["Maßnahmen"][1:]] == [f"M{at}" for at in range(40)]
    found = re.findall(r"^M(\d+) Beratung", words_of(docx(report)), re.MULTILINE)
    headings = [int(number) for number in found]
    assert set(headings) == set(range(40))


@read.needs_poppler
def test_the_pdf_has_contents_page_numbers_and_the_meaning_of_each_light(tmp_path: Path):
    report = made.long(made.report(40))
    text = read.text(pdf(report), tmp_path)
    pages = read.facts(pdf(report), tmp_path)["Pages"]
    assert "Inhalt" in text
    assert f"1 / {pages}" in text
    for _light, name, meaning in lines.meanings():
        assert name in text
        assert meaning in text
    assert all(text.count(f"M{at} ") >= 2 for at in range(40))  # its own place, and the budget


def test_words_contents_lead_to_their_headings():
    with zipfile.ZipFile(io.BytesIO(docx(made.long(made.report(40))))) as packed:
        body = ET.fromstring(packed.read("word/document.xml"))
        settings = packed.read("word/settings.xml").decode()
    marks = {item.get(qn("w:name")) for item in body.iter(qn("w:bookmarkStart"))}
    links = [item.get(qn("w:anchor")) for item in body.iter(qn("w:hyperlink"))]
    assert len(links) > made.AREAS
    assert set(links) <= marks
    assert "w:updateFields" in settings
    codes = [item.text for item in body.iter(qn("w:instrText"))]
    assert sum("PAGEREF" in str(code) for code in codes) == len(links)


def test_word_reads_pictures_and_tables_out():
    with zipfile.ZipFile(io.BytesIO(docx(made.report(40)))) as packed:
        body = ET.fromstring(packed.read("word/document.xml"))
    items = [item.get("descr") or "" for item in body.iter() if item.tag.endswith("}docPr")]
    assert all("umgesetzt" in each for each in items)
    assert len(items) == 1 + made.AREAS
    tables = list(body.iter(qn("w:tbl")))
    assert tables
    assert all(table.find(f".//{qn('w:tblHeader')}") is not None for table in tables)


def test_areas_that_find_no_room_are_added_up_in_the_last_bar():
    report = made.report(193, areas=40)
    shown = lines.series([report.overall])
    few = extract.area_bars(report, shown, 22)
    every = extract.area_bars(report, shown)
    assert (len(few), len(every)) == (22, 40)
    for at in range(len(shown)):
        assert sum(bar.counts[at] for bar in few) == sum(bar.counts[at] for bar in every)
    assert all(sum(bar.percent) == 100 for bar in few)


@pytest.mark.parametrize("most", [10, 40, 140])
@pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
def test_words_are_cut_to_one_line(words: str, most: int):
    cut = extract.clipped(words, most)
    assert len(cut) <= most
    assert "\n" not in cut
    assert cut.endswith(" …") or cut == " ".join(words.split())


@read.needs_poppler
def test_an_empty_concept_says_so(tmp_path: Path):
    for report in (replace(made.report(0), since=None), made.long(made.report(0))):
        assert lines.EMPTY in read.text(pdf(report), tmp_path)
        assert lines.EMPTY in words_of(docx(report))
        assert cells(xlsx(report))["Ampel"][1][-1] == 0


@read.needs_poppler
def test_a_measure_without_anything_says_what_is_missing(tmp_path: Path):
    bare = made.measure(0, "Ohne alles", light=None)
    said = replace(
        bare.said, text="", deadline=None, euro=None, public_sentence={}, number=None, account=""
    )
    report = made.long(made.report(1, measures=[replace(bare, said=said)]))
    report = replace(report, histories={}, metrics={}, budget=())
    text = read.text(pdf(report), tmp_path)
    for words in (text, words_of(docx(report)).replace("\xa0", " ")):
        for wanted in ("Ohne alles", "noch ohne Stand", "noch niemand", "keine"):
            assert wanted in words
        assert "Kosten" not in words


@read.needs_poppler
def test_what_was_merged_is_told_where_it_went(tmp_path: Path):
    first, second = (made.measure(at, f"Kurs {at}", light=GREEN) for at in (0, 1))
    struck = replace(made.measure(2, "Kurs 2", light=RED), removed_on=date(2027, 3, 1))
    merged = replace(second, merged_into=first.id)
    report = made.long(made.report(0, measures=[first, merged, struck]))
    for shown in (read.text(pdf(report), tmp_path), words_of(docx(report))):
        assert "M1 Kurs 1: aufgegangen in M0 Kurs 0" in shown
        assert "M2 Kurs 2: gestrichen am 01.03.2027" in shown
        assert "1 Maßnahme" in shown


def test_two_pages_of_word_have_room_for_every_list():
    report = made.report(400, HOSTILE["wide"])
    result = words_of(docx(report))
    for each in extract.lists(report):
        assert f"{each.heading} ({len(each.entries)})" in result
    assert result.count(extract.MORE) == 3
