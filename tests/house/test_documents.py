"""What the documents for the data protection officer promise is kept by something that exists."""

import re
from pathlib import Path

import pytest

from tests.support.house import CHECKOUT, plant, text

FOLDER = CHECKOUT / "docs" / "dpo"
DRAFTS = ("verzeichnis.md", "massnahmen.md", "schwellenwert.md")
POINTER = re.compile(r"`([^`]+)`")


OPERATOR = "**Betrieb**"
"""What the one who runs it keeps, and no program can."""


def claims(name: str) -> list[tuple[str, str]]:
    """Each sentence of a list and each line of a table, with what is named as keeping it."""
    lines = text(FOLDER / name).splitlines()
    listed = [line.partition(" → ") for line in lines if line.startswith("- ")]
    table = [line.strip("| ").rpartition(" | ") for line in lines if re.match(r"\| \d", line)]
    return [(said, keeps) for said, _, keeps in listed + table]


def stands(root: Path, pointer: str) -> bool:
    """Whether it leads to a file, in Python to a test, class or function of it."""
    path, _, name = pointer.partition("::")
    if not (root / path).exists():
        return False
    if not path.endswith(".py"):
        return not name
    known = re.compile(rf"^(?:def|class) {re.escape(name)}\b", re.MULTILINE)
    return bool(name and known.search(text(root / path)))


@pytest.mark.parametrize("name", DRAFTS)
def test_every_sentence_points_at_what_keeps_it(name: str):
    assert claims(name)
    without = [
        said for said, keeps in claims(name) if not POINTER.search(keeps) and keeps != OPERATOR
    ]
    assert without == []


@pytest.mark.parametrize("name", DRAFTS)
def test_what_it_points_at_exists(name: str):
    items = [pointer for _, keeps in claims(name) for pointer in POINTER.findall(keeps)]
    assert items
    assert [pointer for pointer in items if not stands(CHECKOUT, pointer)] == []


def test_a_pointer_to_what_was_moved_or_renamed_is_found(tmp_path: Path):
    plant(tmp_path, "surveys/deep/er/kept.py", "def kept():\n    pass")
    assert stands(tmp_path, "surveys/deep/er/kept.py::kept")
    for gone in (
        "surveys/kept.py::kept",
        "surveys/deep/er/kept.py::kep",
        "surveys/deep/er/kept.py",
    ):
        assert not stands(tmp_path, gone)
