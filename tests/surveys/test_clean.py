"""What people write is kept as they see it; listed words are found however they are written."""

import unicodedata
from random import Random

import pytest

from surveys.texts import clean, word_list
from surveys.texts.flags import Flag, flags

INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\u00ad\u3164\u115f\u1160\uffa0\u2800\u034f\ufe0f\u180e\u00a0\u2003 \n\t\x07\x1b\U000e0020"
CONTROLS = [chr(n) for n in (*range(9), 11, 12, *range(14, 32), *range(127, 160))] + [
    "\ufffe",
    "\uffff",
    "\ufdd0",
]


@pytest.mark.parametrize("seed", range(40))
def test_nothing_visible_is_nothing(seed: int):
    chance = Random(seed)
    hidden = "".join(chance.choices(INVISIBLE, k=chance.randint(1, 30)))
    assert not clean.visible(clean.clean(hidden))
    at = chance.randint(0, len(hidden))
    for sign in ("a", "ب", "я", "7", "?", "👍", "漢"):
        assert clean.visible(clean.clean(hidden[:at] + sign + hidden[at:]))


@pytest.mark.parametrize("seed", range(20))
def test_control_characters_go_and_every_other_sign_stays(seed: int):
    chance = Random(seed)
    words = ["Bus", "حافلة", "автобус", "می‌روم", "👨‍👩‍👧", "Straße"]
    text = "".join(chance.choice(words) + chance.choice(CONTROLS) for _ in range(8))
    kept = clean.clean(text)
    assert not any(unicodedata.category(sign) == "Cc" and sign != "\n" for sign in kept)
    bare = kept.replace("\n", "")
    assert bare == "".join(sign for sign in text if sign not in CONTROLS)


@pytest.mark.parametrize("seed", range(20))
def test_a_run_of_line_breaks_becomes_two(seed: int):
    chance = Random(seed)
    breaks = ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x85"]
    gap = "".join(
        chance.choice(breaks) + " " * chance.randint(0, 2) for _ in range(chance.randint(3, 90))
    )
    assert clean.clean(f"oben{gap}unten") == "oben\n\nunten"
    assert clean.clean("eine\nZeile") == "eine\nZeile"


WRITTEN = [
    (
        "Idiot",
        [
            "idiot",
            "IDIOT",
            "Idioten",
            "ｉｄｉｏｔ",
            "i\u00addiot",
            "Idi\u200bot",
            "Ídïot",
            "Idiotin!",
        ],
    ),
    ("Mörder", ["MÖRDER", "mo\u0308rder", "Mörders", "Morder"]),
    ("Fuß", ["FUSS", "fuss"]),
    ("дурак", ["ДУРАК", "дураки", "дура\u0301к", "дураком"]),
    ("сволочь", ["Сволочи", "СВОЛОЧЬЮ"]),
    ("حمار", ["حِمَار", "الحمار", "والحمار", "حـمـار"]),
    ("aptal", ["APTAL", "Aptallar", "aptalsın"]),
    ("şıllık", ["ŞILLIK", "sillik", "Şıllıklar"]),
    ("go home", ["GO   HOME!", "please go\nhome"]),
]


@pytest.mark.parametrize(("listed", "text"), [(w, t) for w, texts in WRITTEN for t in texts])
def test_a_listed_word_is_found_however_it_is_written(listed: str, text: str):
    assert word_list.holds(f"Du {text}, du", [listed])


@pytest.mark.parametrize("word", [w for words in word_list.SHIPPED.values() for w in words])
def test_what_is_shipped_is_found_in_capitals_and_taken_apart(word: str):
    for text in (word.upper(), unicodedata.normalize("NFD", word), "\u00ad".join(word)):
        assert word_list.holds(f"so {text} so", [])


@pytest.mark.parametrize(
    "text",
    [
        "Mehr Busse am Abend, bitte auch nach Bad Belzig",
        "Kinder-Betreuung während der Kurse, Hürden abbauen",
        "We need a bus and a course in the evening",
        "Потрібні курси і автобус увечері",
        "Нужны курсы вечером и помощь с документами",
        "نحتاج إلى دورة مسائية وحافلة للأطفال",
        "کلاس زبان و اتوبوس بیشتر برای خانواده‌ها",
        "Akşam kursu ve çocuk bakımı istiyoruz",
        "Idee: ein Fest im Rathaus",
        "Hürde, Hürden, Hurra, Paket, Picknick, Pick-up, Pakistan",
        "Жидкость, сумка, хутор, чурек",
        "كوني معنا، لحم بلا خنزير",
    ],
)
def test_a_wish_is_not_held(text: str):
    assert not word_list.holds(text, ["Kot", "Hai", "Bus fahren"])


def numbers(seed: int) -> list[str]:
    chance = Random(seed)

    def day() -> str:
        return f"{chance.randint(1, 28)}.{chance.randint(1, 12)}."

    year, low = chance.randint(2019, 2030), chance.randint(100, 800)
    return [
        f"am {day()}{year} und {day()}{year}",
        f"vom {chance.randint(1, 9)}.-{chance.randint(10, 28)}.{chance.randint(1, 12)}.{year}",
        f"{day()} - {day()}",
        f"{year}-05-04 bis {year}-05-09",
        f"{year}/{year + 1} und {year + 1}-{year + 2}",
        f"von {chance.randint(8, 12)}:{chance.randint(10, 59)} bis 18:30 Uhr",
        f"{chance.randint(8, 12)}.{chance.randint(10, 59)}-18.30 Uhr",
        f"{low}-{low + 50} Plätze",
        f"{low * 10} – {low * 10 + 500} Menschen",
        f"{chance.randint(1, 99)}.000 - {chance.randint(100, 900)}.000 Menschen",
        f"Az. {low}-{chance.randint(100, 999)}/{year}",
        f"Aktenzeichen {low} {chance.randint(100, 999)} {chance.randint(10, 99)}",
        f"Drucksache {low}/{year}",
        f"Vorlage {low}/{year}",
    ]


@pytest.mark.parametrize("seed", range(12))
def test_dates_times_ranges_and_files_are_no_telephones(seed: int):
    for text in numbers(seed):
        assert Flag.TELEPHONE not in flags(text), text


@pytest.mark.parametrize("seed", range(30))
def test_telephones_are_found_however_they_are_grouped(seed: int):
    chance = Random(seed)
    area = chance.choice(
        ["030", "0331", "03385", "0170", "0151", "+49 170", "+49 (30)", "0049 331", "+380 67"]
    )
    # a range or a sum behind the area code is a number still
    digits = "".join(chance.choices("123456789", k=chance.randint(6, 8)))
    gap = chance.choice([" ", "/", "-", " / ", "", "."])
    parts = (
        [digits[at : at + 2] for at in range(0, len(digits), 2)]
        if chance.random() < 0.5
        else [digits]
    )
    number = f"{area}{gap}{chance.choice([' ', '-', '']).join(parts)}"
    for text in (f"Ruf an: {number}", f"am 3.4.2027 unter {number} bitte", f"{number}"):
        assert Flag.TELEPHONE in flags(text), text
