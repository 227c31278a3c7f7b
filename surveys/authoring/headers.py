"""Headers of a workbook's columns → the field and the language they mean."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass


def _same(*names: str) -> dict[str, str]:
    return {name: name for name in names}


# fmt: off
SURVEY: Mapping[str, str] = {
    **_same(
        "type", "name", "label", "hint", "relevant", "required", "required_message", "constraint",
        "constraint_message", "calculation", "default", "appearance", "parameters",
        "choice_filter", "read_only", "repeat_count", "trigger", "disabled",
        "image", "audio", "video",
        # our own
        "max_choices", "randomize", "fixed_last", "sensitive", "why", "section_why", "construct",
        "dimension", "benchmark", "tested", "note_for_officer", "searchable", "max_length",
    ),
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "calculate": "calculation",
    "readonly": "read_only",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "big-image": "image",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
}
CHOICES: Mapping[str, str] = {
    **_same("list_name", "name", "label", "image", "audio", "video"),
    **_same("exclusive", "missing", "group", "aliases"),
    "list": "list_name",
    "value": "name",
    "caption": "label",
    "big-image": "image",
}
SETTINGS: Mapping[str, str] = {
    **_same("form_id", "title", "version", "default_language", "kind", "purpose", "minutes"),
    "form_title": "title",
    "set_form_title": "title",
    "id_string": "form_id",
    "set_form_id": "form_id",
}
# fmt: on
FIELDS: Mapping[str, Mapping[str, str]] = {
    "survey": SURVEY,
    "choices": CHOICES,
    "settings": SETTINGS,
}
MEDIA = ("image", "audio", "video")
TRANSLATED = frozenset(
    (
        *("label", "hint", "required_message", "constraint_message", "why", "section_why"),
        *("group", "title", "purpose", "tested", *MEDIA),
    )
)
EITHER = frozenset((*MEDIA, "tested"))
"""Translated only when the header names a language."""
_WRAPPERS = frozenset(("media", "bind", "control", "body"))


@dataclass(frozen=True, slots=True)
class Header:
    """What one column is."""

    text: str
    field: str = ""
    """Empty: a column that we do not use."""
    language: str | None = None
    """As the workbook spells it; None: no language is named."""
    unclear: bool = False
    """It names a field that we use, but nobody can say how."""


def read_header(sheet: str, text: str) -> Header:
    """What the header of a column of ``sheet`` means, in any spelling of real forms."""
    known = FIELDS[sheet]
    words = _words(text)
    if (field := known.get(_plain(text))) is not None:
        return Header(text, field)
    if _plain(words[0]) in _WRAPPERS and len(words) > 1:
        words = words[1:]
    field = known.get(_plain(words[0]), "")
    if not field or len(words) == 1:
        return Header(text, field)
    if field not in TRANSLATED:
        return Header(text)
    return Header(text, field, words[1], unclear=len(words) > 2)  # noqa: PLR2004  field, language


def _words(text: str) -> list[str]:
    """Parted at ``::``, else at ``:`` or ``#``."""
    mark = "::" if "::" in text else "[:#]"
    return [word.strip() for word in re.split(mark, text)]


def _plain(text: str) -> str:
    return re.sub(r"\s+", "_", text.strip().lower())
