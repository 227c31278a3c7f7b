import pytest
from flask import Flask

from participation.base.web.security import Role
from participation.places import service as places
from participation.places.snapshot import today
from tests.support.client import CheckedClient
from tests.support.county import make_county
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite


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
    assert "Beginnen Sie mit Name und Orten" in page.text
    assert desk.page("/desk/county/texts").h1 == "Unser Landkreis"
    done = desk.submit(page, name="Landkreis Uckerwald", land="BB")
    assert done.text.count("Landkreis Uckerwald")
    with app.app_context():
        assert places.county().name == "Landkreis Uckerwald"
    assert desk.page("/desk/home").links()["Orte eintragen"] == "/desk/county/places/several"


def test_name_and_all_places_are_entered_on_the_first_page(app: Flask):
    desk = staff_client(app)
    wanted = {"name": "Landkreis Uckerwald", "land": "BB"}
    wrong = desk.submit(desk.page("/desk/county"), **wanted, lines="Au\tDorf")
    assert wrong.status == 400
    assert "Die Art „Dorf“ gibt es nicht" in wrong.text
    assert desk.page("/desk/county").h1 == "Unser Landkreis"
    with app.app_context():
        assert places.county().revision == 0, "all of it or nothing"
    done = desk.submit(wrong, lines="Amt Au\tAmt\t\t9400\nBirkenau\t\tAmt Au\t2100")
    assert done.h1 == "Rechtliche Texte und Hilfe"
    with app.app_context():
        assert [(p.name, p.parent) for p in places.places()] == [
            ("Amt Au", None),
            ("Birkenau", "amt_au"),
        ]


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


def test_texts_of_all_languages_are_filled_on_one_page(desk: CheckedClient):
    page = desk.page("/desk/county/texts/tr")
    saved = desk.submit(page, controller="Landkreis Probe, Amt 1", legal_basis_tr="Yasal dayanak")
    assert "Gespeichert" in saved.text
    assert places.texts("tr")["legal_basis"] == "Yasal dayanak"
    assert places.texts("tr")["controller"] == "Landkreis Probe, Amt 1"


def test_only_the_languages_asked_for_are_unfolded(desk: CheckedClient):
    page = desk.page("/desk/county/texts/ar,tr")
    unfolded = {d.get("id") for d in page.root.iter("details") if d.get("open") is not None}
    assert unfolded == {"ar", "tr"}
    arabic = next(a for a in page.root.iter("textarea") if a.get("id") == "legal_basis_ar")
    assert (arabic.get("lang"), arabic.get("dir")) == ("ar", "rtl")


@on_both
def test_two_who_fill_texts_at_once_lose_nothing(desk: CheckedClient):
    desk.submit(desk.page("/desk/county/texts"), funding_de="")
    mine = desk.page("/desk/county/texts/de,tr")
    theirs = desk.page("/desk/county/texts/de,tr")
    desk.submit(theirs, team="Team Neu", legal_basis_tr="Onların", funding_de="Der Kreis zahlt.")
    both = desk.submit(mine, legal_basis_tr="Benim", funding_ar="نص")
    assert both.status == 409
    assert "Inzwischen steht hier: Onların" in both.text
    kept = both.fields()
    assert (kept["legal_basis_tr"], kept["funding_ar"]) == ("Benim", "نص")
    assert kept["funding_de"] == "Der Kreis zahlt."
    assert "Gespeichert" in desk.submit(both).text
    assert places.texts("tr")["legal_basis"] == "Benim"


def test_a_suggestion_counts_once_a_person_saved_it(app: Flask):
    desk = staff_client(app)
    desk.submit(desk.page("/desk/county"), name="Landkreis Uckerwald", land="BB")
    page = desk.page("/desk/county/texts")
    assert page.fields()["controller"] == "Landkreis Uckerwald"
    assert page.fields()["legal_basis_de"] == "", "no legal text is made up"
    with app.app_context():
        assert places.written("controller", "") == ""
    desk.submit(page)
    with app.app_context():
        assert places.written("controller", "") == "Landkreis Uckerwald"
        assert places.written("privacy_dated", "") == today().isoformat()


def test_who_filled_all_that_was_asked_goes_back(desk: CheckedClient):
    complete = desk.page("/desk/county/texts/de?next=/desk/home")
    assert desk.submit(complete).h1 == "Was jetzt ansteht"
    gap = desk.page("/desk/county/texts/de?next=/desk/home")
    assert desk.submit(gap, legal_basis_de="").h1 == "Rechtliche Texte und Hilfe"
    outside = desk.page("/desk/county/texts/de?next=https://other.example/desk")
    assert desk.submit(outside, legal_basis_de="Ja").h1 == "Rechtliche Texte und Hilfe"


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


@pytest.mark.parametrize("path", ["places/none", "texts/xx", "texts/de,xx", "offers/none"])
def test_what_is_not_there_is_not_found(desk: CheckedClient, path: str):
    assert desk.page(f"/desk/county/{path}").status == 404


def test_a_viewer_may_not_change_the_county(county: Flask):
    assert staff_client(county, Role.VIEWER).page("/desk/county").status == 403
