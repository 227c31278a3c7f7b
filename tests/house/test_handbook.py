"""The handbook shows what is there: its pages, its pictures, and the words of the screens."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.support.house import CHECKOUT, plant, text

FOLDER = CHECKOUT / "docs" / "handbuch"
PAGES = sorted(FOLDER.rglob("*.md"))
CAMERA = CHECKOUT / "tests" / "pictures" / "__main__.py"
LINK = re.compile(r"\]\(([^)#\s]+)")
SCREEN = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
"""Bold is what stands on a screen."""
GAP, WORD = re.compile(r"%\(\w+\)[sd]"), re.compile(r"(?<!\()\b[^\W\d_]{3,}(?!\))")
"""What is filled into a message, and a message that has a word of its own."""
LARGEST = 1_500_000
"""Bytes of all pictures of the handbook together."""
README = CHECKOUT / "README.md"


def messages() -> list[re.Pattern[str]]:
    """All German words of the interface; the English catalogue names each of them."""
    with (CHECKOUT / "translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        known = [message.id for message in read_po(file) if message.id]
    ids = [text for found in known for text in (found if isinstance(found, tuple) else (found,))]
    return [
        re.compile(".+".join(map(re.escape, GAP.split(text)))) for text in ids if WORD.search(text)
    ]


def links(page: Path) -> list[str]:
    return [link for link in LINK.findall(text(page)) if "://" not in link]


def dead(page: Path) -> list[str]:
    return [link for link in links(page) if not (page.parent / link).exists()]


def unsaid(page: Path, known: list[re.Pattern[str]]) -> list[str]:
    """Bold words that no screen says."""
    said = [" ".join(words.split()) for words in SCREEN.findall(text(page))]
    return [words for words in said if not any(one.fullmatch(words) for one in known)]


def test_the_handbook_is_there():
    assert len(PAGES) > 5
    assert len(messages()) > 1000


@pytest.mark.parametrize("page", [*PAGES, README], ids=lambda page: page.name)
def test_every_page_and_picture_that_is_linked_exists(page: Path):
    assert links(page)
    assert dead(page) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_bold_stands_on_a_screen(page: Path):
    assert unsaid(page, messages()) == []


def test_a_dead_link_and_words_of_no_screen_are_found(tmp_path: Path):
    page = tmp_path / plant(
        tmp_path, "docs/deep/page.md", "[da](page.md) [weg](gone.png) **Ojemine**"
    )
    assert dead(page) == ["gone.png"]
    assert unsaid(page, messages()) == ["Ojemine"]


def test_every_page_can_be_reached_from_the_contents():
    result = LINK.findall(text(FOLDER / "README.md"))
    assert {page.name for page in PAGES} - {"README.md"} <= set(result)


def test_every_picture_is_used_small_and_made_by_the_script():
    files = {path.name: path for path in (FOLDER / "bilder").iterdir()}
    result = "".join(map(text, PAGES))
    taken = set(re.findall(r'HANDBOOK / "([\w-]+\.png)"', text(CAMERA)))
    assert {name for name in files if f"(bilder/{name})" in result} == set(files) == taken
    assert sum(path.stat().st_size for path in files.values()) < LARGEST
