"""Nothing but disclosure control makes a release, and only jobs and commands come near exact counts."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.support.house import (
    CHECKOUT,
    Graph,
    defining,
    imported,
    imports,
    module,
    plant,
    reaching,
    sources,
    text,
)

DISCLOSURE = r"^def release\("
"""The module of the engine that defines this is disclosure control."""
EXACT = (r"^class Tally\b", r"^class Rounding\b")
"""Where exact counts and the way back to them are defined; who imports them handles them."""
KNOWN = {"tally", "counting", "safety", "witness", "rounding"}
UNLISTED = "participation/migrations/versions/later"
"""A folder that is no package: Alembic loads its files by their paths."""
DEEP = "participation/respond/desk/deep/views.py"


def disclosure(root: Path) -> str:
    (found,) = defining(root, "surveys", DISCLOSURE)
    return found


def calls(path: Path, name: str) -> Iterator[int]:
    """Lines that make a ``name``, under whatever name it was imported, or copy one changed."""
    tree = ast.parse(text(path))
    aliases = [
        item for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for item in node.names
    ]
    called = {name} | {item.asname for item in aliases if item.name == name and item.asname}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            made = ast.unparse(node.func)
            of = {ast.unparse(argument) for argument in node.args[:1]}
            if made.split(".")[-1] in called or (made.endswith("replace") and of & called):
                yield node.lineno


def makers(root: Path) -> list[str]:
    """Modules that make a release, once for each time they do."""
    return [module(root, path) for path in sources(root) for _line in calls(path, "Released")]


def exact(root: Path, graph: Graph) -> set[str]:
    """Modules of the engine that handle exact counts: all that reach them but by disclosure."""
    origins = [name for pattern in EXACT for name in defining(root, "surveys", pattern)]
    assert len(origins) == len(EXACT)
    engine = {name: seen for name, seen in graph.items() if name.split(".")[0] == "surveys"}
    return reaching(engine, origins, but=[disclosure(root)])


def near_exact_counts(root: Path) -> list[str]:
    """Modules of the application that import one of these, or name one as a text."""
    graph = imports(root)
    inside = exact(root, graph)
    said = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(inside)))})\b")
    found = [path for path in sources(root) if path.relative_to(root).parts[0] == "participation"]
    assert len(found) > 200
    return [
        module(root, path)
        for path in found
        if graph.get(module(root, path), imported(path)) & inside or said.search(text(path))
    ]


def test_only_disclosure_makes_a_release():
    assert len(sources()) > 300
    assert disclosure(CHECKOUT).split(".")[-1] == "disclosure"
    assert makers(CHECKOUT) == [disclosure(CHECKOUT)]


def test_every_second_maker_is_found(root: Path):
    ways = [
        "from surveys import released\nreleased.Released()",
        "from anywhere import Released as R\nR()",
        "import dataclasses\ndataclasses.replace(Released, places=())",
    ]
    folders = ("participation/respond/desk/deep", "surveys/opinions/deep", UNLISTED)
    planted = [
        plant(root, f"{folder}/made_{number}.py", way)
        for folder in folders
        for number, way in enumerate(ways)
    ]
    modules = {module(root, root / path) for path in planted}
    assert sorted(makers(root)) == sorted(modules | {disclosure(root)})


def test_the_engine_s_exact_counts_are_known_by_what_they_import():
    found = exact(CHECKOUT, imports())
    assert {name.split(".")[-1] for name in found} >= KNOWN
    assert disclosure(CHECKOUT) not in found


def test_the_web_imports_nothing_that_holds_exact_counts():
    assert near_exact_counts(CHECKOUT) == []


def ways_to(full: str) -> list[str]:
    package, _, name = full.rpartition(".")
    return [
        f"from {package} import {name}",
        f"import {full} as t",
        f"from {full} import *",
        f"def later():\n    from {full} import anything",
        f"import importlib\nimportlib.import_module('{full}')",
    ]


def test_every_import_of_exact_counts_is_found(root: Path):
    inside = sorted(exact(root, imports(root)))
    planted = [
        plant(root, f"participation/respond/desk/deep/{name.split('.')[-1]}_{number}.py", way)
        for name in inside
        for number, way in enumerate(ways_to(name))
    ]
    planted.append(plant(root, f"{UNLISTED}/0001.py", ways_to(inside[0])[0]))
    assert near_exact_counts(root) == sorted(module(root, root / path) for path in planted)


def test_exact_counts_handed_on_by_another_module_of_the_engine_are_found(root: Path):
    (full,) = defining(root, "surveys", EXACT[0])
    plant(root, "surveys/deep/between.py", f"from {full} import Tally")
    plant(root, "surveys/deep/er/shown.py", "from ..between import Tally as Numbers")
    plant(root, DEEP, "from surveys.deep.er.shown import Numbers")
    assert near_exact_counts(root) == [module(root, root / DEEP)]


def test_exact_counts_that_move_deeper_are_found(root: Path):
    (full,) = defining(root, "surveys", EXACT[1])
    old = root.joinpath(*full.split(".")).with_suffix(".py")
    plant(root, "surveys/very/deep/draws.py", text(old))
    old.unlink()
    plant(root, DEEP, "from surveys.very.deep import draws")
    assert near_exact_counts(root) == [module(root, root / DEEP)]
