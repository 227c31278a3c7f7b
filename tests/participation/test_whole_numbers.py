"""Whole numbers as people and browsers send them: no sign and no length is ever our fault."""

import sys
import unicodedata

import pytest

from participation.base.web.numbers import LARGEST, whole_number

SIGNS = [sign for sign in map(chr, range(sys.maxunicode + 1)) if sign.isnumeric()]


def test_a_digit_of_any_script_is_a_number_and_no_other_sign_is():
    assert {"²", "①", "½", "٣", "७", "五"} < set(SIGNS)
    for sign in SIGNS:
        assert whole_number(sign) == unicodedata.decimal(sign, None), hex(ord(sign))
        assert whole_number(f"1{sign}", 9) is None


@pytest.mark.parametrize("length", [11, 20, 21, 400, 4_300, 4_301, 50_000])
def test_no_number_is_too_long_to_be_refused(length: int):
    assert whole_number("9" * length) is None


@pytest.mark.parametrize("text", ["", " ", "-1", "+1", "1.0", "1_000", "1e3", "0x1", "NaN", "1 2"])
def test_what_int_or_float_might_read_is_none(text: str):
    assert whole_number(text) is None


def test_bounds():
    assert whole_number(" 0 ") == 0
    assert whole_number("007", 7) == 7
    assert whole_number("8", 7) is None
    assert whole_number(str(LARGEST)) == LARGEST
    assert whole_number(str(LARGEST + 1)) is None
