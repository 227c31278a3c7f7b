"""The page of the concept: its figures, its filters, its cost; a start in one press."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask

from participation.base import database
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.service import MeasureText, ReportText, Stage, TrafficLight
from participation.concept.tree import measures, reading
from participation.organisations import saving
from tests.support.client import CheckedClient, text_of
from tests.support.concept import konstanz
from tests.support.county import make_county
from tests.support.days import county_day
from tests.support.sql import statements
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
DESK = "/desk/concept"
TODAY = county_day()
FAR = ["Sprache", "Bildung", "Gesundheit", "Ehrenamt", "Zusammenarbeit mit Kommunen"]


@pytest.fixture
def county(app: Flask):
    with app.app_context():
        make_county()
    return app


@pytest.fixture
def fk(county: Flask):
    with county.app_context(), database.transaction():
        return konstanz(TODAY)


def boxes(page):
    return [item for item in page.root.iter("details") if item.get("class") == "measure"]


def heads(page, tag="h2"):
    return [text_of(item) for item in page.root.iter(tag)]


@pytest.mark.usefixtures("fk")
def test_konstanz_finds_its_figures_on_the_page(app: Flask):
    """Checks K1, K3 and K4 of the needs: 6, 5, 11, 64; 193 (178 + 15); 73/20/7."""
    page = staff_client(app).page(DESK)
    assert "193 Maßnahmen (178 + 15 ergänzt)" in page.text
    assert "6 Handlungsfelder, 5 Querschnittsthemen, 11 Oberziele, 64 Unterziele" in page.text
    for share in ("141 umgesetzt (73 %)", "39 in Arbeit (20 %)", "13 nicht umgesetzt (7 %)"):
        assert share in page.text
    assert heads(page)[:5] == FAR
    assert len(boxes(page)) == 193
    inside = [next(item for item in box.iter("div")).get("id") for box in boxes(page)]
    assert len(set(inside)) == 193


@pytest.mark.usefixtures("fk")
def test_a_light_is_colour_word_and_shape_and_its_meaning_is_printed(app: Flask):
    """Check K2 of the needs: never colour alone."""
    page = staff_client(app).page(DESK)
    first = boxes(page)[0]
    assert "umgesetzt" in text_of(first)
    shape = next(item for item in first.iter() if item.tag.endswith("svg"))
    assert shape.get("class") == "light green"
    drawn = {
        item.get("class"): tuple((part.tag, part.get("d")) for part in item)
        for box in boxes(page)
        for item in box.iter()
        if item.tag.endswith("svg") and "light" in (item.get("class") or "").split()
    }
    assert drawn.keys() == {"light green", "light yellow", "light red"}
    assert len(set(drawn.values())) == 3, "each light has a shape of its own"
    for meaning in (
        "Realisiert oder hat stattgefunden.",
        "Geplant, in Umsetzung oder wird überarbeitet.",
        "Nicht umsetzbar.",
    ):
        assert meaning in page.text


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("area=language", 24),
        ("light=red", 13),
        ("area=work&light=green", 11),
        ("tag=added", 15),
        ("tag=single", 0),
        ("late=1", 0),
        ("place=birkenhain", 1),
        ("light=none", 0),
        ("area=nonsense", 0),
        ("tag=nonsense", 0),
        ("body=nonsense", 0),
    ],
)
def test_filters_narrow_the_page_and_leave_its_figures(app: Flask, fk, query, count):
    with app.app_context(), database.transaction():
        found = reading.measure(fk.all[0])
        said = replace(found.said, places=("birkenhain",))
        measures.edit(found.id, found.revision, said, today=TODAY, decides=True)
    page = staff_client(app).page(f"{DESK}?{query}")
    assert len(boxes(page)) == count
    assert f"Sie sehen {count} von 193 Maßnahmen." in page.text
    assert "141 umgesetzt (73 %)" in page.text


def test_a_filter_of_an_organisation_finds_what_it_does_and_helps_with(app: Flask, fk):
    page = staff_client(app).page(f"{DESK}?body={fk.bodies[3]}")
    assert len(boxes(page)) == sum(n % 20 == 3 or (n + 7) % 20 == 3 for n in range(1, 194))


PATHS = ("", "/lights", "/gaps", "/money", "/frame", "/measures/{0}", "/measures/{0}/edit")


@pytest.mark.parametrize("path", PATHS)
def test_no_page_asks_more_often_for_more_measures(county: Flask, path):
    client = staff_client(county)

    def once(address) -> int:
        with statements(county) as seen, ThreadPoolExecutor(1) as apart:
            assert apart.submit(client.page, address).result().status == 200
        return len(seen)

    def asked(measure_id) -> int:
        # places and areas are kept in the process for seconds: one of the tries finds them there
        return min(once(DESK + path.format(measure_id)) for _try in range(3))

    with county.app_context(), database.transaction():
        made = konstanz(TODAY)
    few = asked(made.all[5])
    with county.app_context(), database.transaction():
        more = [MeasureText(f"Noch {n}", responsible=(made.bodies[0],)) for n in range(200)]
        service.add_measures(more, today=TODAY)
    assert asked(made.all[5]) == few


def test_twelve_measures_stand_after_one_press_and_all_are_drafts(county: Flask):
    client = staff_client(county)
    begin = client.page(DESK)
    page = client.submit(begin, title="Unser Konzept", how="starter")
    assert page.h1 == "Unser Konzept"
    assert len(boxes(page)) == 12
    assert "12 Maßnahmen" in page.text
    assert "ergänzt)" not in page.text
    assert {text_of(b).count("Entwurf") for b in boxes(page)} == {1}
    assert "Vision" in heads(page)
    assert client.submit(begin, title="Noch eins", how="starter").status == 400
    assert len(boxes(client.page(DESK))) == 12


def test_an_empty_concept_hides_what_is_not_begun(county: Flask):
    client = staff_client(county)
    assert client.submit(client.page(DESK), title=" ", how="empty").status == 400
    page = client.submit(client.page(DESK), title="Unser Konzept", how="empty")
    for part in ("Vision", "Leitsätze", "Ampel", "Lücken", "Geld"):
        assert part not in page.text
    assert "Legen Sie zuerst ein Ziel an." in page.text


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.EDITOR, Role.VIEWER])
def test_every_page_of_a_concept_nobody_began_says_what_to_do(county: Flask, role: Role):
    client = staff_client(county, role)
    pages = ["/gaps", "/money", "/measures.xlsx"]
    if role is not Role.VIEWER:
        pages += ["/frame", "/measures/new", "/goals/new"]
    for path in pages:
        page = client.page(DESK + path)
        assert page.status == 200
        assert "Diese Seite füllt sich, sobald das Konzept begonnen ist." in page.text
        assert ("Mit zwölf Maßnahmen beginnen" in page.text) is (role is not Role.VIEWER)
    if role is Role.VIEWER:
        return
    begun = client.submit(page, "/desk/concept/begin", how="starter")
    assert "12 Maßnahmen" in begun.text
    assert client.page(f"{DESK}/gaps").h1 == "Lücken im Konzept"


def test_the_starter_concept_is_public_only_as_far_as_it_is_released(
    county: Flask, client: CheckedClient
):
    desk = staff_client(county)
    desk.submit(desk.page(DESK), how="starter")
    assert client.get("/de/concept").status_code == 404
    desk.submit(desk.page(f"{DESK}/frame"), stage="released")
    assert "Noch steht hier keine Maßnahme." in client.page("/de/concept").text
    with county.app_context(), database.transaction():
        concept = service.concept()
        assert concept
        assert all(len(group.title.strings) >= 7 for group in concept.target_groups.values())
        one = concept.counted[4]
        measures.set_stage([one.id], Stage.RELEASED, today=TODAY)
    page = client.page("/de/concept")
    assert "1 Maßnahme" in page.text
    assert heads(page, "h3") == ["Bildung"]


@on_both
def test_a_measure_without_goal_is_listed_as_single(county: Flask):
    """Check B3 of the needs: a project without a goal is a single measure."""
    with county.app_context(), database.transaction():
        service.begin("Konzept")
        measures.add(MeasureText("Ein Fest", area="work"), today=TODAY)
    client = staff_client(county)
    page = client.page(DESK)
    assert "Einzelaktionen" in heads(page, "h3")
    assert "Arbeit" in heads(page)
    assert "Einzelaktionen: Maßnahmen ohne Ziel: 1" in client.page(f"{DESK}/gaps").text


def test_home_names_what_is_overdue_and_what_runs_out(county: Flask):
    with county.app_context(), database.transaction():
        service.begin("Konzept")
        past, soon = TODAY - timedelta(days=3), TODAY + timedelta(days=30)
        keys = service.add_measures(
            [
                MeasureText("Zu spät", deadline=past),
                MeasureText("Fertig", deadline=past),
                MeasureText("Jedes Jahr", ongoing=True),
                MeasureText("Gefördert", funding_ends_on=soon),
                MeasureText("Längst gefördert", funding_ends_on=past),
                MeasureText("Rechtzeitig", deadline=soon),
            ],
            today=TODAY,
        )
        for key, year in ((keys[1], None), (keys[2], TODAY.year - 1)):
            said = ReportText(TrafficLight.GREEN, "Getan.", TODAY, year)
            service.report(key, 0, said, role="coordinator", today=TODAY)
    client = staff_client(county)
    home = client.page("/desk/home?all=1")
    assert "Bei 2 Maßnahmen ist die Frist vorbei oder das Jahr um" in home.text
    assert "Mittel laufen aus bei 2 Maßnahmen" in home.text
    late = client.page(f"{DESK}?late=1")
    assert {text_of(b).split(" noch")[0].split(" umgesetzt")[0] for b in boxes(late)} == {
        "Zu spät",
        "Jedes Jahr",
    }
    money = client.page(f"{DESK}/money")
    assert "Gefördert" in money.text
    assert "Längst gefördert" in money.text
    assert "Rechtzeitig" not in money.text
    assert (
        "Maßnahmen ist die Frist" not in staff_client(county, Role.VIEWER).page("/desk/home").text
    )


def test_organisations_that_the_page_offers_stand_there_once(county: Flask):
    with county.app_context(), database.transaction():
        made = konstanz(TODAY)
        for gone in made.bodies[1:4]:
            saving.merge(gone, 1, made.bodies[0])
    page = staff_client(county).page(DESK)
    chooser = next(item for item in page.root.iter("select") if item.get("name") == "body")
    offered = [text_of(option) for option in chooser.iter("option")]
    assert len(offered) == len(set(offered)) == 18
