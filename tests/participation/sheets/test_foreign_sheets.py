"""Real lists of measures: each is taken in whole, or every row that is not is told with its reason."""

import os
import warnings
from pathlib import Path

import pytest

from tests.support.client import Page
from tests.support.sheets import form

pytestmark = pytest.mark.forms
HERE = Path(__file__).parents[4]
FOLDER = Path(os.environ.get("MEASURES") or HERE.parent / "shared" / "measures")
SUFFIXES = {".xlsx", ".xlsm", ".xls", ".csv", ".tsv"}
FILES = sorted(path for path in FOLDER.rglob("*") if path.suffix in SUFFIXES)


def test_the_folder_of_real_lists_is_there():
    if not FILES:
        warnings.warn(f"NO LISTS OF MEASURES in {FOLDER}: their tests did not run", stacklevel=1)
        pytest.skip(f"NO LISTS OF MEASURES in {FOLDER}; set MEASURES= to their folder")


def answered(desk, words: Page) -> Page:
    """Every word and colour gets a meaning, as somebody in a hurry would choose."""
    names = [name for name in words.fields(form(words, "/words")) if name.startswith("word-")]
    return desk.submit(words, form(words, "/words"), **dict.fromkeys(names, "green"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_real_list_is_taken_in_or_reported(desk, upload, path):
    page = upload(path.read_bytes(), path.name)
    assert page.h1 in ("Welche Spalte ist was?", "Diese Datei geht so nicht"), page.text[:500]
    if page.h1 == "Diese Datei geht so nicht":
        return
    fields = page.fields(form(page, "/columns"))
    chosen = {} if fields["column-title-0"] else {"column-title-0": "c4"}
    page = desk.submit(page, form(page, "/columns"), **chosen)
    if page.h1 == "Was bedeuten diese Wörter?":
        page = answered(desk, page)
    assert page.h1.startswith("Vorschau"), page.text[:500]
    everything = desk.submit(page, form(page, "/rows"), act="all", sort="new")
    done = desk.submit(everything, form(everything, "/rows"), act="apply", without="on")
    assert done.h1 == "Übernommen" or "Zu ändern" in done.text
