"""What a form's conditions and defaults say about each other: every problem at its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from surveys.authoring.form import Entry, Form
from surveys.authoring.kinds import Names, kind_problems
from surveys.authoring.other import base_and_own
from surveys.authoring.table import Cell
from surveys.authoring.types import Role
from surveys.expressions import Expression, Reference, parts, references
from surveys.expressions.patterns import PatternProblem, compile_pattern
from surveys.expressions.tree import Call, Current, Literal
from surveys.instrument.answers import AnswerProblem, read
from surveys.instrument.instrument import EMPTY, Choice, Question, QuestionType

MAX_OFFERED = 50_000
"""Choices that all questions of a form may offer together."""


def check(form: Form) -> None:
    """Adds to the form's findings all problems that need more than one cell to be seen."""
    questions = form.questions
    names = {name: _names(form, entry) for name, entry in questions.items()}
    for use in _uses(form):
        _check_references(form, use, questions)
        _check_kinds(form, use, names)
        _check_patterns(form, use)
    for entry in questions.values():
        _check_list(form, entry)
        _check_default(form, entry)
    _check_circles(form)
    _check_size(form)


@dataclass(frozen=True, slots=True)
class _Use:
    """One expression in its cell."""

    entry: Entry
    field: str
    expression: Expression

    @property
    def cell(self) -> Cell:
        return self.entry.row.cell(self.field)


def _uses(form: Form) -> Iterator[_Use]:
    for entry in form.entries:
        for field, expression in entry.expressions.items():
            yield _Use(entry, field, expression)


def _names(form: Form, entry: Entry) -> Names:
    return Names(entry.type, form.choice_names.get(entry.list_name, frozenset()))


def _check_references(form: Form, use: _Use, questions: Mapping[str, Entry]) -> None:
    for part in parts(use.expression):
        if isinstance(part, Current) and use.field in ("relevant", "required", "calculation"):
            form.findings.problem("current_not_here", use.cell, part.column, name=use.entry.name)
        if isinstance(part, Reference) and (key := _missing(form, part.name, questions)):
            form.findings.problem(key, use.cell, part.column, name=part.name)


def _missing(form: Form, name: str, questions: Mapping[str, Entry]) -> str | None:
    """Why nobody can refer to that name; None when one can, or its row is refused anyway."""
    if name in questions:
        return "reference_group" if questions[name].type is QuestionType.NOTE else None
    if name in form.gone:
        return "reference_dropped" if form.gone[name] is Role.DROP else None
    is_group = any(entry.name == name for entry in form.entries)
    return "reference_group" if is_group else "reference_unknown"


def _check_kinds(form: Form, use: _Use, names: Mapping[str, Names]) -> None:
    own = names.get(use.entry.name)
    for problem in kind_problems(use.expression, names, own):
        form.findings.problem(problem.key, use.cell, problem.column, **problem.params)


def _check_patterns(form: Form, use: _Use) -> None:
    for part in parts(use.expression):
        match part:
            case Call("regex", (_, Literal(str(pattern), column=column))):
                try:
                    compile_pattern(pattern)
                except PatternProblem as problem:
                    form.findings.problem("pattern", use.cell, column, detail=str(problem))
            case Call("regex", (_, _), column):
                form.findings.problem("pattern", use.cell, column, detail="…")


def _check_list(form: Form, entry: Entry) -> None:
    if entry.type.selects and entry.list_name not in form.lists:
        name, _ = base_and_own(entry.list_name)
        form.findings.problem("list_unknown", entry.row.cell("type"), list=name)


def _check_size(form: Form) -> None:
    """A long list in many questions is held by each of them, and pyxform reads it for each."""
    offered = sum(len(form.choice_names.get(q.list_name, ())) for q in form.questions.values())
    if offered > MAX_OFFERED:
        form.findings.problem("too_many_choices", Cell("choices"), most=str(MAX_OFFERED))


def _check_default(form: Form, entry: Entry) -> None:
    text, cell = entry.row.get("default"), entry.row.cell("default")
    if not text or not entry.type.asks:
        return
    if "${" in text or text.rstrip().endswith(")"):
        form.findings.problem("no_dynamic_default", cell)
        return
    raw = text.split() if entry.type is QuestionType.SELECT_MULTIPLE else [text]
    try:
        read(_bare(form, entry), raw)
    except AnswerProblem:
        form.findings.problem("default_invalid", cell, value=text)


def _bare(form: Form, entry: Entry) -> Question:
    """The question without its constraint: a default may be a beginning ("1309-")."""
    names = form.choice_names.get(entry.list_name, ())
    choices = tuple(Choice(name, EMPTY) for name in names)
    return Question(entry.name, entry.type, choices=choices)


def _check_circles(form: Form) -> None:
    """Each circle of questions that need each other is told once, where it was met first."""
    needs = _needs(form)
    done: set[str] = set()
    for name, entry in form.questions.items():
        circle = _circle(name, needs, done)
        if circle:
            form.findings.problem("circle", entry.row.place, names=" → ".join(circle))


def _needs(form: Form) -> dict[str, list[str]]:
    needs: dict[str, list[str]] = {}
    groups: list[frozenset[str]] = []
    for entry in form.entries:
        own = frozenset[str]().union(
            *(
                references(expression)
                for field, expression in entry.expressions.items()
                if field in ("relevant", "calculation")
            )
        )
        if entry.role is Role.BEGIN:
            groups.append(own)
        elif entry.role is Role.END and groups:
            groups.pop()
        elif entry.role is Role.QUESTION:
            needs[entry.name] = sorted(own.union(*groups))
    return needs


def _circle(start: str, needs: Mapping[str, list[str]], done: set[str]) -> list[str]:
    """The first circle that can be reached, as its names in order; walks without recursion."""
    path: list[str] = []
    step: Callable[[str], Iterator[str]] = lambda name: iter(needs.get(name, ()))  # noqa: E731
    stack = [iter((start,))]
    while stack:
        name = next(stack[-1], None)
        if name is None:
            stack.pop()
            if path:
                done.add(path.pop())
        elif name in path:
            circle = [*path[path.index(name) :], name]
            done.update(path)
            return circle
        elif name not in done:
            path.append(name)
            stack.append(step(name))
    return []
