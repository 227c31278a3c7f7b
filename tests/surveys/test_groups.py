import pytest
from synthetic import PLACES, TINY, answer_table, instrument, one

from surveys.figures.groups import groups
from surveys.figures.groups.definitions import (
    DEFINITIONS,
    UnknownDefinitionError,
    available,
    chosen,
)
from surveys.figures.groups.groups import PlaceTreeError
from surveys.figures.released import PlaceKind, PlaceNode

LANGUAGES = {"de", "de-simple", "en", "ar", "uk", "ru", "fa", "tr"}
GERMAN = {"s_birth_self": "germany", "s_birth_parents": "both_germany"}
MIXED = {"s_birth_self": "germany", "s_birth_parents": "one_abroad"}
SECOND = {"s_birth_self": "germany", "s_birth_parents": "both_abroad"}


def group(definition, answer):
    found = groups.by_definition(answer_table(answer), DEFINITIONS[definition])
    return found.keys[found.codes[0]]


@pytest.mark.parametrize(
    ("answer", "background", "history"),
    [
        (GERMAN, "without", "without"),
        (MIXED, "with", "without"),
        (SECOND, "with", "with"),
        ({"s_birth_self": "abroad"}, "with", "with"),
        ({"s_birth_parents": "one_abroad"}, "with", "not_known"),
        ({"s_birth_self": "germany"}, "not_known", "not_known"),
        (
            {"s_birth_self": "prefer_not", "s_birth_parents": "both_germany"},
            "not_known",
            "not_known",
        ),
        ({}, "not_known", "not_known"),
    ],
)
def test_the_two_definitions_by_birthplace_differ_for_one_parent(answer, background, history):
    assert group("migration_background_birth", answer) == background
    assert group("immigration_history_birth", answer) == history


def test_origin_is_what_people_said():
    assert group("origin_group", {"s_origin_group": "ukraine"}) == "ukraine"
    assert group("origin_group", {"s_origin_group": "prefer_not"}) == "not_known"


@pytest.mark.parametrize("definition", DEFINITIONS.values(), ids=DEFINITIONS.keys())
def test_a_definition_is_printed_in_every_public_language(definition):
    assert definition.name.strings.keys() == LANGUAGES
    assert definition.definition.strings.keys() == LANGUAGES


def test_a_definition_needs_its_questions():
    without_birth = instrument(one("s_origin_group", "eu"))
    assert [found.key for found in available(without_birth)] == ["origin_group"]
    with pytest.raises(UnknownDefinitionError):
        chosen(without_birth, ["migration_background_birth"])


def test_an_unknown_definition_is_refused():
    with pytest.raises(UnknownDefinitionError):
        chosen(TINY, ["by_shoe_size"])


def test_parents_come_before_children():
    assert [place.key for place in groups.ordered(PLACES)] == [
        "county",
        "altstadt",
        "amt",
        "seedorf",
        "waldau",
    ]


COUNTY = PlaceNode("county", PlaceKind.COUNTY, "Landkreis")


@pytest.mark.parametrize(
    "places",
    [
        (),
        (COUNTY, COUNTY),
        (COUNTY, PlaceNode("a", PlaceKind.TOWN, "A", "nowhere")),
        (
            COUNTY,
            PlaceNode("a", PlaceKind.TOWN, "A", "b"),
            PlaceNode("b", PlaceKind.TOWN, "B", "a"),
        ),
        (PlaceNode("a", PlaceKind.TOWN, "A"),),
    ],
)
def test_places_that_are_no_tree_are_refused(places):
    with pytest.raises(PlaceTreeError):
        groups.ordered(places)


def test_a_place_that_is_not_in_the_tree_is_refused():
    with pytest.raises(PlaceTreeError, match="waldau"):
        groups.by_place(answer_table({}), [p for p in PLACES if p.key != "waldau"])


def test_a_wave_that_does_not_ask_for_a_place_has_none():
    assert groups.by_place(answer_table(of=instrument(one("mood", "good"))), PLACES) is None
