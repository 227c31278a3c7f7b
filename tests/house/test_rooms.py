"""The code base keeps its own rules: directions, templates in use, settings described."""

import re
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from participation.base.settings import Settings
from tests.support.house import (
    CHECKOUT,
    HEAVY,
    Graph,
    add,
    imports,
    loaded,
    module,
    names,
    plant,
    sources,
    templates,
    text,
)

SLICES = (
    "access",
    "places",
    "areas",
    "organisations",
    "studies",
    "respond",
    "boards",
    "monitoring",
    "concept",
    "exports",
    "site",
    "desk",
)
RANK = {name: SLICES.index(name) for name in SLICES}
NO_SLICES = {
    "base",
    "demo",
    "migrations",
    "operations",
    "presenting",
    "sheets",
    "static",
    "templates",
}
"""Folders of the application that are no slice: what all stand on, and what starts or keeps them."""
UNLISTED = "participation/migrations/"
"""Alembic loads these by their paths; they are in no package."""
ENTRIES = ("participation.asgi", "wsgi")


def slice_of(name: str) -> str | None:
    parts = name.split(".")
    return parts[1] if parts[0] == "participation" and parts[1:2] and parts[1] in RANK else None


def crossings(graph: Graph) -> Iterator[tuple[str, str, str, str]]:
    """Module, its slice, the other slice, what is imported of it."""
    for name, seen in sorted(graph.items()):
        here = slice_of(name)
        for target in sorted(seen):
            there = slice_of(target)
            if here and there and here != there:
                yield name, here, there, target


def upwards(root: Path) -> list[str]:
    return [
        f"{name} imports {target}"
        for name, here, there, target in crossings(imports(root))
        if RANK[there] > RANK[here]
    ]


def inside(root: Path) -> list[str]:
    """Imports of another slice's modules that are not its service."""
    return [
        f"{name} imports {target}"
        for name, _here, there, target in crossings(imports(root))
        if not target.startswith(f"participation.{there}.service")
    ]


def unranked(root: Path) -> list[str]:
    """Folders of the application that no rule knows, and slices that are not there."""
    there = {p.name for p in (root / "participation").iterdir() if p.is_dir()} - {"__pycache__"}
    empty = {name for name in SLICES if not [*(root / "participation" / name).rglob("*.py")]}
    return sorted((there - {*SLICES, *NO_SLICES}) | empty)


def outside_the_graph(root: Path) -> list[str]:
    """Files that no import graph sees, because a folder on the way to them is no package."""
    graph = imports(root)
    hidden = [path for path in sources(root) if module(root, path) not in graph]
    return [name for name in names(root, hidden) if not name.startswith(UNLISTED)]


def test_a_slice_sees_only_slices_below_it():
    assert len([*crossings(imports())]) > 50
    assert upwards(CHECKOUT) == []


def test_a_slice_sees_only_the_service_of_another():
    assert inside(CHECKOUT) == []


def test_every_folder_is_a_slice_or_known_to_be_none():
    assert unranked(CHECKOUT) == []


def test_every_module_is_in_the_graph():
    assert len(sources()) > 300
    assert outside_the_graph(CHECKOUT) == []


def test_an_import_upwards_or_into_another_slice_is_found_however_deep(root: Path):
    graph = imports(root)
    low, deep = "participation/places/deep/er/low.py", "participation/desk/deep/er/high.py"
    models = next(m for m in sorted(graph) if m.startswith("participation.respond.models"))
    package, _, name = models.rpartition(".")
    plant(root, low, "def later():\n    from participation.studies import service")
    plant(root, deep, f"from {package} import {name} as anything")
    assert upwards(root) == [
        "participation.places.deep.er.low imports participation.studies.service"
    ]
    assert inside(root) == [f"participation.desk.deep.er.high imports {models}"]


def test_a_relative_import_into_another_slice_is_found(root: Path):
    plant(root, "participation/access/deep/low.py", "from ...desk import anything")
    assert len(upwards(root)) == len(inside(root)) == 1


def test_a_new_folder_and_a_slice_that_is_gone_are_found(root: Path):
    plant(root, "participation/unheard_of/deep/views.py", "")
    shutil.rmtree(root / "participation/concept")
    assert unranked(root) == ["concept", "unheard_of"]


def test_a_module_beside_all_packages_is_found(root: Path):
    planted = plant(root, "surveys/deep/er/hidden.py", "from surveys import tally")
    (root / "surveys/deep/__init__.py").unlink()
    assert outside_the_graph(root) == ["surveys/deep/er/__init__.py", planted]


def contracts(root: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_import_contracts_hold():
    checked = contracts(CHECKOUT)
    assert checked.returncode == 0, checked.stdout
    assert int(re.findall(r"Analyzed (\d+) files", checked.stdout)[0]) > 300
    assert int(re.findall(r"(\d+) kept, 0 broken", checked.stdout)[0]) >= 1


@pytest.mark.parametrize(
    "way", ["from flask import g", "import sqlalchemy.orm", "import participation"]
)
def test_an_import_against_a_contract_is_found_however_deep(root: Path, way: str):
    plant(root, "surveys/deep/er/offence.py", way)
    checked = contracts(root)
    assert checked.returncode != 0
    assert "surveys.deep.er.offence" in checked.stdout


def unused(root: Path) -> list[str]:
    """Templates that no code and no other template names."""
    folder = root / "participation" / "templates"
    pages = templates(root)
    used = "".join(text(path) for path in [*sources(root), *pages])
    found = [
        path for path in pages if f'"{path.relative_to(root / folder).as_posix()}"' not in used
    ]
    return names(root, found)


def test_every_template_is_used():
    assert len(templates()) > 100
    assert unused(CHECKOUT) == []


def test_a_template_that_is_not_used_is_found_however_deep(root: Path):
    planted = plant(root, "participation/templates/boards/phone/deep/gone.html", "<p>")
    assert unused(root) == [planted]


def undescribed(described: str) -> list[str]:
    return [
        item.name
        for item in fields(Settings)
        if f"`{item.name}`" not in described and item.name != "instance"
    ]


def test_every_setting_is_described():
    described = text(CHECKOUT / "instance" / "README.md")
    assert undescribed(described) == []
    assert undescribed(described.replace("`public_url`", "")) == ["public_url"]


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_serving_process_loads_nothing_heavy(entry: str, tmp_path: Path):
    found = loaded(CHECKOUT, tmp_path, entry)
    assert len([name for name in found if name.split(".")[0] == "participation"]) > 100
    assert found & HEAVY == set()


@pytest.mark.parametrize("entry", ENTRIES)
def test_a_heavy_library_far_below_a_serving_process_is_found(
    root: Path, tmp_path: Path, entry: str
):
    plant(root, "participation/respond/deep/er/heavy.py", "import numpy")
    add(root, "participation/__init__.py", "import participation.respond.deep.er.heavy")
    assert loaded(root, tmp_path, entry) & HEAVY == {"numpy"}


def telling(files: Iterable[Path]) -> list[Path]:
    """Files that name a machine or a package host."""
    named = re.compile(
        r"/[r]oot/|/[h]ome/[a-z]|/[w]ork/|files\.pythonhosted|pypi\.org/simple|registry\.npmjs"
    )
    kinds = {".py", ".md", ".toml", ".lock", ".html", ".js", ".css", ".csv", ""}
    return [
        path
        for path in files
        if path.suffix in kinds and named.search(path.read_text(encoding="utf-8", errors="ignore"))
    ]


def test_no_file_names_a_machine_or_a_package_host():
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    files = [CHECKOUT / name for name in listed if name]
    assert len(files) > 500
    assert telling(path for path in files if path.is_file()) == []


@pytest.mark.parametrize("said", ["/root" + "/x", "/home" + "/me", "pypi.org" + "/simple/x"])
def test_a_file_that_names_one_is_found(tmp_path: Path, said: str):
    planted = tmp_path / plant(tmp_path, "surveys/deep/er/made.md", f"see {said}")
    assert telling([planted, Path(__file__)]) == [planted]
