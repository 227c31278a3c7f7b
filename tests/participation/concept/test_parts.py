"""Sub-measures: in a column of their own, by the measure they name, and at the desk."""

import io
from collections.abc import Sequence

import pytest
from flask import Flask

from participation.base import database
from participation.base.errors import DomainError
from participation.concept import service
from participation.concept.service import MeasureText
from participation.concept.tree import measures, reading
from tests.participation.concept.test_intake import START, apply, apply_all
from tests.support.client import CheckedClient, Page
from tests.support.concept import TODAY
from tests.support.sheets import form, xlsx
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite


def through(desk: CheckedClient, rows: Sequence[Sequence[object]], **odd: object) -> Page:
    data = dict(desk.page(START).fields(0))
    data["sheet"] = (io.BytesIO(xlsx(rows, **odd)), "Liste.xlsx")
    page = Page(desk.post(START, data=data, follow_redirects=True))
    return desk.submit(page, form(page, "/columns"))


def tree(app: Flask) -> list[tuple[str, str | None, str | None]]:
    """Title, title of the whole, area; in the concept's order."""
    with app.app_context():
        found = reading.measures(reading.goals())
    names = {item.id: item.said.title for item in found}
    return [
        (item.said.title, names.get(item.said.part_of) if item.said.part_of else None, item.area)
        for item in found
    ]


HEAD = ("Handlungsfeld", "Maßnahme", "Teilmaßnahme", "Ampel")


@pytest.mark.parametrize(
    ("rows", "odd"),
    [
        # Each whole with a row of its own.
        (
            [("Sprache", "Café", None, "grün"), ("Sprache", "Café", "Raum", "rot"),
             ("Sprache", "Café", "Helfende", None), ("Sprache", "Fest", None, None)],
            {},
        ),
        # The whole stands in joined cells only, so its first part stands beside it.
        (
            [("Sprache", "Café", "Raum", "rot"), ("Sprache", None, "Helfende", None),
             ("Sprache", "Fest", None, None)],
            {"merges": [(1, 1, 2, 1, "Café")]},
        ),
        # Cells below are left empty.
        (
            [("Sprache", "Café", "Raum", "rot"), ("Sprache", None, "Helfende", None),
             ("Sprache", "Fest", None, None)],
            {},
        ),
    ],
)  # fmt: skip
def test_parts_in_their_own_column_hang_on_their_measure(county, desk, rows, odd):
    preview = through(desk, [HEAD, *rows], **odd)
    if preview.h1 == "Was bedeuten diese Wörter?":
        preview = desk.submit(preview, form(preview, "/words"), **{"word-area-0": "language"})
    assert "Neu (4)" in preview.text, preview.text[:2000]
    done = apply_all(desk, preview)
    assert tree(county) == [
        ("Café", None, "language"),
        ("Raum", "Café", "language"),
        ("Helfende", "Café", "language"),
        ("Fest", None, "language"),
    ]
    desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert tree(county) == []


def test_a_number_in_joined_cells_is_that_of_the_whole(county, desk):
    head = ("Nr.", "Maßnahme", "Teilmaßnahme")
    rows = [head, ("1", "Café", "Raum"), (None, None, "Helfende"), ("2", "Fest", None)]
    preview = through(desk, rows, merges=[(1, 0, 2, 0, "1"), (1, 1, 2, 1, "Café")])
    assert "Neu (4)" in preview.text, preview.text[:2000]
    apply_all(desk, preview)
    assert {item.said.title: item.said.number for item in measures_of(county)} == {
        "Café": "1", "Raum": None, "Helfende": None, "Fest": "2",
    }  # fmt: skip


def test_a_part_names_its_whole_by_number_and_comes_out_and_in_unchanged(county, desk):
    rows = [("Nr.", "Maßnahme", "Teil von"), ("1.1", "Raum", "1"), ("1", "Café", None)]
    apply_all(desk, through(desk, rows))
    assert tree(county) == [("Café", None, None), ("Raum", "Café", None)]
    content = desk.get("/desk/concept/measures.xlsx").data
    data = dict(desk.page(START).fields(0)) | {"sheet": (io.BytesIO(content), "Liste.xlsx")}
    page = Page(desk.post(START, data=data, follow_redirects=True))
    preview = desk.submit(page, form(page, "/columns"))
    assert "In der Tabelle steht nichts Neues" in preview.text


def test_a_whole_that_got_a_part_by_hand_stays_when_the_import_is_taken_back(county, desk):
    done = apply_all(desk, through(desk, [("Nr.", "Maßnahme"), ("1", "Café"), ("2", "Fest")]))
    with county.app_context(), database.transaction():
        whole = next(m for m in reading.measures(reading.goals()) if m.said.title == "Café")
        measures.add(MeasureText("Raum", part_of=whole.id), today=TODAY)
    left = desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)
    assert "Etwas anderes gehört inzwischen dazu." in left.text
    assert [title for title, *_rest in tree(county)] == ["Café", "Raum"]


@on_both
def test_a_part_is_made_at_its_whole_and_never_leads_in_a_circle(county, desk):
    apply(desk, through(desk, [("Nr.", "Maßnahme"), ("1", "Café")]))
    with county.app_context():
        (whole,) = reading.measures(reading.goals())
    page = desk.page(f"/desk/concept/measures/{whole.id}")
    new = desk.page(page.links()["Teilmaßnahme anlegen"])
    made = desk.submit(new, form(new, "/measures/new"), title="Raum finden")
    assert "Teil von:" in made.text
    assert "1 Café" in made.links()
    assert tree(county) == [("Café", None, None), ("Raum finden", "Café", None)]
    edit = desk.page(f"/desk/concept/measures/{whole.id}/edit")
    offered = [
        o.get("value") for s in edit.root.iter("select") if s.get("name") == "part_of" for o in s
    ]
    assert offered == [""]
    part = next(m for m in measures_of(county) if m.said.part_of)
    again = MeasureText("Café", number="1", part_of=part.id)
    with county.app_context(), database.transaction(), pytest.raises(DomainError):
        measures.edit(whole.id, whole.revision, again, today=TODAY, decides=True)


def measures_of(app: Flask) -> tuple[service.MeasureInfo, ...]:
    with app.app_context():
        return reading.measures(reading.goals())
