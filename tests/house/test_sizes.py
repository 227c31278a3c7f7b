"""Folders, files and functions stay small enough to be taken in at one look."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.support.house import CHECKOUT, below, plant, sources, text

FOLDER, FILE, FUNCTION = 16, 400, 45
"""Modules of a folder (its ``__init__`` aside), lines of a file, of tests too, of a function."""
UNHELD = "migrations"
"""What a migration was when it landed it stays."""


def too_large(root: Path) -> list[str]:
    """Folders, files and functions that are too large, each with its size."""
    files = [path for path in sources(root) if UNHELD not in path.parts]
    modules = Counter(path.parent for path in files if path.name != "__init__.py")
    found = [(each, size) for each, size in modules.items() if size > FOLDER]
    long = [*files, *below(root, ".py", "tests")]
    found += [(path, lines) for path in long if (lines := text(path).count("\n")) > FILE]
    named = [f"{path.relative_to(root).as_posix()}: {size}" for path, size in found]
    return [*named, *(long for path in files for long in functions(root, path))]


def functions(root: Path, path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > FUNCTION:
                yield f"{path.relative_to(root).as_posix()}::{node.name}: {lines}"


def test_folders_files_and_functions_are_small():
    assert len(sources()) > 500
    assert too_large(CHECKOUT) == []


def test_what_is_too_large_is_found_however_deep(tmp_path: Path):
    deep = "participation/far/down"
    for number in range(FOLDER + 1):
        plant(tmp_path, f"{deep}/many/part{number}.py", "")
    plant(tmp_path, f"{deep}/long.py", "#\n" * (FILE + 1))
    plant(tmp_path, "tests/far/down/test_long.py", "#\n" * (FILE + 1))
    inside = "        pass\n" * FUNCTION
    plant(tmp_path, "surveys/far/method.py", f"class Any:\n    async def act(self):\n{inside}")
    fitting = "    pass\n" * (FUNCTION - 1)
    plant(tmp_path, f"{deep}/fits.py", f"def act():\n{fitting}" + "#\n" * (FILE - FUNCTION))
    plant(tmp_path, "participation/migrations/versions/0001_all.py", "#\n" * (FILE + 1))
    assert too_large(tmp_path) == [
        f"{deep}/many: {FOLDER + 1}",
        f"{deep}/long.py: {FILE + 1}",
        f"tests/far/down/test_long.py: {FILE + 1}",
        f"surveys/far/method.py::act: {FUNCTION + 1}",
    ]
