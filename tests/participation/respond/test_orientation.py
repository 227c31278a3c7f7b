"""Where one is, what is wrong and in which language it is said, for those who hear the page."""

import json
import re
import unicodedata
from dataclasses import replace

import pytest

from participation.respond.questions.drawing import folded
from surveys.expressions import parse
from surveys.instrument.instrument import Page, Text
from tests.support import county
from tests.support.client import text_of
from tests.support.letters import letters
from tests.support.sqlite import on_sqlite

pytestmark = on_sqlite
PLACE = re.compile(r" · \u2068(.+)\u2069$")
PLACES = ("Königs Wusterhausen", "Spreewaldhöhe", "Luckau-Süd", "Groß Köris", "Łęknica", "İzmir")


def begun(client, tag="de"):
    return client.submit(client.page(f"/f/probe/{tag}/"), "begin")


def by_id(page, name):
    return [item for item in page.root.iter() if item.get("id") == name]


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("tag", ["de", "ar"])
def test_a_title_says_how_far_one_is_and_the_skip_link_leads_to_the_question(client, tag):
    page = begun(client, tag)
    for _ in range(4):
        title = text_of(next(page.root.iter("title")))
        assert PLACE.search(title)[1] in page.text
        skip = next(a for a in page.root.iter("a") if a.get("class") == "skip").get("href")
        (target,) = by_id(page, skip.removeprefix("#"))
        assert page.h1 in text_of(target)
        assert "Zurück" not in text_of(target)
        page = client.submit(page, "answer", do="next")
    assert 'value="send"' in page.html


@pytest.mark.usefixtures("wave")
def test_the_chooser_is_titled_in_each_language_and_says_which(client):
    page = client.page("/f/probe/languages")
    words = {(i.get("lang"), i.get("dir")): text_of(i) for i in next(page.root.iter("h1"))}
    assert words == {("de", "ltr"): "Sprache", ("en", "ltr"): "Language", ("ar", "rtl"): "اللغة"}


@pytest.mark.parametrize(
    ("most", "away"), [(1, "Nehmen Sie 2 Antworten weg."), (2, "Nehmen Sie 1 Antwort weg.")]
)
def test_an_error_is_told_once_and_says_what_to_do(app, client, most, away):
    tiny = county.tiny()
    need = replace(tiny.pages[0].questions[0], max_choices=most)
    with app.app_context():
        county.make_county()
        county.make_wave(replace(tiny, pages=(Page("need", (need,)), *tiny.pages[1:])))
    page = client.submit(begun(client), "answer", need=["work", "home", "course"], do="next")
    assert page.text.count(away) == page.text.count("Jetzt sind es 3.") == 1
    (shown,) = by_id(page, "problems")
    assert shown.get("role") == "alert"
    assert [item.get("id") for item in shown] == ["need-problem"]


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_letters_whole_or_in_parts_are_the_same(database_url, form):
    del database_url
    for name in PLACES:
        assert folded(unicodedata.normalize(form, name)) == folded(name)
        assert folded(unicodedata.normalize(form, name.upper())) == folded(name)
    assert folded("١٧٢٩١") == folded("۱۷۲۹۱") == "17291"


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("typed", ["17291", "١٧٢٩١", "see", "SEESTADT", "se\u0301e"])
def test_a_place_is_found_by_name_or_postcode_without_a_script(client, typed):
    begun(client)
    page = client.page("/f/probe/de/q/s_municipality")
    found = client.submit(page, "answer", **{"find.s_municipality": typed}, do="find")
    assert "Seestadt (17291 Seestadt)" in found.text
    assert "Tannwitz" not in found.text
    assert text_of(by_id(found, "find.s_municipality-nothing")[0]) == ""


@pytest.mark.usefixtures("wave")
def test_that_no_place_fits_is_announced(client):
    begun(client)
    page = client.page("/f/probe/de/q/s_municipality")
    found = client.submit(page, "answer", **{"find.s_municipality": "xyz"}, do="find")
    (row,) = by_id(found, "find.s_municipality-nothing")
    (field,) = by_id(found, "find.s_municipality")
    assert row.get("role") == "status"
    assert text_of(row) == row.get("data-nothing")
    assert field.get("aria-describedby") == row.get("id")
    assert field.get("autofocus") is not None


def german():
    """The tiny questionnaire in German alone, with sentences of its own."""
    tiny = county.tiny()

    def only(question):
        return replace(
            question,
            label=Text({"de": f"Frage {question.name}"}),
            hint=Text({"de": f"Hinweis {question.name}"}),
            required=parse("true()"),
            required_message=Text({"de": f"Meldung {question.name}"}),
            choices=tuple(
                replace(choice, label=Text({"de": f"Wahl {choice.name}"}))
                for choice in question.choices
            ),
        )

    pages = tuple(Page(page.name, tuple(map(only, page.questions))) for page in tiny.pages)
    return replace(tiny, pages=pages)


GERMAN = re.compile("Frage |Hinweis |Meldung |Wahl ")


def unmarked(item, marked="ar"):
    """Texts in German that no element says to be so."""
    language = item.get("lang", marked)
    found = [] if language == "de" or not GERMAN.search(item.text or "") else [item.text]
    for child in item:
        found += unmarked(child, language)
        if language != "de" and GERMAN.search(child.tail or ""):
            found.append(child.tail)
    return found


def test_german_on_a_foreign_page_is_marked_in_title_and_messages(app, client):
    with app.app_context():
        county.make_county()
        county.make_wave(german())
    page = begun(client, "ar")
    assert next(page.root.iter("title")).get("lang") == "de"
    assert unmarked(page.root) == []
    answer = client.submit(page, "answer", do="next")
    assert "Meldung need" in answer.text
    assert unmarked(next(answer.root.iter("body"))) == []


def sent_by(app, client, act):
    """The last page of somebody who presses this on every page, and the letter that was sent."""
    page = begun(client)
    for _ in range(4):
        page = client.submit(page, "answer", do=act)
    client.submit(page, "answer", do="send")
    return page.text, letters(app)[-1]


@pytest.mark.usefixtures("wave")
def test_skipped_and_left_empty_are_told_apart_while_answering_and_never_after(app, client):
    skipped, one = sent_by(app, client, "skip")
    empty, other = sent_by(app, client, "next")
    assert (skipped.count("ausgelassen"), skipped.count("ohne Antwort")) == (4, 0)
    assert (empty.count("ausgelassen"), empty.count("ohne Antwort")) == (0, 4)
    assert one.keys() == other.keys()
    assert one["answers"] == other["answers"] == {}


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("way", ["back", "languages", "stop", "next"])
def test_what_was_skipped_stays_so_until_it_is_answered(client, way):
    page = client.submit(begun(client), "answer", do="skip")
    client.submit(client.page("/f/probe/de/q/need"), "answer", do=way)
    last = client.page("/f/probe/de/send")
    assert last.text.count("ausgelassen") == 1
    client.submit(client.page("/f/probe/de/q/need"), "answer", need="work", do="next")
    client.submit(client.page("/f/probe/de/q/need"), "answer", do="next", need=[])
    last = client.page("/f/probe/de/send")
    assert "ausgelassen" not in last.text
    assert page.status == 200


@pytest.mark.usefixtures("wave")
def test_a_draft_from_before_the_upgrade_is_read(client, monkeypatch):
    page = begun(client)
    plain = json.dumps

    def before(data, **options):
        if isinstance(data, dict) and "left_out" in data:
            data = {key: value for key, value in data.items() if key not in ("left_out", "skipped")}
        return plain(data, **options)

    with monkeypatch.context() as old:
        old.setattr(json, "dumps", before)
        page = client.submit(page, "answer", need="work", do="next")
    assert client.page("/f/probe/de/q/need").html.count("checked") == 1
    page = client.submit(page, "answer", works="no", do="next")
    assert page.status == 200


def test_help_after_a_sensitive_question_stands_before_the_way_to_stop(app, client):
    tiny = county.tiny()
    asked = replace(tiny.pages[0].questions[0], sensitive=True)
    with app.app_context():
        county.make_county()
        county.make_wave(replace(tiny, pages=(Page("need", (asked,)), *tiny.pages[1:])))
    page = begun(client)
    help_at, stop_at = page.text.index("Hier ist Hilfe."), page.text.index("Hier aufhören")
    assert help_at < stop_at
    back = client.page(page.links()["Das Thema belastet Sie? Hier ist Hilfe."])
    assert client.page(back.links()["Zurück zur Befragung"]).response.request.path == "/f/probe/de/"
    page = client.submit(page, "answer", do="next")
    assert "Hier ist Hilfe." not in page.text


@pytest.mark.usefixtures("wave")
def test_thanks_say_what_happens_next_and_let_the_next_person_in(client):
    last = client.submit(begun(client), "answer", do="stop")
    page = client.submit(last, "answer", do="send")
    assert page.h1 == "Fertig. Danke."
    assert "Ihre Antworten sind angekommen." in page.text
    assert re.search(r"So geht es weiter Bis \d+\. \w+ \d{4} können alle antworten\.", page.text)
    following = client.page(page.links()["Nächste Person"])
    assert client.submit(following, "begin").response.request.path == "/f/probe/de/q/need"
