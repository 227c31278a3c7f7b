"""What visitors find behind the address on a table card when the day is over."""

import uuid
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.boards.base.kinds import Audience
from participation.boards.closing import archiving
from participation.boards.models import Board, Event
from participation.boards.notes.changes import changes
from participation.boards.summaries import summaries
from participation.boards.summaries.document import Edits, ThemeEdit
from surveys.instrument.instrument import Text
from tests.support.boards import make_hall
from tests.support.client import CheckedClient
from tests.support.sqlite import on_both, on_sqlite
from tests.support.summaries import BUS, NOTES, NOW, hold

pytestmark = on_sqlite


@pytest.fixture
def held(app: Flask):
    with app.app_context():
        made = hold()
        summaries.count(made.hall.workshop)
    return made


def release(app: Flask, held, edits: Edits | None = None) -> None:
    with app.app_context(), database.transaction():
        if edits:
            summaries.edit(held.hall.workshop, summaries.draft(held.hall.workshop).revision, edits)
        summaries.release(held.hall.workshop, "Frau Kern")


@pytest.mark.usefixtures("held")
def test_before_the_release_the_address_says_that_it_comes(client: CheckedClient):
    page = client.page("/de/events/uvwxyz/1")
    assert "Es steht dann hier, unter derselben Adresse." in page.text
    assert BUS not in page.text
    assert "Es steht dann hier" in client.page("/de/events/uvwxyz").text


@on_both
def test_a_visitor_reads_the_summary_in_the_own_language_with_german_beside(
    app: Flask, client: CheckedClient, held
):
    arabic = str(held.notes[NOTES[3][1]])
    theme = ThemeEdit(str(held.themes[BUS]), Text({"ar": "الحافلة مساءً"}), Text({}), (arabic,))
    release(app, held, Edits(Text({"de": "Es ging um Busse."}), (theme,)))
    page = client.page("/ar/events/uvwxyz/1")
    assert "الحافلة مساءً" in page.text
    assert NOTES[3][1] in page.text
    assert "Wir brauchen einen Bus" not in page.text, "the original is in the reader's language"
    assert '<bdi lang="de" dir="ltr">Es ging um Busse.</bdi>' in page.html
    german = client.page("/de/events/uvwxyz/1")
    assert f'<p lang="ar" dir="auto">{NOTES[3][1]}</p>' in german.html
    assert "Wir brauchen einen Bus am Abend" in german.text


def test_counts_are_exact_and_nothing_is_broken_down_by_people(
    app: Flask, client: CheckedClient, held
):
    release(app, held)
    page = client.page("/de/events/uvwxyz/1")
    assert "Punkte: 7, von 4 Menschen" in page.text
    assert "Zettel: 7" in page.text
    for never in ("Kreishaus-Ort", "participant", str(uuid.UUID(int=0))):
        assert never not in page.html


@on_both
def test_the_home_page_leads_there_in_two_steps_and_tells_nobody_the_way_in(
    app: Flask, client: CheckedClient, held
):
    assert "Was Workshops sagen" not in client.page("/de/").text, "nothing is released"
    release(app, held)
    for archived in (False, True):
        if archived:
            with app.app_context(), database.transaction():
                archiving.archive(held.hall.event, date(2027, 7, 1))
        home = client.page("/de/")
        event = client.page(home.links()["Fachtag Integration 1. Juni 2027"])
        workshop = client.page(event.links()["Mobilität"])
        assert workshop.h1 == "Mobilität"
        chooser = client.page(workshop.links()["Sprache ändern: Deutsch"])
        assert client.page(chooser.links()["العربية"]).h1 == "Mobilität"
        if not archived:  # its code still lets people in
            for page in (home, event, workshop, chooser):
                assert held.hall.event_code not in page.html
                assert held.hall.code not in page.html


WAY = "Zusammenfassung lesen"


@pytest.mark.parametrize("code", ["uvwxyz", "abcdef"])
@pytest.mark.parametrize("tag", ["de", "ar", "uk"])
def test_every_address_of_a_card_leads_to_what_is_released(
    app: Flask, client: CheckedClient, held, code: str, tag: str
):
    before = client.page(f"/b/{code}/{tag}/")
    assert not [link for link in before.links().values() if "/events/" in link]
    release(app, held)
    card = client.page(f"/b/{code}/{tag}/")
    (way,) = [link for link in card.links().values() if "/events/" in link]
    assert client.page(way).h1 == ("Mobilität" if code == "abcdef" else "Fachtag Integration")


@pytest.mark.parametrize("phase", ["results", "closed"])
def test_a_phone_that_took_part_is_told_when_the_summary_is_there(
    app: Flask, client: CheckedClient, held, phase: str
):
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.update(Board).values(phase=phase))
    client.submit(client.page("/b/abcdef/de/"), "join")
    assert WAY not in client.page("/b/abcdef/de/").links()
    with app.app_context():
        seq = database.connection().execute(sa.select(Board.seq)).scalar_one()
    release(app, held)
    assert client.page(client.page("/b/abcdef/de/").links()[WAY]).h1 == "Mobilität"
    listed = client.page("/b/uvwxyz/de/").links()
    assert client.page(listed[f"{WAY}: Mobilität"]).h1 == "Mobilität"
    with app.app_context():
        result = changes(held.hall.board, seq, Audience.PARTICIPANT, NOW)
    assert (result["board"]["released"], result["notes"]) == (1, []), "open phones hear of it"


def test_a_rehearsal_leads_nowhere(app: Flask, client: CheckedClient, held):
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.update(Event).values(rehearsal=True))
    release(app, held)
    client.submit(client.page("/b/abcdef/de/"), "join")
    for path in ("/b/abcdef/de/", "/b/uvwxyz/de/", "/de/"):
        assert not [link for link in client.page(path).links().values() if "/events/" in link]


def test_the_chooser_of_languages_leads_back_to_the_workshop(
    app: Flask, client: CheckedClient, held
):
    release(app, held)
    page = client.page("/de/events/uvwxyz/1")
    chooser = client.page(page.links()["Sprache ändern: Deutsch"])
    assert chooser.links()["العربية"] == "/ar/events/uvwxyz/1"


def test_a_rehearsal_and_an_unknown_code_are_no_event(client: CheckedClient, app: Flask):
    with app.app_context():
        make_hall(rehearsal=True)
    assert client.get("/de/events/uvwxyz").status_code == 404
    assert client.get("/de/events/nothere").status_code == 404
    assert client.get("/de/events/uvwxyz/99").status_code == 404


@on_both
def test_the_address_on_the_card_leads_to_the_summary_once_the_event_is_archived(
    app: Flask, client: CheckedClient, held
):
    release(app, held)
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.update(Event).values(archived_on=date(2027, 7, 1)))
    assert client.page(f"/b/{held.hall.code}/ar/").h1 == "Mobilität"
    assert client.get(f"/b/{held.hall.event_code}/uk/").location.endswith("/uk/events/uvwxyz")
