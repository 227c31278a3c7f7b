"""The handbook shows what is there: its pages, its pictures, and the words of the screens."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

FOLDER = Path("docs/handbuch")
PAGES = sorted(FOLDER.glob("*.md"))
CAMERA = Path("tests/pictures/__main__.py")
LINK = re.compile(r"\]\(([^)#\s]+)")
SCREEN = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
"""Bold is what stands on a screen."""
GAP, WORD = re.compile(r"%\(\w+\)[sd]"), re.compile(r"(?<!\()\b[^\W\d_]{3,}(?!\))")
"""What is filled into a message, and a message that has a word of its own."""
LARGEST = 1_500_000
"""Bytes of all pictures of the handbook together."""
README = Path("README.md")


def messages() -> list[re.Pattern[str]]:
    """All German words of the interface; the English catalogue names each of them."""
    with Path("translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        known = [message.id for message in read_po(file) if message.id]
    ids = [text for found in known for text in (found if isinstance(found, tuple) else (found,))]
    return [
        re.compile(".+".join(map(re.escape, GAP.split(text)))) for text in ids if WORD.search(text)
    ]


@pytest.mark.parametrize("page", [*PAGES, README], ids=lambda page: page.name)
def test_every_page_and_picture_that_is_linked_exists(page: Path):
    told = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if "://" not in link]
    assert told
    assert [link for link in told if not (page.parent / link).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_bold_stands_on_a_screen(page: Path):
    said = [" ".join(words.split()) for words in SCREEN.findall(page.read_text(encoding="utf-8"))]
    known = messages()
    gone = [words for words in said if not any(one.fullmatch(words) for one in known)]
    assert gone == []


def test_every_page_can_be_reached_from_the_contents():
    told = LINK.findall((FOLDER / "README.md").read_text(encoding="utf-8"))
    assert {page.name for page in PAGES} - {"README.md"} <= set(told)


def test_every_picture_is_used_small_and_made_by_the_script():
    files = {path.name: path for path in (FOLDER / "bilder").iterdir()}
    text = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    taken = set(re.findall(r'HANDBOOK / "([\w-]+\.png)"', CAMERA.read_text(encoding="utf-8")))
    assert {name for name in files if f"(bilder/{name})" in text} == set(files) == taken
    assert sum(path.stat().st_size for path in files.values()) < LARGEST
