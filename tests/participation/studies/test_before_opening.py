"""What must stand before a survey opens, line by line; the line of steps; pages one cannot undo."""

import re
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from participation.base import database
from participation.places import service as places
from participation.studies import service
from participation.studies.waves.waves import close as close_wave
from surveys import library
from tests.support.client import CheckedClient, Page, text_of
from tests.support.county import make_wave
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
STEPS = [
    "Auswählen",
    "Anpassen",
    "Sprachen",
    "Ausprobieren",
    "Öffnen und verteilen",
    "Läuft",
    "Abschließen",
    "Veröffentlichen",
]


@pytest.fixture
def desk(county: Flask) -> CheckedClient:
    return staff_client(county)


def draft(*checked: str, **plan: object) -> UUID:
    """A draft to which nothing is missing but what ``plan`` takes away."""
    wave_id = make_wave(open_it=False, **{"target_group": "Alle ab 18", **plan})
    with database.transaction():
        for tag in checked or ("de",):
            service.mark_checked(wave_id, tag, "Prüferin")
    return wave_id


def empty(name: str) -> None:
    revision = places.county().revision
    with database.transaction():
        places.save_texts({(name, tag): "" for tag in ("", "de")}, revision)


def no_places() -> None:
    with database.transaction():
        places.save_places((), places.county().revision)


def lines(page: Page) -> dict[str, str]:
    """The checklist: what stands or is missing, by its point."""
    rows = [row for body in page.root.iter("tbody") for row in body.iter("tr")]
    return {text_of(row[0]): text_of(row[1]) for row in rows}


def steps(page: Page) -> list[str]:
    line = next(item for item in page.root.iter("ol") if item.get("class") == "steps")
    return [text_of(item) for item in line]


def test_a_draft_to_which_nothing_is_missing_may_open(desk: CheckedClient):
    page = desk.page(f"/desk/surveys/{draft()}/checklist")
    assert set(lines(page).values()) == {"steht"}
    assert "Weiter: Befragung öffnen" in page.links()


@pytest.mark.parametrize(
    ("point", "plan", "lack"),
    [
        ("Tage", {"opened": timedelta(days=30)}, None),
        ("Zielgruppe", {"target_group": ""}, None),
        ("Landkreis und Orte", {}, no_places),
        ("Rechtliche Texte", {}, lambda: empty("controller")),
        ("Hilfe-Seite", {}, lambda: empty("advice_offices")),
        ("Codes", {"needs_code": True}, None),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whatever_is_missing_is_named_alone_and_keeps_the_survey_shut(
    desk: CheckedClient, point: str, plan: dict[str, object], lack
):
    if lack:
        lack()
    wave_id = draft(**plan)
    page = desk.page(f"/desk/surveys/{wave_id}/checklist")
    assert [name for name, said in lines(page).items() if said != "steht"] == [point]
    assert f"jetzt ausfüllen: {point}" in page.links()
    assert "Weiter: Befragung öffnen" not in page.links()
    token = desk.page(f"/desk/surveys/{wave_id}/delete").fields()
    refused = Page(desk.post(f"/desk/surveys/{wave_id}/open", data=token, follow_redirects=True))
    assert refused.h1 == "Vor dem Öffnen"
    assert service.wave(wave_id).state is service.WaveState.DRAFT


@on_both
def test_eight_steps_stand_in_their_order_and_the_done_ones_are_ticked(desk: CheckedClient):
    draft_id, opened = make_wave(slug="entwurf", open_it=False), make_wave()
    done = [f"{name} (erledigt)" for name in STEPS]
    assert steps(desk.page(f"/desk/surveys/{draft_id}")) == [done[0], *STEPS[1:]]
    assert steps(desk.page(f"/desk/surveys/{opened}")) == [*done[:5], *STEPS[5:]]
    with database.transaction():
        close_wave(opened)
    closed = desk.page(f"/desk/surveys/{opened}")
    assert steps(closed) == [*done[:7], STEPS[7]]
    back = {name: link for name, link in closed.links().items() if name in STEPS}
    assert list(back) == [name for name in STEPS if name != "Ausprobieren"], "that is over"
    assert {desk.page(link).status for link in back.values()} == {200}


def test_the_step_whose_page_is_shown_is_marked(desk: CheckedClient):
    wave_id = draft()
    for page, name in (("plan", "Anpassen"), ("languages", "Sprachen"), ("try", "Ausprobieren")):
        shown = desk.page(f"/desk/surveys/{wave_id}/{page}").root.iter("li")
        here = [text_of(item) for item in shown if item.get("aria-current") == "step"]
        assert [item.removesuffix(" (erledigt)") for item in here] == [name]


@pytest.mark.parametrize(
    ("page", "sentences", "button"),
    [
        ("open", ["Fragen, Orte und Angebote stehen fest", "wieder öffnen"], "Befragung öffnen"),
        ("close", ["keine Antwort mehr angenommen", "Wieder öffnen"], "Befragung abschließen"),
        (
            "withdraw",
            ["Das kann niemand rückgängig machen", "werden nie Zahlen"],
            "Befragung zurückziehen",
        ),
        ("delete", ["dieses Entwurfs sind danach weg", "Fragebogen bleibt"], "Entwurf löschen"),
        (
            "forget",
            ["Das kann niemand rückgängig machen", "auch die im Briefkasten"],
            "Antworten jetzt löschen",
        ),
    ],
)
def test_what_changes_a_survey_for_all_says_what_happens_and_names_it_on_its_button(
    desk: CheckedClient, page: str, sentences: list[str], button: str
):
    wave_id = draft() if page in ("open", "delete") else make_wave()
    shown = desk.page(f"/desk/surveys/{wave_id}/{page}")
    assert [sentence for sentence in sentences if sentence not in shown.text] == []
    pressed = [text_of(item) for item in next(shown.root.iter("main")).iter("button")]
    assert pressed == [button]
    assert "Zurück, nichts ändern" in shown.links()


def test_each_language_says_how_complete_it_is_and_who_stands_for_it(desk: CheckedClient):
    page = desk.page(f"/desk/surveys/{draft('de')}/languages")
    german, arabic = (text_of(row) for body in page.root.iter("tbody") for row in body)
    assert re.search(r"^Deutsch 100 % Prüferin, .+ ja ", german)
    assert re.search(r"^العربية [5-9]\d % noch nicht nein ", arabic)


def test_a_card_tells_purpose_minutes_languages_and_leads_to_all_questions(desk: CheckedClient):
    page = desk.submit(desk.page("/desk/surveys/new"))
    cards = [text_of(item) for item in page.root.iter("li") if item.get("class") == "card"]
    assert [card for card in cards if not re.search(r"\d+ Fragen · etwa \d+ Minuten", card)] == []
    assert [card for card in cards if "Deutsch" not in card] == []
    card = next(card for card in cards if card.startswith("Was brauchen Sie hier?"))
    assert "8 Sprachen" in card
    assert "العربية" in card
    assert library.load("needs").purpose.strings["de"] in card
    sample = desk.page(page.links()["Alle Fragen lesen: Was brauchen Sie hier?"])
    assert "Wobei brauchen Sie jetzt Hilfe?" in sample.text
