"""What a serving process may import, and what the documentation says."""

import re
import subprocess
import sys
from pathlib import Path

from surveys.authoring.headers import CHOICES, SURVEY
from surveys.expressions.signatures import FUNCTIONS

ROOT = Path(__file__).parents[2]
DOCS = (ROOT / "docs" / "xlsform.md").read_text()
SERVED = (
    "surveys.instrument.answers, surveys.instrument.codec, surveys.library, surveys.opinions.released, surveys.instrument.path, "
    "surveys.texts, surveys.xlsform"
)
HEAVY = {
    "lark",
    "pyxform",
    "openpyxl",
    "xlrd",
    "xlsxwriter",
    "pandas",
    "numpy",
    "simplemma",
    "stopwordsiso",
}


def test_importing_the_engine_brings_no_reader_of_workbooks():
    code = f"import sys, {SERVED}; print(*{{m.partition('.')[0] for m in sys.modules}})"
    modules = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=ROOT)
    assert "surveys" in modules
    assert HEAVY.isdisjoint(modules.split())


def test_every_function_is_documented():
    assert set(FUNCTIONS) <= set(re.findall(r"`([\w-]+)`", DOCS))


def test_every_own_column_is_documented():
    own = {"max_choices", "fixed_last", "sensitive", "why", "exclusive", "missing", "aliases"}
    assert own <= {*SURVEY, *CHOICES}
    assert all(f"`{column}`" in DOCS for column in own)
