"""What the documents for the data protection officer promise is kept by something that exists."""

import re
from pathlib import Path

import pytest

FOLDER = Path("docs/dpo")
DRAFTS = ("verzeichnis.md", "massnahmen.md", "schwellenwert.md")
POINTER = re.compile(r"`([^`]+)`")


def claims(name: str) -> list[str]:
    lines = (FOLDER / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("- ")]


def stands(pointer: str) -> bool:
    path, _, test = pointer.partition("::")
    if not Path(path).exists():
        return False
    return not test or f"def {test}(" in Path(path).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", DRAFTS)
def test_every_sentence_points_at_what_keeps_it(name: str):
    assert claims(name)
    without = [line for line in claims(name) if not POINTER.search(line.partition(" → ")[2])]
    assert without == []


@pytest.mark.parametrize("name", DRAFTS)
def test_what_it_points_at_exists(name: str):
    told = [p for line in claims(name) for p in POINTER.findall(line.partition(" → ")[2])]
    assert [pointer for pointer in told if not stands(pointer)] == []
