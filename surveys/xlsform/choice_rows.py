"""Rows of the sheet ``choices`` → the lists that the survey uses."""

from __future__ import annotations

from surveys.authoring.form import ChoiceRow, Form
from surveys.authoring.headers import MEDIA
from surveys.authoring.other import base_and_own
from surveys.authoring.problems import UNSEEN
from surveys.authoring.table import Row
from surveys.instrument.instrument import Missing, Text
from surveys.xlsform import words


def read_choices(form: Form, rows: list[Row]) -> None:
    """Adds all lists to the form; only rows of lists that a question uses are checked later."""
    for row in rows:
        name, of_list = row.get("name"), row.get("list_name")
        if not name and not of_list:
            continue
        if not of_list:
            form.findings.problem("list_missing", row.place)
            continue
        form.lists.setdefault(of_list, []).append(ChoiceRow(row, name, _label(form, row)))


def _label(form: Form, row: Row) -> Text:
    """The label; where only a picture stands, the name must do, and a notice says so."""
    label, name = row.text("label"), row.get("name")
    media = next((cell for field in MEDIA for cell in row.all(field)), None)
    if label or media is None:
        return label
    form.findings.notice("choice_named", media, name=name)
    return Text({form.default_language: name})


def check_choices(form: Form) -> None:
    """Notes problems of the used lists, and which lists nobody uses."""
    used = {name for entry in form.entries for name in base_and_own(entry.list_name)}
    for name, choices in form.lists.items():
        if name in used:
            _check_list(form, choices)
        else:
            form.findings.notice("choice_unreachable", choices[0].row.place, list=name)


def _check_list(form: Form, choices: list[ChoiceRow]) -> None:
    first: dict[str, int] = {}
    for choice in choices:
        _check_choice(form, choice)
        if choice.name in first:
            cell = choice.row.cell("name")
            at = str(first[choice.name])
            form.findings.problem("choice_twice", cell, name=choice.name, first=at)
        first.setdefault(choice.name, choice.row.place.row)


def _check_choice(form: Form, choice: ChoiceRow) -> None:
    row, findings = choice.row, form.findings
    if not choice.name:
        findings.problem("name_missing", row.place)
    elif UNSEEN.search(choice.name):
        findings.problem("name_unseen", row.cell("name"), name=choice.name)
    elif len(choice.name.split()) > 1:
        findings.problem("choice_name_invalid", row.cell("name"), name=choice.name)
    if not choice.label:
        findings.problem("label_missing", row.place)
    words.yes(row, "exclusive", findings)
    if row.get("missing") and row.get("missing") not in list(Missing):
        allowed = ", ".join(Missing)
        cell = row.cell("missing")
        findings.problem("word_invalid", cell, value=cell.text, allowed=allowed)
    for cell in row.texts.get("label", {}).values():
        if "${" in cell.text:
            findings.problem("text_reference", cell, cell.text.index("${") + 1, name="…")
