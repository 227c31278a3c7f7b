"""Any file that holds a table is read, or refused with the reason."""

import io
import shutil
import subprocess
import zipfile
from datetime import UTC, date, datetime, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Color, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from participation.sheets import work
from participation.sheets.reading import opening
from participation.sheets.reading.cells import (
    MAX_ROWS,
    ROWS_ABOVE,
    Book,
    FileRefused,
    Flaw,
    Merge,
    packed,
    shown,
    unpacked,
)
from participation.sheets.reading.opening import read
from participation.sheets.sentences import ALL
from tests.support.sheets import xlsx

OFFICE = shutil.which("soffice")
ROWS = [
    ("Nr.", "Maßnahme", "Kosten"),
    ("1", "Café für Ältere; mit „Herz“", "3.000 €"),
    ("2", "Übung", "5"),
]


def rows_of(book: Book, sheet: int = 0) -> list[list[str]]:
    return [[shown(cell) for cell in row] for row in book.sheets[sheet].rows.values()]


def taken(data: bytes) -> Book | str:
    """The book, or the reason as a sentence."""
    try:
        return read(data)
    except FileRefused as refused:
        return ALL[refused.key].format_map(refused.params)


def table(separator: str, rows=ROWS) -> str:
    quoted = [[f'"{cell}"' if separator in cell else cell for cell in row] for row in rows]
    return "\r\n".join(separator.join(row) for row in quoted)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_text_of_any_encoding_and_separator_gives_the_same_cells(encoding, separator):
    book = read(table(separator).encode(encoding))
    assert rows_of(book) == [list(row) for row in ROWS]
    assert book.notes == (["windows_assumed"] if encoding == "cp1252" else [])


@given(
    st.lists(
        st.lists(st.text("abÄß;,\t\"'\n 1.€", min_size=1, max_size=8).filter(lambda t: t.strip() == t != ""), min_size=3, max_size=3),
        min_size=4,
        max_size=8,
    ),
    st.sampled_from(";,\t"),
)  # fmt: skip
@settings(deadline=None, max_examples=60)
def test_quoted_cells_come_back_whatever_stands_in_them(rows, separator):
    quoted = [
        "".join(('"' + cell.replace('"', '""') + '"', end))
        for row in rows
        for cell, end in zip(row, [separator, separator, "\n"], strict=True)
    ]
    assert rows_of(read("".join(quoted).encode())) == [
        [cell.replace("\r", "\n") for cell in row] for row in rows
    ]


def test_a_lonely_quotation_mark_swallows_no_rows():
    lines = ["Nr.;Titel", '1;"Ohne Ende', *(f"{n};Zeile {n}" for n in range(2, 100))]
    assert len(read("\n".join(lines).encode()).sheets[0].rows) == 100


def test_excels_own_line_about_the_separator_is_heeded_and_rows_keep_their_numbers():
    sheet = read(b"sep=,\r\na,b;c\r\n1,2;3\r\n").sheets[0]
    assert [shown(cell) for cell in sheet.rows[2]] == ["a", "b;c"]


def test_a_formula_gives_its_stored_value_and_without_one_a_flaw():
    book = load_workbook(io.BytesIO(xlsx([("a", ("=1+2", 3)), (("=B9", "Text"), ("=A1", ""))])))
    sheet = read(xlsx([("a", ("=1+2", 3)), (("=B9", "Text"), "x")])).sheets[0]
    assert sheet.cell(1, 2) == 3
    assert sheet.cell(2, 1) == "Text"
    out = io.BytesIO()
    book.active["C1"] = "=SUM(A1:A9)"  # openpyxl stores no value beside a formula
    book.save(out)
    assert read(out.getvalue()).sheets[0].cell(1, 3) == Flaw("formula", "=SUM(A1:A9)")


@pytest.mark.parametrize("mistake", ["#REF!", "#DIV/0!", "#N/A", "#NAME?"])
def test_an_error_of_the_spreadsheet_is_a_flaw_in_workbooks_and_text(mistake):
    assert read(xlsx([("a", "b"), ("x", ("=1/0", mistake))])).sheets[0].cell(2, 2) == Flaw(
        "error", mistake
    )
    assert read(f"a;b\nx;{mistake}\n".encode()).sheets[0].cell(2, 2) == Flaw("error", mistake)


def test_days_are_days_and_a_time_stays_with_its_day():
    book = Workbook()
    for cell, value in {
        "A1": date(2027, 12, 31),
        "A2": datetime.combine(date(2027, 1, 2), time(10, 30)),
        "A3": 45657,
    }.items():
        book.active[cell] = value
    book.active["A4"] = 45657
    book.active["A4"].number_format = "[$-407]d. mmmm yyyy;@"
    book.active["A5"] = 3000
    book.active["A5"].number_format = '#,##0.00 "Tage dd"'
    out = io.BytesIO()
    book.save(out)
    sheet = read(out.getvalue()).sheets[0]
    assert [sheet.cell(row, 1) for row in range(1, 6)] == [
        date(2027, 12, 31), "02.01.2027 10:30", 45657, date(2024, 12, 31), 3000,
    ]  # fmt: skip


def test_colours_of_all_three_ways_are_read_and_white_is_none():
    book = Workbook()
    tints = {
        "A1": "FFFF0000",
        "A2": Color(indexed=17),
        "A3": Color(theme=9, tint=0.4),
        "A4": "FFFFFFFF",
    }
    for cell, colour in tints.items():
        book.active[cell] = "x"
        book.active[cell].fill = PatternFill("solid", fgColor=colour)
    out = io.BytesIO()
    book.save(out)
    fills = read(out.getvalue()).sheets[0].fills
    assert fills[1, 1] == "#FF0000"
    assert fills[2, 1] == "#008000"
    assert fills[3, 1].startswith("#")
    assert (4, 1) not in fills


def test_what_is_hidden_or_joined_is_told():
    data = xlsx(
        [("a", "b"), ("x", "1"), (None, "2"), ("y", "3")],
        merges=[(1, 0, 2, 0, "x")], hidden_rows=[3],
        more={"Listen": [("q", "r")]}, hidden=["Listen"],
    )  # fmt: skip
    first, second = read(data).sheets
    assert first.merges == [Merge(2, 1, 3, 1)]
    assert first.hidden_rows == {4}
    assert (first.hidden, second.hidden) == (False, True)


def test_signs_that_a_workbook_writes_as_codes_are_the_signs():
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(xlsx([("eins|zwei", "_x0041_")]))) as old,
        zipfile.ZipFile(made, "w") as new,
    ):
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"eins|zwei", b"eins_x000D_\nzwei"))
    assert rows_of(read(made.getvalue())) == [["eins\nzwei", "_x0041_"]]


def test_days_of_a_workbook_that_counts_from_1904_are_the_same_days():
    out = io.BytesIO()
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(
        [date(2027, 12, 31), datetime(2027, 1, 2, 10, 30, tzinfo=UTC).replace(tzinfo=None)]
    )
    book.save(out)
    assert rows_of(read(out.getvalue())) == [["31.12.2027", "02.01.2027 10:30"]]


def test_a_workbook_with_macros_is_read_and_they_are_not():
    out = io.BytesIO(xlsx(ROWS))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 macro")
    assert rows_of(read(out.getvalue())) == [list(row) for row in ROWS]


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 120_000_000)
    return out.getvalue()


def entities() -> bytes:
    out = io.BytesIO(xlsx(ROWS))
    lines = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    evil = f'<!DOCTYPE x [<!ENTITY a0 "ha">{lines}]><worksheet>&a9;</worksheet>'
    made = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(made, "w") as new:
        for part in old.namelist():
            new.writestr(part, evil if part == "xl/worksheets/sheet1.xml" else old.read(part))
    return made.getvalue()


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


REFUSED = {
    "empty": b" \r\n",
    "unpacks_too_large": bomb(),
    "locked": b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"),
    "pdf": b"%PDF-1.7 ...",
    "web_page": b"\xef\xbb\xbf<html><table><tr><td>1</td></tr></table></html>",
    "open_document": zipped(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
    "too_large": b"x" * 10_000_001,
    "too_many_sheets": xlsx(ROWS, more={f"B{n}": [] for n in range(201)}),
}


@pytest.mark.parametrize("key", REFUSED)
def test_what_cannot_be_taken_is_refused_with_its_reason(key):
    with pytest.raises(FileRefused) as refused:
        read(REFUSED[key])
    assert refused.value.key == key


@pytest.mark.parametrize(
    "data",
    [entities(), b"\x00\x01\x02\x03" * 50, b"PK\x03\x04broken", xlsx(ROWS)[:400], zipped(word__document=b"<x/>"),
     b"\xd0\xcf\x11\xe0" + bytes(3000), b"\x89PNG\r\n\x1a\n" + bytes(90)],
    ids=["entities", "binary", "broken", "cut", "word", "ole", "picture"],
)  # fmt: skip
def test_anything_else_is_no_table(data):
    with pytest.raises(FileRefused) as refused:
        read(data)
    assert refused.value.key == "not_a_sheet"


@given(st.binary(max_size=400) | st.builds(lambda head, rest: head + rest, st.sampled_from([b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"\xff\xfe"]), st.binary(max_size=300)))  # fmt: skip
@settings(deadline=None, max_examples=80)
def test_no_bytes_make_the_reader_stumble(data):
    book = taken(data)
    assert isinstance(book, str) or unpacked(packed(book)) == book


@given(st.integers(0, 5000), st.binary(min_size=1, max_size=6))
@settings(deadline=None, max_examples=60)
def test_a_damaged_workbook_is_read_or_refused(at, noise):
    whole = xlsx(ROWS)
    damaged = whole[: at % len(whole)] + noise + whole[at % len(whole) + len(noise) :]
    assert taken(damaged)


def test_a_sheet_with_too_many_rows_is_named_and_the_other_one_is_there():
    many = [(f"{n}", "x") for n in range(MAX_ROWS + ROWS_ABOVE + 1)]
    large, small = read(xlsx(many, more={"Klein": ROWS})).sheets
    assert (large.refused, large.rows) == ("too_many_rows", {})
    assert len(small.rows) == 3


def test_a_padded_sheet_is_as_small_as_what_it_holds():
    book = Workbook()
    book.active["A1"], book.active["B1"], book.active["A1048576"] = "Nr.", "Titel", "ganz unten"
    out = io.BytesIO()
    book.save(out)
    assert sorted(read(out.getvalue()).sheets[0].rows) == [1, 1048576]


def test_a_file_that_eats_memory_or_time_is_told_and_nobody_suffers(monkeypatch):
    monkeypatch.setattr(opening, "read", lambda _: bytearray(3_000_000_000))
    assert work.opened(b"x")[0] == "broke_off"


@pytest.mark.office
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is missing: apt install libreoffice-calc")
def test_excel_97_gives_what_the_new_form_gives(tmp_path: Path):
    data = xlsx(
        [("Nr.", "Titel", "Am"), ("1", "Übung", date(2027, 12, 31)), ("2", 3.5, ("=1/0", "#DIV/0!"))],
        fills={(1, 1): "#FF0000"}, merges=[(3, 0, 4, 0, "zwei")], hidden_rows=[2],
    )  # fmt: skip
    (tmp_path / "a.xlsx").write_bytes(data)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        [OFFICE or "", profile, "--headless", "--convert-to", "xls", "--outdir", tmp_path, tmp_path / "a.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    old, new = read((tmp_path / "a.xls").read_bytes()).sheets[0], read(data).sheets[0]
    assert [[shown(c) for c in row] for row in old.rows.values()] == [
        [shown(c) for c in row] for row in new.rows.values()
    ]
    assert (old.merges, old.hidden_rows, old.fills) == (new.merges, new.hidden_rows, new.fills)
