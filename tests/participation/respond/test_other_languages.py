"""Questionnaires in languages the interface does not speak: asked, answered, read by staff."""

import io
import random
import re
from dataclasses import replace

import pytest

from participation.base import database
from participation.base.words import languages, tags
from participation.studies import service as studies
from surveys.instrument.instrument import Text
from surveys.xlsform import read, write
from tests.support import county
from tests.support.client import Page, text_of
from tests.support.sqlite import on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite

KNOWN = {
    "fr": ("de", "ltr"),
    "es-AR": ("de", "ltr"),
    "en-GB": ("en", "ltr"),
    "pt-PT": ("de", "ltr"),
    "kmr": ("de", "ltr"),
    "ckb": ("de", "rtl"),
    "ti": ("de", "ltr"),
    "ur": ("de", "rtl"),
    "ps": ("de", "rtl"),
    "he": ("de", "rtl"),
    "prs": ("fa", "rtl"),
    "en-simple": ("en", "ltr"),
    "ar-SY": ("ar", "rtl"),
    "zh-Hans": ("de", "ltr"),
    "sr-Latn": ("de", "ltr"),
    "pa-Arab": ("de", "rtl"),
    "az-Arab-simple": ("de", "rtl"),
    "sr-Cyrl-BA-ekavsk": ("de", "ltr"),
    "zh-Hant-HK-jyutping": ("de", "ltr"),
}
"""Tag → the interface's language around it, and its own direction."""
SAID = re.compile(r"⟦(\S+)⟧")
"""Stands in every text of the questionnaire: its language."""


def form_in(*found: str):
    """The tiny questionnaire, each text in these languages and saying in which."""

    def translated(text: Text) -> Text:
        plain = text.strings["de"]
        return Text({tag: f"⟦{tag}⟧ {plain}" for tag in found})

    tiny = county.tiny()
    pages = tuple(
        replace(
            page,
            questions=tuple(
                replace(
                    question,
                    label=translated(question.label),
                    hint=translated(question.label),
                    constraint_message=translated(question.label),
                    choices=tuple(
                        replace(choice, label=translated(choice.label))
                        for choice in question.choices
                    ),
                )
                for question in page.questions
            ),
        )
        for page in tiny.pages
    )
    return replace(
        tiny,
        title=translated(tiny.title),
        purpose=translated(tiny.purpose),
        languages=found,
        default_language=found[0],
        pages=pages,
    )


def spoken(page: Page):
    """Every piece of text of a page with its language and direction."""

    def walk(element, tag, direction):
        tag, direction = element.get("lang", tag), element.get("dir", direction)
        if element.tag not in ("script", "style", "textarea"):
            yield (element.text or "", tag, direction)
        for child in element:
            yield from walk(child, tag, direction)
            yield (child.tail or "", tag, direction)

    return [piece for piece in walk(page.root, "", "") if piece[0].strip()]


def assert_marked(page: Page, interface: str):
    root = page.root if page.root.tag == "html" else next(page.root.iter("html"))
    assert root.get("lang") == interface
    assert root.get("dir") == languages.LANGUAGES[interface].direction
    names = set()
    for text, tag, direction in spoken(page):
        if said := SAID.search(text):
            assert tag == (interface if text.startswith("Fehler: ") else said[1]), text
            assert direction == languages.direction(tag), text
        elif tag != interface:
            names.add((text.strip(), tag))
    own = {(languages.of_tag(tag).own_name, tag) for _text, tag in names}
    assert {item for item in names if item[1] != "de"} <= own, "German stands in, and says so"


def open_wave(app, *found, **plan):
    with app.app_context():
        county.make_county()
        return county.make_wave(form_in(*found), **plan)


def answered(client, tag, interface, typed):
    """The page of thanks, after every page from the first one on was looked at."""
    page = client.page(f"/f/probe/{tag}/")
    assert page.status == 200
    assert page.response.request.path == f"/f/probe/{tag}/"
    assert_marked(page, interface)
    page = client.submit(page, "begin")
    for _ in range(20):
        assert f"/f/probe/{tag}/" in page.response.request.path
        assert_marked(page, interface)
        if "data-done" in page.html:
            return page
        last = 'value="send"' in page.html
        name = page.response.request.path.rpartition("/")[2]
        page = client.submit(
            page, "answer", do="send" if last else "next", **typed.get(name, {}) if not last else {}
        )
    raise AssertionError(page.text)


@pytest.mark.parametrize("tag", sorted(KNOWN))
def test_a_tag_says_name_direction_and_what_stands_in(app, tag):
    language = languages.of_tag(tag)
    interface, direction = KNOWN[tag]
    assert (language.interface.tag, language.direction) == (interface, direction)
    assert language.chain[0] == tag
    assert language.chain[-1] == "de"
    assert language.own_name != tag
    with app.test_request_context():
        languages.use(language)
        assert languages.current().tag == interface


def test_from_the_first_page_to_thanks_in_every_language(app, client):
    dice = random.Random(1)
    found = dice.sample(sorted(KNOWN), 5)
    open_wave(app, "fr", "ti", "en-GB", "ckb", "ar", *(set(found) - {"fr", "ti", "en-GB", "ckb"}))
    chooser = client.page("/f/probe/languages")
    for tag in {"fr", "ti", "en-GB", "ckb", *found}:
        tile = next(a for a in chooser.root.iter("a") if a.get("lang") == tag)
        assert text_of(tile) == languages.of_tag(tag).own_name
        assert tile.get("dir") == tags.direction(tag)
        done = answered(client, tag, KNOWN[tag][0], {"need": {"need": "work"}})
        assert done.status == 200
    answered(client, "ar", "ar", {})


def test_what_is_refused_is_said_in_the_language_of_the_form(app, client):
    open_wave(app, "fr")
    page = client.submit(client.page("/f/probe/fr/"), "begin")
    page = client.submit(page, "answer", need=["work", "nothing"])
    assert page.status == 422
    assert_marked(page, "de")
    page = client.submit(page, "answer", do="next", need="work")
    page = client.submit(page, "answer", do="next", works="yes")
    page = client.submit(page, "answer", do="next", hours="99")
    assert page.status == 422
    assert_marked(page, "de")


def test_a_text_that_is_missing_stands_in_from_another_language(app, client):
    form = form_in("fr", "de")
    page = form.pages[0]
    only = replace(page.questions[0], label=Text({"de": "⟦de⟧ Was brauchen Sie?"}))
    form = replace(form, pages=(replace(page, questions=(only,)), *form.pages[1:]))
    with app.app_context():
        county.make_county()
        county.make_wave(form)
    page = client.submit(client.page("/f/probe/fr/"), "begin")
    assert page.h1 == "⟦de⟧ Was brauchen Sie?"
    assert_marked(page, "de")


def test_addresses_of_other_tags_are_unknown(app, client):
    open_wave(app, "fr", "es-AR")
    assert client.get("/f/probe/it/").status_code == 404
    assert client.get("/f/probe/fr-CA/").status_code == 404
    assert client.get("/f/probe/it/q/need").status_code == 404
    assert client.page("/f/probe/es-ar/").status == 200
    assert client.page("/f/PROBE/ES-AR/).").response.request.path == "/f/probe/es-AR/"


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("fr-FR,de;q=0.5", "fr"), ("es", "es-AR"), ("en-US", "en-GB"), ("de,fr;q=0.1", "fr")],
)
def test_the_browsers_language_is_found(app, client, wanted, found):
    open_wave(app, "fr", "es-AR", "en-GB")
    page = client.page("/f/probe", headers={"Accept-Language": wanted})
    assert page.response.request.path == f"/f/probe/{found}/"


def test_help_leads_back_in_the_same_language(app, client):
    open_wave(app, "de", "fr")
    start = client.page("/f/probe/fr/")
    for name in ("Diese Stellen helfen.", "Datenschutz"):
        helped = client.page(start.links()[name])
        assert helped.status == 200
        assert helped.links()["Zurück zur Befragung"] == "/f/probe/fr/"
        again = client.page(helped.links()["Impressum"])
        assert again.links()["Zurück zur Befragung"] == "/f/probe/fr/"
    left = client.submit(start, "leave")
    assert left.response.request.path == "/f/de/calendar"


def test_a_language_that_was_not_read_says_so(app, client):
    with app.app_context():
        county.make_county()
        wave_id = county.make_wave(form_in("fr", "ti"), open_it=False)
        with database.transaction():
            studies.mark_checked(wave_id, "fr", "Prüferin")
            studies.offer_unchecked(wave_id, "ti")
            studies.open_wave(wave_id)
    assert "noch niemand geprüft" not in client.page("/f/probe/fr/").text
    assert "noch niemand geprüft" in client.page("/f/probe/ti/").text


def test_a_form_in_french_alone_is_no_dead_end(app):
    with app.app_context():
        county.make_county()
        desk = staff_client(app)
        wave_id = county.make_wave(form_in("fr"), open_it=False, target_group="Alle")
    base = f"/desk/surveys/{wave_id}"
    page = desk.page(f"{base}/languages")
    assert "Français" in page.text
    assert "Deutsch" in text_of(next(e for e in page.root.iter() if e.get("id") == "borrowing"))
    read_by = desk.submit(desk.page(f"{base}/languages/fr"))
    assert "Test coordinator," in read_by.text
    assert "Noch keine Sprache ist geprüft" not in desk.page(f"{base}/checklist").text
    desk.submit(desk.page(f"{base}/open"))
    assert app.test_client().get("/f/probe/fr/").status_code == 200


def staff_pages(app, wave_id, found):
    """Addresses of every page that staff have of a wave."""
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or not rule.rule.startswith("/desk/surveys"):
            continue
        address = rule.rule.replace("<uuid:wave_id>", str(wave_id))
        if "wave_id" not in rule.arguments:
            continue
        if rule.arguments == {"wave_id"}:
            yield address
        elif rule.arguments == {"wave_id", "tag"}:
            yield from (address.replace("<tag>", tag) for tag in found)
        elif rule.arguments == {"wave_id", "key"}:
            yield address.replace("<key>", "poster")


@pytest.mark.parametrize("open_it", [True, False])
def test_no_page_of_staff_stumbles_over_a_language(app, open_it):
    found = ("fr", "ti", "en-GB", "ckb")
    wave_id = open_wave(app, *found, open_it=open_it)
    desk = staff_client(app)
    with app.app_context():
        version = studies.wave(wave_id).instrument_version_id
    seen = [*staff_pages(app, wave_id, found)]
    seen += [f"/desk/surveys/questionnaires/{version}?language={tag}" for tag in ("", *found)]
    seen += [f"/desk/surveys/{wave_id}/try?language=fr", "/desk", "/desk/surveys/new"]
    statuses = {address: desk.get(address, follow_redirects=True).status_code for address in seen}
    assert {a: s for a, s in statuses.items() if s != 200} == {}


def test_names_of_many_languages_are_told_at_import(app):
    with app.app_context():
        county.make_county()
    desk = staff_client(app)
    page = desk.page("/desk/surveys/new")
    book = (io.BytesIO(write(form_in("fr", "ti", "en-GB"))), "eigene.xlsx")
    sent = desk.post(
        page.action("upload"),
        data={**page.fields("upload"), "workbook": book},
        follow_redirects=True,
    )
    report = Page(sent)
    for name in ("Français", "ትግርኛ", "English (United Kingdom)"):
        assert name in report.text
    assert "Alles wurde übernommen" not in report.text
    assert "rundherum steht Englisch" in report.text
    assert read(write(form_in("fr", "ti", "en-GB"))).instrument.languages == ("fr", "ti", "en-GB")
