"""Under a breakdown stands which groups differ clearly, and how many were compared."""

from dataclasses import replace
from datetime import date

import pytest
from flask import Flask
from sample_release import sample

from participation.monitoring import compared
from participation.presenting import breakdowns
from surveys.figures.about import Reason, Stand
from surveys.figures.estimates.shares import SMALL_BASE
from surveys.figures.released import Status
from tests.support.released import publish
from tests.support.sqlite import on_sqlite
from tests.support.staff import staff_client

KEY = "german_self"


def with_groups(numbers, by="sex"):
    """The sample, one question by one dimension with these shares of 150; others are hidden."""
    released = sample()
    wanted = released.table(KEY, by)
    rows = []
    for at, row in enumerate(wanted.rows):
        if at < len(numbers):
            counts = tuple(0 for _category in released.by_indicator[KEY].categories)
            rows.append(row._replace(**SHOWN, counts=counts, share_count=numbers[at]))
        else:
            rows.append(type(row)(row.cell, Status.WITHHELD))
    tables = tuple(
        replace(table, rows=tuple(rows)) if table == wanted else table
        for table in released.tables
        if table.indicator != KEY or table == wanted or not table.by
    )
    return replace(released, tables=tables)


SHOWN = {"status": Status.SHOWN, "n": 150, "missing": 5, "into": None}


@pytest.mark.parametrize(
    ("numbers", "words"),
    [
        ((30, 105), "Deutlich anders als „Frau“: Mann"),
        ((105, 30), "Deutlich anders als „Frau“: Mann"),
        ((75, 80), "Kein deutlicher Unterschied"),
        ((75, 75), "Kein deutlicher Unterschied"),
    ],
)
def test_what_differs_clearly_from_the_first_is_named(numbers, words):
    released = with_groups(numbers)
    with Flask(__name__).app_context():
        tables = breakdowns.tables(released, released.by_indicator[KEY], 1)
        (shown,) = compared.read(released, tables).values()
        assert (shown.words.striptags(), shown.number.striptags()) == (words, "1")


def test_one_group_alone_is_compared_with_nothing():
    released = with_groups((30,))
    with Flask(__name__).app_context():
        tables = breakdowns.tables(released, released.by_indicator[KEY], 1)
        assert compared.read(released, tables) == {}


@on_sqlite
def test_the_desk_prints_the_number_of_all_comparisons_of_a_question(app):
    wave = publish(app).wave_id
    desk = staff_client(app)
    text = desk.page(f"/desk/figures/{wave}?question={KEY}").text
    numbers = {part.split(".")[0] for part in text.split("Vergleiche: ")[1:]}
    assert len(numbers) == 1
    assert int(numbers.pop()) > 1
    one = desk.page(f"/desk/figures/{wave}?question={KEY}&by=sex").text
    assert one.count("Vergleiche: ") == 1
    assert text.split("Vergleiche: ")[1][:3] == one.split("Vergleiche: ")[1][:3]
    crossed = desk.page(f"/desk/figures/{wave}?question={KEY}&by=origin_group.sex").text
    assert "Vergleiche: " not in crossed


def words_of(released):
    """What is said of the question by places."""
    with Flask(__name__).app_context():
        tables = breakdowns.tables(released, released.by_indicator[KEY], 1)
        found = compared.read(released, [table for table in tables if table.by == ("place",)])
        return {by: shown.words.striptags() for by, shown in found.items()}


def test_a_place_of_an_earlier_version_is_not_subtracted_from_a_county_of_now():
    released = sample()
    places = [row for row in released.table(KEY, "place").rows if (row.n or 0) >= SMALL_BASE]
    parts = [row.cell for row in places if released.by_place[row.cell[0]].parent is not None]
    assert parts
    assert words_of(released)
    reason = Reason(2, date(2026, 7, 1), "Ein Grund.")
    old = [Stand(("place",), cell, 1) for cell in parts]
    second = replace(released, version=2, reasons=(reason,))
    assert words_of(replace(second, stands=tuple(old))) == {}
    # Both of the earlier version, or both of this one: they are what they were.
    all_old = (*old, Stand((), (), 1))
    assert words_of(replace(second, stands=all_old)) == words_of(released) == words_of(second)
