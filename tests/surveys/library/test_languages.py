"""Every text in every language, in the words and signs that readers can use."""

import re

import pytest
from library_sheets import EIGHT

PLAIN = ("de", "de-simple")
NEVER = (
    "100 %", "absolut sicher", "garantiert", "wir helfen ihnen", "ist uns wichtig", "ehrlich",
    "wahrheitsgemäß", "pflichtfeld", "ungültig", "fehler bei der eingabe", "flüchtling",
    "ausländer", "migrationshintergrund", "defizit", "schlecht integriert", "integrationserfolg",
    "für ihre geduld",
)  # fmt: skip


def sentences(text):
    return re.split(r"(?<=[.?!:])\s+", text)


def test_needs_and_belonging_speak_eight_languages(spoken):
    assert spoken.languages == EIGHT


def test_the_other_four_speak_german_and_english(form):
    assert form.languages in (EIGHT, ("de", "en"))


def test_a_text_in_one_language_is_there_in_all(form):
    for sheet in (form.survey, form.choices, form.settings):
        for row in sheet:
            for field in {header.split("::")[0] for header in row if "::" in header}:
                filled = {bool(text) for header, text in row.items() if header.startswith(field)}
                assert len(filled) == 1, (row.get("name"), field)


def test_every_question_and_choice_says_something(form):
    for row in (*form.questions, *form.choices):
        assert row["label::Deutsch (de)"], row["name"]


def test_no_language_but_simple_german_copies_the_german(spoken):
    german = dict(spoken.texts("de"))
    for language in set(EIGHT) - {"de", "de-simple"}:
        for place, text in spoken.texts(language):
            key = re.sub(r"::.*", "::Deutsch (de)", place)
            if not key.split()[1].startswith("tested"):
                assert text != german[key], place


@pytest.mark.parametrize("language", PLAIN)
def test_german_sentences_are_short(spoken, language):
    for place, text in spoken.texts(language):
        limit = 14 if place.split()[1].startswith("label") else 12
        for sentence in sentences(text):
            assert len(sentence.split()) <= limit, (place, sentence)


@pytest.mark.parametrize("language", PLAIN)
def test_long_german_words_have_a_hyphen(spoken, language):
    for place, text in spoken.texts(language):
        assert all(len(word) <= 16 for word in re.split(r"[\s-]", text)), (place, text)


@pytest.mark.parametrize("language", PLAIN)
def test_respondents_meet_no_brackets_slashes_or_abbreviations(spoken, language):
    for place, text in spoken.texts(language):
        assert not re.search(r"[()/*]|z\. ?B\.|bzw\.|usw\.|u\. ?a\.", text), (place, text)


def test_words_that_we_never_say_are_not_said(form):
    for language in set(form.languages) & {"de", "de-simple"}:
        for place, text in form.texts(language):
            assert not [word for word in NEVER if word in text.lower()], (place, text)


def test_confidential_questionnaires_do_not_call_themselves_anonymous(form):
    if form.settings[0]["kind"] == "confidential":
        assert not [text for _, text in form.texts("de") if "anonym" in text.lower()]


def test_digits_are_latin_in_every_language(form):
    for language in form.languages:
        for place, text in form.texts(language):
            assert all(sign.isascii() for sign in text if sign.isdigit()), place


def test_each_language_uses_its_own_script(spoken):
    scripts = {"ar": "[\u0600-\u06ff]", "fa": "[\u0600-\u06ff]", "uk": "[а-яіїєґ]", "ru": "[а-я]"}
    same = re.compile(r"[A-Za-z0-9 ,]+$")
    for language, letters in scripts.items():
        for place, text in spoken.texts(language):
            if "tested" not in place and not same.match(text):
                assert re.search(letters, text, re.IGNORECASE), (place, text)


def test_languages_do_not_borrow_letters_of_their_neighbours(spoken):
    foreign = {"ru": "[іїєґ]", "uk": "[ыэёъ]", "ar": "[پچژگکی]", "fa": "[كيةى]"}
    for language, letters in foreign.items():
        for place, text in spoken.texts(language):
            assert not re.search(letters, text, re.IGNORECASE), (place, text)
