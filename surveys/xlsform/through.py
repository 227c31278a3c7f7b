"""The form through pyxform: what other tools of XLSForm make of it.

pyxform sees a clean workbook of standard columns: headers with language tags, without our own
columns and without rows that are dropped. Its answer gives the nesting and the texts; when it
refuses the form, other tools would too, and so do we.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from surveys.authoring.form import Entry, Form
from surveys.authoring.table import Cell, Row
from surveys.authoring.types import Role
from surveys.expressions import TRUE

_PLAIN = ("relevant", "required", "constraint", "calculation", "default", "appearance")
_TEXTS = ("label", "hint", "constraint_message", "required_message")
_ROW = re.compile(r"\[row : (\d+)\]\s*(.*)", re.DOTALL)
_FIRST_ROW = 2
"""pyxform counts rows as a workbook does, with the header as the first."""


def convert(form: Form) -> Mapping[str, Any] | None:
    """Pyxform's dictionary of the form; None, and a problem, when it refuses."""
    from pyxform.errors import PyXFormError  # noqa: PLC0415  only jobs and commands load it
    from pyxform.xls2xform import convert as through_pyxform  # noqa: PLC0415  as above

    try:
        done = through_pyxform(_workbook(form), validate=False, warnings=[])
    except PyXFormError as error:
        _refused(form, str(error))
        return None
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  it raises bare TypeErrors on some real forms
        _refused(form, f"{type(error).__name__}: {error}")
        return None
    tree: Mapping[str, Any] = done._pyxform  # noqa: SLF001  the texts stand only there
    return tree


def _refused(form: Form, message: str) -> None:
    found = _ROW.match(message)
    at = int(found[1]) - _FIRST_ROW if found else -1
    place = form.entries[at].row.place if 0 <= at < len(form.entries) else Cell("survey")
    form.findings.problem("other_tool", place, detail=found[2] if found else message)


def _workbook(form: Form) -> dict[str, list[dict[str, str]]]:
    survey = [_survey_row(entry) for entry in form.entries]
    used = {entry.list_name for entry in form.entries}
    choices = [
        {"list_name": name, "name": choice.name, **_tagged("label", choice.label.strings)}
        for name, rows in form.lists.items()
        if name in used
        for choice in rows
    ]
    settings = {"form_title": "form", "form_id": "form", "default_language": form.default_language}
    sheets = {"survey": survey, "choices": choices, "settings": [settings]}
    headers = {f"{name}_header": [_header(rows)] for name, rows in sheets.items()}
    return {**sheets, **headers}


def _header(rows: list[dict[str, str]]) -> dict[str, str]:
    return {name: "" for row in rows for name in row}


def _survey_row(entry: Entry) -> dict[str, str]:
    if entry.role is Role.END:
        return {"type": "end_group"}
    row = {"name": entry.name, "type": _type(entry), **_tagged("label", entry.label.strings)}
    if entry.role is Role.QUESTION:
        row |= {name: entry.row.get(name) for name in _PLAIN if _kept(entry, name)}
        if entry.expressions.get("required") == TRUE:
            row["required"] = "yes"  # however it was ticked
        row |= _texts(entry.row)
    if "randomize" in entry.flags:
        row["parameters"] = "randomize=true"
    return row


def _kept(entry: Entry, name: str) -> bool:
    return name in entry.expressions or (
        name in ("default", "appearance") and bool(entry.row.get(name))
    )


def _type(entry: Entry) -> str:
    if entry.role is Role.BEGIN:
        return "begin_group"
    return f"{entry.type.value} {entry.list_name}".strip()


def _texts(row: Row) -> dict[str, str]:
    return {
        header: text
        for name in _TEXTS
        if name != "label"
        for header, text in _tagged(name, row.text(name).strings).items()
    }


def _tagged(name: str, strings: Mapping[str, str]) -> dict[str, str]:
    return {f"{name}::{tag}": text for tag, text in strings.items()}
