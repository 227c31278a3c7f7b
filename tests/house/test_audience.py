"""Who reads what follows from the folder, and what only staff read is translated for staff alone."""

from pathlib import Path

import pytest

from participation.base.words.commands import extracted, is_public
from tests.support.house import CHECKOUT, plant, templates, text

LIST = Path(__file__).with_name("public_words.txt")
LEFT = {
    "Bitten Sie die Person, die die Veranstaltung plant, um einen neuen Link. Vielleicht gibt es ihn"
    " schon: Dann gilt nur der neueste.": "only who leads or shows comes by such a link",
    "Das darf dieses Konto nicht": "only staff have accounts",
    "Dieser Link gilt nicht mehr": "as above",
    "Eine Karte mit dieser Nummer ist schon abgetippt.": "only a facilitator types cards in",
    "Fragen Sie die Person, die Ihr Konto angelegt hat.": "only staff have accounts",
    "Jemand hat das gerade verschoben. Sehen Sie nach, ob es so richtig ist.": "of facilitators",
    "Jemand war schneller": "title of what staff and facilitators are told",
    "Welche Wand soll der Beamer zeigen?": "asks who sets the room up",
    "Öffentliche Seite ansehen": "a link on the desk's dashboard",
}
"""Lines of the list that were public by mistake → why only staff read them."""
STAFF_PAGE = '{% extends "base/desk/staff.html" %}'


def test_the_words_that_seven_languages_translate_are_those_of_the_list():
    listed = set(LIST.read_text(encoding="utf-8").splitlines())
    assert listed.issuperset(LEFT)
    public = {word.line for word in extracted() if word.public}
    assert public - (listed - LEFT.keys()) == set(), (
        "a word of staff lies in a public folder; a new public word goes into the list:"
        " flask --app wsgi words public"
    )
    assert (listed - LEFT.keys()) - public == set(), "gone from the public pages: take it out"


def test_what_left_the_public_words_is_still_said_to_staff():
    staff = {word.line for word in extracted() if not word.public}
    assert LEFT.keys() - staff == set()


@pytest.mark.parametrize(
    ("path", "public"),
    [
        ("base/errors.py", True),
        ("boards/voting/votes.py", True),
        ("boards/desk/words.py", False),
        ("boards/run/hints.py", False),
        ("boards/run/parts/deeper.py", False),
        ("respond/pages/stops.py", True),
        ("respond/desk/texts.py", False),
        ("site/help.py", True),
        ("presenting/sentences.py", True),
        ("operations/doctor.py", False),
        ("studies/waves/inviting.py", False),
        ("desk/home.py", False),
        ("templates/boards/phone/join.html", True),
        ("templates/boards/desk/event.html", False),
        ("templates/boards/run/lead.html", False),
        ("templates/errors/page.html", True),
        ("templates/respond/question.html", True),
        ("templates/respond/desk/texts.html", False),
        ("templates/concept/needs.html", False),
        ("surveys/problems.py", False),
    ],
)
def test_folders_alone_tell_who_reads(path: str, public: bool):  # noqa: FBT001 - a column of the table
    assert is_public(path) is public


def staff_pages(root: Path) -> list[str]:
    """Templates of the desk, by their paths below ``participation/``."""
    return [
        path.relative_to(root / "participation").as_posix()
        for path in templates(root)
        if STAFF_PAGE in text(path)
    ]


def test_no_page_of_the_desk_counts_as_public():
    pages = staff_pages(CHECKOUT)
    assert len(pages) > 50
    assert [page for page in pages if is_public(page)] == []


def test_a_page_of_the_desk_in_a_public_folder_is_found(tmp_path: Path):
    plant(tmp_path, "participation/templates/boards/wall/deep/page.html", STAFF_PAGE)
    assert [is_public(page) for page in staff_pages(tmp_path)] == [True]
