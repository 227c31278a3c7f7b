"""Who reads what follows from the folder, and what only staff read is translated for staff alone."""

from pathlib import Path

import pytest

from participation.base.words.commands import OLD_LAYOUT, ROOT, extracted, is_public

LIST = Path(__file__).with_name("public_words.txt")
LEFT = {
    "Eine Karte mit dieser Nummer ist schon abgetippt.": "only a facilitator types cards in",
    "Jemand hat das gerade verschoben. Sehen Sie nach, ob es so richtig ist.": "of facilitators",
    "Jemand war schneller": "title of what staff and facilitators are told",
    "Öffentliche Seite ansehen": "a link on the desk's dashboard",
}
"""Lines of the list that were public by mistake → why only staff read them."""
STAFF_PAGE = '{% extends "base/staff.html" %}'


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


def test_no_page_of_the_desk_counts_as_public():
    pages = [
        path.relative_to(ROOT).as_posix()
        for path in ROOT.glob("templates/**/*.html")
        if STAFF_PAGE in path.read_text(encoding="utf-8")
    ]
    assert len(pages) > 50
    assert [page for page in pages if is_public(page)] == []


def test_the_old_layout_names_only_what_still_lies_there():
    paths = {path.relative_to(ROOT).as_posix() for path in ROOT.glob("**/*.*")}
    assert [old for old in OLD_LAYOUT if not any(path.startswith(old) for path in paths)] == []
