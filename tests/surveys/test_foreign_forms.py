"""The real forms of other people: imported or reported with reasons, never a traceback."""

import os
import warnings
from pathlib import Path

import pytest
from robot import answer_all

from surveys.instrument.answers import dump, load
from surveys.instrument.codec import dumps, loads
from surveys.xlsform import ImportRefused, read, write

pytestmark = pytest.mark.forms
HERE = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("FORMS") or HERE.parent / "shared" / "forms")
FILES = sorted((FOLDER / "xlsform").glob("*.xls*")) or sorted(FOLDER.glob("*.xls*"))
IMPORTED = ("018", "029")
"""Numbers of the files that use only what we support; all others must be reported."""
USABLE = [path for path in FILES if path.name.startswith(IMPORTED)]
OTHERS = [path for path in FILES if path not in USABLE]


def test_the_folder_of_foreign_forms_is_there():
    if not FILES:
        warnings.warn(f"NO FOREIGN FORMS in {FOLDER}: their tests did not run", stacklevel=1)
        pytest.skip(f"NO FOREIGN FORMS in {FOLDER}; set FORMS= to their folder")


@pytest.mark.parametrize("path", USABLE, ids=lambda path: path.name[:12])
def test_a_form_of_supported_types_is_imported(path):
    assert read(path.read_bytes(), key=path.stem).instrument.asked


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: path.name[:12])
def test_every_other_form_is_reported_with_reasons_and_places(path):
    with pytest.raises(ImportRefused) as refused:
        read(path.read_bytes(), key=path.stem)
    assert all(problem.message and problem.place for problem in refused.value.problems)


@pytest.mark.parametrize("seed", range(5))
@pytest.mark.parametrize("path", USABLE, ids=lambda path: path.name[:12])
def test_a_robot_answers_each_imported_form_to_the_end(path, seed):
    instrument = read(path.read_bytes()).instrument
    path_walked = answer_all(instrument, seed)
    assert path_walked.answers
    assert load(instrument, dump(path_walked.answers)) == path_walked.answers
    assert loads(dumps(instrument)) == instrument == read(write(instrument)).instrument
