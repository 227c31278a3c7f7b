"""A workshop on two phones and a wall, on the shipped server: notes, states, a lost network."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from playwright.sync_api import Browser, Page, expect

from participation import database
from participation.boards import (
    grouping,
    links,
    moderation,
    notes,
    phases,
    proxy,
    rehearsal,
)
from participation.boards import service as boards
from participation.boards.audit import Acting
from participation.boards.kinds import Source
from participation.boards.models import Board, Event, Note
from participation.boards.service import BoardRole, NoteDraft, Phase, VoteKind
from tests.support.boards import Hall, join, make_hall
from tests.support.browser import barriers
from tests.support.county import make_county
from tests.support.server import here, serving, workshop
from tests.support.usable import hindrances, small_targets, tab_to

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
OLD_BEAMER = {"width": 1024, "height": 768}
SOON = 15_000
SIZE = "one => parseFloat(getComputedStyle(one).fontSize)"
CUT = """[...document.querySelectorAll('#sheet .paper')].filter(one =>
  one.getBoundingClientRect().bottom > document.querySelector('footer').getBoundingClientRect().top)
  .map(one => one.textContent)"""


class Room:
    """The workshop, and what its facilitator does."""

    def __init__(self, base: str, hall: Hall) -> None:
        self.base, self.hall = base, hall

    @property
    def by(self) -> Acting:
        return Acting(self.hall.board, BoardRole.FACILITATOR, datetime.now(UTC))

    def notes(self) -> list[sa.Row]:
        with database.transaction() as connection:
            query = sa.select(Note.id, Note.text, Note.language).order_by(Note.written_at)
            return list(connection.execute(query))

    def release(self) -> None:
        keys = [row.id for row in self.notes()]
        with database.transaction():
            moderation.release(self.by, keys)

    def hide(self, note: uuid.UUID, reason: str) -> None:
        with database.transaction():
            moderation.hide(self.by, note, reason)

    def phase(self, phase: Phase) -> None:
        with database.transaction():
            phases.set_phase(self.by, phase, 5)

    def link(self, role: BoardRole) -> str:
        with database.transaction():
            token = links.renew(self.hall.event, self.hall.workshop, role)
        return f"{self.base}/b/enter/{token}"

    def wall(self) -> str:
        return self.link(BoardRole.WALL)


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("hall")
    settings = here(folder / "instance")
    with workshop(settings):
        make_county()
        with serving(settings, folder):
            yield settings.public_url


@pytest.fixture
def room(base: str):
    """A workshop nobody has joined yet; the last one's is gone."""
    with database.transaction() as connection:
        connection.execute(sa.delete(Event))
    return Room(base, make_hall())


def phone_of(browser: Browser, language: str, **more: object) -> Page:
    return browser.new_context(viewport=PHONE, locale=language, **more).new_page()


def enter(phone: Page, room: Room, button: str) -> None:
    phone.goto(f"{room.base}/b/{room.hall.code}")
    phone.get_by_role("button", name=button).click()
    expect(phone.locator("#write")).to_be_visible()


def send(phone: Page, text: str) -> None:
    phone.locator("#text").fill(text)
    phone.locator("#write .button").click()


def test_notes_go_from_two_phones_to_the_wall_and_what_moderation_does_comes_back(
    browser: Browser, room: Room
):
    de, ar = phone_of(browser, "de"), phone_of(browser, "ar")
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(room.wall())
    assert "/enter/" not in wall.url
    expect(wall.locator("#lobby")).to_be_visible()
    expect(wall.locator("#lobby .code")).to_have_text(room.hall.code)
    enter(de, room, "Mitmachen")
    enter(ar, room, "شارك")
    assert ar.evaluate("document.dir") == "rtl"
    send(de, "Bus nach 20 Uhr <b>bitte</b>")
    send(ar, "دورة مسائية")
    expect(de.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
    expect(ar.get_by_text("محفوظة، وتجري مراجعتها")).to_be_visible(timeout=SOON)
    expect(de.locator("#text")).to_have_value("")
    assert "Bus" not in wall.inner_text("main")
    room.release()
    expect(de.get_by_text("hängt an der Wand")).to_be_visible(timeout=SOON)
    expect(wall.get_by_text("Bus nach 20 Uhr <b>bitte</b>")).to_be_visible(timeout=SOON)
    expect(wall.get_by_text("دورة مسائية")).to_be_visible()
    assert {row.language for row in room.notes()} == {"de", "ar"}
    de.locator("#text").fill("Halb geschrieben")
    room.hide(room.notes()[0].id, "Darin steht ein Name.")
    expect(de.get_by_text("ausgeblendet: Darin steht ein Name.")).to_be_visible(timeout=SOON)
    expect(wall.get_by_text("Bus nach 20 Uhr")).to_have_count(0)
    expect(de.locator("#text")).to_have_value("Halb geschrieben")


def test_what_was_tried_out_leaves_wall_and_phone_when_the_rehearsal_is_wiped(
    browser: Browser, room: Room
):
    phone = phone_of(browser, "de")
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(room.wall())
    enter(phone, room, "Mitmachen")
    send(phone, "Nur ein Versuch")
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
    room.release()
    expect(wall.get_by_text("Nur ein Versuch")).to_be_visible(timeout=SOON)
    with database.transaction():
        rehearsal.wipe(room.hall.event)
    expect(wall.get_by_text("Nur ein Versuch")).to_be_hidden(timeout=SOON)
    expect(phone.get_by_role("button", name="Mitmachen")).to_be_visible(timeout=SOON)


def test_without_network_a_note_waits_on_the_phone_and_arrives_once(browser: Browser, room: Room):
    phone = phone_of(browser, "de")
    enter(phone, room, "Mitmachen")
    phone.context.set_offline(True)
    send(phone, "Kita-Platz")
    own = phone.locator("#own-list")
    expect(own.get_by_text("wartet auf Netz, bleibt auf diesem Gerät")).to_be_visible(timeout=SOON)
    assert room.notes() == []
    phone.context.set_offline(False)
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
    assert [row.text for row in room.notes()] == ["Kita-Platz"]


def test_a_phase_that_ends_while_somebody_types_takes_nothing_away(browser: Browser, room: Room):
    phone = phone_of(browser, "de")
    enter(phone, room, "Mitmachen")
    phone.locator("#text").fill("Noch nicht fertig")
    room.phase(Phase.VOTE)
    go = phone.get_by_role("button", name="Weiter zu: Abstimmen")
    expect(go).to_be_visible(timeout=SOON)
    expect(phone.locator("#text")).to_have_value("Noch nicht fertig")
    go.click()
    expect(phone.locator("#phase")).to_have_text("Abstimmen", timeout=SOON)
    expect(phone.get_by_text("Noch nicht fertig", exact=True)).to_be_visible(timeout=SOON)
    expect(phone.locator("#own-list")).to_contain_text("Der Text bleibt auf diesem Gerät")
    assert room.notes() == []
    room.phase(Phase.COLLECT)
    phone.get_by_role("button", name="Noch einmal senden").click(timeout=SOON)
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
    assert [row.text for row in room.notes()] == ["Noch nicht fertig"]


def test_dots_are_given_by_keyboard_and_the_next_person_has_their_own(browser: Browser, room: Room):
    phone = phone_of(browser, "de")
    enter(phone, room, "Mitmachen")
    send(phone, "Mehr Busse")
    expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
    room.release()
    with database.transaction():
        phases.set_voting(room.by, VoteKind.DOTS, 2)
    room.phase(Phase.VOTE)
    plus = phone.get_by_role("button", name="Punkt geben: Mehr Busse")
    plus.focus(timeout=SOON)
    for _ in range(3):
        phone.keyboard.press("Enter")
    expect(phone.get_by_text("Sie haben keine Punkte mehr")).to_be_visible()
    expect(phone.locator("#voted")).to_contain_text("gespeichert")
    phone.get_by_role("button", name="Fertig").click()
    expect(phone.get_by_text("Ihre Stimme ist gespeichert")).to_be_visible()
    phone.get_by_role("button", name="Nächste Person").click()
    phone.get_by_role("button", name="Mitmachen").click()
    expect(phone.get_by_text("Punkte übrig: 2 von 2")).to_be_visible()
    phone.get_by_role("button", name="Punkt geben: Mehr Busse").click()
    phone.get_by_role("button", name="Fertig").click()
    with database.transaction():
        proxy.count_hands(room.by, room.notes()[0].id, "dots", 12)
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(room.wall())
    expect(wall.locator("#counts")).to_contain_text("2 haben abgestimmt", timeout=SOON)
    assert "12" not in wall.inner_text("#sheet")
    room.phase(Phase.RESULTS)
    expect(phone.get_by_text("Punkte: 3")).to_be_attached(timeout=SOON)
    expect(phone.get_by_text("dazu im Raum gezählt: 12")).to_be_visible()
    expect(wall.locator("#sheet .dots b")).to_have_text("3", timeout=SOON)
    expect(wall.get_by_text("dazu im Raum gezählt: 12")).to_be_visible()


def test_the_whole_way_by_keyboard_as_a_reader_hears_it(browser: Browser, room: Room):
    phone = phone_of(browser, "de")
    phone.goto(f"{room.base}/b/")
    expect(phone.get_by_role("heading", level=1, name="Zum Workshop")).to_be_visible()
    tab_to(phone, "textbox", "Code")
    phone.keyboard.type("ABC DEF")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("heading", level=1, name="Mobilität")).to_be_visible()
    expect(phone.get_by_role("listitem").filter(has_text="ohne Namen")).to_be_visible()
    tab_to(phone, "button", "Mitmachen")
    phone.keyboard.press("Enter")
    expect(phone.get_by_role("group", name="Spalte")).to_be_visible()
    tab_to(phone, "radio", "Bedarfe")
    phone.keyboard.press("ArrowRight")
    expect(phone.get_by_role("radio", name="Ideen")).to_be_checked()
    expect(phone.get_by_text("Wer macht was?")).to_be_visible()
    tab_to(phone, "textbox", "Ihr Zettel")
    phone.keyboard.type("Rufbus am Abend")
    tab_to(phone, "button", "Zettel abschicken")
    phone.keyboard.press("Enter")
    expect(phone.locator("[role=status]#said")).to_have_text("Zettel gespeichert.", timeout=SOON)
    expect(phone.get_by_role("region", name="Ihre Zettel (1)")).to_contain_text(
        "gespeichert, wird geprüft"
    )
    expect(phone.get_by_role("textbox", name="Ihr Zettel")).to_be_focused()
    expect(phone.get_by_role("link", name="ändern : Rufbus am Abend")).to_be_visible(timeout=SOON)
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


def test_who_reads_others_hears_new_notes_politely(browser: Browser, room: Room):
    reader, writer = phone_of(browser, "de"), phone_of(browser, "uk")
    enter(reader, room, "Mitmachen")
    reader.goto(f"{room.base}/b/{room.hall.code}/de/others")
    expect(reader.get_by_text("Hier hängt noch kein Zettel.")).to_be_visible()
    enter(writer, room, "Долучитися")
    send(writer, "<i>Більше</i> консультацій")
    expect(writer.locator("#own-list .noted")).to_contain_text("перевіряється", timeout=SOON)
    room.release()
    expect(reader.get_by_role("listitem").filter(has_text="<i>Більше</i>")).to_be_visible(
        timeout=SOON
    )
    expect(reader.locator("#said")).to_have_text("Neuer Zettel: <i>Більше</i> консультацій")
    note = room.notes()[0].id
    with database.transaction():
        moderation.translate(room.by, note, "de", "Mehr Beratung", "Frau Haddad")
        moderation.translate(room.by, note, "en", "More advice", "Frau Haddad")
        answer = NoteDraft(uuid.uuid4(), "", "Ja, genau", "de", parent=note)
        boards.write_note(room.hall.board, None, answer, datetime.now(UTC))
    paper = reader.locator("#others > li")
    expect(paper).to_contain_text("DeutschMehr Beratung", timeout=SOON)
    expect(paper.locator(".reply")).to_have_text("AntwortJa, genau")
    expect(reader.locator("#said")).to_have_text("Neuer Zettel: Ja, genau", timeout=SOON)
    assert "More advice" not in paper.inner_text()
    heart = reader.get_by_role("button", name="Wichtig")
    heart.click()
    expect(heart).to_have_attribute("aria-pressed", "true")
    expect(heart).to_contain_text("1", timeout=SOON)


def test_the_wall_shows_whole_notes_in_large_type_and_says_when_it_is_cut_off(
    browser: Browser, room: Room
):
    with database.transaction():
        for number in range(9):
            draft = NoteDraft(uuid.uuid4(), "needs", f"Zettel {number}: " + "sehr lang " * 26)
            boards.write_note(room.hall.board, None, draft, datetime.now(UTC))
    wall = browser.new_context(viewport=OLD_BEAMER, reduced_motion="reduce").new_page()
    wall.goto(room.wall())
    expect(wall.locator("#pages")).to_contain_text("Seite 1 von")
    vmin = OLD_BEAMER["height"] / 100
    assert wall.locator("#sheet .words").first.evaluate(SIZE) >= 3.4 * vmin
    box = wall.locator("#way img").bounding_box()
    assert box["width"] >= 15 * vmin
    seen = set()
    for _ in range(12):
        seen |= set(wall.locator("#sheet .words").all_inner_texts())
        assert wall.evaluate(CUT) == []
        wall.keyboard.press("ArrowRight")
    assert len(seen) == 9
    wall.keyboard.press(" ")
    expect(wall.locator("#pages")).to_contain_text("angehalten")
    wall.keyboard.press("d")
    expect(wall.locator("#blank")).to_be_visible()
    wall.keyboard.press("d")
    wall.keyboard.press("t")
    expect(wall.locator("main")).to_have_attribute("data-theme", "dark")
    wall.keyboard.press("q")
    expect(wall.locator("#lobby")).to_be_visible()
    wall.keyboard.press("q")
    wall.context.set_offline(True)
    expect(wall.get_by_text("Verbindung fehlt")).to_be_visible(timeout=SOON)
    wall.context.set_offline(False)
    expect(wall.get_by_text("Verbindung fehlt")).to_be_hidden(timeout=SOON)
    assert [one for one in barriers(wall) if "too wide" not in one] == []


def everything(page: Page) -> list[str]:
    return barriers(page) + small_targets(page) + hindrances(page)


def test_pages_are_usable_by_everybody(browser: Browser, room: Room):
    phone = phone_of(browser, "de")
    found = []
    for language, button in (("de", "Mitmachen"), ("ar", "شارك")):
        start = f"{room.base}/b/{room.hall.code}/{language}/"
        phone.goto(f"{room.base}/b/{language}/")
        found += everything(phone)
        phone.goto(start)
        if language == "de":
            found += everything(phone)
            phone.get_by_role("button", name=button).click()
            send(phone, "Ein Zettel")
            expect(phone.get_by_text("gespeichert, wird geprüft")).to_be_visible(timeout=SOON)
            room.release()
            phone.goto(start)
        for path in ("", "others", "pass-on"):
            phone.goto(start + path)
            found += everything(phone)
        phone.goto(f"{room.base}/b/{room.hall.event_code}/{language}/")
        found += everything(phone)
    for kind in (VoteKind.STATEMENTS, VoteKind.RATING, VoteKind.DOTS):
        room.phase(Phase.DISCUSS)
        with database.transaction():
            phases.set_voting(room.by, kind, 2)
        room.phase(Phase.VOTE)
        phone.goto(start)
        found += everything(phone)
    for phase in (Phase.DISCUSS, Phase.RESULTS, Phase.CLOSED):
        room.phase(phase)
        phone.goto(start)
        found += everything(phone)
    assert found == []


@pytest.mark.parametrize("kind", [VoteKind.RATING, VoteKind.STATEMENTS])
def test_pages_of_a_facilitator_are_usable_by_everybody(
    browser: Browser, room: Room, kind: VoteKind
):
    with database.transaction() as connection:
        connection.execute(sa.update(Board).values(queue=False, vote_kind=kind))
    for text in ("Bus nach 20 Uhr fehlt", "Abends fehlt ein Bus", "Rufen Sie an: 0170 1234567"):
        with database.transaction():
            draft = NoteDraft(uuid.uuid4(), "needs", text, "de")
            boards.write_note(room.hall.board, join(room.hall)[0], draft, datetime.now(UTC))
    with database.transaction():
        grouping.create(room.by, uuid.uuid4(), "Bus", "needs", [room.notes()[0].id])
    tablet = phone_of(browser, "de")
    tablet.goto(room.link(BoardRole.FACILITATOR))
    found = []
    for path in ("", "welcome", "queue", "group", "talk", "paper", "words", "prepare"):
        tablet.goto(f"{room.base}/b/run/{room.hall.code}/{path}")
        tablet.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
        found += everything(tablet)
    assert found == []


def test_who_leads_by_keyboard_hears_what_waits_and_goes_on_where_a_menu_opened(
    browser: Browser, room: Room
):
    phone, tablet = phone_of(browser, "de"), phone_of(browser, "de")
    tablet.goto(room.link(BoardRole.FACILITATOR))
    expect(tablet.get_by_role("heading", level=1, name="Workshop leiten")).to_be_visible()
    tab_to(tablet, "link", "Prüfen")
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_role("heading", level=1, name="Zettel prüfen")).to_be_visible()
    enter(phone, room, "Mitmachen")
    send(phone, "Bus nach 20 Uhr")
    expect(tablet.get_by_role("status")).to_have_text("Werden geprüft: 1", timeout=SOON)
    tablet.keyboard.press("m")
    expect(tablet.get_by_role("combobox", name="Andere Spalte")).to_be_focused()
    tablet.keyboard.press("ArrowDown")
    tab_to(tablet, "button", "Umhängen")
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_role("status")).to_have_text("Gespeichert.", timeout=SOON)
    tablet.keyboard.press("a")
    expect(tablet.get_by_role("radio", name="Darin steht ein Name")).to_be_focused()
    tablet.keyboard.press("ArrowDown")
    tab_to(tablet, "button", "Zettel ausblenden")
    tablet.keyboard.press("Enter")
    expect(phone.get_by_text("ausgeblendet: Das verletzt andere.")).to_be_visible(timeout=SOON)
    tab_to(tablet, "button", "Wieder zeigen")
    tablet.keyboard.press("Enter")
    expect(phone.get_by_text("hängt an der Wand")).to_be_visible(timeout=SOON)
    tab_to(tablet, "link", "Leiten")
    tablet.keyboard.press("Enter")
    tab_to(tablet, "button", "Weiter: Ordnen")
    tablet.keyboard.press("Enter")
    expect(phone.locator("#phase")).to_have_text("Ordnen", timeout=SOON)
    tab_to(tablet, "link", "Ordnen")
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_role("heading", level=1, name="Zettel bündeln")).to_be_visible()
    tablet.wait_for_load_state()  # its script hears keys
    tablet.keyboard.press("n")
    expect(tablet.get_by_role("textbox", name="Neues Bündel")).to_be_focused()
    tablet.keyboard.type("Wege")
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_text("Jeder Zettel hat ein Bündel.")).to_be_visible(timeout=SOON)
    tab_to(tablet, "link", "Leiten")
    tablet.keyboard.press("Enter")
    expect(tablet.get_by_role("heading", level=1, name="Workshop leiten")).to_be_visible()
    tablet.wait_for_load_state()  # its script hears keys
    tablet.keyboard.press("b")
    expect(tablet.get_by_role("button", name="Beamer hell")).to_be_visible(timeout=SOON)


def test_a_wall_in_arabic_has_its_first_column_at_the_right(browser: Browser, room: Room):
    with database.transaction():
        for column in ("needs", "ideas"):
            draft = NoteDraft(uuid.uuid4(), column, column, "ar")
            boards.write_note(room.hall.board, None, draft, datetime.now(UTC))
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(room.wall())
    found = {}
    for language in ("de", "ar"):
        wall.goto(f"{room.base}/b/wall/{room.hall.code}?language={language}")
        expect(wall.locator("#counts")).to_contain_text("2")
        places = [
            wall.get_by_text(text, exact=True).bounding_box()["x"] for text in ("needs", "ideas")
        ]
        found[language] = (places[0] < places[1], wall.locator("#way").bounding_box()["x"] > 512)
    assert found == {"de": (True, True), "ar": (False, False)}


@pytest.mark.parametrize(("layout", "seen"), [("matrix", "Seestadt"), ("wall", "Bedarfe")])
def test_a_matrix_has_a_page_for_each_place_and_a_wall_names_the_column(
    browser: Browser, room: Room, layout: str, seen: str
):
    with database.transaction() as connection:
        connection.execute(sa.update(Board).values(layout=layout, queue=False))
        for place, column, text in (("seestadt", "needs", "Bus"), (None, "ideas", "Kurs")):
            draft = NoteDraft(uuid.uuid4(), column, text, "de", place)
            notes.write(room.hall.board, None, draft, datetime.now(UTC), Source.PAPER)
    wall = browser.new_context(viewport=OLD_BEAMER).new_page()
    wall.goto(room.wall())
    sheet = wall.locator("#sheet")
    expect(sheet.get_by_text("Bus", exact=True)).to_be_visible()
    expect(sheet.get_by_text(seen).first).to_be_visible()
    if layout == "matrix":
        assert sheet.locator("section").count() == 2, "both columns stand beside each other"
        assert sheet.get_by_text("Kurs", exact=True).count() == 0, "it names no place"
        wall.keyboard.press("ArrowRight")
    expect(sheet.get_by_text("Kurs", exact=True)).to_be_visible()
