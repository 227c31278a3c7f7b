"""Opinion groups on the pages of staff and of everybody."""

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.web.security import Role
from participation.base.words.languages import LANGUAGES
from participation.boards.models import Event, Note
from participation.boards.opinions import opinions
from tests.support.client import CheckedClient
from tests.support.opinions import noise
from tests.support.polled import ARABIC, poll, two_camps
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client
from tests.support.summaries import hold

pytestmark = on_sqlite
PUBLIC = "/{}/events/uvwxyz"


def counted(app: Flask, table=None, **board) -> str:
    """The address of staff."""
    with app.app_context():
        polled = poll(table or two_camps(), **board)
        opinions.count(polled.hall.event)
    return f"/desk/events/{polled.hall.event}/opinions"


def released(app: Flask, table=None) -> None:
    address = counted(app, table)
    client = staff_client(app)
    client.submit(client.page(f"{address}/release"))


def test_staff_read_the_groups_and_release_them(app: Flask, client: CheckedClient):
    address = counted(app)
    assert "ähnlicher Meinung" not in client.page(PUBLIC.format("de")).text
    staff = staff_client(app)
    page = staff.page(address)
    assert "Gruppe 1: etwa 90 Menschen" in page.text
    assert "Gruppe 2: etwa 45 Menschen" in page.text
    asked = staff.page(page.links()["Gruppen veröffentlichen"])
    assert "etwa 135 Menschen" in asked.text  # so that somebody sees when devices outnumber people
    after = staff.submit(asked)
    assert "veröffentlicht, Fassung 1" in after.text
    assert "Gruppen veröffentlichen" not in after.links()
    public = client.page(PUBLIC.format("de"))
    assert "Etwa 135 Menschen haben über dieselben Aussagen abgestimmt." in public.text
    assert "Darin sind sich alle Gruppen einig" in public.text
    assert "anonym" not in public.text.lower()
    assert "<svg" not in public.html.split("Gruppen mit ähnlicher")[1], "no picture of persons"


def test_an_arabic_reader_meets_arabic_words_and_arabic_statements(
    app: Flask, client: CheckedClient
):
    released(app)
    page = client.page(PUBLIC.format("ar"))
    assert "مجموعات متقاربة في الرأي" in page.text
    assert ARABIC in page.text
    assert "Aussage Nummer" not in page.text


@pytest.mark.parametrize("tag", LANGUAGES)
def test_every_language_says_kindly_that_there_are_no_groups(
    app: Flask, client: CheckedClient, tag: str
):
    released(app, noise(1, 90, 12))
    page = client.page(PUBLIC.format(tag))
    german = "Die Meinungen gehen ineinander über."
    assert (german in page.text) is (tag == "de")
    assert "Menschen:" not in page.text


@on_both
def test_while_people_vote_nothing_is_said(app: Flask):
    address = counted(app, phase="vote")
    client = staff_client(app)
    page = client.page(address)
    assert "Noch ist nicht jede Abstimmung" in page.text
    assert "etwa" not in page.text
    assert "Noch ist nicht" in client.page(f"{address}/release").text, "leads back"


def test_where_nobody_voted_on_statements_the_page_says_what_would_stand_here(app: Flask):
    with app.app_context():
        held = hold()
    address = f"/desk/events/{held.hall.event}"
    client = staff_client(app)
    links = client.page(f"{address}/summaries").links()
    assert "sobald Menschen" in client.page(links["Gruppen mit ähnlicher Meinung"]).text


@on_both
def test_what_changed_meanwhile_is_looked_at_again(app: Flask):
    address = counted(app)
    client = staff_client(app)
    asked = client.page(f"{address}/release")
    with app.app_context():
        with database.transaction() as connection:
            connection.execute(sa.update(Note).values(text="Anders gesagt"))
            event = connection.execute(sa.select(Event.id)).scalar_one()
        opinions.count(event)
    again = client.submit(asked)
    assert again.status == 409
    assert "hat sich geändert" in again.text


def test_a_facilitator_reads_but_does_not_release(app: Flask):
    address = counted(app)
    client = staff_client(app, Role.FACILITATOR)
    assert "Gruppen veröffentlichen" not in client.page(address).links()
    assert client.page(f"{address}/release").status == 403
