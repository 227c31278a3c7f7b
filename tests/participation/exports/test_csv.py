"""A release as CSV, as Excel and other programs read it."""

import csv
import io

import pytest
from sample_release import sample

from participation.exports.figures.csv_file import as_text
from participation.exports.figures.csv_file import csv as csv_of
from surveys.figures.released import Released


@pytest.fixture(scope="module")
def released() -> Released:
    return sample()


def german(released: Released) -> list[dict[str, str]]:
    text = csv_of(released, german=True).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def plain(released: Released) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(csv_of(released, german=False).decode())))


def test_excel_is_told_that_it_is_unicode(released):
    assert csv_of(released).startswith(b"\xef\xbb\xbf")
    assert not csv_of(released, german=False).startswith(b"\xef\xbb\xbf")


def test_numbers_have_a_german_comma_or_a_point(released):
    shares = {row["Anteil in Prozent"] for row in german(released)} - {""}
    assert all("," in share and "." not in share for share in shares)
    assert all(float(row["percent"]) <= 100 for row in plain(released) if row["percent"])


def test_both_files_tell_the_same_rows(released):
    comma = [row["Anteil in Prozent"].replace(",", ".") for row in german(released)]
    assert comma == [row["percent"] for row in plain(released)]


def test_every_count_is_the_released_one(released):
    result = iter(plain(released))
    for indicator in released.indicators:
        for table in released.tables_of(indicator.key):
            for row in table.rows:
                counts = [*row.counts] if row.shown else [None]
                if row.share_count is not None and len(indicator.share_of) > 1:
                    counts.append(row.share_count)
                for count in counts:
                    shown = "" if count is None else str(min(count, row.n))
                    assert next(result)["count"] == shown
    assert next(result, None) is None


def test_a_small_base_gives_no_percent(released):
    small = [row for row in plain(released) if row["n"] and int(row["n"]) < 30]
    assert small
    assert {row["percent"] + row["range_low"] for row in small} == {""}
    assert {row["sign"] for row in small} == {"( )", "x"}


def test_a_withheld_group_says_why(released):
    row = next(r for r in plain(released) if r["group_key"] == "waldau")
    assert (row["sign"], row["n"], row["count"]) == ("•", "", "")
    assert row["in_words"] == "zu wenige Antworten, gezeigt wird Amt Seeland"


@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-5", "@sum"])
def test_what_looks_like_a_formula_arrives_as_text(cell):
    assert as_text(cell) == f"'{cell}"


@pytest.mark.parametrize("control", ["\r", "\x07", "\x00", "\x1b", "\x85"])
@pytest.mark.parametrize("cell", ["=1+1", "+49 30", "-5", "@sum"])
def test_a_control_character_hides_no_formula(cell, control):
    assert as_text(control + cell) == f"'{cell}"


def test_a_tab_becomes_a_space_and_no_next_column():
    assert as_text("\t=1+1") == " =1+1"
    assert as_text("a\tb") == "a b"


def test_ordinary_words_stay_as_they_are():
    assert as_text("gut oder sehr gut") == "gut oder sehr gut"
