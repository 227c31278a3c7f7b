"""Bytes → the understood form, with all its problems and notices."""

from __future__ import annotations

from surveys.authoring.check import check
from surveys.authoring.form import Form, whole
from surveys.authoring.headers import FIELDS, read_header
from surveys.authoring.languages import tag_of
from surveys.authoring.other import fill_lists
from surveys.authoring.sheets import FileRefused, Sheet, letters, read_sheets
from surveys.authoring.table import Cell, Findings, Row, Tongues, rows_of
from surveys.instrument.instrument import InstrumentKind
from surveys.xlsform import words
from surveys.xlsform.choice_rows import check_choices, read_choices
from surveys.xlsform.survey_rows import read_survey

_NOTHING = Row(Cell("settings"), {}, {})


def understand(data: bytes, unnamed_language: str) -> Form:
    """The form in the file; its findings hold every problem.

    Raises:
        FileRefused: it is no file that can be read.
    """
    sheets = read_sheets(data, FIELDS)
    if "survey" not in sheets and len(sheets) != 1:
        raise FileRefused("no_survey")
    if "survey" not in sheets:
        sheets["survey"] = sheets.pop(next(iter(sheets)))
    findings = Findings()
    for sheet in sheets.keys() - FIELDS.keys():
        if sheets[sheet].rows:
            findings.notice("sheet_unused", whole(sheets[sheet].name))
    return _form(sheets, findings, unnamed_language)


def _form(sheets: dict[str, Sheet], findings: Findings, unnamed_language: str) -> Form:
    spelled = _default_language(sheets.get("settings"))
    default = _tag(spelled, findings) or _only_named(sheets["survey"])
    tongues = Tongues(default or unnamed_language, assumed=default is None, findings=findings)
    rows = {
        name: rows_of(sheets[name], name, tongues, findings) if name in sheets else []
        for name in FIELDS
    }
    settings = rows["settings"][0] if rows["settings"] else _NOTHING
    languages = _languages(rows["survey"] + rows["choices"], tongues)
    form = Form(settings, languages, languages[0], findings)
    if spelled.text and default and default not in tongues.met:
        findings.notice(
            "default_language_missing", spelled, language=spelled.text, taken=languages[0]
        )
    _report_unasked(rows, languages, tongues, findings)
    read_choices(form, rows["choices"])
    read_survey(form, rows["survey"])
    fill_lists(form)
    check_choices(form)
    _check_sheets(form, sheets)
    check(form)
    return form


def _default_language(settings: Sheet | None) -> Cell:
    """The cell that names the default language, before any other column can be understood."""
    if settings is None or len(settings.rows) < 2:  # noqa: PLR2004  header and values
        return Cell("settings")
    number = list(settings.rows)[1]
    for column, header in settings.rows[settings.header].items():
        if read_header("settings", header).field == "default_language":
            text = settings.rows[number].get(column, "")
            return Cell("settings", number, letters(column), text)
    return Cell("settings")


def _tag(spelled: Cell, findings: Findings) -> str | None:
    if spelled.text.lower() in ("", "default"):
        return None
    tag = tag_of(spelled.text)
    if tag is None:
        findings.problem("language_unknown", spelled, language=spelled.text)
    return tag


def _only_named(survey: Sheet) -> str | None:
    """The first language of labels when all of them name theirs; it is the unnamed title's too."""
    headers = (read_header("survey", text) for text in survey.rows.get(survey.header, {}).values())
    labels = [header.language for header in headers if header.field == "label"]
    return tag_of(labels[0] or "") if labels and None not in labels else None


def _languages(rows: list[Row], tongues: Tongues) -> tuple[str, ...]:
    """Languages that some label is in, the default first."""
    spoken = {tag for row in rows for tag in row.texts.get("label", {})}
    met = [tag for tag in tongues.met if tag in spoken] or [tongues.default]
    return tuple(sorted(met, key=lambda tag: tag != tongues.default))


def _report_unasked(
    rows: dict[str, list[Row]], languages: tuple[str, ...], tongues: Tongues, findings: Findings
) -> None:
    """Languages of hints and messages alone: nobody can choose them, so their texts are lost."""
    texts = [text for each in rows.values() for row in each for text in row.texts.values()]
    for tag in tongues.met.keys() - languages:
        first = next((text[tag] for text in texts if tag in text), None)
        if first is not None:
            findings.notice("language_unasked", first, language=tag)


def _check_sheets(form: Form, sheets: dict[str, Sheet]) -> None:
    findings, survey = form.findings, sheets["survey"]
    headers = {
        read_header("survey", text).field for text in survey.rows.get(survey.header, {}).values()
    }
    for header in ("type", "name"):
        if header not in headers:
            findings.problem("column_missing", Cell(survey.name, survey.header), header=header)
    if not findings.problems and not any(entry.type.asks for entry in form.questions.values()):
        findings.problem("no_questions", whole(survey.name))
    words.number(form.settings, "minutes", findings)
    kind = form.settings.cell("kind")
    if form.settings.get("kind") and kind.text not in list(InstrumentKind):
        allowed = ", ".join(InstrumentKind)
        findings.problem("word_invalid", kind, value=kind.text, allowed=allowed)
