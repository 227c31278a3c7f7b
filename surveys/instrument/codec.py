"""An instrument as one JSON string and back, exactly; needs no parser of anything but JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import MISSING, fields
from typing import Any

from surveys.expressions import ExpressionProblem, from_data, to_data
from surveys.instrument.instrument import (
    Choice,
    Instrument,
    InstrumentKind,
    Missing,
    Page,
    Question,
    QuestionType,
    Text,
)

FORMAT = 1
"""Version of this form; a later one reads all earlier."""


class CodecProblem(Exception):
    """The text is no instrument that this version can read."""


def dumps(instrument: Instrument) -> str:
    """The instrument as JSON; what is at its default is left out."""
    data = {"format": FORMAT, **_record(instrument)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def loads(text: str) -> Instrument:
    """The instrument that :func:`dumps` wrote.

    Raises:
        CodecProblem: it is none.
    """
    try:
        data = json.loads(text)
        if data.pop("format") != FORMAT:
            raise CodecProblem("another version of the format")
        instrument: Instrument = _build(Instrument, data)
    except (LookupError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise CodecProblem(f"not an instrument: {error}") from error
    except ExpressionProblem as error:
        raise CodecProblem(f"not an instrument: {error}") from error
    return instrument


def _record(thing: Any) -> dict[str, Any]:  # noqa: ANN401  any of our records
    written = {}
    for field in fields(thing):
        value = getattr(thing, field.name)
        default = field.default if field.default_factory is MISSING else field.default_factory()
        if value != default:
            written[field.name] = _WRITERS.get(field.name, _as_is)(value)
    return written


def _build(record: Any, data: dict[str, Any]) -> Any:  # noqa: ANN401  any of our records
    return record(**{name: _READERS.get(name, _as_is)(value) for name, value in data.items()})


def _as_is(value: Any) -> Any:  # noqa: ANN401  plain JSON
    return value


def _text(value: Text) -> dict[str, str]:
    return dict(value.strings)


def _each(rule: Callable[[Any], Any]) -> Callable[[Any], list[Any]]:
    return lambda values: [rule(value) for value in values]


def _several(rule: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda values: tuple(rule(value) for value in values)


_TEXTS = [
    "title",
    "purpose",
    "label",
    "hint",
    "required_message",
    "constraint_message",
    "why",
    "group",
    "heading",
    "section",
    "section_why",
]
_EXPRESSIONS = ("required", "constraint", "calculation")

_WRITERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_TEXTS, _text),
    **dict.fromkeys(_EXPRESSIONS, to_data),
    **dict.fromkeys(("pages", "questions", "calculations", "choices"), _each(_record)),
    "relevant": _each(to_data),
    "traits": dict,
}
_READERS: dict[str, Callable[[Any], Any]] = {
    **dict.fromkeys(_TEXTS, Text),
    **dict.fromkeys(_EXPRESSIONS, from_data),
    "relevant": _several(from_data),
    "pages": _several(lambda data: _build(Page, data)),
    "questions": _several(lambda data: _build(Question, data)),
    "calculations": _several(lambda data: _build(Question, data)),
    "choices": _several(lambda data: _build(Choice, data)),
    "languages": tuple,
    "aliases": tuple,
    "kind": InstrumentKind,
    "type": QuestionType,
    "missing": Missing,
}
