"""A text that may say who somebody is, is noticed in every language the platform speaks."""

import pytest

from surveys.texts.flags import STRUCK, Flag, contact, find, flags, struck

FLAGGED = {
    Flag.TELEPHONE: [
        "Ruf mich an: 0170 1234567",
        "+49 (170) 12-34-567 bitte",
        "اتصلوا بي ٠١٧٠ ١٢٣٤٥٦٧",
        "شماره من ۰۱۷۰۱۲۳۴۵۶۷",
        "мій номер 0170/123 45 67",
    ],
    Flag.MAIL: [
        "schreibt an kim.l@example.org",
        "kim (at) example (punkt) org",
        "пишите: olena77 @ ukr.net",
        "ich bin bei gmail.com",
    ],
    Flag.LINK: ["https://example.org/kim", "insta: @kim_lernt", "t.me/kimlernt"],
    Flag.ADDRESS: [
        "Ich wohne Lindenstr. 5",
        "in der Hauptstrasse 12b ist es laut",
        "Am Markt, 99901 Uckerstein",
        "Zimmer 214 ist kaputt",
        "I live at 12 Station Road",
        "живу на вул. Шевченка, 12",
        "ул. Ленина, дом 5",
        "Хауптштрассе 5",
        "Atatürk Caddesi No: 5",
        "أسكن في شارع السلام رقم 5",
        "خیابان آزادی پلاک ۱۲",
    ],
    Flag.NAME: [
        "Frau Beispiel vom Amt hilft",
        "ich heiße Kim",
        "my name is kim",
        "меня зовут Оля",
        "мене звати Оля",
        "пані Коваль допомогла",
        "benim adım Kim",
        "Kim Bey yardım etti",
        "اسمي سعاد",
        "السيدة سعاد لطيفة",
        "آقای رستمی کمک کرد",
        "Fragen Sie Mohammed",
        "Допоможіть, Олена",
        "спросите Сергея из центра",
    ],
    Flag.DATE: ["geboren 12.03.1987", "am 2027-05-04 war ich dort"],
}
HARMLESS = [
    ("Ich warte seit 2019 auf einen Kurs. Mehr Busse nach 20 Uhr, bitte!", "de"),
    ("Die Jahre 2021-2023 waren schwer.", "de"),
    ("Der Kurs kostet 1 200 500 Euro", "de"),
    ("Mehr Deutsch-Kurse am Abend und Kinder-Betreuung in der Stadt", "de-simple"),
    ("More evening courses, and a bus to Uckerstein", "en"),
    ("Потрібно більше автобусів увечері", "uk"),
    ("نحتاج إلى دورة مسائية وحافلة", "ar"),
    ("اتوبوس بیشتر و کلاس عصر", "fa"),
    ("Akşam kursu ve daha çok otobüs", "tr"),
]


@pytest.mark.parametrize(
    ("flag", "text"), [(flag, text) for flag, texts in FLAGGED.items() for text in texts]
)
def test_what_names_somebody_is_found(flag, text):
    assert flag in flags(text)


@pytest.mark.parametrize(("text", "language"), HARMLESS)
def test_a_wish_that_names_nobody_is_left_alone(text, language):
    assert flags(text, language) == ()


def test_two_capitalised_words_are_a_name_only_where_nouns_are_small():
    assert flags("Зверніться до Марічки Ткаченко", "uk") == (Flag.NAME,)
    assert flags("Gespräch mit Nachbarn Treffpunkt Mitte", "de") == ()


def test_what_leads_straight_to_a_person_comes_first():
    assert flags("Kim, geb. 1.2.1990, heiße ich. 0170 1234567")[0] is Flag.TELEPHONE
    assert contact("Frau Beispiel, Lindenstraße 5") == ()
    assert contact("Frau Beispiel, kim@example.org") == (Flag.MAIL,)


def test_striking_out_leaves_the_rest_as_it_was_written():
    text = "Frau Beispiel hilft, ruft ٠١٧٠١٢٣٤٥٦٧ an."
    assert struck(text, find(text)) == f"{STRUCK} hilft, ruft {STRUCK} an."
    assert struck("Mehr Busse", find("Mehr Busse")) == "Mehr Busse"


def test_a_hostile_text_takes_no_longer_than_a_long_one():
    for text in ("1" * 100_000, "a." * 50_000, "@" * 100_000, "вул " * 25_000, "Frau " * 20_000):
        assert all(finding.end <= len(text) for finding in find(text))
