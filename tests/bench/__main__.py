"""Runs every module of figures; prints one JSON object a line and writes the table of the docs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

MODULES = (
    "respond",
    "serve",
    "start",
    "desk",
    "site",
    "concept",
    "release",
    "monitoring",
    "scale",
    "patterns",
    "paper",
    "boards",
    "boards_way_in",
    "boards_summary",
    "suggesting",
    "room",
)
TABLE = Path("docs/figures.md")
HEAD = """# Figures

Written by `make bench`. CPU is scaled to a machine on which a fixed loop takes 60 ms; every bar is an
upper one. A figure without a bar stands for comparison.

| figure | value | bar | holds |
|---|---|---|---|
"""


def lines_of(module: str) -> list[str]:
    """What one module prints; its own process, so that none weighs on another."""
    run = subprocess.run(
        [sys.executable, "-m", f"tests.bench.{module}"], capture_output=True, text=True, check=False
    )
    if run.returncode or "NO CHROMIUM" in run.stderr:
        sys.stderr.write(run.stderr)
    if run.returncode:
        raise SystemExit(f"tests.bench.{module} failed")
    return [line for line in run.stdout.splitlines() if line.startswith("{")]


def row(figure: dict[str, object]) -> str:
    """One figure as a row of the table."""
    holds = {True: "yes", False: "**no**", None: "–"}[figure["holds"]]
    raw = f" (raw {figure['raw']})" if "raw" in figure else ""
    return f"| `{figure['name']}` | {figure['value']} {figure['unit']}{raw} | {figure['bar'] or '–'} | {holds} |"


def main() -> None:
    """Measures, prints, writes the table; exit code 1 when a bar is not kept."""
    figures = []
    for module in MODULES:
        for line in lines_of(module):
            print(line, flush=True)  # noqa: T201 - printing is what this program does
            figures.append(json.loads(line))
    TABLE.write_text(HEAD + "\n".join(row(figure) for figure in figures) + "\n", encoding="utf-8")
    raise SystemExit(any(figure["holds"] is False for figure in figures))


main()
