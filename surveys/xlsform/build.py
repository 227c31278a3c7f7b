"""pyxform's dictionary, with our own columns beside it → the Instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from surveys.authoring.form import ChoiceRow, Entry, Form
from surveys.authoring.table import Row
from surveys.authoring.types import Role
from surveys.expressions import Expression, Operation
from surveys.instrument.instrument import (
    EMPTY,
    Choice,
    Instrument,
    InstrumentKind,
    Missing,
    Page,
    Question,
    QuestionType,
    Text,
)
from surveys.xlsform import words
from surveys.xlsform.pages import Pages

_TRAITS = ("construct", "dimension", "benchmark", "tested", "note_for_officer")
_Node = Mapping[str, Any]


def build(form: Form, tree: _Node, key: str) -> Instrument:
    """The instrument of a form without problems."""
    builder = _Builder(form, tree)
    builder.walk(tree["children"], ())
    row, pages = form.settings, builder.pages.finished()
    spoken = _spoken(pages)
    languages = tuple(tag for tag in form.languages if tag in spoken) or form.languages[:1]
    return Instrument(
        key=_slug(row.get("form_id") or key),
        version=row.get("version") or "1",
        kind=InstrumentKind(row.get("kind") or InstrumentKind.ANONYMOUS),
        title=row.text("title") or Text({languages[0]: row.get("form_id") or key}),
        purpose=row.text("purpose"),
        languages=languages,
        default_language=languages[0],
        pages=pages,
        calculations=tuple(builder.calculations),
        minutes=words.number(row, "minutes", form.findings) or 0,
    )


class _Builder:
    """Walks the tree once; conditions of groups are handed down to their questions."""

    def __init__(self, form: Form, tree: _Node) -> None:
        self.form = form
        self.entries = {entry.name: entry for entry in form.entries if entry.role is not Role.END}
        self.lists: Mapping[str, Sequence[_Node]] = tree.get("choices", {})
        self.made: dict[str, tuple[Choice, ...]] = {}
        self.pages = Pages()
        self.calculations: list[Question] = []

    def walk(self, nodes: Sequence[_Node], conditions: tuple[Expression, ...]) -> None:
        for node in nodes:
            entry = self.entries.get(node["name"])
            if entry is None:  # pyxform's own "meta"
                continue
            own = conditions + _conjuncts(entry.expressions.get("relevant"))
            if entry.role is Role.BEGIN:
                self._group(node, entry, own)
            elif entry.type is QuestionType.CALCULATE:
                self.calculations.append(self._question(node, entry, own))
            else:
                self.pages.add(self._question(node, entry, own))

    def _group(self, node: _Node, entry: Entry, conditions: tuple[Expression, ...]) -> None:
        label, children = _text(node.get("label")), node.get("children", ())
        with self.pages.group(entry.name, label, entry.row.text("section_why"), page=entry.page):
            if self.pages.nested and label:
                self.pages.add(Question(entry.name, QuestionType.NOTE, label, relevant=conditions))
            self.walk(children, conditions)

    def _question(self, node: _Node, entry: Entry, conditions: tuple[Expression, ...]) -> Question:
        row, bind, expressions = entry.row, node.get("bind", {}), entry.expressions
        return Question(
            name=entry.name,
            type=entry.type,
            label=_text(node.get("label")),
            hint=_text(node.get("hint")),
            choices=self._choices(entry.list_name),
            list_name=entry.list_name,
            relevant=tuple(dict.fromkeys(conditions)),
            required=expressions.get("required"),
            required_message=_text(bind.get("jr:requiredMsg")),
            constraint=expressions.get("constraint"),
            constraint_message=_text(bind.get("jr:constraintMsg")),
            default=str(node.get("default", "")),
            calculation=expressions.get("calculation"),
            randomize="randomize" in entry.flags,
            long_text="multiline" in row.get("appearance").lower().split(),
            searchable="searchable" in entry.flags,
            sensitive="sensitive" in entry.flags,
            why=row.text("why"),
            traits=dict(_traits(row)),
            **entry.numbers,
        )

    def _choices(self, name: str) -> tuple[Choice, ...]:
        """The choices of a list, made once for all questions that use it."""
        if name not in self.made:
            rows = {choice.name: choice for choice in self.form.lists.get(name, ())}
            nodes = self.lists.get(name, ()) if name else ()
            self.made[name] = tuple(self._choice(node, rows[node["name"]]) for node in nodes)
        return self.made[name]

    def _choice(self, node: _Node, choice: ChoiceRow) -> Choice:
        row = choice.row
        missing = row.get("missing")
        return Choice(
            name=choice.name,
            label=_text(node["label"]),
            exclusive=words.yes(row, "exclusive", self.form.findings),
            missing=Missing(missing) if missing else None,
            group=row.text("group"),
            aliases=tuple(part.strip() for part in row.get("aliases").split(";") if part.strip()),
        )


def _spoken(pages: Sequence[Page]) -> set[str]:
    """Languages that a question or a choice is in; lists that nobody uses do not count."""
    questions = [question for page in pages for question in page.questions]
    labels = [q.label for q in questions] + [c.label for q in questions for c in q.choices]
    return {tag for label in labels for tag in label.strings}


def _slug(text: str) -> str:
    """A key without spaces and signs, for addresses and file names."""
    return re.sub(r"\W+", "_", text).strip("_")[:60] or "form"


def _text(label: object) -> Text:
    return Text(dict(label)) if isinstance(label, dict) else EMPTY


def _conjuncts(expression: Expression | None) -> tuple[Expression, ...]:
    """``a and b`` as two conditions, so that writing and reading again changes nothing."""
    if expression is None:
        return ()
    if isinstance(expression, Operation) and expression.operator == "and":
        return tuple(part for operand in expression.operands for part in _conjuncts(operand))
    return (expression,)


def _traits(row: Row) -> Iterator[tuple[str, str]]:
    """The methods sheet; what differs by language stands under ``tested:de``."""
    for name in _TRAITS:
        if text := row.get(name):
            yield name, text
        for tag, cell in row.texts.get(name, {}).items():
            yield f"{name}:{tag}", cell.text
