"""No page of a board claims that people are unknown."""

from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po

from participation.base.words.languages import LANGUAGES
from tests.support.house import CHECKOUT, names, plant, sources, templates, text

UNKNOWN = ("anonym", "anonim", "анонім", "аноним", "مجهول", "ناشناس")
"""The claim that nobody on a board is known, in each language."""


def of_boards(root: Path) -> list[Path]:
    """Code and pages of the boards, and pages of others that their code shows."""
    code = [path for path in sources(root) if "boards" in path.relative_to(root).parts]
    shown = set(re.findall(r'"([\w/-]+\.html)"', "".join(map(text, code))))
    folder = root / "participation" / "templates"
    pages = {path.relative_to(folder).as_posix(): path for path in templates(root)}
    return code + [
        path for name, path in pages.items() if name in shown or "boards" in name.split("/")
    ]


def claims(root: Path) -> list[str]:
    found = [path for path in of_boards(root) if "anonym" in text(path).lower()]
    return names(root, found)


def words_of_boards(root: Path) -> set[str | tuple[str, ...]]:
    methods = {".py": "python", ".html": "jinja2"}
    return {
        found[1]
        for path in of_boards(root)
        for found in extract_from_file(methods[path.suffix], path)
    }


def claimed(asked: set[str | tuple[str, ...]], words: Catalog) -> list[str]:
    """Translations of what boards say that claim it."""
    known = [str(said.string).lower() for said in words if said.id in asked]
    return [said for said in known if any(word in said for word in UNKNOWN)]


def test_no_page_of_a_board_claims_that_people_are_unknown():
    assert len(of_boards(CHECKOUT)) > 100
    assert claims(CHECKOUT) == []


def test_no_translation_claims_it_either():
    asked = words_of_boards(CHECKOUT)
    folders = [language.folder for language in LANGUAGES.values()]
    paths = [CHECKOUT / "translations" / name / "LC_MESSAGES" / "messages.po" for name in folders]
    catalogues = [read_po(io.BytesIO(path.read_bytes())) for path in paths if path.exists()]
    assert len(catalogues) == len(LANGUAGES) - 1
    assert all(len([said for said in words if said.id in asked]) > 100 for words in catalogues)
    assert [said for words in catalogues for said in claimed(asked, words)] == []


def test_a_claim_is_found_wherever_the_boards_say_it(tmp_path: Path):
    planted = [
        plant(tmp_path, "participation/boards/phone/deep/joining.py", '_("Anonym dabei")'),
        plant(
            tmp_path, "participation/templates/boards/phone/deep/join.html", '{{ _("Anonym!") }}'
        ),
        plant(tmp_path, "participation/templates/shared/deep/said.html", '{{ _("Ganz anonym") }}'),
    ]
    plant(tmp_path, "participation/boards/wall/deep/pages.py", 'render("shared/deep/said.html")')
    plant(tmp_path, "participation/templates/site/deep/other.html", '{{ _("Anonyme Umfrage") }}')
    assert sorted(claims(tmp_path)) == sorted(planted)
    asked = words_of_boards(tmp_path)
    assert asked == {"Anonym dabei", "Anonym!", "Ganz anonym"}
    words = Catalog()
    words.add("Anonym!", "Анонімно!")
    words.add("Anonyme Umfrage", "Анонімне опитування")
    assert claimed(asked, words) == ["анонімно!"]
