"""``flask --app wsgi forms check``: can these workbooks be questionnaires here?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from flask.cli import AppGroup

from surveys.authoring.problems import Problem

SUFFIXES = frozenset((".xlsx", ".xlsm", ".xls", ".csv"))
forms = AppGroup("forms", help="Look at questionnaires made elsewhere.")


@forms.command("check")
@click.option("--json", "as_json", is_flag=True, help="One JSON list instead of text.")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path), metavar="PATH…"
)
def check(*, as_json: bool, paths: tuple[Path, ...]) -> None:
    """Say of each XLSForm workbook whether it can be imported, and if not, all reasons.

    Of one that can be: its languages, number of questions and pages. Folders are searched for
    XLSX, XLS and CSV. The exit code is 1 when a file was reported.
    """
    reports: list[dict[str, Any]] = []
    for path in _files(paths):
        reports.append(_report(path))
        if not as_json:
            click.echo(_as_text(reports[-1]))
    if as_json:
        click.echo(json.dumps(reports, ensure_ascii=False, indent=1))
    sys.exit(any(report["status"] == "reported" for report in reports))


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (p for p in sorted(path.rglob("*")) if p.suffix.lower() in SUFFIXES)
        else:
            yield path


def _report(path: Path) -> dict[str, Any]:
    # Only this command reads workbooks; no serving process imports their readers.
    from surveys.xlsform.apart import read_apart  # noqa: PLC0415

    verdict = read_apart(path.read_bytes(), key=path.stem)
    read = verdict.instrument
    return {
        "file": str(path),
        "status": "reported" if verdict.instrument is None else "imported",
        "seconds": round(verdict.seconds, 2),
        "languages": list(read.languages) if read else None,
        "questions": len(read.asked) if read else None,
        "pages": len(read.pages) if read else None,
        "problems": [_as_data(problem) for problem in verdict.problems],
        "notices": [_as_data(notice) for notice in verdict.notices],
    }


def _as_data(problem: Problem) -> dict[str, Any]:
    data = {name: value for name, value in asdict(problem).items() if name != "params" and value}
    return {**data, "place": problem.place, "message": problem.message}


def _as_text(report: dict[str, Any]) -> str:
    lines = [f"{report['file']}: {report['status']} ({report['seconds']} s)"]
    if report["languages"] is not None:
        lines.append(
            f"  {', '.join(report['languages'])}; {report['questions']} questions,"
            f" {report['pages']} pages"
        )
    for kind in ("problems", "notices"):
        mark = "!" if kind == "problems" else "·"
        lines += [f"  {mark} {found['place']} {found['message']}" for found in report[kind]]
    return "\n".join(lines)
