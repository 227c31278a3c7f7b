"""What the documents for the data protection officer promise is kept by something that exists."""

import re
from pathlib import Path

import pytest

FOLDER = Path("docs/dpo")
DRAFTS = ("verzeichnis.md", "massnahmen.md", "schwellenwert.md")
POINTER = re.compile(r"`([^`]+)`")


OPERATOR = "**Betrieb**"
"""What the one who runs it keeps, and no program can."""


def claims(name: str) -> list[tuple[str, str]]:
    """Each sentence of a list and each line of a table, with what is named as keeping it."""
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    listed = [line.partition(" → ") for line in lines if line.startswith("- ")]
    table = [line.strip("| ").rpartition(" | ") for line in lines if re.match(r"\| \d", line)]
    return [(said, keeps) for said, _, keeps in listed + table]


def stands(pointer: str) -> bool:
    """Whether it leads to a file, in Python to a test, class or function of it."""
    path, _, name = pointer.partition("::")
    if not Path(path).exists():
        return False
    if not path.endswith(".py"):
        return not name
    known = re.compile(rf"^(?:def|class) {re.escape(name)}\b", re.MULTILINE)
    return bool(name and known.search(Path(path).read_text(encoding="utf-8")))


@pytest.mark.parametrize("name", DRAFTS)
def test_every_sentence_points_at_what_keeps_it(name: str):
    assert claims(name)
    without = [
        said for said, keeps in claims(name) if not POINTER.search(keeps) and keeps != OPERATOR
    ]
    assert without == []


@pytest.mark.parametrize("name", DRAFTS)
def test_what_it_points_at_exists(name: str):
    told = [pointer for _, keeps in claims(name) for pointer in POINTER.findall(keeps)]
    assert [pointer for pointer in told if not stands(pointer)] == []
