"""What the documents say of the code base is so: its rooms, and every path that they name."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.support import rooms
from tests.support.house import CHECKOUT, plant, text

NAMED = re.compile(r"`([^`\n]+)`|\]\(([^)#\s]+)[^)]*\)")
"""In a page: what is set as code, and where a link leads."""
PATH = re.compile(r"(?:\.{1,2}/)*[\w.-]+(?:/[\w.*-]+)+/?(?:::\w+)?")
MODULE = re.compile(r"(?:surveys|participation)(?:\.\w+)+")
FROM = ("", "participation", "participation/static", "participation/templates", "surveys")
"""Folders that a page may name files from; beside these its own folder."""
OWN = re.compile(r"instance/(?!README\.md)")
"""What a county has of its own lies in no checkout."""
NO_FILES = {
    "docs/xlsform.md": {"../name"},
    "docs/operations.md": {"backups/before-upgrade.backup"},
}
"""What looks like a path and is none of the code base: by page, as it is written."""


def documents(root: Path = CHECKOUT) -> Iterator[Path]:
    """All pages for builders, IT, staff and data protection officers."""
    yield from (root / name for name in ("README.md", "CHANGES.md", "instance/README.md"))
    yield from sorted((root / "docs").rglob("*.md"))


def astray(root: Path, pages: Iterable[Path]) -> Iterator[str]:
    """Paths and modules that a page names and that are not there."""
    for page in pages:
        known = NO_FILES.get(page.relative_to(root).as_posix(), set())
        for code, link in NAMED.findall(text(page)):
            said = code or link
            if said not in known and not stands(root, page, said):
                yield f"{page.relative_to(root).as_posix()}: {said}"


def stands(root: Path, page: Path, said: str) -> bool:
    """Whether it is there, or names no file at all."""
    if PATH.fullmatch(said) and not OWN.match(said):
        path = said.partition("::")[0]
        return any(
            [*base.glob(path.rstrip("/")), *beyond(base, path)] for base in bases(root, page)
        )
    if MODULE.fullmatch(said):
        path = said.replace(".", "/")
        return any((root / start).exists() for start in starts(path))
    return True


def bases(root: Path, page: Path) -> list[Path]:
    return [*(root / name for name in FROM), page.parent]


def beyond(base: Path, path: str) -> list[Path]:
    """A path that leads out of its folder; no glob follows such a one."""
    found = base / path
    return [found] if ".." in path and found.exists() else []


def starts(path: str) -> list[str]:
    """The module itself, or the one that defines the name at its end."""
    return [f"{path}.py", path, f"{path.rpartition('/')[0]}.py"]


def shown(root: Path) -> str:
    """Table and pictures of the rooms as they are now."""
    return rooms.written(root)


def unsaid(root: Path) -> list[str]:
    """Rooms whose package does not say what lives in it."""
    return [name for name, said in rooms.packages(root).items() if not said]


def test_the_rooms_are_shown_as_they_are():
    page = text(CHECKOUT / rooms.PAGE)
    assert rooms.drawn_on(page) == shown(CHECKOUT), "python -m tests.support.rooms"


def test_a_new_room_and_a_new_arrow_change_what_is_shown(root: Path):
    before = shown(root)
    plant(root, "surveys/deep/er/room.py", "from surveys import plain")
    after = shown(root)
    assert "| `surveys/deep/er/` |" in after
    assert "    deep_ --> plain_" in after
    assert after != before


def test_every_room_says_what_lives_in_it():
    assert len(rooms.packages()) > 50
    assert unsaid(CHECKOUT) == []


def test_a_room_that_says_nothing_is_found(root: Path):
    plant(root, "participation/places/deep/er/room.py", "")
    assert unsaid(root) == ["participation/places/deep", "participation/places/deep/er"]


def test_what_the_documents_name_exists():
    pages = list(documents())
    assert len(pages) > 30
    assert list(astray(CHECKOUT, pages)) == []


def test_a_path_that_was_moved_is_found_however_deep(root: Path):
    planted = plant(
        root,
        "docs/deep/er/old.md",
        "`surveys/check.py`, `boards/views/`, [a](../../gone/x.md), `surveys.check.problems`, `surveys.check`, `a/b c`\n"
        "`surveys/plain.py`, `boards/phone/`, [b](../../../docs), `surveys.plain`, `surveys.plain.Kind`",
    )
    assert list(astray(root, [root / planted])) == [
        f"{planted}: {gone}"
        for gone in (
            "surveys/check.py",
            "boards/views/",
            "../../gone/x.md",
            "surveys.check.problems",
            "surveys.check",
        )
    ]
