"""The concept ordered as paper: every format tells the same, of any day, of a body's or place's part."""

import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from PIL import Image

from participation.access.models import AuditEntry
from participation.base import database
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.light import reports
from participation.concept.service import (
    GoalText,
    MeasureText,
    ReportText,
    TrafficLight,
)
from participation.concept.tree import measures, reading
from participation.exports.concept.report import read
from participation.exports.concept.wanted import Edition, Picture, Wanted, from_json, to_json
from participation.organisations import saving
from participation.organisations.service import OrganisationText
from tests.support import paper as printed
from tests.support.client import Page
from tests.support.concept import konstanz
from tests.support.concept_orders import FILES, begin, saved, sheet, words_of
from tests.support.county import make_county
from tests.support.days import county_day
from tests.support.staff import staff_client

TODAY = county_day()
DAY = timedelta(days=1)
GREEN, YELLOW, RED = TrafficLight
SHARES = ("141 umgesetzt (73 %)", "39 in Arbeit (20 %)", "13 nicht umgesetzt (7 %)")


@pytest.fixture
def county(app: Flask):
    with app.app_context():
        make_county()
    return app


@pytest.fixture
def fk(county: Flask):
    with county.app_context(), database.transaction():
        return konstanz(TODAY)


@printed.needs_poppler
@pytest.mark.usefixtures("fk")
def test_every_format_tells_the_same_shares(app: Flask, tmp_path: Path):
    desk = staff_client(app, Role.VIEWER)
    for paper in ("short", "long"):
        word = words_of(saved(desk, paper, "docx"))
        wording = printed.text(saved(desk, paper, "pdf"), tmp_path)
        rows = sheet(saved(desk, paper, "xlsx"), "Ampel")
        assert rows[1][1:] == (141, 39, 13, 0.73, 0.2, 0.07, 193)
        assert [row[0] for row in rows[2:7]] == [
            "Sprache",
            "Bildung",
            "Gesundheit",
            "Ehrenamt",
            "Zusammenarbeit mit Kommunen",
        ]
        for share in SHARES:
            assert share in word
            assert share in wording
        for text in (word, wording):
            assert "193 Maßnahmen (178 + 15 ergänzt)" in text
            assert f"Stand: {TODAY:%d.%m.%Y}" in text
        for name, *numbers in rows[2:]:
            green, yellow, red, *_percent, total = numbers
            assert f"{name}\n\n{green} (" in word
            assert {total, green + yellow + red} == {total}
            assert sum(numbers[3:6]) == pytest.approx(1)
    assert desk.page(f"{FILES}/word").text.count("%") == 3 * 13
    for share in SHARES:
        assert share in desk.page(f"{FILES}/word").text


@printed.needs_poppler
@pytest.mark.usefixtures("fk")
def test_the_extract_has_two_pages_and_the_long_version_all_193(app: Flask, tmp_path: Path):
    desk = staff_client(app)
    short, long = saved(desk, "short", "pdf"), saved(desk, "long", "pdf")
    assert printed.facts(short, tmp_path)["Pages"] == "2"
    text = printed.text(long, tmp_path)
    assert [n for n in range(1, 194) if f"M{n} Menschen" not in text] == []
    assert printed.facts(long, tmp_path)["Tagged"] == "yes"
    assert b"/Lang" in long
    rows = sheet(saved(desk, "long", "xlsx"), "Maßnahmen")
    assert len(rows) == 194


@pytest.mark.usefixtures("fk")
def test_charts_are_files_with_all_numbers(app: Flask):
    desk = staff_client(app)
    for picture in Picture:
        drawn = saved(desk, picture, "svg").decode()
        assert "193" in drawn
        Image.open(io.BytesIO(saved(desk, picture, "png"))).verify()
    assert SHARES[0] in saved(desk, "overall", "svg").decode()
    page = desk.page("/desk/concept/lights")
    assert f"{FILES}/overall/png" in [form.get("action") for form in page.forms()]


def test_a_past_day_tells_what_was_shown_that_day(county: Flask):
    then = TODAY - 200 * DAY
    (key,) = begin(county, MeasureText("Kurs am Abend", number="1"), since=then)
    with county.app_context(), database.transaction():
        past = [ReportText(YELLOW, "Beginnt bald.", then)]
        reports.report_past(key, past, today=TODAY)
        said = ReportText(GREEN, "Läuft.", TODAY)
        service.report(key, 1, said, role="coordinator", today=TODAY)
        service.add_note(key, "Damals notiert.", then, role="editor", today=TODAY)
        service.add_note(key, "Heute notiert.", TODAY, role="editor", today=TODAY)
        measures.add(MeasureText("Erst heute dazu"), today=TODAY)
    desk = staff_client(county)
    old = words_of(saved(desk, "long", "docx", on=then.isoformat()))
    assert "in Arbeit, Stand" in old
    assert "Beginnt bald." in old
    assert "Damals notiert." in old
    for later in ("Läuft.", "Heute notiert.", "Erst heute dazu"):
        assert later not in old
    new = words_of(saved(desk, "short", "docx"))
    assert f"Seit dem {then:%d.%m.%Y} anders (1)" in new
    assert "in Arbeit → umgesetzt. Läuft." in new
    same = words_of(saved(desk, "short", "docx", since=(TODAY - DAY).isoformat()))
    assert f"Seit dem {TODAY - DAY:%d.%m.%Y} anders (1)" in same


def test_what_changed_between_two_orders_is_in_the_second(county: Flask):
    (key,) = begin(county, MeasureText("Kurs am Abend"))
    desk = staff_client(county)
    assert "Kurs am Abend" in words_of(saved(desk, "long", "docx"))
    with county.app_context(), database.transaction():
        found = reading.measure(key)
        said = replace(found.said, title="Kurs am Morgen")
        measures.edit(key, found.revision, said, today=TODAY, decides=True)
    with county.app_context(), database.transaction():  # as if some seconds had gone by
        database.connection().execute(sa.text("UPDATE document SET sha256 = 'x'"))
    assert "Kurs am Morgen" in words_of(saved(desk, "long", "docx"))


@pytest.mark.parametrize(
    ("paper", "filled", "sentence"),
    [
        ("long", {"on": "31.02.2027"}, "Diesen Tag gibt es nicht."),
        ("long", {"on": ""}, "Bitte füllen Sie das Feld „Stand am Tag“ aus."),
        ("long", {"on": (TODAY + DAY).isoformat()}, "Wählen Sie einen Tag bis heute."),
        ("short", {"since": TODAY.isoformat()}, "Wählen Sie einen Tag vor dem Stand"),
        ("body", {}, "Wählen Sie eine Stelle."),
        ("body", {"body": "nonsense"}, "Wählen Sie eine Stelle."),
        ("place", {"place": "\0nirgends"}, "Wählen Sie einen Ort."),
    ],
)
def test_what_cannot_be_ordered_gets_a_sentence_and_loses_nothing(
    county: Flask, paper: str, filled: dict[str, str], sentence: str
):
    with county.app_context(), database.transaction():
        office = saving.add(OrganisationText("Jobcenter"))
    begin(county, MeasureText("Kurs", responsible=(office,)))
    desk = staff_client(county)
    page = desk.page(FILES)
    fields = page.fields(f"{FILES}/short/docx") | {"released": "y"} | filled
    answer = desk.post(f"{FILES}/{paper}/pdf", data=fields)
    assert answer.status_code == 400
    shown = Page(answer)
    assert sentence in shown.text
    kept = shown.fields(f"{FILES}/short/docx")
    assert kept["released"] == "y"
    assert kept["on"] == fields["on"]


@pytest.mark.parametrize(
    "path", ["/short/png", "/overall/pdf", "/nonsense/pdf", "/long/exe", "/by_area/docx"]
)
def test_there_is_no_other_paper(county: Flask, path: str):
    begin(county, MeasureText("Kurs"))
    desk = staff_client(county)
    fields = desk.page(FILES).fields(f"{FILES}/short/docx")
    assert desk.post(FILES + path, data=fields).status_code == 404


def test_who_may_read_the_concept_may_take_it_and_each_act_is_written_down(county: Flask):
    begin(county, MeasureText("Geheimer Titel"))
    for role in (Role.VIEWER, Role.EDITOR, Role.COORDINATOR):
        desk = staff_client(county, role)
        saved(desk, "short", "xlsx")
    for role in (Role.FACILITATOR, Role.ADMIN):
        assert staff_client(county, role).get(FILES).status_code == 403
    with county.app_context():
        rows = database.connection().execute(
            sa.select(AuditEntry.subject, AuditEntry.detail).where(AuditEntry.action == "export")
        )
        items = [tuple(row) for row in rows]
    assert items == [("Konzept", f"konzept-kurzfassung-{TODAY:%Y-%m-%d}.xlsx")] * 3


def test_without_a_concept_there_is_nothing_to_take(county: Flask):
    assert staff_client(county).get(FILES).status_code == 404


@printed.needs_poppler
def test_an_empty_concept_and_one_of_one_measure_make_every_paper(county: Flask, tmp_path: Path):
    begin(county)
    with county.app_context(), database.transaction():
        service.add_goals([GoalText("Ziel ohne Maßnahme", "work")])
    desk = staff_client(county)
    for name in ("leer", "eine"):
        for paper in ("short", "long"):
            assert words_of(saved(desk, paper, "docx"))
            assert saved(desk, paper, "pdf").startswith(b"%PDF-"), name
            assert sheet(saved(desk, paper, "xlsx"), "Überblick")
        for picture in Picture:
            assert saved(desk, picture, "svg")
        with county.app_context(), database.transaction():
            measures.add(MeasureText("Die eine"), today=TODAY)
    assert printed.facts(saved(desk, "short", "pdf"), tmp_path)["Pages"] == "2"


def test_an_order_survives_the_way_through_a_job(county: Flask):
    for wanted in (Wanted(TODAY), Wanted(TODAY, Edition.SHORT, TODAY - DAY, released=True)):
        assert from_json(to_json(wanted)) == wanted
    begin(county, MeasureText("Kurs"))
    with county.app_context():
        assert read(Wanted(TODAY), TODAY).overall.total == 1
