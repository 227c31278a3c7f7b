"""Papers of a body's or a place's part, in each format, and those to pass on."""

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from flask import Flask

from participation.base import database
from participation.concept import service
from participation.concept.service import (
    GoalText,
    MeasureText,
    MetricText,
    ReportText,
    StatementKind,
    TrafficLight,
)
from participation.concept.tree import goals, measures
from participation.organisations import saving
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationText
from tests.support import paper as printed
from tests.support.concept_orders import begin, saved, words_of
from tests.support.county import make_county
from tests.support.days import county_day
from tests.support.staff import staff_client

TODAY = county_day()
GREEN, YELLOW, RED = TrafficLight


DAY = timedelta(days=1)


@pytest.fixture
def county(app: Flask):
    with app.app_context():
        make_county()
    return app


def test_an_extract_for_a_body_holds_what_it_leads_and_what_it_helps_with(county: Flask):
    with county.app_context(), database.transaction():
        office, old = organisations.add_all(
            [OrganisationText("Jobcenter"), OrganisationText("Alt")]
        )
    begin(
        county,
        MeasureText("Geführt", responsible=(office,), area="work"),
        MeasureText("Geholfen", partners=(old,), area="work"),
        MeasureText("Fremd", area="work"),
    )
    with county.app_context(), database.transaction():
        saving.merge(old, organisations.organisation(old).revision, office)
    text = words_of(saved(staff_client(county), "body", "docx", body=str(office)))
    led, helped = text.index("Zuständig: Jobcenter"), text.index("Partner: Jobcenter")
    assert led < text.index("Geführt") < helped < text.index("Geholfen")
    assert "Fremd" not in text
    assert "2 Maßnahmen" in text


def test_an_extract_for_a_place_holds_what_is_for_it_and_what_lies_in_it(county: Flask):
    begin(
        county,
        MeasureText("Im Ort", places=("birkenhain",)),
        MeasureText("Im Amt", places=("amt_wald",)),
        MeasureText("Anderswo", places=("seestadt",)),
        MeasureText("Überall"),
    )
    desk = staff_client(county)
    result = words_of(saved(desk, "place", "docx", place="amt_wald"))
    assert "Im Ort" in result
    assert "Im Amt" in result
    assert "Anderswo" not in result
    assert "Dazu kommen 1 für den ganzen Landkreis." in result
    narrow = words_of(saved(desk, "place", "docx", place="birkenhain"))
    assert "Im Amt" not in narrow


ALL = {"docx": "Word", "pdf": "PDF", "xlsx": "Excel"}


def _words_in(content: bytes, ending: str, folder: Path) -> str:
    """All words of a paper, whatever it is."""
    if ending == "pdf":
        facts = printed.facts(content, folder)
        assert facts["Tagged"] == "yes"
        assert b"/Lang" in content
        return " ".join(printed.text(content, folder).split())
    if ending == "docx":
        return words_of(content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(
        str(cell)
        for page in book
        for row in page.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )


@printed.needs_poppler
@pytest.mark.parametrize("ending", ALL)
@pytest.mark.parametrize("paper", ["short", "long", "body", "place"])
def test_each_paper_is_made_in_each_format_with_what_belongs_to_it_and_nothing_else(
    county: Flask, tmp_path: Path, paper: str, ending: str
):
    with county.app_context(), database.transaction():
        office = saving.add(OrganisationText("Jobcenter"))
    begin(
        county,
        MeasureText("Sprachcafé", responsible=(office,), places=("birkenhain",), area="work"),
        MeasureText("Werkstatt", places=("seestadt",), area="work"),
        MeasureText("Fahrdienst", partners=(office,), places=("seestadt",), area="work"),
    )
    desk = staff_client(county)
    text = _words_in(
        saved(desk, paper, ending, body=str(office), place="birkenhain"), ending, tmp_path
    )
    meant = {
        "short": set(), "long": {"Sprachcafé", "Werkstatt", "Fahrdienst"},
        "body": {"Sprachcafé", "Fahrdienst"}, "place": {"Sprachcafé"},
    }[paper]  # fmt: skip
    found = {title for title in ("Sprachcafé", "Werkstatt", "Fahrdienst") if title in text}
    assert found == meant if paper != "short" else True
    number = {"short": 3, "long": 3, "body": 2, "place": 1}[paper]
    assert (f"{number} Maßnahme" in text) or ending == "xlsx"
    assert {"body": "Jobcenter", "place": "Birkenhain"}.get(paper, "Konzept") in text


def test_only_what_is_released_is_told_if_somebody_wants_it_so(county: Flask):
    with county.app_context(), database.transaction():
        main = goals.add_goal(GoalText("Ziel im Entwurf", "work"), decides=False)
    begin(county, MeasureText("Freigegeben", goal_id=main))
    with county.app_context(), database.transaction():
        measures.add(MeasureText("Nur Entwurf"), today=TODAY)
        service.add_statement(StatementKind.VISION, {"de": "Satz im Entwurf"}, decides=False)
    desk = staff_client(county)
    result = words_of(saved(desk, "long", "docx"))
    for words in ("Nur Entwurf", "Ziel im Entwurf", "Satz im Entwurf"):
        assert words in result
    assert "1 davon ist noch nicht freigegeben." in result
    result = words_of(saved(desk, "long", "docx", released="y"))
    assert "Entwurf" not in result
    assert "Freigegeben" in result
    assert "1 Maßnahme" in result


INTERNAL = (
    "Geheimer Grund",
    "Geheime Notiz",
    "4711",
    "9.876",
    "9876",
    "Geheime Zahl",
    "GmbH",
)


@pytest.fixture
def written_for_colleagues(county: Flask) -> None:
    with county.app_context(), database.transaction():
        partner = saving.add(OrganisationText("Partner GmbH"))
    said = MeasureText(
        "Kurs", euro=9876, hours=12, account="4711", partners=(partner,),
        financing=(service.Financing.EU,), first_year=TODAY.year, funding_ends_on=TODAY + 9 * DAY,
    )  # fmt: skip
    inside, outside = begin(county, said, MeasureText("Fest"))
    with county.app_context(), database.transaction():
        for key, reason, public in (
            (inside, "Geheimer Grund", False),
            (outside, "Offener Grund", True),
        ):
            light = ReportText(RED, reason, TODAY, public=public)
            service.report(key, 0, light, role="coordinator", today=TODAY)
        service.add_note(inside, "Geheime Notiz", TODAY, role="editor", today=TODAY)
        metric = service.add_metric(inside, MetricText("Geheime Zahl"), today=TODAY)
        service.set_value(metric, service.ValueInfo(TODAY, 5), today=TODAY)
        service.add_statement(StatementKind.VISION, {"de": "Satz vor der Freigabe"})
        goals.add_goal(GoalText("Ziel vor der Freigabe", "work"))


@pytest.mark.usefixtures("written_for_colleagues")
def test_the_paper_to_pass_on_holds_nothing_written_for_colleagues(county: Flask):
    desk = staff_client(county)
    for paper in ("short", "long"):
        for ending in ("docx", "xlsx"):
            inside = all_words(saved(desk, paper, ending), ending)
            assert "Internes Papier" in inside
            assert "Geheimer Grund" in inside
            result = all_words(saved(desk, paper, ending, released="y"), ending)
            assert "Internes Papier" not in result
            assert "Offener Grund" in result
            assert [word for word in INTERNAL if word in result] == []
            assert "vor der Freigabe" not in result
    with county.app_context(), database.transaction():
        service.edit_framework(1, "Plan", service.Stage.RELEASED)
    result = all_words(saved(desk, "long", "docx", released="y"), "docx")
    assert "Satz vor der Freigabe" in result


def all_words(content: bytes, ending: str) -> str:
    if ending == "docx":
        return words_of(content)
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(c.value) for each in book for row in each.iter_rows() for c in row)
