"""What the ``type`` of a row means: a question, a group, or what we drop or refuse."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from surveys.instrument.instrument import QuestionType


class Role(StrEnum):
    """What a row does."""

    QUESTION = "question"
    BEGIN = "begin"
    END = "end"
    DROP = "drop"
    REFUSE = "refuse"


@dataclass(frozen=True, slots=True)
class RowType:
    """A type cell, understood."""

    role: Role
    type: QuestionType | None = None
    list_name: str = ""
    with_other: bool = False
    key: str = ""
    """Of the problem or notice, when it is refused or dropped."""


_PLAIN = {
    **{kind.value: kind for kind in QuestionType if not kind.selects},
    "string": QuestionType.TEXT,
    "int": QuestionType.INTEGER,
    "number": QuestionType.DECIMAL,
}
_ONE = ("select_one", "select one from", "select one", "select1", "add select one prompt using")
_SEVERAL = (
    "select_multiple",
    "select all that apply from",
    "select all that apply",
    "select multiple",
    "add select multiple prompt using",
)
_SELECTS = {
    **dict.fromkeys(_ONE, QuestionType.SELECT_ONE),
    **dict.fromkeys(_SEVERAL, QuestionType.SELECT_MULTIPLE),
}
_SELECT = re.compile(
    rf"({'|'.join(sorted(_SELECTS, key=len, reverse=True))})(?:\s+(.*))?", re.IGNORECASE
)
_OTHER = re.compile(r"(\S+)\s+or[ _](?:specify[ _])?other")
_GROUP = re.compile(r"(begin|end)[ _](group|repeat|lgroup|looped group|loop\b.*)", re.IGNORECASE)
_DEVICE = re.compile(
    r"(?:uri:)?(?:start|end|today|deviceid|device_id|phone_?number|username|email|simserial|"
    r"subscriberid|imei|audit|gps|location|geopoint|geoshape|geotrace|"
    r"(?:start|background)-geopoint|start-geotrace|start-geoshape|background-audio|"
    r"get .*(?:id|number)|(?:start|end) time)"
)
_REFUSED = (
    (r"image|photo|audio|video|file|draw|signature|annotate|barcode|add .* prompt",
     "no_media_question"),
    (r"range", "no_range"),
    (r"rank\b.*", "no_rank"),
    (r"acknowledge|trigger", "no_acknowledge"),
    (r"time|datetime", "no_time"),
    (r"select(?:_| )(?:one|multiple)(?:_| )(?:from(?:_| )file|external)\b.*|(?:csv|xml)-external",
     "no_external_choices"),
    (r"caseid", "no_case"),
    (r"db:.*|osm\b.*", "no_database"),
)  # fmt: skip


def read_type(text: str) -> RowType:
    """What a type cell says; the unknown is refused too."""
    plain = " ".join(text.split())
    lower = plain.lower()
    if found := _GROUP.fullmatch(lower):
        return _group(*found.groups())
    if key := next((key for rule, key in _REFUSED if re.fullmatch(rule, lower)), ""):
        return RowType(Role.REFUSE, key=key)
    if lower in _PLAIN:
        return RowType(Role.QUESTION, _PLAIN[lower])
    if found := _SELECT.fullmatch(plain):
        return _select(_SELECTS[found[1].lower()], found[2] or "")
    return _without_question(lower)


def _without_question(lower: str) -> RowType:
    if lower == "hidden":
        return RowType(Role.DROP, key="dropped_hidden")
    if _DEVICE.fullmatch(lower):
        return RowType(Role.DROP, key="dropped")
    return RowType(Role.REFUSE, key="type_unknown")


def _group(begin: str, what: str) -> RowType:
    if begin == "end":
        return RowType(Role.END)
    return RowType(Role.BEGIN, key="" if what == "group" else "no_repeat")


def _select(kind: QuestionType, rest: str) -> RowType:
    other = _OTHER.fullmatch(rest)
    name = other[1] if other else rest.strip()
    if not name:
        return RowType(Role.REFUSE, key="list_missing")
    if name.startswith("${"):
        return RowType(Role.REFUSE, key="no_choices_from_answers")
    if " " in name:
        return RowType(Role.REFUSE, key="type_unknown")
    return RowType(Role.QUESTION, kind, name, with_other=other is not None)
