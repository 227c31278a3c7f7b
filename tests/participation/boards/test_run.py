"""A facilitator's workshop without a script: by the names of fields and buttons."""

import uuid
from datetime import UTC, datetime

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.boards.base.kinds import Audience, BoardRole
from participation.boards.events import links
from participation.boards.notes import writing
from participation.boards.notes.changes import changes
from participation.boards.notes.writing import NoteDraft
from tests.support.boards import join, make_hall
from tests.support.county import make_county
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite
RUN = "/b/run/abcdef/"


@pytest.fixture
def hall(app):
    with app.app_context():
        make_county()
        yield make_hall()


@pytest.fixture
def lead(app, hall):
    """A browser that came by the facilitator's link."""
    with database.transaction():
        token = links.renew(hall.event, hall.workshop, BoardRole.FACILITATOR)
    browser = app.test_client()
    assert browser.page(f"/b/enter/{token}").h1 == "Workshop leiten"
    return browser


@pytest.fixture
def author(hall):
    return join(hall)[0]


def write(hall, author, text="Bus nach 20 Uhr", language="de"):
    draft = NoteDraft(uuid.uuid4(), "needs", text, language)
    with database.transaction():
        writing.write(hall.board, author, draft, datetime.now(UTC))
    return str(draft.id)


def changes_of(hall, audience=Audience.PARTICIPANT):
    with database.transaction():
        return changes(hall.board, 0, audience, datetime.now(UTC))


def press(browser, path, act, **fields):
    """Presses the button whose form leads to ``act`` (the first one with these fields)."""
    page = browser.page(path)
    forms = [form for form in page.forms() if (form.get("action") or "").endswith(f"/do/{act}")]
    for form in forms:
        inputs = [item for item in form.iter("input") if item.get("name")]
        fixed = {i.get("name"): i.get("value") for i in inputs if i.get("type") == "hidden"}
        if all(fixed.get(name, value) == value for name, value in fields.items()):
            sent = {i.get("name"): i.get("value", "") for i in inputs if i.get("type") != "radio"}
            return browser.post(form.get("action"), data=sent | fields, follow_redirects=True)
    raise AssertionError(f"no button for {act} with {fields}")


@pytest.mark.usefixtures("hall")
def test_a_stranger_leads_nothing(app):
    answer = app.test_client().get(RUN)
    assert (answer.status_code, "Dieser Link gilt nicht mehr" in answer.text) == (403, True)


def test_the_address_of_the_page_holds_no_secret(lead):
    assert lead.page(RUN).response.request.path == RUN


def test_a_withdrawn_link_leads_no_more(lead, hall):
    with database.transaction():
        links.withdraw(hall.event, hall.workshop, BoardRole.FACILITATOR)
    assert lead.get(RUN).status_code == 403


def test_a_form_of_another_page_is_refused(lead):
    answer = lead.post(RUN + "do/phase", data={"phase": "vote"})
    assert answer.status_code == 400


@on_both
def test_the_next_phase_begins_with_its_clock(lead, hall):
    press(lead, RUN, "phase", phase="cluster", minutes="10")
    board = changes_of(hall)["board"]
    assert board["phase"] == "cluster"
    assert 590_000 < board["ends"] - changes_of(hall)["now"] <= 600_000
    press(lead, RUN, "timer", minutes="5")
    assert changes_of(hall)["board"]["ends"] - board["ends"] == 300_000


@pytest.mark.parametrize("name", ["dark", "frozen", "others_hidden"])
def test_a_switch_turns_on_and_off(lead, hall, name):
    press(lead, RUN, "switch", name=name)
    assert changes_of(hall)["board"][name] is True
    press(lead, RUN, "switch", name=name)
    assert changes_of(hall)["board"][name] is False


def test_a_waiting_note_is_released_from_the_queue(lead, hall, author):
    note = write(hall, author)
    assert "1 Zettel wartet." in lead.page(RUN + "queue").text
    press(lead, RUN + "queue", "release", note=note)
    assert [n["id"] for n in changes_of(hall)["notes"]] == [note]


def test_what_may_name_somebody_is_left_out_of_the_bulk(lead, hall, author):
    plain = [write(hall, author, text) for text in ("Bus", "Kurs")]
    write(hall, author, "Rufen Sie an: 0170 1234567")
    page = lead.page(RUN + "queue")
    assert "eine Telefon-Nummer" in page.text
    press(lead, RUN + "queue", "release", note=" ".join(plain))
    assert {n["id"] for n in changes_of(hall)["notes"]} == set(plain)


def test_a_note_is_hidden_with_a_reason_of_ones_own_and_shown_again(lead, hall, author):
    note = write(hall, author)
    press(lead, RUN + "queue", "hide", note=note, own="Bitte ohne Namen.")
    page = lead.page(RUN + "queue")
    assert "Bitte ohne Namen." in page.text
    press(lead, RUN + "queue", "restore", note=note)
    assert [n["id"] for n in changes_of(hall)["notes"]] == [note]


def test_words_of_people_are_never_markup(lead, hall, author):
    write(hall, author, "<b>laut</b> & <script>alert(1)</script>")
    page = lead.page(RUN + "queue")
    assert "<b>laut</b> & <script>alert(1)</script>" in page.text
    assert "<b>laut" not in page.html


def released(lead, hall, author, *texts):
    found = [write(hall, author, text) for text in texts]
    press(lead, RUN + "queue", "release", note=" ".join(found) if len(found) > 1 else found[0])
    return found


@on_both
def test_notes_are_grouped_one_by_one_and_alike_ones_are_offered(lead, hall, author):
    texts = ("Bus nach 20 Uhr fehlt", "Abends fehlt ein Bus", "Wohnungen für Familien")
    bus, late, _flat = (released(lead, hall, author, text)[0] for text in texts)
    page = lead.page(RUN + "group")
    assert "Noch 3 Zettel ohne Bündel" in page.text
    alike = page.text[page.text.index("Ähnliche Zettel") :]
    assert "Abends fehlt ein Bus Gemeinsam: fehlt, Bus" in alike
    assert "Wohnungen" not in alike
    press(lead, RUN + "group", "new", title="Bus am Abend")
    theme = changes_of(hall)["clusters"][0]
    assert theme["title"] == "Bus am Abend"
    rest = [n for n in changes_of(hall)["notes"] if not n.get("cluster")]
    assert len(rest) == 2
    press(lead, RUN + "group", "undo")
    assert changes_of(hall)["clusters"] == []
    assert {bus, late} <= {n["id"] for n in changes_of(hall)["notes"]}


@on_both
def test_a_cluster_gets_a_name_and_a_field(lead, hall, author):
    for text in ("Bus nach 20 Uhr fehlt", "Deutsch-Kurs am Abend"):
        released(lead, hall, author, text)
    press(lead, RUN + "group", "new", title="Bus")
    assert "Vielleicht „Mobilität“ wegen: Bus" in lead.page(RUN + "group").text
    theme = changes_of(hall)["clusters"][0]["id"]
    press(lead, RUN + "group", "rename", cluster=theme, title="Wege", field="housing")
    assert [(c["title"], c["field"]) for c in changes_of(hall)["clusters"]] == [("Wege", "housing")]


def test_who_stops_early_leaves_the_rest_as_it_is(lead, hall, author):
    released(lead, hall, author, "Bus", "Kurs", "Kita")
    assert "Schluss" not in lead.page(RUN + "group").text, "while people still write"
    press(lead, RUN, "phase", phase="cluster")
    press(lead, RUN + "group", "new", title="Wege")
    before = changes_of(hall)
    page = lead.page(RUN + "group")
    assert "2 Zettel bleiben ohne Bündel" in page.text
    press(lead, RUN + "group", "phase", phase="discuss")
    after = changes_of(hall)
    assert (after["board"]["phase"], after["notes"]) == ("discuss", before["notes"])
    assert after["clusters"] == before["clusters"]


def test_what_lacks_a_name_is_said_on_the_page(lead, hall, author):
    released(lead, hall, author, "Bus", "Kurs")
    answer = press(lead, RUN + "group", "new", title=" ")
    assert (answer.status_code, "Geben Sie dem Bündel einen Namen" in answer.text) == (422, True)


def test_the_wall_shows_one_theme_large_and_an_outcome_is_kept(lead, hall, author):
    note, _other = released(lead, hall, author, "Bus", "Kurs")
    press(lead, RUN + "talk", "spotlight", target=note)
    assert changes_of(hall)["board"]["spotlight"] == note
    press(lead, RUN + "talk", "outcome", what="Rufbus prüfen", who="Verkehrsamt", until="März")
    assert [(o["what"], o["who"], o["until"]) for o in changes_of(hall)["outcomes"]] == [
        ("Rufbus prüfen", "Verkehrsamt", "März")
    ]


def test_a_card_typed_in_is_marked_and_needs_no_queue(lead, hall):
    press(lead, RUN + "paper", "card", column="needs", text="Von der Karte", language="de")
    notes_ = changes_of(hall, Audience.MODERATOR)["notes"]
    assert [(n["text"], n["source"], n["state"]) for n in notes_] == [
        ("Von der Karte", "paper", "released")
    ]


def test_cards_are_typed_in_one_after_the_other_and_the_number_counts_up(lead, hall):
    first = {"column": "ideas", "language": "ar", "text": "حافلة", "number": "٧"}
    press(lead, RUN + "paper", "card", **first)
    page = lead.page(RUN + "paper?column=ideas&language=ar&source=paper&number=٧")
    typed = page.fields(0)
    assert (typed["number"], typed["column"], typed["language"]) == ("8", "ideas", "ar")
    assert "autofocus" in page.html, "who saved goes on in the text"
    press(lead, RUN + "paper?number=7", "card", column="needs", text="Bus", number="9")
    page = lead.page(RUN + "paper?number=7")
    assert page.fields(0)["number"] == "8", "the one that is missing"
    assert "Abgetippt sind die Karten: 7, 9" in page.text
    assert "Noch nicht abgetippt: 8" in page.text
    assert lead.page(RUN + "paper").fields(0)["number"] == "10"
    assert lead.page(RUN + "paper?number=").fields(0)["number"] == ""
    assert "card" not in str(changes_of(hall)["notes"]), "phones and wall have no use for it"


@on_both
def test_the_saved_card_leads_to_the_next_with_its_column(lead):
    answer = press(lead, RUN + "paper", "card", column="ideas", text="Bus", number="3")
    assert answer.request.args["column"] == "ideas"
    assert 'value="4"' in answer.text


def test_a_number_that_is_typed_in_already_or_none_keeps_the_text(lead, hall):
    press(lead, RUN + "paper", "card", column="needs", text="Bus", number="3")
    none = "eine Zahl von 1 bis 999"
    for wrong, said in (
        ("3", "ist schon abgetippt"),
        ("drei", none),
        ("²", none),
        ("9" * 5000, none),
    ):
        answer = press(lead, RUN + "paper", "card", column="needs", text="Kurs", number=wrong)
        assert answer.status_code == 422
        assert said in answer.text
        assert f'value="{wrong}"' in answer.text
        assert "Kurs</textarea>" in answer.text
    press(lead, RUN + "paper", "card", column="needs", text="Kurs", number="3", source="proxy")
    assert len(changes_of(hall)["notes"]) == 2, "who said it has no card"


def test_a_card_that_is_too_long_stays_in_the_field(lead):
    answer = press(lead, RUN + "paper", "card", column="needs", text="x" * 300)
    assert answer.status_code == 422
    assert "20 Zeichen zu lang" in answer.text
    assert "x" * 300 in answer.text


@on_both
def test_hands_are_counted_beside_the_phones(lead, hall, author):
    note, _other = released(lead, hall, author, "Bus", "Kurs")
    press(lead, RUN + "paper", "hands", **{f"dots:{note}": "12"})
    page = lead.page(RUN + "paper")
    assert 'value="12"' in page.html
    for wrong in ("viele", "²", "9" * 5000):
        answer = press(lead, RUN + "paper", "hands", **{f"dots:{note}": wrong})
        assert "Schreiben Sie eine Zahl" in answer.text
    assert lead.page(RUN + "paper?number=" + "9" * 5000).status == 200


def test_a_note_in_another_language_waits_for_its_translation(lead, hall, author):
    note = write(hall, author, "Автобус", "uk")
    press(lead, RUN + "queue", "release", note=note)
    press(lead, RUN + "words", "translate", note=note, text="Der Bus")
    assert changes_of(hall)["notes"][0]["translations"] == [{"lang": "de", "text": "Der Bus"}]
    assert "Alle Zettel gibt es in dieser Sprache" in lead.page(RUN + "words").text


@on_both
def test_a_blocked_device_is_counted_and_let_in_again(lead, hall, author):
    note = write(hall, author)
    press(lead, RUN + "queue", "block", note=note)
    assert "1 Gerät kann gerade nichts schreiben" in lead.page(RUN + "queue").text
    press(lead, RUN + "queue", "unblock")
    assert "Gesperrte Geräte" not in lead.page(RUN + "queue").text


@pytest.mark.parametrize("act", ["hide", "put", "merge", "spotlight", "drop", "block"])
def test_a_key_that_is_none_is_told_on_the_page(lead, act):
    token = lead.page(RUN).fields(0)["form_token"]
    fields = dict.fromkeys(("note", "cluster", "into", "target", "outcome"), "'; DROP TABLE note")
    answer = lead.post(f"{RUN}do/{act}", data=fields | {"form_token": token})
    assert answer.status_code == 404


def statements(app, browser, path):
    """How many statements a page takes."""
    seen = []
    browser.get(path)  # what a process keeps for some seconds is read by now
    engine = app.extensions["database"]

    def note(*said):
        seen.append(said[2])

    sa.event.listen(engine, "before_cursor_execute", note)
    browser.get(path)
    sa.event.remove(engine, "before_cursor_execute", note)
    return len(seen)


@on_both
@pytest.mark.parametrize("page", ["", "queue", "group", "talk", "paper", "prepare"])
def test_a_page_costs_the_same_with_many_notes(app, lead, hall, author, page):
    released(lead, hall, author, "eins", "zwei")
    few = statements(app, lead, RUN + page)
    released(lead, hall, author, *(f"Zettel Nummer {n}" for n in range(20)))
    assert statements(app, lead, RUN + page) == few


def test_a_page_that_shows_an_older_text_releases_nothing(lead, hall, author):
    note = uuid.UUID(write(hall, author))
    page = lead.page(RUN + "queue")
    with database.transaction():
        writing.edit(hall.board, author, note, 1, "Etwas ganz anderes")
    lead.submit(page, RUN + "do/release", note=str(note))
    assert changes_of(hall)["notes"] == []
    press(lead, RUN + "queue", "release", note=str(note))
    assert [item["text"] for item in changes_of(hall)["notes"]] == ["Etwas ganz anderes"]


@on_both
def test_of_two_who_lead_the_second_is_told_that_a_note_lies_elsewhere_by_now(
    app, lead, hall, author
):
    released(lead, hall, author, "Bus", "Kurs")
    with database.transaction():
        token = links.renew(hall.event, hall.workshop, BoardRole.SECOND)
    second = app.test_client()
    assert second.page(f"/b/enter/{token}").h1 == "Workshop leiten"
    pages = [browser.page(RUN + "group") for browser in (lead, second)]
    note = pages[0].fields(RUN + "do/new")["note"]
    assert pages[1].fields(RUN + "do/new")["note"] != note, "each begins with another one"
    for number, (browser, page) in enumerate(zip((lead, second), pages, strict=True)):
        answer = browser.submit(page, RUN + "do/new", title=f"Bündel {number}", note=note)
    assert answer.status == 409
    assert "Jemand hat das gerade verschoben" in answer.text
    (cluster,) = changes_of(hall)["clusters"]
    assert [n.get("cluster") for n in changes_of(hall)["notes"]].count(cluster["id"]) == 1


def test_a_note_that_says_the_same_is_laid_behind_and_kept(lead, hall, author):
    released(lead, hall, author, "Ein Bus am Abend fehlt", "Abends fehlt ein Bus")
    press(lead, RUN + "group", "merge")
    assert sorted("merged" in note for note in changes_of(hall)["notes"]) == [False, True]
    press(lead, RUN + "group", "new", title="Bus")
    assert "Sagt dasselbe:" in lead.page(RUN + "group").text


def test_hands_for_sentences_are_counted_for_what_phones_vote_on(lead, hall, author):
    released(lead, hall, author, "Bus", "Kurs")
    press(lead, RUN + "group", "new", title="Bus am Abend")
    press(lead, RUN, "voting", kind="statements")
    theme = changes_of(hall)["clusters"][0]["id"]
    press(lead, RUN + "paper", "hands", **{f"agree:{theme}": "12"})
    press(lead, RUN, "phase", phase="vote")
    press(lead, RUN, "phase", phase="results")
    assert changes_of(hall)["clusters"][0]["hands"] == {"agree": 12}
    assert 'aria-label="dafür: Bus am Abend"' in lead.page(RUN + "paper").html
