"""An instrument → an XLSX workbook of the form that the reader reads back to the same."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from itertools import groupby

from surveys.authoring.languages import named
from surveys.expressions import TRUE, Call, Expression, to_text
from surveys.instrument.instrument import Choice, Instrument, Page, Question, QuestionType, Text
from surveys.texts.clean import without_controls

_Row = dict[str, str]


def workbook(instrument: Instrument) -> bytes:
    """See :func:`surveys.xlsform.write`."""
    from xlsxwriter import Workbook  # noqa: PLC0415  only jobs and commands load it

    buffer = io.BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        bold = book.add_format({"bold": True})
        for name, rows in sheets(instrument).items():
            sheet = book.add_worksheet(name)
            headers = list(dict.fromkeys(_headers(instrument, name, rows)))
            sheet.freeze_panes(1, 0)
            for column, header in enumerate(headers):
                sheet.write_string(0, column, header, bold)
            for number, row in enumerate(rows, 1):
                for column, header in enumerate(headers):
                    if row.get(header):
                        sheet.write_string(number, column, _cell(row[header]))
    return buffer.getvalue()


def _cell(text: str) -> str:
    """What a file can hold of it; tabs it can."""
    return "\t".join(map(without_controls, text.split("\t")))


def _headers(instrument: Instrument, sheet: str, rows: list[_Row]) -> Iterator[str]:
    """The survey names all languages in their order, even before a text is in one."""
    if sheet == "survey":
        yield from ("type", "name")
        yield from (f"label::{named(tag)}" for tag in instrument.languages)
    yield from (header for row in rows for header in row)


def sheets(instrument: Instrument) -> dict[str, list[_Row]]:
    """The rows of the three sheets by header."""
    return {
        "survey": list(_survey(instrument)),
        "choices": list(_choices(instrument)),
        "settings": [_settings(instrument)],
    }


def _settings(instrument: Instrument) -> _Row:
    return {
        "form_id": instrument.key,
        "version": instrument.version,
        "default_language": named(instrument.default_language),
        "kind": instrument.kind.value,
        "minutes": str(instrument.minutes or ""),
        **_texts("title", instrument.title),
        **_texts("purpose", instrument.purpose),
    }


def _survey(instrument: Instrument) -> Iterator[_Row]:
    yield from map(_question, instrument.calculations)
    for name, pages in groupby(instrument.pages, key=lambda page: page.section_name):
        yield from _section(name, list(pages))


def _section(name: str, pages: list[Page]) -> Iterator[_Row]:
    first = pages[0]
    if name:
        labels = {**_texts("label", first.section), **_texts("section_why", first.section_why)}
        yield {"type": "begin_group", "name": name, **labels}
    for page in pages:
        yield from _page(page)
    if name:
        yield {"type": "end_group"}


def _page(page: Page) -> Iterator[_Row]:
    together = page.name not in {question.name for question in page.questions}
    if together:
        group = {"type": "begin_group", "name": page.name, "appearance": "field-list"}
        yield {**group, **_texts("label", page.heading)}
    yield from map(_question, page.questions)
    if together:
        yield {"type": "end_group"}


def _question(question: Question) -> _Row:
    row = {
        "type": f"{question.type.value} {question.list_name}".strip(),
        "name": question.name,
        **_texts("label", question.label),
        **_texts("hint", question.hint),
        "relevant": _all(question.relevant),
        "required": _condition(question.required),
        **_texts("required_message", question.required_message),
        "constraint": _condition(question.constraint),
        **_texts("constraint_message", question.constraint_message),
        "calculation": "" if question.calculation is None else to_text(question.calculation),
        "default": question.default,
        "appearance": "multiline" if question.long_text else "",
        "parameters": "randomize=true" if question.randomize else "",
        **_own(question),
        **_traits(question.traits),
    }
    return {header: text for header, text in row.items() if text}


def _own(question: Question) -> _Row:
    """Columns that only we have."""
    limited = question.type is QuestionType.TEXT
    return {
        "max_choices": "" if question.max_choices is None else str(question.max_choices),
        "fixed_last": str(question.fixed_last or ""),
        "max_length": str(question.max_length) if limited else "",
        "searchable": "yes" if question.searchable else "",
        "sensitive": "yes" if question.sensitive else "",
        **_texts("why", question.why),
    }


def _traits(traits: Mapping[str, str]) -> _Row:
    return {_trait(key): text for key, text in traits.items()}


def _trait(key: str) -> str:
    name, _, tag = key.partition(":")
    return f"{name}::{named(tag)}" if tag else name


def _all(conditions: tuple[Expression, ...]) -> str:
    texts = [to_text(condition) for condition in conditions]
    return texts[0] if len(texts) == 1 else " and ".join(f"({text})" for text in texts)


def _condition(expression: Expression | None) -> str:
    if expression is None or expression == TRUE:
        return "" if expression is None else "yes"
    return "false()" if expression == Call("false") else to_text(expression)


def _choices(instrument: Instrument) -> Iterator[_Row]:
    written: set[str] = set()
    for question in instrument.asked:
        if question.type.selects and question.list_name not in written:
            written.add(question.list_name)
            yield from (_choice(question.list_name, choice) for choice in question.choices)


def _choice(list_name: str, choice: Choice) -> _Row:
    row = {
        "list_name": list_name,
        "name": choice.name,
        **_texts("label", choice.label),
        "exclusive": "yes" if choice.exclusive else "",
        "missing": choice.missing.value if choice.missing else "",
        **_texts("group", choice.group),
        "aliases": "; ".join(choice.aliases),
    }
    return {header: text for header, text in row.items() if text}


def _texts(field: str, text: Text) -> _Row:
    return {f"{field}::{named(tag)}": string for tag, string in text.strings.items()}
