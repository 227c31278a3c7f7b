"""The coordinator's page of a summary."""

import pytest
import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.base.web.security import Role
from participation.boards.models import Event
from participation.boards.summaries import summaries
from participation.boards.summaries.document import Edits
from surveys.instrument.instrument import Text
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client
from tests.support.summaries import BUS, KITA, NOTES, hold

pytestmark = on_sqlite


def counted(app: Flask, **board):
    with app.app_context():
        held = hold(**board)
        summaries.count(held.hall.workshop)
    return held, f"/desk/events/workshops/{held.hall.workshop}/summary"


def test_staff_correct_choose_and_release(app: Flask):
    held, address = counted(app)
    client = staff_client(app)
    page = client.page(address)
    assert BUS in page.text
    assert "Punkte: 7, von 4 Menschen" in page.text
    assert "Hände im Raum: 12" in page.text
    theme, arabic = held.themes[BUS], held.notes[NOTES[3][1]]
    saved = client.submit(
        page, "correct", text="Es ging um Busse.", **{f"quote-{theme}": [str(arabic)]}
    )
    assert "Gespeichert." in saved.text
    assert client.page(address).text.count(NOTES[3][1]) == 2, "as the quote and in the list"
    asked = client.page(f"{address}/release")
    client.submit(asked)
    with app.app_context():
        released = summaries.released(held.hall.workshop)
        assert released.text == Text({"de": "Es ging um Busse."})
        assert [quote.text for quote in released.boards[0].themes[0].quotes] == [NOTES[3][1]]
    assert "Fassung 1" in client.page(address).text


def test_before_releasing_each_language_that_lacks_something_is_named(app: Flask):
    _held, address = counted(app)
    client = staff_client(app)
    client.submit(client.page(address), "correct", text="Es ging um Busse.")
    page = client.page(f"{address}/release")
    assert "Arabisch: die Einleitung, 2 Namen von Themen, " in page.text
    assert "Ukrainisch: die Einleitung, 2 Namen von Themen, " in page.text
    assert "Deutsch:" not in page.text
    assert page.links()["Arabisch"].endswith("/summary?in=ar")
    client.submit(page)
    assert "Fassung 1" in client.page(address).text


@on_both
def test_a_summary_in_one_language_lacks_nothing(app: Flask):
    with app.app_context():
        held = hold()
        with database.transaction() as connection:
            connection.execute(sa.update(Event).values(languages=["de"]))
        summaries.count(held.hall.workshop)
    page = staff_client(app).page(f"/desk/events/workshops/{held.hall.workshop}/summary/release")
    assert "gibt es in jeder Sprache der Veranstaltung" in page.text


def test_texts_are_kept_for_each_language(app: Flask):
    held, address = counted(app)
    client = staff_client(app)
    client.submit(client.page(address), "correct", text="Deutsch")
    arabic = client.page(f"{address}?in=ar")
    client.submit(arabic, "correct", text="عربي", **{f"title-{held.themes[BUS]}": "الحافلة"})
    with app.app_context():
        edits = summaries.draft(held.hall.workshop).edits
    assert edits.text == Text({"de": "Deutsch", "ar": "عربي"})
    assert edits.of(str(held.themes[BUS])).title == Text({"ar": "الحافلة"})


@on_both
def test_two_editors_see_both_texts_and_nothing_typed_is_lost(app: Flask):
    held, address = counted(app)
    client = staff_client(app)
    page = client.page(address)
    with app.app_context(), database.transaction():
        draft = summaries.draft(held.hall.workshop)
        summaries.edit(held.hall.workshop, draft.revision, Edits(Text({"de": "Von der Kollegin"})))
    both = client.submit(page, "correct", text="Von mir")
    assert both.status == 409
    assert "Von der Kollegin" in both.text
    assert "Von mir" in both.text
    client.submit(both, "correct")
    with app.app_context():
        assert summaries.draft(held.hall.workshop).edits.text == Text({"de": "Von mir"})


@on_both
def test_who_writes_while_the_same_is_counted_again_is_not_stopped(app: Flask):
    held, address = counted(app)
    client = staff_client(app)
    page = client.page(address)
    with app.app_context():
        summaries.count(held.hall.workshop)
    assert "Gespeichert." in client.submit(page, "correct", text="Es ging um Busse.").text
    page = client.page(address)
    with app.app_context():
        with database.transaction() as connection:
            connection.execute(sa.update(Event).values(place_name="Rathaus"))
        summaries.count(held.hall.workshop)
    assert client.submit(page, "correct", text="Anders").status == 409


@pytest.mark.parametrize("strange", ["²", "9" * 5000, "-1", ""])
def test_a_version_that_cannot_be_read_releases_nothing(app: Flask, strange: str):
    held, address = counted(app)
    client = staff_client(app)
    assert client.submit(client.page(f"{address}/release"), revision=strange).status == 409
    with app.app_context():
        assert summaries.draft(held.hall.workshop).versions == ()


def test_a_text_too_long_is_said_and_kept(app: Flask):
    _held, address = counted(app)
    client = staff_client(app)
    refused = client.submit(client.page(address), "correct", text="x" * 4001)
    assert refused.status == 400
    assert "1 Zeichen zu lang" in refused.text
    assert "x" * 4001 in refused.text


def test_an_editor_corrects_but_does_not_release(app: Flask):
    _held, address = counted(app)
    editor = staff_client(app, Role.EDITOR)
    assert "Auswertung veröffentlichen" not in editor.page(address).text
    assert editor.get(f"{address}/release").status_code == 403


def test_before_the_end_the_page_says_so_and_counts_on_demand(app: Flask):
    with app.app_context():
        held = hold()
    client = staff_client(app)
    page = client.page(f"/desk/events/workshops/{held.hall.workshop}/summary")
    assert "Noch nicht gezählt" in page.text
    listed = client.page(f"/desk/events/{held.hall.event}/summaries")
    assert "noch nicht gezählt" in listed.text
    assert KITA in client.submit(page).text


def test_statements_are_told_with_their_bars(app: Flask):
    _held, address = counted(app, vote_kind="statements")
    page = staff_client(app).page(address)
    assert "Alle sind dafür" in page.text
    assert "dafür 6 · dagegen 0 · enthalten 0" in page.text


def test_a_page_with_fields_loads_itself_only_for_who_asked_for_new_counts(app: Flask, monkeypatch):
    _held, address = counted(app)
    client = staff_client(app)
    monkeypatch.setattr(summaries.Draft, "counting", True)
    page = client.page(address)
    assert "Es wird neu gezählt" in page.text
    assert 'http-equiv="refresh"' not in page.html
    assert 'http-equiv="refresh"' in client.page(f"{address}?counting=1").html
