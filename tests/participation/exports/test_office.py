"""The files in LibreOffice with German settings, as a county office opens them."""

import csv
import io
import shutil
import subprocess
from pathlib import Path

import pytest
from sample_release import sample

from participation.exports.figures.csv_file import csv as csv_of
from participation.exports.figures.xlsx_file import xlsx as xlsx_of

OFFICE = shutil.which("soffice")
SHOW = "csv:Text - txt - csv (StarCalc):9,34,76,1,,1031,false,true,false,false,false,{sheet}"
"""Tabs, quotes, UTF-8, German; cells as they are shown, one sheet."""
AS_EXCEL = "--infilter=CSV:59,34,76,1,,1031,false,true"

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(
        OFFICE is None, reason="LibreOffice is missing: apt install libreoffice-calc"
    ),
]


def shown(
    folder: Path, name: str, content: bytes, *options: str, sheet: int = 1
) -> list[list[str]]:
    source = folder / name
    source.write_bytes(content)
    subprocess.run(
        [
            OFFICE or "",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            "--headless",
            *options,
            "--convert-to",
            SHOW.format(sheet=sheet),
            "--outdir",
            str(folder / "out"),
            str(source),
        ],
        check=True,
        capture_output=True,
        timeout=180,
    )
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
