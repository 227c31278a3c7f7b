"""The grammar of expressions. Imports lark: for jobs and commands, never for serving."""

from __future__ import annotations

import re
from typing import cast

from lark import Lark, Token, Transformer, UnexpectedInput, UnexpectedToken, v_args
from lark.exceptions import VisitError

from surveys.expressions.signatures import FUNCTIONS
from surveys.expressions.tree import (
    MAX_DEPTH,
    Call,
    Current,
    Expression,
    ExpressionProblem,
    Literal,
    Operation,
    Reference,
    children,
)

MAX_LENGTH = 10_000
"""Characters of one expression."""

GRAMMAR = r"""
?start: disjunction
?disjunction: conjunction (_OR conjunction)*
?conjunction: equality (_AND equality)*
?equality: relation | equality EQUALITY relation -> binary
?relation: sum | relation RELATION sum -> binary
?sum: product | sum ADDITIVE product -> binary
?product: unary | product MULTIPLICATIVE unary -> binary
?unary: primary | MINUS unary -> negative
?primary: NUMBER -> number
    | STRING -> string
    | REFERENCE -> reference
    | DOT -> current
    | FUNCTION "(" [disjunction ("," disjunction)*] ")" -> call
    | "(" disjunction ")"

_OR: /or(?![\w-])/
_AND: /and(?![\w-])/
EQUALITY: "=" | "!="
RELATION: "<=" | "<" | ">=" | ">"
ADDITIVE: "+" | "-"
MINUS: "-"
MULTIPLICATIVE: "*" | /div(?![\w-])/ | /mod(?![\w-])/
FUNCTION: /[A-Za-z][\w-]*(?=\s*\()/
NUMBER.2: /[0-9]+(\.[0-9]*)?|\.[0-9]+/
DOT: "."
STRING: /"[^"]*"|'[^']*'/
REFERENCE: /\$\{\s*[^{}\s]+\s*\}/
%ignore /[\s\u00a0]+/
"""


@v_args(inline=True)
class _Build(Transformer[Token, Expression]):
    """Makes the tree while the parser reduces, so that no second tree is walked."""

    def number(self, token: Token) -> Expression:
        return Literal(float(token), _at(token))

    def string(self, token: Token) -> Expression:
        return Literal(token[1:-1], _at(token))

    def reference(self, token: Token) -> Expression:
        return Reference(token[2:-1].strip(), _at(token))

    def current(self, token: Token) -> Expression:
        return Current(_at(token))

    def disjunction(self, *operands: Expression) -> Expression:
        return Operation("or", operands, operands[0].column)

    def conjunction(self, *operands: Expression) -> Expression:
        return Operation("and", operands, operands[0].column)

    def binary(self, left: Expression, operator: Token, right: Expression) -> Expression:
        return Operation(str(operator), (left, right), _at(operator))

    def negative(self, minus: Token, operand: Expression) -> Expression:
        return Operation("-", (operand,), _at(minus))

    def call(self, name: Token, *arguments: Expression | None) -> Expression:
        given = tuple(argument for argument in arguments if argument is not None)
        _check_call(name, len(given))
        return Call(str(name), given, _at(name))


def _at(token: Token) -> int:
    return (token.start_pos or 0) + 1


def _check_call(name: Token, given: int) -> None:
    signature = FUNCTIONS.get(name)
    if signature is None:
        raise ExpressionProblem("unknown_function", _at(name), function=str(name))
    if given < signature.least or (signature.most is not None and given > signature.most):
        raise ExpressionProblem("arguments", _at(name), function=str(name), given=str(given))


_STRAIGHT = str.maketrans("“”„‘’‚", "\"\"\"'''")
"""Word processors bend quotation marks, and not always both."""
_PARSER = Lark(GRAMMAR, parser="lalr", transformer=_Build(), maybe_placeholders=True)


def parse(text: str) -> Expression:
    """See :func:`surveys.expressions.parse`."""
    if len(text) > MAX_LENGTH:
        raise ExpressionProblem("too_long", most=str(MAX_LENGTH))
    try:
        tree = cast("Expression", _PARSER.parse(text.translate(_STRAIGHT)))
    except UnexpectedInput as error:
        raise _located(text, error) from None
    except VisitError as error:
        raise error.orig_exc from None
    if _too_deep(tree):
        raise ExpressionProblem("too_deep", most=str(MAX_DEPTH))
    return tree


_PATH = re.compile(r"\.\.|/|::|@|\[|instance\s*\(|current\s*\(|position\s*\(|indexed-repeat")


def _located(text: str, error: UnexpectedInput) -> ExpressionProblem:
    if isinstance(error, UnexpectedToken) and error.token.type == "$END":
        return ExpressionProblem("unfinished", len(text) + 1)
    at = error.pos_in_stream or 0
    key = "path" if _PATH.match(text, at) or _PATH.match(text, max(0, at - 1)) else "syntax"
    return ExpressionProblem(key, at + 1, near=text[at : at + 20])


def _too_deep(tree: Expression) -> bool:
    level: list[Expression] = [tree]
    for _ in range(MAX_DEPTH):
        level = [child for node in level for child in children(node)]
        if not level:
            return False
    return True
