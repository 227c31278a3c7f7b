import pytest
from flask import Flask

from participation.places import service as places
from participation.security import Role
from tests.support.client import CheckedClient
from tests.support.county import make_county
from tests.support.staff import staff_client


@pytest.fixture
def county(app: Flask):
    with app.app_context():
        make_county()
        yield app


@pytest.fixture
def desk(county: Flask) -> CheckedClient:
    return staff_client(county)


def test_an_empty_installation_begins_with_the_name(app: Flask):
    desk = staff_client(app, Role.ADMIN)
    page = desk.page("/desk/county")
    assert "Beginnen Sie mit dem Namen" in page.text
    done = desk.submit(page, name="Landkreis Uckerwald", land="BB")
    assert done.text.count("Landkreis Uckerwald")
    with app.app_context():
        assert places.county().name == "Landkreis Uckerwald"
    assert desk.page("/desk/home").links()["Orte eintragen"] == "/desk/county/places/several"


def test_a_place_is_added_changed_and_taken_out(desk: CheckedClient):
    new = desk.page("/desk/county/places/new")
    desk.submit(new, name="Groß Döbern", kind="municipality", parent="amt_wald", population="900")
    page = desk.page("/desk/county/places/gross_doebern")
    desk.submit(page, localities="17293 Döbern Ausbau\n\n 17293 Mühle ")
    found = {place.key: place for place in places.places()}["gross_doebern"]
    assert found.localities == ("17293 Döbern Ausbau", "17293 Mühle")
    desk.submit(desk.page("/desk/county/places/gross_doebern/delete"))
    assert "Groß Döbern" not in desk.page("/desk/county/places").text


def test_what_lies_in_a_deleted_place_moves_up(desk: CheckedClient):
    desk.submit(desk.page("/desk/county/places/amt_wald/delete"))
    assert {p.key: p.parent for p in places.places()}["tannwitz"] == "north"


def test_a_place_without_a_name_is_explained(desk: CheckedClient):
    page = desk.submit(desk.page("/desk/county/places/new"), name=" ", population="viele")
    assert page.status == 400
    assert "Bitte füllen Sie das Feld „Name“ aus" in page.text


def test_an_old_page_of_the_county_changes_nothing(desk: CheckedClient):
    old = desk.page("/desk/county")
    desk.submit(desk.page("/desk/county"), name="Landkreis Neu")
    assert desk.submit(old, name="Landkreis Alt").status == 409
    assert "Landkreis Neu" in desk.page("/desk/county").text


def test_texts_are_filled_for_all_languages_and_for_each(desk: CheckedClient):
    desk.submit(desk.page("/desk/county/texts"), controller="Landkreis Probe, Amt 1")
    page = desk.submit(desk.page("/desk/county/texts/tr"), legal_basis="Yasal dayanak")
    assert page.h1 == "Texte: Türkçe"
    assert "Gespeichert" in page.text
    assert places.texts("tr")["legal_basis"] == "Yasal dayanak"
    assert places.texts("tr")["controller"] == "Landkreis Probe, Amt 1"


def test_a_day_that_is_none_is_explained(desk: CheckedClient):
    page = desk.submit(desk.page("/desk/county/texts"), privacy_dated="31. Mai")
    assert page.status == 400
    assert "2027-05-31" in page.text


def test_the_list_of_offers_is_kept_in_languages(desk: CheckedClient):
    desk.submit(desk.page("/desk/county/offers/new"), label_de="Fahrrad-Werkstatt", label_ar="ورشة")
    found = {offer.key: offer.labels for offer in places.offers()}["fahrrad_werkstatt"]
    assert found == {"de": "Fahrrad-Werkstatt", "ar": "ورشة"}
    page = desk.page("/desk/county/offers/fahrrad_werkstatt")
    desk.submit(page, 1)
    assert len(places.offers()) == 2


@pytest.mark.parametrize("path", ["places/none", "texts/xx", "offers/none"])
def test_what_is_not_there_is_not_found(desk: CheckedClient, path: str):
    assert desk.page(f"/desk/county/{path}").status == 404


def test_a_viewer_may_not_change_the_county(county: Flask):
    assert staff_client(county, Role.VIEWER).page("/desk/county").status == 403
