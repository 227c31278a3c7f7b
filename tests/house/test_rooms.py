"""The code base keeps its own rules: directions, templates in use, settings described."""

import ast
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from participation.base.settings import Settings

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
HEAVY = (
    "pandas",
    "numpy",
    "scipy",
    "matplotlib",
    "pyxform",
    "openpyxl",
    "alembic",
    "typst",
    "docx",
    "wordcloud",
)


def sources() -> Iterator[Path]:
    for folder in ("participation", "surveys"):
        yield from Path(folder).rglob("*.py")


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def crossings() -> Iterator[tuple[Path, str, str, str]]:
    """File, its slice, the other slice, what is imported of it."""
    for name in SLICES:
        for path in Path("participation", name).rglob("*.py"):
            for target in imports(path):
                parts = target.split(".")
                if (
                    parts[0] == "participation"
                    and len(parts) > 1
                    and parts[1] in RANK
                    and parts[1] != name
                ):
                    yield path, name, parts[1], target


def test_a_slice_sees_only_slices_below_it():
    upwards = [
        f"{path} imports {target}"
        for path, here, there, target in crossings()
        if RANK[there] > RANK[here]
    ]
    assert upwards == []


def test_a_slice_sees_only_the_service_of_another():
    inside = [
        f"{path} imports {target}"
        for path, _here, there, target in crossings()
        if not target.startswith(f"participation.{there}.service")
    ]
    assert inside == []


def test_the_import_contracts_hold():
    checked = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout


def test_every_template_is_used():
    templates = Path("participation/templates")
    used = "".join(
        path.read_text(encoding="utf-8") for path in [*sources(), *templates.rglob("*.html")]
    )
    unused = [
        str(path.relative_to(templates))
        for path in templates.rglob("*.html")
        if f'"{path.relative_to(templates)}"' not in used
    ]
    assert unused == []


def test_every_setting_is_described():
    described = Path("instance/README.md").read_text(encoding="utf-8")
    missing = [
        item.name
        for item in fields(Settings)
        if f"`{item.name}`" not in described and item.name != "instance"
    ]
    assert missing == []


@pytest.mark.parametrize("entry", ["participation.asgi", "wsgi"])
def test_a_serving_process_loads_nothing_heavy(entry: str, tmp_path: Path):
    code = f"import sys, {entry}; print([m for m in {HEAVY!r} if m in sys.modules])"
    run = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"VIELSTIMMIG_INSTANCE": str(tmp_path)},
    )
    assert run.stdout.strip() == "[]"


def test_no_file_names_a_machine_or_a_package_host():
    listed = subprocess.run(
        ["git", "ls-files"], capture_output=True, text=True, check=True
    ).stdout.split()
    telling = re.compile(
        r"/root/|/home/[a-z]|/work/|files\.pythonhosted|pypi\.org/simple|registry\.npmjs"
    )
    named = [
        name
        for name in listed
        if not name.startswith("tests/house/")
        and Path(name).suffix
        in {".py", ".md", ".toml", ".lock", ".html", ".js", ".css", ".csv", ""}
        and telling.search(Path(name).read_text(encoding="utf-8", errors="ignore"))
    ]
    assert named == []
