"""Files that are no questionnaire: told in one sentence, whatever they hold."""

import csv
import io
import os
import zipfile
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.apart import MEGABYTES
from surveys.authoring import check, problems, sheets
from surveys.library import load
from surveys.xlsform import ImportRefused, apart, read, write
from surveys.xlsform.apart import read_apart
from tests.support.house import CHECKOUT, below, plant, text


def refusal(data):
    with pytest.raises(ImportRefused) as refused:
        read(data)
    return [problem.key for problem in refused.value.problems]


def book(*rows, name="survey"):
    workbook, buffer = openpyxl.Workbook(), io.BytesIO()
    workbook.active.title = name
    for row in rows:
        workbook.active.append(row)
    workbook.save(buffer)
    return buffer.getvalue()


HEAD = ["type", "name", "label::de"]
WHOLE = book(HEAD, ["text", "a", "Eins?"])


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe",
        b"PK\x03\x04 broken",
        b"\xd0\xcf\x11\xe0 broken",
        b"a\0b",
        WHOLE[:500],
        WHOLE[:-40],
    ],
    ids=["bytes", "zip", "xls", "nul", "head", "tail"],
)
def test_broken_files_are_no_workbooks(data):
    assert refusal(data) == ["not_a_workbook"]


@pytest.mark.parametrize("data", [b"", b"survey\n", b"only,some,words"])
def test_files_without_questions_say_what_is_missing(data):
    assert set(refusal(data)) <= {"no_survey", "no_questions", "column_missing"}


def test_a_file_that_is_too_large_is_not_opened():
    assert refusal(b"PK" + b" " * sheets.MAX_BYTES) == ["file_too_large"]


def test_a_zip_that_unpacks_too_large_is_not_unpacked(monkeypatch):
    monkeypatch.setattr(sheets, "MAX_UNPACKED", 1_000_000)
    buffer = io.BytesIO(WHOLE)
    with zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/bomb.xml", b"0" * 2_000_000)
    assert refusal(buffer.getvalue()) == ["unpacks_too_large"]


@pytest.mark.parametrize(
    ("limit", "key"),
    [
        ("MAX_SHEETS", "too_many_sheets"),
        ("MAX_ROWS", "too_many_rows"),
        ("MAX_COLUMNS", "too_many_columns"),
        ("MAX_CELLS", "too_many_cells"),
        ("MAX_CHARACTERS", "cell_too_long"),
    ],
)
def test_every_limit_is_told_by_name(limit, key, monkeypatch):
    monkeypatch.setattr(sheets, limit, 0)
    assert refusal(WHOLE) == [key]


def test_long_lists_in_many_questions_are_told_before_they_fill_the_memory(monkeypatch):
    monkeypatch.setattr(check, "MAX_OFFERED", 3)
    form = Path(__file__).parents[1] / "instruments" / "select_words.csv"
    assert refusal(form.read_bytes()) == ["too_many_choices"]


def test_a_workbook_padded_with_empty_rows_is_read_to_its_last_question():
    padded = book(HEAD, ["text", "a", "Eins?"], *[[" "] for _ in range(3_000)])
    assert list(read(padded).instrument.questions) == ["a"]


def test_cells_of_other_types_are_read_as_people_see_them():
    data = book([*HEAD, "default"], ["integer", "a", 2026, 7.0], ["text", "b", True, None])
    questions = read(data).instrument.questions
    assert (questions["a"].label.strings["de"], questions["a"].default) == ("2026", "7")
    assert questions["b"].label.strings["de"] == "TRUE"


def test_what_looks_like_a_formula_stays_a_text():
    data = b'survey\n,type,name,label::de\n,text,a,"=1+1"\n'
    instrument = read(data).instrument
    again = read(write(instrument)).instrument
    assert again.questions["a"].label.strings == {"de": "=1+1"}


@pytest.mark.parametrize("label", ["a\x1bb", "_x0041_", "a\rb", "a \t b", "\u200fab", "a\u2028b"])
def test_odd_characters_change_no_form_on_its_way_out_and_in(label):
    data = f'survey\n,type,name,label::de\n,text,a,"{label}"\n'.encode()
    instrument = read(data).instrument
    assert read(write(instrument)).instrument == instrument


WORDS = st.sampled_from(
    [
        *("text", "integer", "select_one yn", "select_one yn or_other", "begin_group", "end_group"),
        *("begin_repeat", "note", "calculate", "image", "yn", "a", "b", "meta", "${a} = 1", "yes"),
        *("count-selected(.) < 2", "label", "type", "name", "list_name", "label::de", "required"),
        *("label::English (en)", "relevant", "constraint", "calculation", "survey", "choices"),
        *("settings", "appearance", "field-list", "table-list", "parameters", "randomize=true"),
        *("default", "choice_filter", "-", "", "", "", "\x0b", "&<>", "bind::x", "name::de"),
    ]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.lists(WORDS | st.text(max_size=5), max_size=6), max_size=9))
def test_any_table_is_imported_or_refused(rows):
    buffer = io.StringIO()
    csv.writer(buffer).writerows([["survey"], ["", *HEAD], ["", "text", "a", "Eins?"], *rows])
    with suppress(ImportRefused):
        instrument = read(buffer.getvalue().encode(errors="replace")).instrument
        assert read(write(instrument)).instrument == instrument


def test_a_shipped_questionnaire_reads_the_same_in_a_child():
    verdict = read_apart(write(load("fachtag")))
    assert verdict.instrument == load("fachtag")


def test_a_reading_that_takes_too_long_is_broken_off():
    assert read_apart(WHOLE, seconds=0).problems[0].key == "too_slow"


def out_of_memory(*_):
    raise MemoryError


def killed(*_):
    os._exit(9)


@pytest.mark.parametrize("end", [out_of_memory, killed])
def test_a_reading_that_eats_the_memory_is_broken_off(end, monkeypatch):
    monkeypatch.setattr(apart, "read", end)
    assert [problem.key for problem in read_apart(WHOLE).problems] == ["broke_off"]


def test_the_child_has_a_limit_of_memory(monkeypatch):
    monkeypatch.setattr(apart, "read", lambda *_: bytearray(MEGABYTES * 1_000_000))
    assert [problem.key for problem in read_apart(WHOLE).problems] == ["broke_off"]


def unsaid(root: Path, keys: Iterable[str]) -> list[str]:
    """Sentences that the engine has and nowhere says."""
    source = "".join(text(path) for path in below(root, ".py", "surveys"))
    return [key for key in keys if f'"{key}"' not in source.replace(f'"{key}": N_', "")]


def test_every_sentence_is_said_somewhere():
    assert len(problems.MESSAGES) > 20
    assert unsaid(CHECKOUT, problems.MESSAGES) == []


def test_a_sentence_that_is_never_said_is_found(tmp_path: Path):
    plant(tmp_path, "surveys/authoring/deep/problems.py", '{"silent": N_("…"), "told": N_("…")}')
    plant(tmp_path, "surveys/xlsform/deep/er/reads.py", 'problem("told")')
    assert unsaid(tmp_path, ["silent", "told"]) == ["silent"]
