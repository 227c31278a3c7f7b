"""Under a breakdown stands which groups differ clearly, and how many were compared."""

from dataclasses import replace

import pytest
from flask import Flask
from sample_release import sample

from participation.monitoring import compared
from participation.presenting import breakdowns
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
