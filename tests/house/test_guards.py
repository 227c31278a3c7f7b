"""No guard is forgotten: who looks at the code base is listed, with a test that it can fail."""

import ast
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeGuard

from tests.house.guards import GUARDS, LOUD
from tests.support.house import CHECKOUT, plant, text

PLACE = re.compile(
    r"(?:participation|surveys|templates|static|translations|docs)(?:[./][\w./*-]*)?"
)
"""A path, module or glob of the code base and what lies beside it."""
PATHS = ("Path", "glob", "rglob", "joinpath", "import_module")
PATCH = "setattr"
"""Replaces something by its name, and fails when the name is gone."""
HELPERS = "tests.support.house"


def files(root: Path) -> list[Path]:
    return sorted((root / "tests").rglob("test_*.py"))


def named(path: Path) -> str:
    *_root, name = path.as_posix().rpartition("/tests/")
    return name


def places(path: Path) -> set[str]:
    """Places of the code base that a test names, and ways by which it finds them."""
    nodes = [*ast.walk(ast.parse(text(path)))]
    patched = {id(node.args[0]) for node in nodes if _patches(node)}
    found = (_place(node) for node in nodes if id(node) not in patched)
    return {said for said in found if said}


def _patches(node: ast.AST) -> TypeGuard[ast.Call]:
    return isinstance(node, ast.Call) and bool(node.args) and ast.unparse(node.func).endswith(PATCH)


def _place(node: ast.AST) -> str:
    match node:
        case ast.ImportFrom(module=there, names=names):
            return HELPERS if HELPERS in {there, *(f"{there}.{n.name}" for n in names)} else ""
        case ast.Attribute(attr="__file__"):
            return ast.unparse(node)
        case ast.Constant(value=str(said)) if any(mark in said for mark in "./"):
            return said if PLACE.fullmatch(said) else ""
        case (
            ast.Call(args=[ast.Constant(value=str(said)), *_])
            | ast.BinOp(op=ast.Div(), right=ast.Constant(value=str(said)))
        ):
            opens = isinstance(node, ast.BinOp) or ast.unparse(node.func).endswith(PATHS)
            return said if opens and PLACE.fullmatch(said) else ""
    return ""


def unlisted(root: Path, guards: Collection[str], loud: Mapping[str, str]) -> list[str]:
    """Tests that look at the code base and stand on no list."""
    return [
        named(path)
        for path in files(root)
        if named(path) not in guards and places(path) - {loud.get(named(path), "")}
    ]


def functions(path: Path) -> dict[str, set[str]]:
    """Every function at the top of a file, with the names that it uses."""
    return {
        node.name: {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
        for node in ast.parse(text(path)).body
        if isinstance(node, ast.FunctionDef)
    }


def unshown(root: Path, guards: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Guards that are gone, or whose second test is, or which share no check with it."""
    for name, pairs in guards.items():
        there = functions(root / "tests" / name) if (root / "tests" / name).exists() else {}
        checks = {found for found in there if not found.startswith("test_")} | FROM_HELPERS
        for guard, planted in pairs.items():
            shared = there.get(guard, set()) & there.get(planted, set()) & checks
            if not guard.startswith("test_") or not planted.startswith("test_") or not shared:
                yield f"{name}::{guard}"


FROM_HELPERS = {"loaded"}
"""Checks that stand in the helpers, because two files use them."""


def test_every_guard_is_on_the_list():
    assert len(files(CHECKOUT)) > 100
    assert unlisted(CHECKOUT, GUARDS, LOUD) == []


def test_every_guard_has_a_test_that_plants_what_it_finds():
    assert [*unshown(CHECKOUT, GUARDS)] == []


def test_nothing_on_the_lists_is_gone():
    there = {named(path): places(path) for path in files(CHECKOUT)}
    assert [name for name in GUARDS if not there.get(name)] == []
    assert [name for name, said in LOUD.items() if said not in there.get(name, ())] == []


def test_a_guard_that_is_not_on_the_list_is_found_however_deep(tmp_path: Path):
    ways = [
        'FILES = Path("participation/boards").glob("*.py")',
        'FILES = Path("surveys").rglob("*.py")',
        'FILES = ROOT / "participation" / "static"',
        'SERVED = "surveys.figures.tally"',
        'SHEETS = "participation/static/*.css"',
        "FOLDER = Path(surveys.__file__).parent",
        f"from {HELPERS} import sources",
        "from tests.support import house",
    ]
    planted = [
        plant(tmp_path, f"tests/participation/boards/deep/test_{number}.py", way)
        for number, way in enumerate(ways)
    ]
    harmless = (
        "from surveys import released\nSAID = 'surveys'\nm.setattr('surveys.figures.plan.x', 1)"
    )
    plant(tmp_path, "tests/surveys/test_other.py", harmless)
    assert [f"tests/{name}" for name in unlisted(tmp_path, (), {})] == planted
    assert unlisted(tmp_path, [named(tmp_path / path) for path in planted], {}) == []


def test_a_guard_without_such_a_test_is_found(tmp_path: Path):
    plant(
        tmp_path,
        "tests/house/deep/test_it.py",
        "def check(): ...\ndef test_it(): check()\ndef test_bite(): check()\ndef test_no(): ...",
    )
    name = "house/deep/test_it.py"
    assert [*unshown(tmp_path, {name: {"test_it": "test_bite"}})] == []
    for wrong in ({"test_it": "test_no"}, {"test_it": "test_gone"}, {"test_gone": "test_bite"}):
        assert len([*unshown(tmp_path, {name: wrong})]) == 1
    assert len([*unshown(tmp_path, {"house/gone.py": {"test_it": "test_bite"}})]) == 1
