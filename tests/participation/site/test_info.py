"""The legal and help pages: there for everybody, in every language, honest about gaps."""

import re
from pathlib import Path

import pytest
from flask import Flask

from participation.base import database
from participation.base.words.languages import LANGUAGES
from participation.places import service as places
from participation.places.demo_texts import demo_texts
from participation.places.placeholders import PLACEHOLDERS
from participation.site.lands import LANDS
from participation.site.pages import InfoPage
from tests.support.client import CheckedClient, Page
from tests.support.house import CHECKOUT, plant, templates, text
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite


def enter(app: Flask, land: str = "BB", **changes: str) -> None:
    """The demo county in ``land``, with some of its texts changed."""
    with app.app_context(), database.transaction():
        places.save_county("Landkreis Probe", land, 0)
        changed = {(name, ""): text for name, text in changes.items()}
        places.save_texts(demo_texts("Landkreis Probe") | changed, 1)
        for promise in places.Promise:
            places.confirm_promise(promise, "IT", days=30)


def statement(app: Flask, land: str) -> Page:
    enter(app, land)
    return app.test_client().page("/f/info/de/accessibility")


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_page_stands_in_each_language(client: CheckedClient, tag: str):
    for page in InfoPage:
        found = client.page(f"/f/info/{tag}/{page}")
        assert found.status == 200
        assert (found.root.get("lang"), found.root.get("dir")) == (tag, LANGUAGES[tag].direction)


@pytest.mark.parametrize("page", InfoPage)
def test_a_filled_county_shows_no_gap(app: Flask, client: CheckedClient, page: str):
    enter(app)
    marks = [m for tag in LANGUAGES for m in client.page(f"/f/info/{tag}/{page}").root.iter("mark")]
    assert marks == []


def test_a_gap_shows_its_name(app: Flask, client: CheckedClient):
    enter(app, barrier_phone="")
    assert "[Barriere melden: Telefon]" in client.page("/f/info/ar/barrier").text


def gaps(root: Path) -> set[str]:
    """All that the public pages, as deep as they lie, take of the facts of a county."""
    of_site = [path for path in templates(root) if "site" in path.relative_to(root).parts]
    pages = "".join(map(text, of_site))
    used = set(re.findall(r"\bfacts\.(\w+)", pages))
    for sentence in re.findall(r'_\("([^"]*)", \*\*facts\)', pages):
        used |= set(re.findall(r"%\((\w+)\)s", sentence))
    return used


def test_a_gap_that_nobody_registered_is_found_however_deep(tmp_path: Path):
    plant(tmp_path, "participation/templates/site/info/deep/er/one.html", "{{ facts.unheard }}")
    plant(tmp_path, "participation/site/templates/deep/two.html", '{{ _("%(of)s", **facts) }}')
    assert gaps(tmp_path) == {"unheard", "of"}


def test_every_needed_gap_is_on_a_page_and_every_gap_of_a_page_is_registered():
    used = gaps(CHECKOUT)
    names = {item.name for item in PLACEHOLDERS}
    assert used - names == {"law", "body", "site_address"}
    assert names - used == set()


def test_baden_wuerttemberg_has_its_model_statement(app: Flask):
    assert "Schlichtungsverfahren" in statement(app, "BW").text


def test_brandenburg_names_who_enforces_and_who_monitors(app: Flask):
    text = statement(app, "BB").text
    assert "Durchsetzungsstelle für digitale Barrierefreiheit" in text
    assert "Landesamt für Soziales und Versorgung" in text


def test_sachsen_anhalt_promises_an_answer_within_a_month(app: Flask):
    text = statement(app, "ST").text
    assert "in einem Monat (§ 16b BGG LSA)" in text
    assert "Ombudsstelle" in text


@on_both
@pytest.mark.parametrize("land", ["HE", "NW", "TH"])
def test_any_other_land_has_its_own_law_and_body(app: Flask, land: str):
    text = statement(app, land).text
    assert LANDS[land].law in text
    assert LANDS[land].body in text


def test_there_are_sixteen_laender():
    assert len(LANDS) == 16


def test_a_number_in_a_text_can_be_tapped(app: Flask, client: CheckedClient):
    enter(app)
    html = client.page("/f/info/ar/help").html
    assert '<a href="tel:03023125210"><bdi dir="ltr">030\u00a023125\u00a0210</bdi></a>' in html


def test_what_a_county_writes_is_never_markup(app: Flask, client: CheckedClient):
    enter(app, team="<script>alert(1)</script>")
    assert "<script>" not in client.page("/f/info/de/who").html


def test_a_day_is_written_in_the_words_of_the_language(app: Flask, client: CheckedClient):
    enter(app)
    assert "31 грудня 2028" in client.page("/f/info/uk/privacy").text


def test_each_page_leads_to_the_other_legal_pages(client: CheckedClient):
    links = set(client.page("/de/").links().values())
    assert {f"/f/info/de/{page}" for page in ("help", "privacy", "imprint", "barrier")} <= links


def test_an_error_page_carries_the_legal_links_too(client: CheckedClient):
    assert "/f/info/de/privacy" in client.page("/gibt-es-nicht").links().values()


def test_choosing_a_language_leads_back_to_the_page(client: CheckedClient):
    chooser = client.page(
        client.page("/f/info/de/privacy?for=abc").links()["Sprache ändern: Deutsch"]
    )
    assert client.page(chooser.links()["العربية"]).response.request.full_path == (
        "/f/info/ar/privacy?for=abc"
    )


@pytest.mark.parametrize("number", ["²", "①", "9" * 5000, "-1", "x", ""])
def test_a_workshop_that_there_cannot_be_hinders_no_choice_of_language(
    client: CheckedClient, number: str
):
    asked = {"to": "event", "for": f"abc.{number}"}
    assert client.get("/f/info/de/languages", query_string=asked).status_code == 200


def test_the_start_goes_to_the_browsers_language(client: CheckedClient):
    answer = client.get("/", headers={"Accept-Language": "fa-IR,fa;q=0.9,en;q=0.5"})
    assert answer.location == "/fa/"


def test_no_public_page_sets_a_cookie(client: CheckedClient):
    answers = [client.get(f"/f/info/de/{page}") for page in InfoPage] + [client.get("/de/")]
    assert [a.headers.getlist("Set-Cookie") for a in answers] == [[]] * len(answers)
