"""From a county's sheet to rows and back, step by step, at the desk."""

from datetime import date
from decimal import Decimal

from tests.support.sheets import form, plan, xlsx

HEAD = ("Nr.", "Handlungsfeld", "Maßnahme", "Zuständig", "Kosten", "Frist", "Status")
ROWS = (
    HEAD,
    (
        "1",
        "Sprache",
        "Sprachcafé",
        "Jugendamt; Volkshochschule",
        "3.000 €",
        date(2027, 12, 31),
        "läuft",
    ),
    ("2", "Sprache", "Lesepaten", "Amt für Soziales, Bildung", 500, "12/2027", "begonnen"),
    ("3", "Wohnen", "Lotsen", None, None, "Daueraufgabe", None),
)


def test_a_sheet_of_known_titles_is_taken_in_as_it_is(planned, desk, through):
    preview = through(xlsx(ROWS))
    assert "Neu (3)" in preview.text
    done = desk.submit(preview, form(preview, "/rows"), act="apply", take=["0", "1", "2"])
    assert done.h1 == "Übernommen"
    assert plan(planned)[:2] == [
        {
            "number": "1", "area": "Sprache", "title": "Sprachcafé",
            "who": ("Jugendamt", "Volkshochschule"), "money": Decimal("3000.00"),
            "due": date(2027, 12, 31), "light": "green",
        },
        {
            "number": "2", "area": "Sprache", "title": "Lesepaten",
            "who": ("Amt für Soziales, Bildung",), "money": Decimal("500.00"),
            "due": date(2027, 12, 31), "light": "yellow",
        },
    ]  # fmt: skip
