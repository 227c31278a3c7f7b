"""Which language a column is in, however it is spelled; no text is lost between two columns."""

import csv
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.authoring import languages
from surveys.authoring.languages import tag_of
from surveys.xlsform import ImportRefused, read

KNOWN = {
    "English (UK)": "en-GB",
    "English (US)": "en",
    "English (en-GB)": "en-GB",
    "Spanish (AR)": "es-AR",
    "Español (México)": "es-MX",
    "Deutsch (Leichte Sprache)": "de-simple",
    "Deutsch (einfache  Sprache)": "de-simple",
    "English (Easy Read)": "en-simple",
    "Kurdish (Kurmanji)": "kmr",
    "Kurdish (Sorani)": "ckb",
    "Persian (Dari)": "prs",
    "Dari (fa)": "prs",
    "Norwegian (nb)": "nb",
    "Ukrainian (ua)": "uk",
    "Czech (CZ)": "cs",
    "Swedish (SE)": "sv",
    "Portuguese (BR)": "pt",
    "Portuguese (PT)": "pt-PT",
    "Deutsch (DE)": "de",
    "Chinese (Simplified)": "zh-Hans",
    "Chinese (Traditional)": "zh-Hant",
    "Serbian (Latin)": "sr-Latn",
    "Arabic (Syria)": "ar-SY",
    "English (translated)": "en",
    "Tigrinya (ti)": "ti",
    "Balochi (bal)": "bal",
    "Hazaragi (haz)": "haz",
    "Assyrian (aii)": "aii",
    "Edo": "bin",
    "Tarifit (rif)": "rif",
    "Krimtatarisch": "crh",
}


@pytest.mark.parametrize(("spelled", "tag"), KNOWN.items())
def test_the_name_decides_and_the_bracket_says_which_kind(spelled, tag):
    assert tag_of(spelled) == tag


NAMES = {"English": "en", "Deutsch": "de", "Français": "fr", "Türkçe": "tr", "العربية": "ar"}


def rows(name):
    with Path(languages.__file__).with_name(name).open(encoding="utf-8", newline="") as table:
        return list(csv.DictReader(table))


REGIONS = [row["region"] for row in rows("regions.csv")]
OWN_NAMES = {row["tag"]: row["own_name"] for row in rows("languages.csv")}


@given(st.sampled_from(sorted(NAMES)), st.sampled_from(REGIONS))
def test_a_region_never_makes_another_language(name, region):
    assert (tag_of(f"{name} ({region})") or "").partition("-")[0] == NAMES[name]


@given(st.sampled_from(sorted(NAMES)), st.lists(st.sampled_from(REGIONS), min_size=2, unique=True))
def test_regions_that_differ_stay_apart(name, regions):
    regions = [region for region in regions if region != NAMES[name].upper()]
    assert len({tag_of(f"{name} ({region})") for region in regions}) == len(regions)


def test_no_two_languages_have_one_name():
    assert len({name.casefold() for name in OWN_NAMES.values()}) == len(OWN_NAMES)


@pytest.mark.parametrize("tag", sorted(OWN_NAMES.keys() - languages.COUNTRIES_TOO))
def test_a_languages_own_tag_in_capitals_is_no_country(tag):
    assert tag_of(f"{OWN_NAMES[tag]} ({tag.upper()})") == tag


SPELLINGS = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "wide brackets": lambda text: text.replace(" (", "\uff08").replace(")", "\uff09"),
    "square brackets": lambda text: text.replace("(", "[").replace(")", "]"),
    "marks of direction": lambda text: f"\u200f{text}\u200e",
    "hard space": lambda text: text.replace(" ", "\u00a0"),
}


@given(st.sampled_from(sorted(set(OWN_NAMES.values()))))
def test_a_name_alone_may_be_decomposed(name):
    assert tag_of(unicodedata.normalize("NFD", name)) == tag_of(name) is not None


@pytest.mark.parametrize("spell", SPELLINGS.values(), ids=SPELLINGS)
def test_names_that_look_alike_are_one_language(spell):
    for tag, name in OWN_NAMES.items():
        text = f"{name} ({tag})"
        if "(" not in name:
            assert tag_of(spell(text)) == tag_of(text), text


@given(st.sampled_from(sorted(OWN_NAMES)), st.sampled_from(sorted(OWN_NAMES)))
def test_a_tag_of_another_language_is_never_taken_for_the_name(tag, other):
    found = tag_of(f"{OWN_NAMES[tag]} ({other})")
    base = tag.partition("-")[0]
    allowed = {base, *languages.MEMBERS.get(base, ())}
    assert found is None or found.partition("-")[0] in allowed


def form(*columns):
    header = ",".join(("type", "name", *columns))
    texts = ",".join(f"Text {number}" for number in range(len(columns)))
    return f"survey\n,{header}\n,text,q1,{texts}\nsettings\n,default_language\n,Deutsch (de)\n".encode()


TWICE = [
    ("label", "label::Deutsch (de)"),
    ("label::Deutsch (de)", "label::German"),
    ("label::English (en)", "label::English (US)"),
    ("label::Kurdish (Sorani)", "label::ckb"),
    ("label::Deutsch (Leichte Sprache)", "label::de-simple"),
]


@pytest.mark.parametrize("columns", TWICE)
def test_two_columns_of_one_language_are_told_by_both_names(columns):
    with pytest.raises(ImportRefused) as refused:
        read(form(*columns), key="twice")
    (problem,) = (p for p in refused.value.problems if p.key == "language_twice")
    assert all(column in problem.message for column in columns)


@pytest.mark.parametrize("columns", TWICE)
def test_two_columns_that_say_the_same_lose_nothing(columns):
    texts = form(*columns).replace(b"Text 1", b"Text 0")
    question = read(texts, key="twice").instrument.questions["q1"]
    assert list(question.label.strings.values()) == ["Text 0"]


APART = [
    (("label::Deutsch (de)", "label::Deutsch (Leichte Sprache)"), ("de", "de-simple")),
    (("label::Kurdish (Kurmanji)", "label::Kurdish (Sorani)"), ("kmr", "ckb")),
    (("label::English (UK)", "label::Ukrainian (uk)"), ("en-GB", "uk")),
    (("label::Spanish (AR)", "label::Arabic (ar)"), ("es-AR", "ar")),
    (("label::Portuguese (BR)", "label::Portuguese (PT)"), ("pt", "pt-PT")),
]


@pytest.mark.parametrize(("columns", "tags"), APART)
def test_columns_of_different_languages_keep_their_own_texts(columns, tags):
    question = read(form(*columns), key="apart").instrument.questions["q1"]
    assert dict(question.label.strings) == {tags[0]: "Text 0", tags[1]: "Text 1"}


@pytest.mark.parametrize("field", ["hint", "required_message", "constraint_message", "why"])
@pytest.mark.parametrize("labels", [("label::Deutsch (de)",), ("label", "label::English (en)")])
def test_texts_of_a_language_without_questions_are_told(field, labels):
    done = read(form(*labels, f"{field}::Français (fr)"), key="unasked")
    told = [notice for notice in done.notices if notice.key == "language_unasked"]
    assert [(notice.row, notice.params["language"]) for notice in told] == [(3, "fr")]
    assert "fr" not in done.instrument.languages


@pytest.mark.parametrize("columns", [columns for columns, _ in APART])
def test_languages_that_can_be_chosen_are_not_told(columns):
    done = read(form(*columns), key="asked")
    assert "language_unasked" not in [notice.key for notice in done.notices]
