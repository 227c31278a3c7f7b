"""Conditions and calculations of a questionnaire: text → closed syntax tree → value.

The language is the part of XForms' XPath that a questionnaire without repeats needs. A tree is
plain data (:func:`to_data` gives nested lists that fit into JSON), so a phone can walk the same
tree in its own language. Nothing is ever evaluated as text.
"""

from __future__ import annotations

from surveys.expressions.evaluate import evaluate, truth
from surveys.expressions.tree import (
    TRUE,
    Call,
    Current,
    Expression,
    ExpressionProblem,
    Literal,
    Operation,
    Reference,
    from_data,
    parts,
    references,
    to_data,
    to_text,
)

__all__ = [
    "TRUE",
    "Call",
    "Current",
    "Expression",
    "ExpressionProblem",
    "Literal",
    "Operation",
    "Reference",
    "evaluate",
    "from_data",
    "parse",
    "parts",
    "references",
    "to_data",
    "to_text",
    "truth",
]


def parse(text: str) -> Expression:
    """The tree of an expression as a workbook writes it.

    Raises:
        ExpressionProblem: it is none; the problem carries the column in ``text``, from 1.
    """
    # Only imports of workbooks parse; a serving process loads ready trees and never needs lark.
    from surveys.expressions import grammar  # noqa: PLC0415

    return grammar.parse(text)
