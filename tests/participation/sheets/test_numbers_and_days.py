"""Numbers and days as people in offices write them, in cells and in titles of columns."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.sheets.meaning.dates import NoDay, day_in_title, day_of
from participation.sheets.meaning.numbers import NoNumber, number_of


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("3.000 €", 3000), ("EUR 3000,-", 3000), ("3.000,-- €", 3000), ("3 T€", 3000), ("1,5 Mio. €", 1_500_000),
        ("1.234,56", "1234.56"), ("1,234.56", "1234.56"), ("1,234,567", 1_234_567), ("3'000", 3000), ("3 000", 3000),
        ("-5", -5), ("12,5 %", "12.5"), (3000, 3000), (0.1 + 0.2, "0.3"), ("2000 EUR", 2000), ("€ 20", 20),
    ],
)  # fmt: skip
def test_numbers_are_read_as_people_write_them(said, number):
    assert number_of(said) == Decimal(str(number))


@pytest.mark.parametrize(
    "said",
    ["Entre 200 et 500", "ca. 300", "(5)", "1.234.5", "offen", "3000 pro Jahr", "1e5", "9" * 40],
)
def test_what_is_no_number_alone_is_not_guessed(said):
    with pytest.raises(NoNumber):
        number_of(said)


@given(st.decimals(-(10**9), 10**9, places=2))
def test_an_amount_written_the_german_or_the_english_way_is_the_same(amount):
    english = f"{amount:,}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert number_of(german, money=True) == number_of(english, money=True) == amount


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("31.12.2027", "2027-12-31"), ("1.2.27", "2027-02-01"), ("12/2027", "2027-12-31"), ("Februar 2028", "2028-02-29"),
        ("31. Dezember 2027", "2027-12-31"), ("Q3 2027", "2027-09-30"), ("IV. Quartal 2027", "2027-12-31"),
        ("Ende 2027", "2027-12-31"), ("Mitte 2027", "2027-06-30"), ("Q3/2027", "2027-09-30"), ("3. Quartal 2027", "2027-09-30"),
        ("III/2027", "2027-09-30"), ("2027/Q3", "2027-09-30"), ("3. Q. 2027", "2027-09-30"), ("drittes Quartal 2027", "2027-09-30"),
        ("Herbst 2027", "2027-11-30"), ("im Frühjahr 2027", "2027-05-31"), ("Winter 2027/28", "2028-02-29"), ("Winter 2027", "2027-12-31"),
        ("1. Halbjahr 2027", "2027-06-30"), ("2. HJ 2027", "2027-12-31"), ("H1/2027", "2027-06-30"), ("zweite Jahreshälfte 2027", "2027-12-31"),
        ("bis 31.12.2027", "2027-12-31"), ("spätestens bis zum 31.12.27", "2027-12-31"), ("voraussichtlich Ende 2027", "2027-12-31"),
        ("bis 2027", "2027-12-31"), ("ca. Mai 2027", "2027-05-31"), ("Ende März 2027", "2027-03-31"), ("Mitte März 2027", "2027-03-20"),
        ("Dez. 27", "2027-12-31"), ("Mrz-27", "2027-03-31"), ("12/27", "2027-12-31"), ("KW 12/2027", "2027-03-28"), ("12. KW 2027", "2027-03-28"),
        ("Schuljahr 2027/28", "2028-07-31"), ("Sommer 2027 (geplant)", "2027-08-31"), ("31. Dez 2027", "2027-12-31"), ("Jahresende 2027", "2027-12-31"),
        ("Haushaltsjahr 2027", "2027-12-31"), ("31. 12. 2027", "2027-12-31"), (2027, "2027-12-31"), ("2027", "2027-12-31"),
        (45657, "2024-12-31"), ("45657", "2024-12-31"), ("12/14/20", "2020-12-14"), ("2020-12-14 00:00:00", "2020-12-14"),
    ],
)  # fmt: skip
def test_days_are_read_as_people_write_them(said, day):
    assert day_of(said) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "said",
    [
        "31.02.2024",
        "laufend",
        "13/2027",
        "bald",
        12,
        "1.1.1800",
        "2027-2028",
        "9" * 30,
        "ab 2027",
        "2027 oder 2028",
        "5. Quartal 2027",
        "60. KW 2027",
        "3. Halbjahr 2027",
        "Herbst",
        "31.12.",
        "seit Herbst 2027",
        "20 Plätze 2027",
        "12 13 2027",
    ],
)
def test_what_is_no_day_is_not_guessed(said):
    with pytest.raises(NoDay):
        day_of(said)


@given(st.dates(date(1955, 1, 1), date(2140, 1, 1)))
def test_a_day_as_serial_number_or_text_is_the_same_day(day):
    serial = (day - date(1899, 12, 30)) // timedelta(days=1)
    assert day_of(serial) == day_of(day.strftime("%d.%m.%Y")) == day_of(day.isoformat()) == day


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Stand 31.12.2023", "2023-12-31"), ("Sachstand 2015/2016", "2016-12-31"), ("Sachstand 2017 / 2018", "2018-12-31"),
        ("Ampel März 2024", "2024-03-31"), ("Q1 2024", "2024-03-31"), ("Status 06/2024", "2024-06-30"),
    ],
)  # fmt: skip
def test_a_title_tells_for_which_day_its_column_speaks(title, day):
    assert day_in_title(title) == date.fromisoformat(day)
