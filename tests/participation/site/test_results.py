"""What a visitor reads of a released wave."""

from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base.words.languages import LANGUAGES
from tests.support.client import CheckedClient
from tests.support.county import make_wave
from tests.support.released import SLUG, publish
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite
PAGE = f"/de/results/{SLUG}"


@pytest.fixture(autouse=True)
def released(app: Flask):
    return publish(app)


def statements(app: Flask, client: CheckedClient, path: str) -> int:
    seen: list[str] = []

    def count(_connection, _cursor, statement, *_rest):
        seen.append(statement)

    engine = app.extensions["database"]
    sa.event.listen(engine, "before_cursor_execute", count)
    client.get(path)
    sa.event.remove(engine, "before_cursor_execute", count)
    return len([one for one in seen if not one.startswith("PRAGMA")])


def test_a_figure_is_told_in_plain_words(client: CheckedClient):
    text = client.page(PAGE).text
    assert "Etwa 4 von 10 Befragten haben „gut“ oder „sehr gut“ geantwortet." in text


def test_the_answer_given_most_often_is_named(client: CheckedClient):
    assert "„Bus, Bahn, Führerschein“ gewählt. Das ist die häufigste" in client.page(PAGE).text


@on_both
def test_every_chart_says_how_many_answered_and_when(client: CheckedClient):
    text = client.page(PAGE).text
    assert "Antworten: 610" in text
    assert "Gefragt vom 4. Mai 2026 bis 3. Juni 2026" in text


def test_the_page_promises_no_more_than_the_respondents(client: CheckedClient):
    text = client.page(PAGE).text
    assert "Ergebnis der Befragten" in text
    for word in ("epräsentativ", "ignifikan", "onfidenz", "100 % anonym"):
        assert word not in text


def test_a_place_with_too_few_answers_names_the_larger_one(client: CheckedClient):
    text = client.page(f"{PAGE}/german_self").text
    assert "Waldau zu wenige Antworten, gezeigt wird Amt Seeland" in text


def test_groups_print_their_definition(client: CheckedClient):
    assert "selbst oder mindestens ein Elternteil" in client.page(f"{PAGE}/german_self").text


def test_a_small_base_is_told_in_brackets_and_without_percent(client: CheckedClient):
    text = client.page(f"{PAGE}/doctor_access").text
    assert "Seedorf n 15 (kaum jemand)" in text


def test_every_table_carries_the_official_signs(client: CheckedClient):
    page = client.page(f"{PAGE}/need_top3")
    tables = len(list(page.root.iter("table")))
    assert page.html.count('<dl class="legend') == tables > 4


def test_tables_can_be_scrolled_by_keyboard_and_are_named(client: CheckedClient):
    page = client.page(f"{PAGE}/german_self")
    regions = [d for d in page.root.iter("div") if d.get("role") == "region"]
    ids = {item.get("id") for item in page.root.iter("caption")}
    assert regions
    assert all(r.get("tabindex") == "0" and r.get("aria-labelledby") in ids for r in regions)


@pytest.mark.parametrize("tag", LANGUAGES)
def test_the_page_stands_in_every_language(client: CheckedClient, tag: str):
    page = client.page(f"/{tag}/results/{SLUG}")
    assert page.status == 200
    assert page.root.get("lang") == tag


def test_an_arabic_page_grows_its_bars_from_the_right(client: CheckedClient):
    page = client.page(f"/ar/results/{SLUG}")
    fills = [r for r in page.root.iter("rect") if r.get("class") == "fill"]
    for fill in fills:
        ends = float(fill.get("x").rstrip("%")) + float(fill.get("width").rstrip("%"))
        assert ends == pytest.approx(100)


def test_a_german_fallback_keeps_its_language_and_direction(client: CheckedClient):
    assert '<bdi lang="de" dir="ltr">gut</bdi>' in client.page(f"/ar/results/{SLUG}").html


@pytest.mark.parametrize("path", ["", "/german_self", "/german_self/origin_group.place"])
def test_a_results_page_asks_the_database_three_times_at_most(app, client, path: str):
    client.get("/de/")  # the county's name is known from here
    assert statements(app, client, PAGE + path) <= 3


@pytest.mark.parametrize(
    "path",
    [
        "/de/results/nowhere",
        f"{PAGE}/nothing",
        f"{PAGE}/german_self/place",
        f"{PAGE}/german_self/age.sex",
        f"{PAGE}.word.csv",
    ],
)
def test_what_the_release_does_not_hold_is_no_page(client: CheckedClient, path: str):
    assert client.page(path).status == 404


def test_the_home_page_leads_to_the_results(client: CheckedClient):
    assert client.page("/de/").links()["Was brauchen Sie? 2026"] == PAGE


def test_the_language_is_changed_on_the_same_results(client: CheckedClient):
    chooser = client.page(client.page(PAGE).links()["Sprache ändern: Deutsch"])
    assert f"/ar/results/{SLUG}" in chooser.links().values()


def test_before_the_release_the_page_says_when_results_come(app: Flask, client: CheckedClient):
    with app.app_context():
        make_wave(slug="laeuft", results_on=date(2030, 7, 5))
    page = client.page("/de/results/laeuft")
    assert "Die Ergebnisse kommen am 5. Juli 2030. Sie stehen dann hier." in page.text


def test_a_draft_has_no_results_page(app: Flask, client: CheckedClient):
    with app.app_context():
        make_wave(slug="entwurf", open_it=False)
    assert client.page("/de/results/entwurf").status == 404
