"""The interface's words: every language has what it needs, and nothing that is gone."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from flask import Flask

from participation.base.words import commands
from participation.base.words.catalogues import catalogue, gettext, ngettext
from participation.base.words.commands import Word, extracted, missing, renewed, wanted, written
from participation.base.words.languages import DEFAULT, LANGUAGES, STAFF, use
from tests.support.house import plant

WORDS = extracted()
TRANSLATED = [language for language in LANGUAGES.values() if language is not DEFAULT]
FOREIGN = [language for language in TRANSLATED if language.fallback and language.babel != "de"]
NEVER = re.compile(
    r"100 ?% anonym|absolut sicher|garantiert|wir helfen Ihnen|Meinung ist uns wichtig|ehrlich"
    r"|wahrheitsgemäß|Pflichtfeld|ungültig|Fehler bei der Eingabe|Flüchtling|Ausländer"
    r"|Migrationshintergrund|Defizit|Integrationserfolg",
    re.IGNORECASE,
)


def placeholders(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text))


def forms(message: Message) -> tuple[str, ...]:
    return message.string if isinstance(message.string, tuple) else (message.string,)


def originals(message: Message) -> tuple[str, ...]:
    return message.id if isinstance(message.id, tuple) else (message.id,)


def filled(messages: Catalog) -> list[Message]:
    return [m for m in messages if m.id and any(forms(m))]


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda item: item.tag)
def test_a_catalogue_holds_exactly_the_words_of_code_and_templates(language):
    here = {(m.context, m.id) for m in written(language) if m.id}
    assert here == {(m.context, m.id) for m in renewed(language, WORDS) if m.id}, (
        "run: flask --app wsgi words update"
    )


COUNTED = re.compile(r"(?<!\+)\{n\}\s+[^\W\d_]{4,}")
"""A number that a script puts before a word: it knows no plural forms (Chrome has them from 63 on)."""
BENDING = [language for language in LANGUAGES.values() if language.tag not in ("fa", "tr")]
"""Languages whose nouns change behind a number."""


@pytest.mark.parametrize("language", BENDING, ids=lambda item: item.tag)
def test_no_number_of_a_script_stands_before_a_word_that_bends(language):
    said = [form for message in filled(written(language)) for form in forms(message)]
    if language is DEFAULT:
        said = [form for message in written(LANGUAGES["en"]) for form in originals(message)]
    assert sum("{n}" in form for form in said) > (0 if language.tag == "de-simple" else 5)
    assert [form for form in said if COUNTED.search(form)] == []


@pytest.mark.parametrize("sentence", ["{n} Zeichen zu viel", "باقي {n} دقيقة", "ещё {n} знаков"])
def test_such_a_number_is_found(sentence):
    assert COUNTED.search(sentence)


@pytest.mark.parametrize("language", FOREIGN, ids=lambda item: item.tag)
def test_every_word_a_reader_of_this_language_meets_is_translated(language):
    assert missing(written(language)) == []


def test_english_holds_the_words_of_staff_too():
    assert len(list(wanted(LANGUAGES["en"], WORDS))) == len(WORDS)
    assert len(list(wanted(LANGUAGES["ar"], WORDS))) < len(WORDS)
    assert LANGUAGES["en"] in STAFF


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda item: item.tag)
def test_a_translation_fills_the_same_gaps_as_the_original(language):
    wrong = [
        (m.id, form)
        for m in filled(written(language))
        for form in forms(m)
        if placeholders(form) - placeholders("".join(originals(m)))
        or placeholders("".join(originals(m))) - placeholders(form) - {"%(num)d", "%(num)s"}
    ]
    assert wrong == []


@pytest.mark.parametrize("tag", ["uk", "ru"])
def test_a_day_that_ends_in_a_dot_gets_no_second_one(tag: str):
    days = r"%\((day|accessibility_(?:made|checked)|answers_kept_until|privacy_dated)\)s\."
    said = [form for m in filled(written(LANGUAGES[tag])) for form in forms(m)]
    assert [form for form in said if re.search(days, form)] == []


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda item: item.tag)
def test_a_plural_has_every_form_and_its_last_one_the_number(language):
    messages = written(language)
    plurals = [m for m in filled(messages) if m.pluralizable]
    assert [m.id for m in plurals if len(m.string) != messages.num_plurals] == []
    assert [m.id for m in plurals if placeholders(m.id[1]) != placeholders(m.string[-1])] == []


@pytest.mark.parametrize("language", TRANSLATED, ids=lambda item: item.tag)
def test_no_translation_is_a_guess_or_brings_markup(language):
    messages = filled(written(language))
    assert [m.id for m in messages if m.fuzzy] == []
    assert [m.id for m in messages if "<" in "".join(forms(m)) and "<" not in str(m.id)] == []


def never_said(known: Iterable[Word]) -> list[str]:
    """Public words that hold one of those we never use."""
    said = [f"{word.singular} {word.plural}" for word in known if word.public]
    return [text for text in said if NEVER.search(text)]


def test_public_words_keep_off_the_words_we_never_use():
    assert len([word for word in WORDS if word.public]) > 500
    assert never_said(WORDS) == []


@pytest.mark.parametrize(
    ("path", "content", "public"),
    [
        ("boards/phone/deep/joining.py", 'gettext("garantiert sicher")', True),
        ("templates/respond/deep/er/page.html", '{{ _("garantiert sicher") }}', True),
        ("boards/desk/deep/summaries.py", 'gettext("garantiert sicher")', False),
        ("monitoring/desk/deep/views.py", 'gettext("garantiert sicher")', False),
    ],
)
def test_such_a_word_is_found_in_public_rooms_however_deep(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: str, content: str, *, public: bool
):
    plant(tmp_path, f"participation/{path}", content)
    plant(tmp_path, "surveys/deep/said.py", "")
    monkeypatch.setattr(commands, "ROOT", tmp_path / "participation")
    monkeypatch.setattr(commands, "ENGINE", tmp_path / "surveys")
    (word,) = extracted()
    assert (word.public, bool(never_said([word]))) == (public, public)


def test_einfache_sprache_falls_back_to_german(app: Flask):
    with app.test_request_context():
        use(LANGUAGES["de-simple"])
        assert gettext("Überwachung") == "Wer die Seiten prüft"
        assert gettext("Impressum") == "Impressum"


@pytest.mark.parametrize(
    ("number", "said"), [(1, "місце"), (3, "місця"), (11, "місць"), (21, "місце")]
)
def test_ukrainian_counts_as_ukrainians_do(app: Flask, number: int, said: str):
    with app.test_request_context():
        use(LANGUAGES["uk"])
        shown = ngettext(
            "Bitte sehen Sie eine Stelle noch einmal an",
            "Bitte sehen Sie %(num)d Stellen noch einmal an",
            number,
        )
        assert (shown % {"num": number}).endswith(f"{number} {said}")


def test_an_unknown_word_shows_itself():
    assert catalogue("ar").gettext("so noch nie gesagt") == "so noch nie gesagt"
