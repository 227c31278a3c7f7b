"""``or_other``: one more choice "other", and a question that asks which."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from surveys.authoring.form import ChoiceRow, Entry, Form
from surveys.authoring.table import Cell, Row
from surveys.expressions import Call, Literal, Reference
from surveys.instrument.instrument import QuestionType, Text

_OTHER = {
    "de": "etwas anderes",
    "de-simple": "etwas anderes",
    "en": "something else",
    "ar": "شيء آخر",
    "uk": "інше",
    "ru": "другое",
    "fa": "چیز دیگر",
    "tr": "başka bir şey",
    "fr": "autre chose",
    "es": "otra cosa",
}
_WHICH = {
    "de": "Was meinen Sie?",
    "de-simple": "Was meinen Sie?",
    "en": "What do you mean?",
    "ar": "ماذا تقصد؟",
    "uk": "Що саме?",
    "ru": "Что именно?",
    "fa": "منظورتان چیست؟",
    "tr": "Ne demek istiyorsunuz?",
    "fr": "Que voulez-vous dire ?",
    "es": "¿A qué se refiere?",
}
OTHER = "other"
_SUFFIX = "_or_other"


def base_and_own(list_name: str) -> tuple[str, str]:
    """The list in the workbook that a list with "other" was made of, and itself."""
    return list_name.removesuffix(_SUFFIX), list_name


def with_other(form: Form, entry: Entry) -> Iterator[Entry]:
    """The select with a list of its own that ends in "other", and the question after it."""
    own = f"{entry.list_name}{_SUFFIX}"
    yield replace(entry, list_name=own)
    yield Entry(
        _bare(entry.row),
        entry.role,
        name=f"{entry.name}_other",
        type=QuestionType.TEXT,
        label=_said(form, _WHICH),
        expressions={"relevant": Call("selected", (Reference(entry.name), Literal(OTHER)))},
    )


def fill_lists(form: Form) -> None:
    """Makes the lists of all selects with ``or_other``."""
    for entry in form.entries:
        base, own = base_and_own(entry.list_name)
        if base != own and own not in form.lists and base in form.lists:
            choices = list(form.lists[base])
            if OTHER not in {choice.name for choice in choices}:
                choices.append(ChoiceRow(_bare(choices[-1].row), OTHER, _said(form, _OTHER)))
            form.lists[own] = choices


def _said(form: Form, texts: dict[str, str]) -> Text:
    known = {tag: texts[tag] for tag in form.languages if tag in texts}
    return Text(known or {form.default_language: texts["en"]})


def _bare(row: Row) -> Row:
    return Row(Cell(row.place.sheet, row.place.row), {}, {})
