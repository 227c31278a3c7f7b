"""The demo's Fachtag: invented notes in many languages, held like a real one."""

from collections import Counter

from flask import Flask

from participation.base.words.languages import LANGUAGES
from participation.boards.events import planning
from participation.boards.service import summaries
from participation.boards.setup import library
from participation.concept import service as concept
from participation.demo import county, fachtag
from participation.demo import fachtag_texts as texts
from surveys.texts import FIELDS
from tests.support.client import CheckedClient


def test_three_hundred_notes_of_six_workshops_in_seven_languages():
    lines = fachtag.lines()
    assert len(lines) == 300
    assert {line.workshop for line in lines} == set(range(1, 7))
    languages = Counter(line.language.partition("-")[0] for line in lines)
    assert set(languages) == {"de", "en", "ar", "uk", "ru", "fa", "tr"}
    assert min(languages.values()) >= 10
    columns = {column.key for column in library.templates()["fachtag_standard"].columns}
    assert {line.column for line in lines} == columns
    assert {line.field for line in lines if line.theme} <= set(FIELDS)
    assert len({(line.workshop, line.text) for line in lines}) == 300


def test_who_reads_no_arabic_finds_a_reading():
    without = [
        n.text
        for n in fachtag.lines()
        if n.language in {"ar", "fa", "uk", "ru", "tr"} and not n.reading
    ]
    assert without == []


def test_words_around_it_fit_its_themes():
    themes = {line.theme for line in fachtag.lines()}
    assert {*texts.STEPS, *texts.NEEDS, *texts.THEMES} <= themes
    assert set(texts.INTRODUCTION) == set(LANGUAGES)


def test_the_fachtag_is_over_released_and_leads_to_needs(app: Flask):
    app.config["SETTINGS"].instance.mkdir(exist_ok=True)
    with app.app_context():
        county.make()
        fachtag.make()
        done, _open = sorted(planning.events(), key=lambda found: found.archived_on is None)
        listed = summaries.of_event(done.id)
        assert [item.version for item in listed] == [1, 1, 1, 1, 1, 0]
        items = [summaries.draft(item.place.workshop_id).summary() for item in listed]
        assert sum(summary.notes for summary in items) == 300
        assert {words.language for words in items[4].words} >= {"de", "ar", "uk"}
        assert {need.sources[0].words for need in concept.needs()} == set(texts.NEEDS)
    client: CheckedClient = app.test_client()  # type: ignore[assignment]
    page = client.page(f"/b/{done.code}/ar/")
    assert page.h1 == texts.EVENT["ar"]
    bus = client.page(page.links()[texts.WORKSHOPS[4]["ar"]])
    assert texts.THEMES["Bus am Abend und am Wochenende"]["ar"] in bus.text
    addresses = (app.config["SETTINGS"].instance / fachtag.TO_TRY).read_text(encoding="utf-8")
    assert client.get(addresses.split()[1]).status_code < 400
