"""The files in LibreOffice with German settings, as a county office opens them."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from sample_release import sample

from participation.exports.concept.docx import docx
from participation.exports.figures.csv_file import csv as csv_of
from participation.exports.figures.xlsx_file import xlsx as xlsx_of
from tests.support import concept_report, paper

OFFICE = shutil.which("soffice")
WRITER = Path("/usr/lib/libreoffice/program/libswlo.so")
SHOW = "csv:Text - txt - csv (StarCalc):9,34,76,1,,1031,false,true,false,false,false,{sheet}"
"""Tabs, quotes, UTF-8, German; cells as they are shown, one sheet."""
AS_EXCEL = "--infilter=CSV:59,34,76,1,,1031,false,true"

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        OFFICE is None, reason="LibreOffice is missing: apt install libreoffice-calc"
    ),
]


def convert(folder: Path, files: dict[str, bytes], to: str, *options: str) -> None:
    """Writes the files and lets LibreOffice put them into ``folder / "out"``, in one start."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    subprocess.run(
        [
            OFFICE or "",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *options,
            "--convert-to",
            to,
            "--outdir",
            str(folder / "out"),
            *(str(folder / name) for name in files),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )


def shown(
    folder: Path, name: str, content: bytes, *options: str, sheet: int = 1
) -> list[list[str]]:
    convert(folder, {name: content}, SHOW.format(sheet=sheet), *options)
    written = next((folder / "out").glob("*.csv")).read_text(encoding="utf-8")
    return list(csv.reader(io.StringIO(written), delimiter="\t"))


def test_the_german_file_opens_in_columns_with_umlauts_and_numbers(tmp_path):
    released = sample()
    sheet = shown(tmp_path, "zahlen.csv", csv_of(released), AS_EXCEL)
    head, first = sheet[0], dict(zip(sheet[0], sheet[1], strict=True))
    row = released.total("german_self")
    assert "Anteil in Prozent" in head
    assert first["Hinweis"] == "Ergebnis der Befragten"
    assert float(first["Anteil in Prozent"].replace(",", ".")) == pytest.approx(
        100 * row.counts[0] / row.n, abs=0.06
    )
    assert any("Planungsraum Süd" in cell for line in sheet for cell in line)


def test_the_workbook_shows_percents_and_words(tmp_path):
    sheet = shown(tmp_path, "tabellen.xlsx", xlsx_of(sample()), sheet=2)
    line = next(row for row in sheet if row[0] == "Insgesamt")
    assert line[1] == "610"
    assert line[2].endswith("%")


LONG = {
    "arabic": "دورة مسائية للعائلات في المدينة " * 8,
    "one word": "Donaudampfschifffahrtsgesellschaft" * 9,
    "wide": "W" * 300,
    "5,000 words": "Die Mittel sind noch nicht bewilligt. " * 834,
    "lines": "eins\n\nzwei\n" * 40,
}


@paper.needs_poppler
@pytest.mark.skipif(
    not WRITER.exists() and not os.environ.get("REQUIRE_PROGRAMS"),
    reason="Writer is missing: apt install libreoffice-writer-nogui",
)
def test_the_extract_for_word_has_two_pages_whatever_it_holds(tmp_path):
    reports = {f"{count}": concept_report.report(count) for count in (0, 1, 193, 400)}
    reports |= {name: concept_report.report(193, words, areas=40) for name, words in LONG.items()}
    convert(tmp_path, {f"{name}.docx": docx(each) for name, each in reports.items()}, "pdf")
    laid_out = {path.stem: path.read_bytes() for path in (tmp_path / "out").glob("*.pdf")}
    pages = {name: paper.facts(content, tmp_path)["Pages"] for name, content in laid_out.items()}
    assert pages == dict.fromkeys(reports, "2")
