"""The concept ordered as paper: every format tells the same, of any day, of a body's or place's part."""

import io
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
import sqlalchemy as sa
from docx import Document
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
    MetricText,
    ReportText,
    StatementKind,
    TrafficLight,
)
from participation.concept.tree import goals, measures, reading
from participation.exports.concept.report import read
from participation.exports.concept.wanted import Edition, Picture, Wanted, from_json, to_json
from participation.organisations import saving
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationText
from tests.support import paper as printed
from tests.support.client import CheckedClient, Page
from tests.support.concept import konstanz
from tests.support.county import make_county
from tests.support.staff import staff_client

FILES = "/desk/concept/files"
TODAY = datetime.now(UTC).date()
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


def begin(app: Flask, *said: MeasureText, since: date = TODAY) -> list:
    with app.app_context(), database.transaction():
        service.begin("Unser Konzept")
        days = [since] * len(said)
        return service.add_measures(said, today=TODAY, stage=service.Stage.RELEASED, since=days)


def ordered(desk: CheckedClient, paper: str, ending: str, **filled: str) -> Page:
    """Orders a paper with the button of the one form; the page that offers it."""
    fields = desk.page(FILES).fields(f"{FILES}/short/docx") | filled
    return Page(desk.post(f"{FILES}/{paper}/{ending}", data=fields, follow_redirects=True))


def saved(desk: CheckedClient, paper: str, ending: str, **filled: str) -> bytes:
    ready = ordered(desk, paper, ending, **filled)
    assert "Die Datei ist fertig." in ready.text
    answer = desk.get(ready.links()["Datei speichern"])
    assert re.fullmatch(
        r'attachment; filename="[a-z0-9.-]+"', answer.headers["Content-Disposition"]
    )
    return answer.data


def words_of(content: bytes) -> str:
    found = Document(io.BytesIO(content))
    text = [p.text for p in found.paragraphs]
    text += [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join(text).replace("\xa0", " ")


def sheet(content: bytes, name: str) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True))


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


def _told(content: bytes, ending: str, folder: Path) -> str:
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
    text = _told(saved(desk, paper, ending, body=str(office), place="birkenhain"), ending, tmp_path)
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
