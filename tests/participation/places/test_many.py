"""Places of a whole county in one form, typed or pasted from Excel."""

import pytest
from flask import Flask

from participation.base import database
from participation.places import service as places
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
ADDRESS = "/desk/county/places/several"


@pytest.fixture
def desk(app: Flask):
    with app.app_context(), database.transaction():
        places.save_county("Landkreis Birkental", "bb", 0)
    return staff_client(app)


def entered(app: Flask):
    with app.app_context():
        names = {place.key: place.name for place in places.places()}
        return [(p.name, p.kind.value, names.get(p.parent), p.population) for p in places.places()]


@pytest.mark.parametrize("between", ["; ", "\t"])
def test_each_line_is_a_place_wherever_the_larger_one_stands(app, desk, between):
    rows = [
        ("Birkenau", "Gemeinde", "Amt Waldsee", "2.100"),
        ("Amt Waldsee", "Amt", "", ""),
        ("Seestadt", "stadt", "", "18 200"),
        ("Hof",),
    ]
    lines = "\r\n".join(between.join(row) for row in rows)
    assert desk.submit(desk.page(ADDRESS), lines=lines).h1 == "Orte"
    assert entered(app) == [
        ("Birkenau", "municipality", "Amt Waldsee", 2100),
        ("Amt Waldsee", "district_office", None, None),
        ("Seestadt", "town", None, 18200),
        ("Hof", "municipality", None, None),
    ]


def test_more_lines_come_after_those_that_stand(app, desk):
    desk.submit(desk.page(ADDRESS), lines="Amt Waldsee; Amt")
    desk.submit(desk.page(ADDRESS), lines="Birkenau; ; amt waldsee")
    assert [(name, parent) for name, _kind, parent, _n in entered(app)] == [
        ("Amt Waldsee", None),
        ("Birkenau", "Amt Waldsee"),
    ]


@on_both
@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Hof; Weiler", "Die Art „Weiler“ gibt es nicht"),
        ("Hof; ; Nirgends", "Den Ort „Nirgends“ gibt es nicht"),
        ("Hof; ; ; viele", "als Zahl, zum Beispiel 4200"),
        ("; Stadt", "Es fehlt der Name"),
        ("Seestadt", "steht schon da"),
        ("Hof; ; Hof", "Zeile"),
    ],
)
def test_a_line_that_cannot_be_is_named_and_nothing_is_lost(app, desk, line, said):
    answer = desk.submit(desk.page(ADDRESS), lines=f"Seestadt; Stadt\n{line}")
    if line == "Hof; ; Hof":  # a place cannot lie in itself: the tree says so
        assert answer.status == 400
    else:
        assert "Zeile 2:" in answer.text
        assert said in answer.text
    assert line in answer.html
    assert entered(app) == []
