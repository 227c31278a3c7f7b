"""A workshop on two phones and a wall, on the shipped server: notes, states, a lost network."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from participation.base import database
from participation.boards.events import rehearsal
from participation.boards.leading import phases
from participation.boards.models import ModerationEntry
from participation.boards.notes import moderation
from participation.boards.service import boards
from participation.boards.service.boards import NoteDraft, Phase, VoteKind
from participation.boards.voting import hands
from tests.support.led_workshop import OLD_BEAMER, LedWorkshop, enter, phone_of, scripted, send
from tests.support.usable import tab_to

pytestmark = pytest.mark.browser


def test_notes_go_from_two_phones_to_the_wall_and_what_moderation_does_comes_back(
    browser: Browser, led_workshop: LedWorkshop
):
    de, ar = phone_of(browser, "de"), phone_of(browser, "ar")
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(led_workshop.wall())
    assert "/enter/" not in wall.url
    expect(wall.locator("#lobby")).to_be_visible()
    expect(wall.locator("#lobby .code")).to_have_text(led_workshop.hall.code)
    enter(de, led_workshop, "Mitmachen")
    enter(ar, led_workshop, "شارك")
    assert ar.evaluate("document.dir") == "rtl"
    send(de, "Bus nach 20 Uhr <b>bitte</b>")
    send(ar, "دورة مسائية")
    expect(de.get_by_text("gespeichert, wird geprüft")).to_be_visible()
    expect(ar.get_by_text("محفوظة، وتجري مراجعتها")).to_be_visible()
    expect(de.locator("#text")).to_have_value("")
    assert "Bus" not in wall.inner_text("main")
    led_workshop.release()
    expect(de.get_by_text("hängt an der Wand")).to_be_visible()
    expect(wall.get_by_text("Bus nach 20 Uhr <b>bitte</b>")).to_be_visible()
    expect(wall.get_by_text("دورة مسائية")).to_be_visible()
    assert {row.language for row in led_workshop.notes()} == {"de", "ar"}
    de.locator("#text").fill("Halb geschrieben")
    led_workshop.hide(led_workshop.notes()[0].id, "Darin steht ein Name.")
    expect(de.get_by_text("ausgeblendet: Darin steht ein Name.")).to_be_visible()
    expect(wall.get_by_text("Bus nach 20 Uhr")).to_have_count(0)
    expect(de.locator("#text")).to_have_value("Halb geschrieben")


def test_what_was_tried_out_leaves_wall_and_phone_when_the_rehearsal_is_wiped(
    browser: Browser, led_workshop: LedWorkshop
):
    phone = phone_of(browser, "de")
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(led_workshop.wall())
    enter(phone, led_workshop, "Mitmachen")
    send(phone, "Nur ein Versuch")
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible()
    led_workshop.release()
    expect(wall.get_by_text("Nur ein Versuch")).to_be_visible()
    with database.transaction():
        rehearsal.wipe(led_workshop.hall.event)
    expect(wall.get_by_text("Nur ein Versuch")).to_be_hidden()
    expect(phone.get_by_role("button", name="Mitmachen")).to_be_visible()


def test_without_network_a_note_waits_on_the_phone_and_arrives_once(
    browser: Browser, led_workshop: LedWorkshop
):
    phone = phone_of(browser, "de")
    enter(phone, led_workshop, "Mitmachen")
    phone.context.set_offline(True)
    send(phone, "Kita-Platz")
    own = phone.locator("#own-list")
    expect(own.get_by_text("wartet auf Netz, bleibt auf diesem Gerät")).to_be_visible()
    assert led_workshop.notes() == []
    phone.context.set_offline(False)
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible()
    assert [row.text for row in led_workshop.notes()] == ["Kita-Platz"]


def test_a_phase_that_ends_while_somebody_types_takes_nothing_away(
    browser: Browser, led_workshop: LedWorkshop
):
    phone = phone_of(browser, "de")
    enter(phone, led_workshop, "Mitmachen")
    phone.locator("#text").fill("Noch nicht fertig")
    led_workshop.phase(Phase.VOTE)
    go = phone.get_by_role("button", name="Weiter zu: Abstimmen")
    expect(go).to_be_visible()
    with database.transaction() as connection:  # the minute in which it still counts is over
        ended = datetime.now(UTC) - timedelta(seconds=61)
        connection.execute(sa.update(ModerationEntry).values(at=ended))
    expect(phone.locator("#text")).to_have_value("Noch nicht fertig")
    with phone.expect_navigation():
        go.click()
    expect(phone.locator("#phase")).to_have_text("Abstimmen")
    expect(phone.get_by_text("Noch nicht fertig", exact=True)).to_be_visible()
    expect(phone.locator("#own-list")).to_contain_text("Der Text bleibt auf diesem Gerät")
    assert led_workshop.notes() == []
    led_workshop.phase(Phase.COLLECT)
    phone.get_by_role("button", name="Noch einmal senden").click()
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible()
    assert [row.text for row in led_workshop.notes()] == ["Noch nicht fertig"]


def leads_on(phone: Page, button: str) -> None:
    """Presses what leads to another page; that has loaded, so its script hears."""
    with phone.expect_navigation():
        phone.get_by_role("button", name=button).click()


def test_dots_are_given_by_keyboard_and_the_next_person_has_their_own(
    browser: Browser, led_workshop: LedWorkshop
):
    phone = phone_of(browser, "de")
    enter(phone, led_workshop, "Mitmachen")
    send(phone, "Mehr Busse")
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible()
    led_workshop.release()
    with database.transaction():
        phases.set_voting(led_workshop.by, VoteKind.DOTS, 2)
    led_workshop.phase(Phase.VOTE)
    plus = phone.get_by_role("button", name="Punkt geben: Mehr Busse")
    scripted(plus).focus()
    for _ in range(3):
        phone.keyboard.press("Enter")
    expect(phone.get_by_text("Sie haben keine Punkte mehr")).to_be_visible()
    expect(phone.locator("#voted")).to_contain_text("gespeichert")
    leads_on(phone, "Fertig")
    expect(phone.get_by_text("Ihre Stimme ist gespeichert")).to_be_visible()
    leads_on(phone, "Nächste Person")
    leads_on(phone, "Mitmachen")
    expect(phone.get_by_text("Punkte übrig: 2 von 2")).to_be_visible()
    phone.get_by_role("button", name="Punkt geben: Mehr Busse").click()
    leads_on(phone, "Fertig")
    with database.transaction():
        hands.count_hands(led_workshop.by, led_workshop.notes()[0].id, "dots", 12)
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(led_workshop.wall())
    expect(wall.locator("#counts")).to_contain_text("2 haben abgestimmt")
    assert "12" not in wall.inner_text("#sheet")
    led_workshop.phase(Phase.RESULTS)
    expect(phone.get_by_text("Punkte: 3")).to_be_attached()
    expect(phone.get_by_text("dazu im Raum gezählt: 12")).to_be_visible()
    expect(wall.locator("#sheet .dots b")).to_have_text("3")
    expect(wall.get_by_text("dazu im Raum gezählt: 12")).to_be_visible()


def test_the_whole_way_by_keyboard_as_a_reader_hears_it(
    browser: Browser, led_workshop: LedWorkshop
):
    phone = phone_of(browser, "de")
    phone.goto(f"{led_workshop.base}/b/")
    expect(phone.get_by_role("heading", level=1, name="Zum Workshop")).to_be_visible()
    tab_to(phone, "textbox", "Code")
    phone.keyboard.type("ABC DEF")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1, name="Mobilität")).to_be_visible()
    expect(phone.get_by_role("listitem").filter(has_text="ohne Namen")).to_be_visible()
    tab_to(phone, "button", "Mitmachen")
    phone.keyboard.press("Enter")
    scripted(phone.get_by_role("group", name="Spalte"))
    tab_to(phone, "radio", "Bedarfe")
    phone.keyboard.press("ArrowRight")
    expect(phone.get_by_role("radio", name="Ideen")).to_be_checked()
    expect(phone.get_by_text("Wer macht was?")).to_be_visible()
    tab_to(phone, "textbox", "Ihr Zettel")
    phone.keyboard.type("Rufbus am Abend")
    tab_to(phone, "button", "Zettel abschicken")
    phone.keyboard.press("Enter")
    expect(phone.locator("[role=status]#said")).to_have_text("Zettel gespeichert.")
    expect(phone.get_by_role("region", name="Ihre Zettel (1)")).to_contain_text(
        "gespeichert, wird geprüft"
    )
    expect(phone.get_by_role("textbox", name="Ihr Zettel")).to_be_focused()
    expect(phone.get_by_role("link", name="ändern : Rufbus am Abend")).to_be_visible()
    tab_to(phone, "link", "ändern : Rufbus am Abend")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1, name="Zettel ändern")).to_be_visible()
    tab_to(phone, "textbox", "Ihr Zettel")
    phone.keyboard.press("Control+End")
    phone.keyboard.type(" und am Sonntag")
    tab_to(phone, "button", "Speichern")
    phone.keyboard.press("Enter")
    expect(phone.get_by_text("Rufbus am Abend und am Sonntag").first).to_be_visible()
    tab_to(phone, "link", "Workshop wechseln")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", name="In welchem Workshop sind Sie?")).to_be_visible()
    tab_to(phone, "button", "Mobilität")


def test_who_reads_others_hears_new_notes_politely(browser: Browser, led_workshop: LedWorkshop):
    reader, writer = phone_of(browser, "de"), phone_of(browser, "uk")
    enter(reader, led_workshop, "Mitmachen")
    reader.goto(f"{led_workshop.base}/b/{led_workshop.hall.code}/de/others")
    expect(reader.get_by_text("Hier hängt noch kein Zettel.")).to_be_visible()
    enter(writer, led_workshop, "Долучитися")
    send(writer, "<i>Більше</i> консультацій")
    expect(writer.locator("#own-list .noted")).to_contain_text("перевіряється")
    led_workshop.release()
    expect(reader.get_by_role("listitem").filter(has_text="<i>Більше</i>")).to_be_visible()
    expect(reader.locator("#said")).to_have_text("Neuer Zettel: <i>Більше</i> консультацій")
    note = led_workshop.notes()[0].id
    with database.transaction():
        moderation.translate(led_workshop.by, note, "de", "Mehr Beratung", "Frau Haddad")
        moderation.translate(led_workshop.by, note, "en", "More advice", "Frau Haddad")
        answer = NoteDraft(uuid.uuid4(), "", "Ja, genau", "de", parent=note)
        boards.write_note(led_workshop.hall.board, None, answer, datetime.now(UTC))
    paper = reader.locator("#others > li")
    expect(paper).to_contain_text("DeutschMehr Beratung")
    expect(paper.locator(".reply")).to_have_text("AntwortJa, genau")
    expect(reader.locator("#said")).to_have_text("Neuer Zettel: Ja, genau")
    assert "More advice" not in paper.inner_text()
    heart = reader.get_by_role("button", name="Wichtig")
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(heart).to_contain_text("1")
