"""The public home: what to take part in now, and what came of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.studies.models import Wave
from tests.support.client import CheckedClient
from tests.support.county import make_county, make_wave
from tests.support.released import SLUG, publish
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite


def prepare(app: Flask, **wave: object) -> None:
    with app.app_context():
        make_county()
        make_wave(**wave)


def test_an_empty_home_says_what_will_stand_here(client: CheckedClient):
    page = client.page("/de/")
    assert page.h1 == "Jetzt mitmachen"
    assert "Im Moment läuft keine Befragung." in page.text
    assert "Noch gibt es keine Ergebnisse." in page.text


def test_an_open_survey_can_be_joined_in_the_pages_language(app: Flask, client: CheckedClient):
    prepare(app)
    links = client.page("/ar/").links()
    address = next(link for name, link in links.items() if name.startswith("تجربة قصيرة"))
    assert address == "/f/probe/ar/"
    assert client.page(address).status == 200


@on_both
def test_the_last_day_is_the_one_before_the_midnight_it_ends_at(app: Flask, client: CheckedClient):
    prepare(app)
    midnight = datetime(2099, 6, 1, tzinfo=ZoneInfo("Europe/Berlin"))
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.update(Wave).values(asking_ends_at=midnight, taking_ends_at=midnight))
    assert "Antworten können Sie bis 31. Mai 2099." in client.page("/de/").text


def test_a_survey_by_invitation_is_not_shown_to_everybody(app: Flask, client: CheckedClient):
    prepare(app, needs_code=True)
    assert "Im Moment läuft keine Befragung." in client.page("/de/").text


def test_a_draft_is_not_shown(app: Flask, client: CheckedClient):
    prepare(app, open_it=False)
    assert "Kurze Probe" not in client.page("/de/").text
    assert "Kurze Probe" not in client.page("/f/info/de/privacy?for=probe").text


def test_results_are_linked_in_the_pages_language(app: Flask, client: CheckedClient):
    publish(app)
    assert f"/ar/results/{SLUG}" in client.page("/ar/").links().values()


def test_the_chooser_of_a_results_page_leads_back_to_it(app: Flask, client: CheckedClient):
    publish(app)
    chooser = client.page(client.page(f"/de/results/{SLUG}").links()["Sprache ändern: Deutsch"])
    assert chooser.links()["Türkçe"] == f"/tr/results/{SLUG}"


def test_help_leads_back_to_the_survey(app: Flask, client: CheckedClient):
    prepare(app)
    assert (
        client.page("/f/info/de/help?for=probe").links()["Zurück zur Befragung"] == "/f/probe/de/"
    )


def test_the_privacy_notice_names_its_survey(app: Flask, client: CheckedClient):
    prepare(app)
    assert "Für die Befragung: Kurze Probe" in client.page("/f/info/de/privacy?for=probe").text
