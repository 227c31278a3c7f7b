"""The code base keeps its own rules: directions, templates in use, settings described."""

import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import fields
from pathlib import Path

import pytest

from participation.base.settings import Settings
from tests.support.house import (
    CHECKOUT,
    HEAVY,
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

UNLISTED = "participation/migrations/"
"""Alembic loads these by their paths; they are in no package."""
ENTRIES = ("participation.asgi", "wsgi")


def outside_the_graph(root: Path) -> list[str]:
    """Files that no import graph sees, because a folder on the way to them is no package."""
    graph = imports(root)
    hidden = [path for path in sources(root) if module(root, path) not in graph]
    return [name for name in names(root, hidden) if not name.startswith(UNLISTED)]


def test_every_module_is_in_the_graph():
    assert len(sources()) > 300
    assert outside_the_graph(CHECKOUT) == []


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


OFFENCES = {
    "surveys/deep/er/flasked.py": "from flask import g",
    "surveys/deep/er/stored.py": "import sqlalchemy.orm",
    "participation/places/deep/er/upwards.py": "from participation.studies import service",
    "participation/access/deep/beside.py": "from ...desk import anything",
    "participation/desk/deep/er/within.py": "from participation.respond import models",
    "participation/operations/deep/er/above.py": "from participation.site import waves",
    "participation/concept/tree/deep/er/paged.py": "from participation.concept.desk import x",
    "participation/concept/light/deep/risen.py": "from participation.concept.tree import kinds",
    "participation/concept/desk/deep/entered.py": "from participation.concept.service import x",
    "participation/organisations/links/deep/risen.py": "from participation.organisations import views",
}
"""File → what it must not import."""


def test_an_import_against_a_contract_is_found_however_deep(root: Path):
    for path, way in OFFENCES.items():
        plant(root, path, f"def later():\n    {way}")
    checked = contracts(root)
    assert checked.returncode != 0
    modules = [path.removesuffix(".py").replace("/", ".") for path in OFFENCES]
    assert [name for name in modules if name not in checked.stdout] == []


def test_a_folder_that_no_contract_names_is_found(root: Path):
    """Each in a contract of its own: a contract tells of its folders before it looks at arrows."""
    packages = ("participation", "participation/boards", "participation/concept", "surveys")
    for package in packages:
        plant(root, f"{package}/unheard_of_in_{package.rpartition('/')[2]}/views.py", "")
    checked = contracts(root)
    assert checked.returncode != 0
    names = [f"unheard_of_in_{package.rpartition('/')[2]}" for package in packages]
    assert [name for name in names if name not in checked.stdout] == []


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


def naming_machines(files: Iterable[Path]) -> list[Path]:
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
    assert naming_machines(path for path in files if path.is_file()) == []


@pytest.mark.parametrize("said", ["/root" + "/x", "/home" + "/me", "pypi.org" + "/simple/x"])
def test_a_file_that_names_one_is_found(tmp_path: Path, said: str):
    planted = tmp_path / plant(tmp_path, "surveys/deep/er/made.md", f"see {said}")
    assert naming_machines([planted, Path(__file__)]) == [planted]
