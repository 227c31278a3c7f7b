"""Areas: shipped, renamed, added, ordered, ended; an old key never dangles."""

import re
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.access.models import AuditEntry
from participation.areas import saving
from participation.areas import service as areas
from participation.areas.pictograms import PICTOGRAMS
from participation.areas.saving import AreaText
from participation.areas.service import AreaKind
from participation.areas.shipped import SHIPPED
from participation.base import database
from participation.base.errors import Conflict
from participation.base.web.security import Role
from participation.concept import service as concept
from participation.concept.needs import needs
from participation.concept.service import NeedText
from surveys.texts import FIELDS, Post, suggest_field
from tests.support.client import CheckedClient
from tests.support.staff import staff_client


@pytest.fixture
def desk(app: Flask) -> CheckedClient:
    return staff_client(app)


def test_a_county_begins_with_six_fields_and_five_themes(app: Flask):
    with app.app_context():
        kinds = [area.kind for area in areas.areas(areas.CONCEPT)]
        assert kinds.count(AreaKind.FIELD) == 6
        assert kinds.count(AreaKind.CROSS_CUTTING) == 5
        assert set(areas.every()) == set(FIELDS)
        colours = [area.colour for area in areas.areas((AreaKind.FIELD,))]
        assert sorted(colours) == [1, 2, 3, 4, 5, 6]


def test_every_shipped_pictogram_and_every_offered_one_is_drawn():
    drawn = set(re.findall(r'id="([^"]+)"', Path("participation/static/icons.svg").read_text()))
    assert drawn == set(PICTOGRAMS)
    assert {area.pictogram for area in SHIPPED.values()} <= drawn


def test_a_renamed_area_is_renamed_wherever_its_key_stands(app: Flask, desk: CheckedClient):
    with app.app_context(), database.transaction():
        need_id = concept.make(NeedText("Mehr Wohnungen", field="housing"))
    page = desk.page("/desk/county/areas/housing")
    done = desk.submit(page, title_de="Wohnen und Nachbarschaft", title_ar="السكن والجوار")
    assert done.h1 == "Handlungsfelder und Themen"
    assert "Wohnen und Nachbarschaft" in desk.page("/desk/concept/needs").text
    assert "Wohnen und Nachbarschaft" in desk.page(f"/desk/concept/needs/{need_id}").text
    with app.app_context():
        assert areas.title("housing", "ar") == "السكن والجوار"
        assert areas.title("housing", "tr") == "Barınma", "what was not touched stays"


def test_an_added_area_is_offered_with_colour_and_pictogram(app: Flask, desk: CheckedClient):
    done = desk.submit(
        desk.page("/desk/county/areas/new"),
        title_de="Älter werden",
        kind="field",
        colour="3",
        pictogram="people",
    )
    assert "Älter werden" in done.text
    with app.app_context():
        found = areas.by_key("aelter_werden")
        assert found is not None
        assert (found.css, found.pictogram) == ("a3", "people")
        assert areas.choices("de")[-1] == ("aelter_werden", "Älter werden")
        assert areas.title("aelter_werden", "uk") == "Älter werden", "German where nothing else is"


def test_words_of_an_added_areas_title_suggest_it(app: Flask):
    with app.app_context():
        key = saving.add(
            AreaText(AreaKind.FIELD, {"de": "Digitale Teilhabe", "en": "Digital life"})
        )
        note = Post("1", "Digitales Amt, bitte auch auf Deutsch", "de")
        found = suggest_field(note, areas.offered_keys(), areas.own_words())
        assert {each.field: each.words for each in found}[key] == ("Digitales",)
        assert "language" in {each.field for each in found}, "the shipped words still count"
        saving.end(key)
        found = suggest_field(note, areas.offered_keys(), areas.own_words())
        assert key not in {each.field for each in found}
        database.rollback()


def test_an_ended_area_is_no_longer_offered_and_keeps_its_name(app: Flask, desk: CheckedClient):
    with app.app_context(), database.transaction():
        need_id = concept.make(NeedText("Ein Kurs", field="language"))
    desk.submit(desk.page("/desk/county/areas/language"), "/desk/county/areas/language/end")
    with app.app_context():
        assert "language" not in dict(areas.choices("de"))
        assert "language" not in areas.offered_keys()
        assert dict(areas.choices("de", keep=["language"]))["language"] == "Sprache"
        assert areas.title("language", "de") == "Sprache"
    kept = desk.page(f"/desk/concept/needs/{need_id}")
    assert kept.fields(0)["field"] == "language", "a saved need keeps its ended area"
    desk.submit(kept, title="Ein Kurs am Abend")
    with app.app_context():
        assert needs.need(need_id).said.field == "language"
    desk.submit(desk.page("/desk/county/areas/language"), "/desk/county/areas/language/end")
    with app.app_context():
        assert "language" in areas.offered_keys()


def test_areas_are_put_into_another_order(app: Flask, desk: CheckedClient):
    page = desk.page("/desk/county/areas")
    first, second = list(areas_in(app))[:2]
    desk.submit(page, f"/desk/county/areas/{first}/move", step="down")
    assert list(areas_in(app))[:2] == [second, first]
    assert set(areas_in(app)) == set(FIELDS)


def test_two_who_edit_one_area_are_shown_both(app: Flask, desk: CheckedClient):
    old = desk.page("/desk/county/areas/health")
    desk.submit(desk.page("/desk/county/areas/health"), title_de="Gesundheit und Pflege")
    second = desk.submit(old, title_de="Gesund bleiben")
    assert second.status == 409
    assert "Gesundheit und Pflege" in second.text
    assert second.fields(0)["title_de"] == "Gesund bleiben"
    desk.submit(second)
    with app.app_context():
        assert areas.title("health", "de") == "Gesund bleiben"


def test_an_area_without_a_german_name_is_explained(desk: CheckedClient):
    wrong = desk.submit(desk.page("/desk/county/areas/new"), title_de=" ", title_en="Digital")
    assert wrong.status == 400
    assert "Bitte füllen Sie das Feld „Name auf Deutsch“ aus" in wrong.text
    assert wrong.fields(0)["title_en"] == "Digital"


def test_unknown_areas_and_steps_are_unknown_pages(desk: CheckedClient):
    assert desk.page("/desk/county/areas/nowhere").status == 404
    page = desk.page("/desk/county/areas")
    first = page.action(0).split("/")[4]
    assert desk.submit(page, f"/desk/county/areas/{first}/move", step="sideways").status == 404


def test_acts_stand_in_the_audit_by_account(app: Flask, desk: CheckedClient):
    desk.submit(desk.page("/desk/county/areas/health"), title_de="Gesundheit und Pflege")
    desk.submit(desk.page("/desk/county/areas/health"), "/desk/county/areas/health/end")
    with app.app_context():
        rows = database.connection().execute(
            sa.select(AuditEntry.action, AuditEntry.subject).order_by(AuditEntry.at)
        )
        assert [tuple(row) for row in rows] == [
            ("change", "Gesundheit und Pflege"),
            ("close", "Gesundheit und Pflege"),
        ]


def test_who_may_not_manage_the_county_changes_no_area(app: Flask):
    assert staff_client(app, Role.EDITOR).page("/desk/county/areas").status == 403


def test_a_key_of_another_installation_stands_for_itself(app: Flask):
    with app.app_context():
        assert areas.by_key("from_elsewhere") is None
        assert areas.title("from_elsewhere") == "from_elsewhere"


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(titles=st.lists(st.text(min_size=1, max_size=80), min_size=1, max_size=4))
def test_any_title_makes_a_key_of_its_own_that_fits(app: Flask, titles: list[str]):
    with app.app_context():
        for said in titles:
            title = said.replace("\0", "") or "x"
            key = saving.add(AreaText(AreaKind.FIELD, {"de": title}))
            assert len(key) <= 40
            assert areas.title(key, "de") == title
        assert len(areas.every()) == len(FIELDS) + len(titles)
        database.rollback()


def test_the_second_of_two_first_changes_is_refused(app: Flask):
    said = AreaText(AreaKind.FIELD, {"de": "Wohnen"})
    with app.app_context(), database.transaction():
        saving.edit("housing", 0, said)
        with pytest.raises(Conflict):
            saving.edit("housing", 0, said)


def areas_in(app: Flask) -> list[str]:
    with app.app_context():
        return list(areas.every())
