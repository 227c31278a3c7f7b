"""Words, similar notes and suggested fields, in every language that is shipped."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys import texts
from surveys.texts import Post

SAID = {
    "de": ("Mehr Busse am Abend", "Der Bus fährt nicht", "In Bussen ist kein Platz"),
    "en": ("More buses in the evening", "The bus is late", "A bus to the village"),
    "ar": ("نحتاج إلى حافلات", "الحافلة لا تأتي", "حافلة في المساء"),
    "uk": ("Більше автобусів", "Автобус не їде", "В автобусі немає місця"),
    "ru": ("Больше автобусов", "Автобус не ходит", "В автобусе нет места"),
    "fa": ("اتوبوس نمی‌آید", "یک اتوبوس برای روستا", "اتوبوس شب"),
    "tr": ("Daha çok otobüs", "Otobüsler gelmiyor", "Köye otobüs"),
}
LEMMA = {
    "de": "Bus",
    "en": "bus",
    "ar": "حافلة",
    "uk": "автобус",
    "ru": "автобус",
    "fa": "اتوبوس",
    "tr": "otobüs",
}
WORDS = st.sampled_from(["Bus", "Kurs", "und", "der", "Termine", "Kita", "дім", "حافلة", "kurslar"])
POSTS = st.lists(
    st.tuples(
        st.lists(WORDS, max_size=6).map(" ".join),
        st.sampled_from(["de", "ar", "tr", "de-simple", "kmr", None]),
        st.sampled_from(["a", "b", "c", "d", None]),
    ),
    max_size=12,
).map(lambda rows: [Post(str(at), *row) for at, row in enumerate(rows)])


def posts(language, authors="abc"):
    return [
        Post(str(at), text, language, author)
        for at, (text, author) in enumerate(zip(SAID[language], authors, strict=True))
    ]


@pytest.mark.parametrize("language", SAID)
def test_forms_of_a_word_are_counted_together(language):
    (found,) = texts.word_lists(posts(language))
    assert texts.WordCount(LEMMA[language], 3) in found.words


@pytest.mark.parametrize("language", SAID)
def test_what_fewer_than_three_people_wrote_is_not_listed(language):
    (found,) = texts.word_lists(posts(language, "aba"))
    assert (found.words, found.notes) == ((), 3)


def test_a_note_counts_a_word_once_and_a_person_may_count_in_several_notes():
    said = [
        Post("1", "Bus Bus Bus", "de", "a"),
        Post("2", "Bus", "de", "b"),
        Post("3", "Bus", "de", "c"),
        Post("4", "Bus", "de", "c"),
    ]
    (found,) = texts.word_lists(said)
    assert found.words == (texts.WordCount("Bus", 4),)


def test_cards_of_unknown_people_count_as_one_person():
    said = [Post(str(at), "Bus", "de", None) for at in range(5)]
    assert texts.word_lists(said)[0].words == ()


def test_plain_german_is_counted_as_german_and_languages_stay_apart():
    said = [
        Post("1", "Bus", "de", "a"),
        Post("2", "Bus", "de-simple", "b"),
        Post("3", "Bus", "de", "c"),
        Post("4", "otobüs", "tr", "d"),
    ]
    assert [(found.language, found.notes) for found in texts.word_lists(said)] == [
        ("de", 3),
        ("tr", 1),
    ]


def test_numbers_and_little_words_are_no_words():
    said = [Post(a, "Ich bin unter 030 23125 999 da, und der Bus?", "de", a) for a in "abc"]
    assert texts.word_lists(said)[0].words == (texts.WordCount("Bus", 3),)


@given(POSTS, st.randoms(use_true_random=False))
def test_word_lists_keep_the_rule_of_three_and_do_not_depend_on_the_order(said, random):
    found = texts.word_lists(said)
    mixed = random.sample(said, len(said))
    assert texts.word_lists(mixed) == found
    for listed in found:
        holding = [p for p in said if p.language and p.language.startswith(listed.language)]
        assert all(count.notes <= len(holding) == listed.notes for count in listed.words)
        assert not listed.words or len({p.author for p in holding}) >= 3


def test_notes_that_say_the_same_find_each_other_in_any_script():
    said = [
        Post("bus", "Ein Bus nach 20 Uhr", "de"),
        Post("late", "Abends nach 20 Uhr fährt kein Bus", "de"),
        Post("kita", "Mehr Plätze in der Kita", "de"),
        Post("ar1", "نحتاج إلى حافلة في المساء", "ar"),
        Post("ar2", "لا توجد حافلة في المساء", "ar"),
        Post("am", "የምሽት አውቶቡስ እንፈልጋለን", "am"),
    ]
    assert [near.id for near in texts.nearest(said[0], said)] == ["late"]
    assert texts.nearest(said[0], said)[0].words[:2] == ("nach", "Bus")
    assert [near.id for near in texts.nearest(said[3], said)] == ["ar2"]


def test_a_reviewed_translation_brings_languages_together():
    said = [
        Post("de", "Ein Bus am Abend", "de"),
        Post(
            "ar", "نحتاج إلى حافلة في المساء", "ar", readings=("Wir brauchen einen Bus am Abend",)
        ),
        Post("x", "Mehr Wohnungen für Familien", "de"),
    ]
    assert [near.id for near in texts.nearest(said[0], said)] == ["ar"]


@given(POSTS)
def test_likeness_is_mutual_and_between_nothing_and_the_same(said):
    for post in said[:3]:
        for near in texts.nearest(post, said, alike=0.01):
            back = {
                n.id: n.score for n in texts.nearest(said[int(near.id)], said, alike=0.0, limit=99)
            }
            assert 0 < near.score <= 1
            assert back[post.id] == near.score


@pytest.mark.parametrize(
    ("language", "text", "field", "word"),
    [
        ("de", "Abends fährt kein Bus ins Dorf", "mobility", "Bus"),
        ("de-simple", "Deutsch-Kurse am Abend", "language", "Deutsch-Kurse"),
        ("en", "Recognise my diploma", "work", "diploma"),
        ("ar", "نبحث عن شقة", "housing", "شقة"),
        ("uk", "Черга до лікаря", "health", "лікаря"),
        ("ru", "Спортивный клуб для детей", "culture_leisure", "Спортивный"),
        ("fa", "مدرسه نزدیک خانه", "education", "مدرسه"),
        ("tr", "Dairede randevu yok", "advice_offices", "randevu"),
        (None, "Deutschkurs", "language", "Deutschkurs"),
    ],
)
def test_a_field_is_suggested_with_the_word_that_speaks_for_it(language, text, field, word):
    found = {each.field: each.words for each in texts.suggest_field(Post("1", text, language))}
    assert word in found[field]


def test_only_the_county_s_own_fields_are_suggested_and_nothing_is_guessed():
    note = Post("1", "Kein Bus zum Kurs", "de")
    assert [s.field for s in texts.suggest_field(note, ["mobility"])] == ["mobility"]
    assert texts.suggest_field(Post("2", "Hm.", "de")) == ()


def test_a_group_of_notes_goes_where_most_of_its_notes_point():
    said = [Post("1", "Bus", "de"), Post("2", "Busse zum Kurs", "de"), Post("3", "Fahrplan", "de")]
    assert next((s.field, s.notes) for s in texts.suggest_fields(said)) == ("mobility", 3)


def test_every_field_has_a_name_and_words_in_every_language():
    for key, field in texts.FIELDS.items():
        assert set(field.name.strings) == {"de", "de-simple", "en", "ar", "uk", "ru", "fa", "tr"}, (
            key
        )
        for language, rows in texts.fields.table().items():
            assert rows[key], (key, language)


def test_quotes_are_the_most_voted_and_then_the_most_central_without_repeating():
    said = [
        Post("1", "Abends fährt kein Bus", "de"),
        Post("2", "Abends fährt kein Bus!", "de"),
        Post("3", "Ein Bus am Abend und am Wochenende", "de"),
        Post("4", "Taxi für den Landkreis", "de"),
    ]
    found = texts.quotes(said, {"4": 5, "1": 2}, limit=3)
    assert found[0] == texts.Quote("4", "dots")
    assert {quote.id for quote in found[1:]} & {"1", "2"} != {"1", "2"}
    assert len(found) == 3
