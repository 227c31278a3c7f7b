"""Cells are read as a person sees them; what shows something and holds nothing is named."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from surveys.authoring import sheets
from surveys.authoring.formats import shown
from surveys.authoring.problems import UNSEEN
from surveys.instrument.instrument import Instrument
from surveys.xlsform import Imported, ImportRefused, read, write

at = datetime.fromisoformat
HEAD = ["type", "name", "label::de", "hint::de", "required", "default"]


def book(
    *rows: Sequence[object],
    formats: dict[str, str] | None = None,
    **others: Sequence[Sequence[object]],
) -> bytes:
    """A workbook; ``others`` are further sheets by name, each a list of rows."""
    workbook, buffer = openpyxl.Workbook(), io.BytesIO()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "survey"
    for row in rows:
        sheet.append(row)
    for place, code in (formats or {}).items():
        sheet[place].number_format = code
    for name, lines in others.items():
        other = workbook.create_sheet(name)
        for line in lines:
            other.append(line)
    workbook.save(buffer)
    return buffer.getvalue()


def hiding(data: bytes, *rows: int) -> bytes:
    workbook, buffer = openpyxl.load_workbook(io.BytesIO(data)), io.BytesIO()
    for row in rows:
        workbook["survey"].row_dimensions[row].hidden = True
    workbook.save(buffer)
    return buffer.getvalue()


def problems_of(data: bytes) -> list[tuple[str, str, str]]:
    with pytest.raises(ImportRefused) as refused:
        read(data)
    return [(problem.key, problem.place, problem.message) for problem in refused.value.problems]


def noticed(done: Imported) -> dict[str, str]:
    return {notice.key: f"{notice.place} {notice.message}" for notice in done.notices}


def label(instrument: Instrument, name: str = "a") -> str:
    return instrument.questions[name].label.strings["de"]


@pytest.mark.parametrize(
    ("value", "code", "seen"),
    [
        (at("2026-05-31"), "dd.mm.yyyy", "31.05.2026"),
        (at("2026-05-31"), "mm-dd-yy", "31.05.2026"),
        (at("2026-03-01"), "d. mmmm yyyy", "1. März 2026"),
        (at("2026-02-01"), "d-mmm", "1-Feb"),
        (at("2026-02-01"), '[$-407]dddd", "dd.mm.', "Sonntag, 01.02."),
        (at("2026-02-01 09:05"), "dd.mm.yyyy hh:mm", "01.02.2026 09:05"),
        (time(14, 5), "h:mm", "14:05"),
        (time(9, 5, 7), "hh:mm:ss", "09:05:07"),
        (time(14, 5), "h:mm AM/PM", "2:05 PM"),
        (timedelta(hours=26, minutes=3), "[h]:mm", "26:03"),
        (0.5, "0%", "50%"),
        (0.125, "0.0%", "12,5%"),
        (7.5, '0.0" Stunden"', "7,5 Stunden"),
        (8, '0\\ "h"', "8 h"),
        (1234, "00000", "01234"),
        (1234.5, "#,##0.00 €", "1.234,50 €"),
        (0.1 + 0.2, "General", "0,3"),
        (2026, "General", "2026"),
        (18.0, "0", "18"),
    ],
)
def test_a_label_says_what_the_cell_shows(value: object, code: str, seen: str) -> None:
    data = book(HEAD, ["text", "a", value], formats={"C2": code})
    assert label(read(data).instrument) == seen


@settings(max_examples=100, deadline=None)
@given(st.integers(-(10**9), 10**9), st.integers(0, 4))
def test_any_number_is_shown_with_the_decimals_of_its_format(number: int, places: int) -> None:
    code = "0." + "0" * places if places else "0"
    seen = shown(number / 10**places, code) or str(number)
    assert int(seen.replace(",", "")) == number
    assert len(seen.partition(",")[2]) == places


@given(st.datetimes(min_value=at("1900-03-01")))
def test_any_moment_is_shown_as_its_format_says(moment: datetime) -> None:
    moment = moment.replace(microsecond=0)
    seen = shown(moment, "dd.mm.yyyy hh:mm:ss")
    assert seen
    assert datetime.strptime(seen, "%d.%m.%Y %H:%M:%S") == moment  # noqa: DTZ007  has none


@pytest.mark.parametrize("place", ["a", "a b", " a "])
@pytest.mark.parametrize(
    ("held", "seen"),
    [
        *(("_x000D_\n", "\n"), ("_x000d_", "\n"), ("_x000B_", "\n"), ("_x0007_", "")),
        *(("_x0041_", "_x0041_"), ("x000D", "x000D"), ("_x000D", "_x000D")),
    ],
)
def test_signs_that_a_workbook_spells_out_are_read_as_signs(
    place: str, held: str, seen: str
) -> None:
    data = book(HEAD, ["text", "a", f"{place}{held}Zeile"])
    assert label(read(data).instrument) == f"{place}{seen}Zeile".strip()


def test_defaults_stay_what_answers_are():
    data = book(
        HEAD,
        ["date", "a", "Wann?", None, None, date(2026, 5, 31)],
        ["decimal", "b", "Wie viel?", None, None, 0.5],
        formats={"F2": "dd.mm.yyyy", "F3": "0%"},
    )
    questions = read(data).instrument.questions
    assert (questions["a"].default, questions["b"].default) == ("2026-05-31", "0.5")


def test_a_formula_without_a_result_is_named_where_its_column_counts():
    data = book(
        [*HEAD, "own remarks"],
        ["text", "a", "Eins?", '="Hin"&"weis"', None, None, "=1+1"],
        ["text", "b", "=C2"],
    )
    found = {(key, place) for key, place, _ in problems_of(data)}
    assert found >= {("formula_empty", "survey!D2"), ("formula_empty", "survey!C3")}
    assert not any(place.startswith("survey!G") for _, place in found)


def stored(data: bytes, place: str, result: str, kind: str) -> bytes:
    """The workbook with a stored result of the formula at a place, as office programs write it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.infolist():
            text = old.read(part)
            if part.filename.endswith("sheet1.xml"):
                text = re.sub(
                    rf'<c r="{place}"[^>]*><f>(.*?)</f><v ?/?>(</v>)?</c>'.encode(),
                    rf'<c r="{place}" t="{kind}"><f>\1</f><v>{result}</v></c>'.encode(),
                    text,
                )
            new.writestr(part.filename, text)
    return out.getvalue()


def test_a_formula_with_its_result_says_the_result():
    data = book(HEAD, ["text", "a", "Eins?", '="Hin"&"weis"'])
    done = read(stored(data, "D2", "Hinweis", "str"))
    assert done.instrument.questions["a"].hint.strings == {"de": "Hinweis"}


def test_a_formula_whose_result_is_nothing_is_an_empty_cell():
    data = book(HEAD, ["text", "a", "Eins?", '=""'])
    assert not read(stored(data, "D2", "", "str")).instrument.questions["a"].hint


@pytest.mark.parametrize("error", ["#REF!", "#NAME?", "#N/A", "#DIV/0!", "#VALUE!"])
def test_an_error_in_a_cell_is_named(error: str) -> None:
    data = stored(book(HEAD, ["text", "a", "Eins?", "=Z1"]), "D2", error, "e")
    assert [(key, place, error in said) for key, place, said in problems_of(data)] == [
        ("cell_error", "survey!D2", True)
    ]


def test_hidden_rows_are_read_and_named():
    data = book(HEAD, *[["text", f"q{number}", "Was?"] for number in range(1, 6)])
    done = read(hiding(data, 3, 4, 6))
    assert len(done.instrument.asked) == 5
    assert "3–4, 6" in noticed(done)["rows_hidden"]


@pytest.mark.parametrize("empty", [0, 59, 60, 61, 500, 6_000])
def test_rows_after_a_gap_are_read_and_named(empty: int) -> None:
    data = book(HEAD, ["text", "a", "Eins?"], *[[None]] * empty, ["text", "b", "Zwei?"])
    done = read(data)
    assert list(done.instrument.questions) == ["a", "b"]
    named = noticed(done).get("rows_after_gap", "")
    assert named.startswith(f"survey!{empty + 3} ") if empty >= sheets.GAP else not named


def test_an_unused_long_sheet_hides_no_other_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "MAX_ROWS", 5)
    monkeypatch.setattr(sheets, "MAX_CELLS", 40)
    rows = [["x" * 9, number] for number in range(50)]
    good = book(HEAD, ["text", "a", "Eins?"], data=rows)
    assert "sheet_unused" in noticed(read(good))
    bad = book(HEAD, ["image", "a", "Eins?"], data=rows)
    assert [key for key, *_ in problems_of(bad)] == ["no_media_question"]


@pytest.mark.parametrize("word", ["Ja", "JA", "ja", "x", "X", "yes", "wahr", "✓", True, 1, "y"])
def test_a_required_question_may_be_ticked_as_people_tick(word: object) -> None:
    questions = read(book(HEAD, ["text", "a", "Eins?", None, word])).instrument.questions
    result = read(book(HEAD, ["text", "a", "Eins?", None, "yes"])).instrument.questions
    assert questions == result
    assert questions["a"].required


@pytest.mark.parametrize("word", ["Nein", "no", "n", "falsch", False, 0, "-"])
def test_a_question_may_be_ticked_as_not_required(word: object) -> None:
    data = book(HEAD, ["text", "a", "Eins?", None, word])
    assert not read(data).instrument.questions["a"].required


@pytest.mark.parametrize("sign", ["\u200b", "\u200c", "\u200d", "\ufeff", "\u00ad", "\u2060"])
def test_signs_that_nobody_sees_are_shown_where_a_name_holds_them(sign: str) -> None:
    assert UNSEEN.fullmatch(sign)
    spelled = f"⟨U+{ord(sign):04X}⟩"
    named = problems_of(book(HEAD, ["text", f"vor{sign}name", "Wer?"]))
    listed = problems_of(
        book(
            HEAD,
            [f"select_one far{sign}ben", "a", "Was?"],
            choices=[["list_name", "name", "label::de"], ["farben", "rot", "Rot"]],
        )
    )
    chosen = problems_of(
        book(
            HEAD,
            ["select_one farben", "a", "Was?"],
            choices=[["list_name", "name", "label::de"], ["farben", f"r{sign}ot", "Rot"]],
        )
    )
    for found in (named, listed, chosen):
        assert any(spelled in said for *_, said in found)


LSS = b'<?xml version="1.0" encoding="UTF-8"?>\n<document>\n <LimeSurveyDocType>Survey</LimeSurveyDocType>\n'


def packed(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, content)
    return out.getvalue()


@pytest.mark.parametrize("data", [LSS, b"\xef\xbb\xbf" + LSS, packed("survey_1.lss", LSS)])
def test_a_survey_of_another_program_is_called_by_its_name(data: bytes) -> None:
    ((key, _, said),) = problems_of(data)
    assert key == "limesurvey"
    assert "LimeSurvey" in said


@pytest.mark.parametrize("sign", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
@pytest.mark.parametrize("first", ["survey{0}{0}{0}\n", "survey\n", ""])
def test_another_separator_is_told(sign: str, encoding: str, first: str) -> None:
    lines = f"{first}{{0}}type{{0}}name{{0}}label::de\n{{0}}text{{0}}a{{0}}Für, wen, ja?\n"
    ((key, _, said),) = problems_of(lines.format(sign).encode(encoding))
    assert key == "csv_separator"
    assert "XLSX" in said


def test_marks_and_breaks_of_a_label_are_kept_on_the_way_in_and_out():
    text = "**Was** brauchen\n*Sie*? [Mehr](https://a.example/x)"
    instrument = read(book(HEAD, ["text", "a", text])).instrument
    assert label(instrument) == text
    assert read(write(instrument)).instrument == instrument
