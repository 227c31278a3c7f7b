"""Cells that hold a word of a closed list, a number or an expression."""

from __future__ import annotations

import re

from surveys.authoring.table import Findings, Row
from surveys.expressions import TRUE, Call, Expression, ExpressionProblem, parse

_YES = frozenset(
    ("yes", "true", "true()", "1", "ja", "j", "y", "x", "wahr", "wahr()", "✓", "✔", "☒", "☑")
)
_NO = frozenset(
    ("no", "false", "false()", "0", "nein", "n", "falsch", "falsch()", "-", "–", "☐", "")
)
_CONDITIONS = {"yes": TRUE, "true": TRUE, "no": Call("false"), "false": Call("false")}
_REQUIRED = {**dict.fromkeys(_YES, TRUE), **dict.fromkeys(_NO - {""}, Call("false"))}
"""What stands in ``required`` may be a tick; elsewhere a condition is one."""
_PARAMETER = re.compile(r"([\w-]+)\s*=\s*([^\s;,]+)")


def yes(row: Row, name: str, findings: Findings) -> bool:
    """Whether the cell says yes; a word that is neither yes nor no is a problem."""
    word = row.get(name).lower()
    if word not in _YES | _NO:
        findings.problem("word_invalid", row.cell(name), value=row.get(name), allowed="yes, no")
    return word in _YES


def number(row: Row, name: str, findings: Findings) -> int | None:
    """The whole number of 0 or more in the cell; None when it is empty."""
    text = row.get(name)
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) < 7):  # noqa: PLR2004  enough for all
        findings.problem("number_invalid", row.cell(name), value=text)
        return None
    return int(text)


def expression(row: Row, name: str, findings: Findings) -> Expression | None:
    """The expression in the cell; ``yes`` and ``no`` are conditions too."""
    text = row.get(name)
    if not text:
        return None
    words = _REQUIRED if name == "required" else _CONDITIONS
    if name != "calculation" and text.lower() in words:
        return words[text.lower()]
    try:
        return parse(text)
    except ExpressionProblem as problem:
        findings.problem(problem.key, row.cell(name), problem.column, **problem.params)
        return None


def parameters(row: Row) -> dict[str, str]:
    """``randomize=true; rows=5`` as a dictionary."""
    return dict(_PARAMETER.findall(row.get("parameters").lower()))
