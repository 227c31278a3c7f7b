import random

import pytest
from flask import Flask

from participation.base import database
from participation.base.errors import Conflict, DomainError
from participation.places import service as places
from participation.places.service import PlaceInfo
from surveys.figures.released import PlaceKind
from tests.support.county import PLACES, make_county


@pytest.fixture
def county(app: Flask):
    with app.app_context():
        make_county()
        yield app


@pytest.mark.usefixtures("county")
def test_towns_stand_first_then_all_others_from_a_to_z_and_no_planning_area():
    found = [(c.label.strings["de"], c.group.strings["de"]) for c in places.place_choices()]
    assert found == [
        ("Bergstadt", "Städte"),
        ("Seestadt", "Städte"),
        ("Birkenhain", "Weitere Orte von A bis Z"),
        ("Tannwitz", "Weitere Orte von A bis Z"),
    ]


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_places_of_any_tree_are_offered_by_their_names_alone():
    dice = random.Random(15)
    areas = [PlaceInfo(f"a{n}", PlaceKind.PLANNING_AREA, f"Raum {n}", None, 9) for n in range(3)]
    offices = [
        PlaceInfo(f"o{n}", PlaceKind.DISTRICT_OFFICE, f"Amt {n}", f"a{n % 3}", 9) for n in range(5)
    ]
    names = ["Zell", "Ähren", "Aa", "Öd", "Oben", "Uhl", "Übel", "Straße", "Strasse Süd", "Élan"]
    dice.shuffle(names)
    made = [
        PlaceInfo(
            f"p{n}",
            dice.choice((PlaceKind.TOWN, PlaceKind.MUNICIPALITY)),
            name,
            dice.choice((None, "a1", "o2", "o4")),
            9,
        )
        for n, name in enumerate(names)
    ]
    places.save_places([*areas, *offices, *made], places.county().revision)
    offered = places.place_choices()
    order = ("Aa", "Ähren", "Élan", "Oben", "Öd", "Straße", "Strasse Süd", "Übel", "Uhl", "Zell")
    kinds = {place.name: place.kind for place in made}
    towns = [name for name in order if kinds[name] is PlaceKind.TOWN]
    others = [name for name in order if kinds[name] is PlaceKind.MUNICIPALITY]
    assert [c.label.strings["de"] for c in offered] == [*towns, *others]
    assert not {c.group.strings["de"] for c in offered} & {p.name for p in (*areas, *offices)}


@pytest.mark.usefixtures("county")
def test_a_village_leads_to_its_municipality():
    by_name = {choice.name: choice for choice in places.place_choices()}
    assert by_name["birkenhain"].aliases == ("17292 Erlenau",)


@pytest.mark.usefixtures("county")
def test_the_tree_begins_with_the_county():
    tree = places.tree()
    assert tree[0].name == "Landkreis Probe"
    assert {node.key: node.parent for node in tree}["bergstadt"] == "county"


@pytest.mark.usefixtures("county")
def test_a_text_missing_in_a_language_is_taken_from_german():
    assert places.texts("uk")["advice_offices"] == "Probe-Text advice_offices"


@pytest.mark.usefixtures("county")
def test_each_language_without_its_own_text_is_named():
    found = places.unfilled(("de", "ar", "tr"))
    assert {gap.language for gap in found} == {"tr"}
    assert "legal_basis" in {gap.placeholder.name for gap in found}


@pytest.mark.usefixtures("county")
def test_who_saves_an_old_page_is_told_so():
    with pytest.raises(Conflict):
        places.save_county("Landkreis Anders", "BB", 1)
    assert places.county().name == "Landkreis Probe"


@pytest.mark.usefixtures("county")
def test_places_in_a_circle_are_refused():
    circle = [
        PlaceInfo("a", PlaceKind.PLANNING_AREA, "A", "b", None),
        PlaceInfo("b", PlaceKind.PLANNING_AREA, "B", "a", None),
    ]
    with pytest.raises(DomainError):
        places.save_places(circle, places.county().revision)


@pytest.mark.usefixtures("county")
def test_places_may_be_saved_with_children_before_their_parents():
    with database.transaction():
        places.save_places(tuple(reversed(PLACES)), places.county().revision)
    assert [place.key for place in places.places()] == [p.key for p in reversed(PLACES)]


def test_respondents_pages_ask_no_database_twice(county: Flask, monkeypatch: pytest.MonkeyPatch):
    places.texts("ar")
    monkeypatch.setattr(database, "connection", lambda: pytest.fail("asked the database"))
    assert places.county().name == "Landkreis Probe"
    assert places.texts("ar")["controller"]
    assert county


def test_a_key_is_plain_and_unlike_those_taken():
    assert places.key_for("Groß Döbern", {"gross_doebern"}) == "gross_doebern_2"
