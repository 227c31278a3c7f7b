"""What a serving process may import, and what the documentation says."""

import re
from pathlib import Path

import pytest

from surveys.authoring.headers import CHOICES, SURVEY
from surveys.expressions.signatures import FUNCTIONS
from tests.support.house import CHECKOUT as ROOT
from tests.support.house import HEAVY, add, copied, loaded, module, plant, sources

DOCS = (ROOT / "docs" / "xlsform.md").read_text()
SERVING = ("participation.asgi", "wsgi")
COUNTED = {"answers", "codec", "path", "library", "texts", "xlsform", "expressions"}
"""Some of what is served of the engine, by the last part of its name."""


def served(root: Path, instance: Path) -> set[str]:
    """What a process has loaded that serves pages, with every room of the engine entered."""
    rooms = [module(root, path) for path in sources(root) if path.name == "__init__.py"]
    engine = [name for name in rooms if name.split(".")[0] == "surveys"]
    return loaded(root, instance, *SERVING, *engine)


def test_importing_the_engine_brings_no_reader_of_workbooks(tmp_path: Path):
    modules = served(ROOT, tmp_path)
    engine = {name for name in modules if name.startswith("surveys.")}
    assert len(engine) > 25
    assert {name.split(".")[-1] for name in engine} >= COUNTED
    assert modules & HEAVY == set()


@pytest.mark.parametrize("door", ["surveys/deep/__init__.py", "participation/asgi.py"])
def test_a_reader_of_workbooks_behind_a_door_of_the_engine_is_found(tmp_path: Path, door: str):
    root = copied(tmp_path)
    plant(root, "surveys/deep/er/reads.py", "import openpyxl")
    add(root, door, "import surveys.deep.er.reads")
    assert "openpyxl" in served(root, tmp_path)


def test_every_function_is_documented():
    assert set(FUNCTIONS) <= set(re.findall(r"`([\w-]+)`", DOCS))


def test_every_own_column_is_documented():
    own = {"max_choices", "fixed_last", "sensitive", "why", "exclusive", "missing", "aliases"}
    assert own <= {*SURVEY, *CHOICES}
    assert all(f"`{column}`" in DOCS for column in own)
