"""The code base as its guards look at it, at any depth of folders, and offences planted in a copy.

A guard is a function over a root folder that returns offences. It is called with the checkout, and
with a copy in which an offence was planted, so that a guard that went blind is seen.
"""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Collection, Mapping
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
PACKAGES = ("participation", "surveys")
BESIDE = ("pyproject.toml", "wsgi.py")
"""What the tools and the processes that a guard starts need beside the packages."""
HEAVY = frozenset(
    (
        "alembic",
        "docx",
        "lark",
        "matplotlib",
        "numpy",
        "openpyxl",
        "pandas",
        "pyxform",
        "scipy",
        "simplemma",
        "stopwordsiso",
        "typst",
        "wordcloud",
        "xlrd",
        "xlsxwriter",
    )
)
"""Libraries that only jobs and commands load."""
GRAPH = """
import grimp, json
graph = grimp.build_graph(
    "participation", "surveys", include_external_packages=True, cache_dir=None
)
print(json.dumps({m: sorted(graph.find_modules_directly_imported_by(m)) for m in graph.modules}))
"""

Graph = Mapping[str, frozenset[str]]
"""What each module imports, wherever in it, by full name; other packages by their first name."""


def sources(root: Path = CHECKOUT) -> list[Path]:
    """Every Python file of the two packages."""
    return below(root, ".py", *PACKAGES)


def templates(root: Path = CHECKOUT) -> list[Path]:
    """Every page and part of a page."""
    return below(root, ".html", "participation")


def below(root: Path, suffix: str, *folders: str) -> list[Path]:
    """All files that end so, as deep as they may lie."""
    return [path for folder in folders for path in sorted((root / folder).rglob(f"*{suffix}"))]


def the_one(root: Path, name: str) -> Path:
    """The only file of this name in the application, wherever it lies."""
    (found,) = (root / "participation").rglob(name)
    return found


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def names(root: Path, paths: Collection[Path]) -> list[str]:
    return [path.relative_to(root).as_posix() for path in paths]


def imports(root: Path = CHECKOUT) -> Graph:
    """The import graph; built in a process of its own, which finds the packages below ``root``."""
    built = subprocess.run(
        [sys.executable, "-c", GRAPH], cwd=root, capture_output=True, text=True, check=True
    )
    return {module: frozenset(seen) for module, seen in json.loads(built.stdout).items()}


def imported(path: Path) -> frozenset[str]:
    """What one file imports, for files that are in no package and so not in the graph."""
    found = set[str]()
    for node in ast.walk(ast.parse(text(path))):
        if isinstance(node, ast.Import):
            found |= {item.name for item in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{item.name}" for item in node.names)}
    return frozenset(found)


def reaching(graph: Graph, aims: Collection[str], *, but: Collection[str] = ()) -> set[str]:
    """``aims`` and every module that imports one of them, itself or through others but ``but``."""
    found, fresh = set[str](), set(aims)
    while fresh:
        found |= fresh
        fresh = {m for m, seen in graph.items() if seen & fresh} - found - set(but)
    return found


def defining(root: Path, package: str, pattern: str) -> list[str]:
    """Full names of the modules below ``package`` with a line like ``pattern``."""
    line = re.compile(pattern, re.MULTILINE)
    return [module(root, p) for p in below(root, ".py", package) if line.search(text(p))]


def module(root: Path, path: Path) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def loaded(root: Path, instance: Path, *entries: str) -> set[str]:
    """All that a fresh process has loaded once it imported ``entries``."""
    code = f"import sys, {', '.join(entries)}; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", code],
        cwd=root,
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"VIELSTIMMIG_INSTANCE": str(instance)},
    )
    return set(run.stdout.split())


def copied(folder: Path) -> Path:
    """A copy of the code base to plant offences in."""
    root = folder / "house"
    unread = shutil.ignore_patterns("__pycache__", "*.ttf", "fonts")
    for name in PACKAGES:
        shutil.copytree(CHECKOUT / name, root / name, ignore=unread)
    for name in BESIDE:
        shutil.copy(CHECKOUT / name, root)
    return root


def plant(root: Path, path: str, content: str) -> str:
    """Writes an offending file, with all packages on the way to it; returns where it stands."""
    file = root / path
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.suffix == ".py":
        for parent in [*file.relative_to(root).parents][:-1]:
            if "migrations" not in parent.parts:
                (root / parent / "__init__.py").touch()
    file.write_text(content, encoding="utf-8")
    return path


def add(root: Path, path: str, content: str) -> None:
    """Adds a line to a file that is there."""
    with (root / path).open("a", encoding="utf-8") as file:
        file.write(f"\n{content}\n")
