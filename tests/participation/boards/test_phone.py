"""A participant's story with forms alone, as on a phone without JavaScript."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import Flask

from participation.base import database
from participation.boards.base.audit import Acting
from participation.boards.leading import phases
from participation.boards.models import Board, Note, Participant, Workshop
from participation.boards.notes import grouping, moderation, outcomes
from participation.boards.notes.outcomes import OutcomeDraft
from tests.support.boards import Hall, make_hall
from tests.support.client import CheckedClient, Page
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite
BUSY = timedelta(minutes=4)
READINGS = (("de", "Abendkurs"), ("en", "Evening course"))


def hall_of(app: Flask, **fields: object) -> Hall:
    with app.app_context():
        return make_hall(**fields)


def put(app: Flask, hall: Hall, **fields: object) -> None:
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.update(Board).where(Board.id == hall.board).values(**fields))


def joined(client: CheckedClient, language: str = "de") -> Page:
    return client.submit(client.page(f"/b/abcdef/{language}/"), "join")


def written(client: CheckedClient, text: str = "Bus nach 20 Uhr") -> Page:
    return client.submit(client.page("/b/abcdef/de/"), "write", text=text)


def led(app: Flask, hall: Hall, *steps: tuple[Any, ...]) -> None:
    """What the facilitator does: verbs with what they take."""
    with app.app_context(), database.transaction():
        for verb, *values in steps:
            verb(Acting(hall.board, "facilitator", datetime.now(UTC)), *values)


def number(app: Flask, model: type) -> int:
    with app.app_context():
        return database.connection().execute(sa.select(sa.func.count()).select_from(model)).scalar()


def test_a_typed_code_opens_the_workshop_whatever_its_case_and_gaps(
    app: Flask, client: CheckedClient
):
    hall_of(app)
    page = client.submit(client.page("/b/", headers={"Accept-Language": "ar"}), code=" ABC def ")
    assert page.response.request.path == "/b/abcdef/ar/"


def test_a_wrong_code_is_said_and_kept(app: Flask, client: CheckedClient):
    hall_of(app)
    page = client.submit(client.page("/b/de/"), code="zzzzzz")
    assert page.status == 404
    assert "Diesen Code kennen wir nicht" in page.text
    assert page.fields()["code"] == "zzzzzz"
    assert "Schreiben Sie den Code" in client.submit(page, code=" ").text


def test_a_scanned_code_that_leads_nowhere_opens_the_field(client: CheckedClient):
    page = client.page("/b/zzzzzz", headers={"Accept-Language": "de"})
    assert (page.status, page.fields()["code"]) == (404, "zzzzzz")


@on_both
def test_the_door_says_three_sentences_and_stores_nothing_before_joining(
    app: Flask, client: CheckedClient
):
    hall_of(app)
    page = client.page("/b/abcdef", headers={"Accept-Language": "de"})
    assert page.h1 == "Mobilität"
    for sentence in ("ohne Namen", "Schreiben Sie keine Namen", "wörtlich im Bericht"):
        assert sentence in page.text
    assert "anonym" not in page.text.lower()
    assert "Set-Cookie" not in page.response.headers
    assert number(app, Participant) == 0


def test_a_language_that_is_not_offered_leads_to_the_chooser(app: Flask, client: CheckedClient):
    hall_of(app)
    page = client.page("/b/abcdef", headers={"Accept-Language": "tr"})
    assert list(page.links())[1:4] == ["Deutsch", "العربية", "Українська"]


@on_both
def test_the_event_code_lists_the_workshops_and_the_only_one_opens_by_itself(
    app: Flask, client: CheckedClient
):
    hall_of(app)
    with app.app_context(), database.transaction() as connection:
        begins, ends = (datetime(2027, 6, 1, *clock, tzinfo=UTC) for clock in ((8, 30), (10, 0)))
        values = {"starts_at": begins, "ends_at": ends, "languages": ["de", "ar"]}
        connection.execute(sa.update(Workshop).values(values))
    page = client.submit(client.page("/b/uvwxyz/de/"), "join")
    assert page.response.request.path == "/b/abcdef/de/"
    listed = client.page("/b/uvwxyz/de/")
    assert "10:30–12:00 · Raum 3 Deutsch · العربية" in listed.text
    assert "Hier sind Sie gerade" in listed.text


@on_both
def test_a_note_is_written_and_its_state_is_told_in_words(app: Flask, client: CheckedClient):
    hall_of(app)
    joined(client)
    page = written(client)
    assert "Bus nach 20 Uhr" in page.text
    assert "gespeichert, wird geprüft" in page.text
    assert "Ihre Zettel (1)" in page.text
    with app.app_context(), database.transaction() as connection:
        connection.execute(sa.update(Note).values(written_at=datetime.now(UTC) - BUSY))
    assert "Die Moderation ist gerade beschäftigt" in client.page("/b/abcdef/de/").text


@on_both
def test_the_same_form_sent_twice_is_one_note(app: Flask, client: CheckedClient):
    hall_of(app)
    page = joined(client)
    for _ in range(2):
        client.submit(page, "write", text="Einmal")
    assert number(app, Note) == 1


def test_a_note_of_markup_stays_text(app: Flask, client: CheckedClient):
    hall_of(app, queue=False)
    joined(client)
    page = written(client, "<b>fett</b><script>x</script>")
    assert "<b>fett</b><script>x</script>" in page.text
    assert "hängt an der Wand" in page.text


def test_an_empty_or_long_note_is_refused_and_kept(app: Flask, client: CheckedClient):
    hall_of(app)
    joined(client)
    assert "Schreiben Sie erst etwas" in written(client, " ").text
    page = written(client, "x" * 300)
    assert page.status == 422
    assert "20 Zeichen zu lang" in page.text
    assert page.fields("write")["text"] == "x" * 300


def test_a_note_for_a_closed_phase_is_not_lost(app: Flask, client: CheckedClient):
    hall = hall_of(app)
    page = joined(client)
    put(app, hall, phase="discuss")
    late = client.submit(page, "write", text="Zu spät")
    assert late.status == 409
    assert "Die Zeit dafür ist vorbei" in late.text
    assert "Zu spät" in late.text


def test_an_own_note_is_changed_and_deleted(app: Flask, client: CheckedClient):
    hall_of(app)
    joined(client)
    links = written(client).links()
    edit = client.page(next(href for href in links.values() if href.endswith("/edit")))
    changed = client.submit(edit, text="Bus nach 21 Uhr")
    assert "Bus nach 21 Uhr" in changed.text
    address = next(href for href in changed.links().values() if href.endswith("/delete"))
    gone = client.submit(client.page(address))
    assert "Noch kein Zettel" in gone.text


def test_an_edit_of_an_old_version_shows_both_texts(app: Flask, client: CheckedClient):
    hall_of(app)
    joined(client)
    links = written(client).links()
    form = client.page(next(href for href in links.values() if href.endswith("/edit")))
    client.submit(form, text="Der zweite Text")
    stale = client.submit(form, text="Der dritte Text")
    assert stale.status == 409
    assert "Der zweite Text" in stale.text
    assert "Der dritte Text" in stale.text
    assert "Der dritte Text" in client.submit(stale).text


def test_others_are_listed_filtered_answered_and_marked(app: Flask, client: CheckedClient):
    hall_of(app, queue=False)
    joined(client)
    written(client)
    other = app.test_client()
    joined(other)
    page = other.page("/b/abcdef/de/others")
    assert "Bus nach 20 Uhr" in page.text
    assert "Hier hängt noch kein Zettel" in other.page("/b/abcdef/de/others?column=ideas").text
    action = next(f.get("action") for f in page.forms() if "/react" in f.get("action", ""))
    marked = other.submit(page, action, kind="heart")
    assert "Wichtig 1" in marked.text
    address = next(href for name, href in marked.links().items() if name.startswith("antworten"))
    other.submit(other.page(address), text="Bei uns auch")
    third = app.test_client()
    joined(third)
    assert "Bei uns auch" in third.page("/b/abcdef/de/others").text


@on_both
def test_hidden_others_are_told_as_hidden(app: Flask, client: CheckedClient):
    hall_of(app, queue=False, others_hidden=True)
    joined(client)
    written(client)
    other = app.test_client()
    joined(other)
    page = other.page("/b/abcdef/de/others")
    assert "Bus nach 20 Uhr" not in page.text
    assert "nach dem Sammeln" in page.text


def test_who_comes_late_reads_what_happens_now(app: Flask, client: CheckedClient):
    hall_of(app, phase="discuss")
    assert "Wir sprechen über die Zettel" in joined(client).text


@on_both
def test_a_phone_shows_what_the_wall_puts_before_all_and_what_was_agreed(
    app: Flask, client: CheckedClient
):
    hall = hall_of(app, queue=False)
    joined(client)
    written(client)
    with app.app_context():
        note = database.connection().execute(sa.select(Note.id)).scalar_one()
    put(app, hall, phase="discuss")
    assert "Hier steht gleich" in client.page("/b/abcdef/de/").text
    theme = uuid.uuid4()
    led(app, hall, (grouping.create, theme, "Wege", None, [note]), (phases.spotlight, theme))
    with app.app_context(), database.transaction():
        outcomes.save(hall.board, OutcomeDraft(uuid.uuid4(), "Rufbus prüfen", "Kreis", "Herbst"))
    text = client.page("/b/abcdef/de/").text
    front = text[text.index("Gerade vorn an der Wand") : text.index("Das haben wir verabredet")]
    assert "Wege" in front
    assert "Bus nach 20 Uhr" in front
    assert "Rufbus prüfen Wer: Kreis · Bis wann: Herbst" in text


def test_a_reviewed_translation_stands_below_a_note_for_who_reads_its_language(
    app: Flask, client: CheckedClient
):
    hall = hall_of(app, queue=False)
    joined(client, "ar")
    client.submit(client.page("/b/abcdef/ar/"), "write", text="دورة مسائية")
    with app.app_context():
        note = database.connection().execute(sa.select(Note.id)).scalar_one()
    led(app, hall, *((moderation.translate, note, *said, "Frau Haddad") for said in READINGS))
    other = app.test_client()
    joined(other)
    page = other.page("/b/abcdef/de/others")
    assert '<p class="words" dir="auto" lang="ar">دورة مسائية</p>' in page.html
    assert "دورة مسائية DeutschAbendkurs" in page.text
    assert "Evening course" not in page.text


def test_the_next_person_begins_anew_and_leaving_clears_the_device(
    app: Flask, client: CheckedClient
):
    hall_of(app)
    joined(client)
    written(client)
    page = client.submit(client.page("/b/abcdef/de/pass-on"), "next-person")
    assert "Mitmachen" in page.text
    again = joined(client)
    assert "Noch kein Zettel" in again.text
    left = client.submit(client.page("/b/abcdef/de/pass-on"), "leave")
    assert left.h1 == "Sie haben den Workshop verlassen"
    assert client.get_cookie("b_uvwxyz", path="/b/") is None


def test_a_form_made_for_somebody_else_is_refused(app: Flask, client: CheckedClient):
    hall_of(app)
    page = joined(client)
    other = app.test_client()
    joined(other)
    answer = other.post(page.action("write"), data=page.fields("write") | {"text": "Fremd"})
    assert answer.status_code == 400
    assert number(app, Note) == 0


def test_changing_the_workshop_keeps_what_was_written(app: Flask, client: CheckedClient):
    first = hall_of(app)
    second, board = uuid.uuid4(), uuid.uuid4()
    with app.app_context(), database.transaction() as connection:
        connection.execute(
            sa.insert(Workshop).values(
                id=second,
                event_id=first.event,
                position=2,
                title={"de": "Arbeit"},
                room="Raum 4",
                languages=[],
                code="ghjkmn",
                active_board=board,
            )
        )
        connection.execute(
            sa.insert(Board).values(id=board, workshop_id=second, template="x", layout="columns")
        )
    page = client.submit(client.page("/b/uvwxyz/de/"), "join")
    assert "In welchem Workshop sind Sie?" in page.text
    page = client.submit(page, workshop="abcdef")
    client.submit(page, "write", text="Bleibt in der Mobilität")
    other = client.page("/b/ghjkmn/de/")
    assert "Sie sind gerade hier: Mobilität" in other.text
    assert client.submit(other, "join").h1 == "Arbeit"
    back = client.submit(client.page("/b/uvwxyz/de/"), workshop="abcdef")
    assert "Bleibt in der Mobilität" in back.text


@on_both
def test_what_a_phone_keeps_of_a_person_leads_to_no_row(app: Flask, client: CheckedClient):
    hall_of(app)
    page = joined(client)
    with app.app_context():
        person = database.connection().execute(sa.select(Participant.id)).scalar_one()
    assert person.hex[:8] not in page.html.replace("-", "")
