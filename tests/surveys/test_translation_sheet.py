"""The translation sheet: what comes back as it went out changes nothing, one slip refuses all."""

import io

import pytest
from openpyxl import load_workbook

from surveys.authoring import translation_sheet
from surveys.authoring.translation_sheet import read, read_apart, write
from surveys.authoring.translations import changed, entries
from surveys.xlsform.writer import workbook
from tests.surveys.small import choices, de, instrument, question

NAMES = {"en": "English", "uk": "Українська", "ar": "العربية"}
TAGS = frozenset(NAMES)


@pytest.fixture(scope="module")
def form():
    select = question("need", "select_one", choices=choices("work", "home"), list_name="needs")
    return instrument(question("wish"), select, question("why"), question("more"))


@pytest.fixture
def book(form):
    return load_workbook(io.BytesIO(write(entries(form), NAMES)))


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def problems(book, form):
    found = read(saved(book), entries(form), TAGS)
    assert not found.changes
    return [(item.row, item.column, item.key) for item in found.problems]


def test_a_sheet_that_comes_back_untouched_changes_nothing(form, book):
    assert read(saved(book), entries(form), TAGS) == translation_sheet.Read({}, ())


def test_only_translations_can_be_typed_into_and_keys_are_hidden(form, book):
    sheet = book[translation_sheet.SHEET]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert sheet.row_dimensions[1].hidden
    assert [sheet.cell(3, column).protection.locked for column in (2, 3, 4, 6)] == [
        True,
        True,
        False,
        False,
    ]
    assert sheet.max_row == 2 + len(entries(form))


def test_new_wordings_are_put_in_everywhere_and_old_ones_stay(form, book):
    sheet = book[translation_sheet.SHEET]
    for row in range(3, sheet.max_row + 1):
        sheet.cell(row, 6).value = f"نص {row}"
    found = read_apart(saved(book), entries(form), TAGS)
    assert found.problems == ()
    made = changed(form, found.changes)
    assert all(entry.text.strings["ar"].startswith("نص") for entry in entries(made))
    assert "ar" in made.languages
    assert [e.text.strings.get("de") for e in entries(made)] == [
        e.text.strings.get("de") for e in entries(form)
    ]


def test_every_slip_is_told_with_its_place_and_nothing_is_taken(form, book):
    sheet = book[translation_sheet.SHEET]
    sheet["F3"] = "نص"
    sheet["C4"] = "Ganz anders"
    sheet["D5"] = "=1+1"
    sheet["A6"] = "question:gone:label"
    sheet["E7"] = "x" * 3000
    sheet["G1"], sheet["G8"] = "xx", "?"
    assert sorted(problems(book, form)) == [
        (1, "G", "language_unknown"),
        (4, "C", "source_changed"),
        (5, "D", "formula"),
        (6, "A", "row_unknown"),
        (7, "E", "cell_too_long"),
    ]


def test_text_that_looks_like_a_formula_goes_out_as_text(form):
    evil = changed(form, {"title": {"en": "=HYPERLINK(1)"}})
    sheet = load_workbook(io.BytesIO(write(entries(evil), NAMES)))[translation_sheet.SHEET]
    assert sheet["D3"].data_type == "s"


@pytest.mark.parametrize(
    "data", [b"", b"PK\x03\x04nothing", b"a,b\n1,2\n", b"\xd0\xcf\x11\xe0" * 9]
)
def test_a_foreign_file_is_refused_with_a_sentence(form, data):
    found = read_apart(data, entries(form), TAGS)
    assert found.problems[0].key in {"not_a_workbook", "no_translation_sheet"}
    assert found.problems[0].message


CONTROLS = [chr(point) for point in (*range(9), 11, 12, *range(14, 32), 127, 0x85, 0xFFFE, 0xFDD0)]


@pytest.mark.parametrize("control", CONTROLS, ids=[f"{ord(one):04x}" for one in CONTROLS])
def test_no_workbook_of_a_questionnaire_holds_what_no_file_can(control):
    wish = question("wish", label=de(f"Was{control} fehlt?"))
    form = instrument(wish, title=de(f"Ver{control}such"))
    books = [write(entries(form), {"en": f"Eng{control}lish"}), workbook(form)]
    for data in books:
        said = {
            cell.value
            for sheet in load_workbook(io.BytesIO(data)).worksheets
            for line in sheet.iter_rows()
            for cell in line
            if isinstance(cell.value, str)
        }
        assert "Was fehlt?" in said
        assert not any(control in text or "_x00" in text for text in said)
