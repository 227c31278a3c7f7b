"""Rows of the sheet ``survey`` → entries of the form, every problem noted at its cell."""

from __future__ import annotations

import re
from collections.abc import Iterator

from surveys.authoring.form import Entry, Form
from surveys.authoring.headers import MEDIA
from surveys.authoring.other import with_other
from surveys.authoring.problems import UNSEEN
from surveys.authoring.table import Findings, Row
from surveys.authoring.types import Role, RowType, read_type
from surveys.expressions import Expression
from surveys.expressions.tree import Call, Current, Literal, Operation
from surveys.instrument.instrument import QuestionType, Text
from surveys.xlsform import words

NAME = re.compile(r"[^\W\d][\w.-]{0,99}")
_OF_QUESTIONS = ("relevant", "required", "constraint")
_OF_CALCULATIONS = ("relevant", "calculation")
_NUMBERS = ("max_choices", "fixed_last", "max_length")
LONGEST_TEXT = 4000
"""Characters; more nobody types on a phone, and a page of longer ones would not be taken."""
_FLAGS = ("randomize", "searchable", "sensitive")
_PAGES = frozenset(("field-list", "table-list"))
_REFUSED_CELLS = {"choice_filter": "no_choice_filter", "trigger": "no_trigger"}
_REFERENCE = re.compile(r"\$\{\s*([^{}]*?)\s*\}")


def read_survey(form: Form, rows: list[Row]) -> None:
    """Adds the entries of all rows to the form."""
    open_groups: list[Entry] = []
    for row in rows:
        for entry in _entries(form, row):
            form.entries.append(entry)
            if entry.role is Role.BEGIN:
                open_groups.append(entry)
            elif entry.role is Role.END and open_groups:
                open_groups.pop()
            elif entry.role is Role.END:
                form.findings.problem("end_without_begin", row.cell("type"))
    for entry in open_groups:
        form.findings.problem("begin_without_end", entry.row.cell("type"))
    _check_names(form)


def _entries(form: Form, row: Row) -> Iterator[Entry]:
    if not row.get("type"):
        if row.get("name") or row.texts.get("label"):
            form.findings.problem("type_missing", row.place)
        return
    kind = read_type(row.get("type"))
    if words.yes(row, "disabled", form.findings):
        form.findings.notice("dropped_disabled", row.place)
        form.gone.setdefault(row.get("name"), Role.DROP)
    elif kind.role in (Role.DROP, Role.REFUSE):
        _leave_out(form, row, kind)
    elif kind.role is Role.QUESTION:
        yield from _question(form, row, kind)
    else:
        yield _group(form, row, kind)


def _leave_out(form: Form, row: Row, kind: RowType) -> None:
    note = form.findings.notice if kind.role is Role.DROP else form.findings.problem
    note(kind.key, row.cell("type"), type=row.get("type"), name=row.get("name"))
    form.gone.setdefault(row.get("name"), kind.role)


def _group(form: Form, row: Row, kind: RowType) -> Entry:
    if kind.key:
        form.findings.problem(kind.key, row.cell("type"))
    if kind.role is Role.END:
        return Entry(row, Role.END)
    relevant = words.expression(row, "relevant", form.findings)
    return Entry(
        row,
        Role.BEGIN,
        name=row.get("name") or f"group_{row.place.row}",
        page=bool(_PAGES & set(row.get("appearance").lower().split())),
        label=_label(form.findings, row),
        expressions={} if relevant is None else {"relevant": relevant},
    )


def _question(form: Form, row: Row, kind: RowType) -> Iterator[Entry]:
    findings = form.findings
    question = kind.type or QuestionType.NOTE
    for name, key in _REFUSED_CELLS.items():
        if row.get(name):
            findings.problem(key, row.cell(name))
    question = _read_only(findings, row, question)
    expressions = dict(_expressions(findings, row, question))
    entry = Entry(
        row,
        Role.QUESTION,
        name=_name(findings, row, question),
        type=question,
        list_name=kind.list_name,
        label=_label(findings, row, needed=question is not QuestionType.CALCULATE),
        expressions=expressions,
        numbers=_numbers(findings, row, expressions.get("constraint")),
        flags=frozenset(_flags(findings, row)),
    )
    yield from with_other(form, entry) if kind.with_other else (entry,)


def _flags(findings: Findings, row: Row) -> Iterator[str]:
    yield from (name for name in _FLAGS if words.yes(row, name, findings))
    if words.parameters(row).get("randomize") == "true":
        yield "randomize"
    if "autocomplete" in row.get("appearance").lower().split():
        yield "searchable"


def _read_only(findings: Findings, row: Row, question: QuestionType) -> QuestionType:
    if not question.asks or not words.yes(row, "read_only", findings):
        return question
    if row.get("default") or row.get("calculation"):
        findings.problem("no_read_only", row.cell("read_only"))
        return question
    findings.notice("read_only_note", row.cell("read_only"))
    return QuestionType.NOTE


def _name(findings: Findings, row: Row, question: QuestionType) -> str:
    name = row.get("name")
    if not name and question is QuestionType.NOTE:
        return f"note_{row.place.row}"
    if not name:
        findings.problem("name_missing", row.place)
    elif UNSEEN.search(name):
        findings.problem("name_unseen", row.cell("name"), name=name)
    elif not NAME.fullmatch(name):
        findings.problem("name_invalid", row.cell("name"), name=name)
    return name


def _label(findings: Findings, row: Row, *, needed: bool = False) -> Text:
    """The label; media beside it are left out, in place of it they are a problem."""
    label = row.text("label")
    media = next((cell for name in MEDIA for cell in row.all(name)), None)
    if media is not None:
        note = findings.notice if label or not needed else findings.problem
        note("dropped_media" if label or not needed else "media_without_text", media)
    elif needed and not label:
        findings.problem("label_missing", row.place)
    for texts in row.texts.values():
        for cell in texts.values():
            if found := _REFERENCE.search(cell.text):
                findings.problem("text_reference", cell, found.start() + 1, name=found[1])
    return label


def _expressions(
    findings: Findings, row: Row, question: QuestionType
) -> Iterator[tuple[str, Expression]]:
    computes = question is QuestionType.CALCULATE
    if computes and not row.get("calculation"):
        findings.problem("calculation_missing", row.place)
    if not computes and question.asks and row.get("calculation"):
        findings.problem("calculation_here", row.cell("calculation"))
    for name in _OF_CALCULATIONS if computes else _OF_QUESTIONS:
        found = words.expression(row, name, findings)
        if found is not None and (name, found) != ("required", Call("false")):
            yield name, found


def _numbers(findings: Findings, row: Row, constraint: Expression | None) -> dict[str, int]:
    numbers = {name: words.number(row, name, findings) for name in _NUMBERS}
    if numbers["max_choices"] is None and constraint is not None:
        numbers["max_choices"] = _most_chosen(constraint)
    if numbers["max_length"] is not None:
        numbers["max_length"] = min(numbers["max_length"], LONGEST_TEXT)
    return {name: number for name, number in numbers.items() if number is not None}


def _most_chosen(constraint: Expression) -> int | None:
    """The limit of a constraint like ``count-selected(.) <= 3``."""
    match constraint:
        case Operation("<=", (Call("count-selected", (Current(),)), Literal(float(most)))):
            return int(most)
        case Operation("<", (Call("count-selected", (Current(),)), Literal(float(most)))):
            return int(most) - 1
    return None


def _check_names(form: Form) -> None:
    first: dict[str, int] = {}
    for entry in form.entries:
        if not entry.name or entry.role is Role.END:
            continue
        if entry.name in first:
            form.findings.problem(
                "name_twice", entry.row.cell("name"), name=entry.name, first=str(first[entry.name])
            )
        first.setdefault(entry.name, entry.row.place.row)
