"""The one room for Word files: headings, tables, pictures and languages as readers need them.

How to add a document: take a :class:`Paper`, call its verbs in order, return ``paper.bytes()``.
Headings are styles (the navigation of a screen reader), tables have a header row that repeats,
pictures an alternative text, every passage its language; right-to-left passages are marked as
paragraphs and runs, so that Word sets them at their own edge. Runs in a job: python-docx is heavy.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from participation.base.words.languages import direction
from surveys.texts.clean import without_controls

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph
    from docx.text.run import Run

WORD_TAGS = {
    "de": "de-DE",
    "en": "en-GB",
    "ar": "ar-SA",
    "fa": "fa-IR",
    "uk": "uk-UA",
    "ru": "ru-RU",
    "tr": "tr-TR",
}
"""Language tags as Word's spelling knows them; others go in as they are."""
FONT = "Noto Sans"
WIDTH_CM = 16.0


class Paper:
    """A Word document that grows from top to bottom."""

    def __init__(self, title: str, *, language: str = "de", subject: str = "") -> None:
        import docx  # noqa: PLC0415 - only jobs write documents
        from docx.shared import Cm, Pt  # noqa: PLC0415

        self._document = docx.Document()
        core = self._document.core_properties
        title = without_controls(title)
        core.title, core.subject, core.language = title, subject, language
        core.author, core.comments = "", ""
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2)
        for name in ("Normal", "Title", "Heading 1", "Heading 2", "Quote", "List Bullet"):
            style = self._document.styles[name]
            style.font.name = FONT
            _style_language(style, language)
        self._document.styles["Normal"].font.size = Pt(11)
        self._language = language
        self._document.add_heading(title, level=0)

    def heading(self, words: str, level: int = 1, language: str | None = None) -> None:
        """A heading of level 1 or 2."""
        self._said(self._document.add_heading(level=level), words, language)

    def paragraph(self, words: str, language: str | None = None, style: str | None = None) -> None:
        """One paragraph; line breaks stay."""
        self._said(self._document.add_paragraph(style=style), words, language)

    def bullet(self, words: str, language: str | None = None) -> None:
        """An item of a list."""
        self.paragraph(words, language, "List Bullet")

    def quote(self, words: str, language: str | None) -> None:
        """What somebody wrote, word for word."""
        self.paragraph(words, language, "Quote")

    def table(self, heads: Sequence[str], rows: Sequence[Sequence[str | int]], what: str) -> None:
        """A table whose first row is its head; ``what`` is read out as its description."""
        made = self._document.add_table(rows=1, cols=len(heads))
        made.style = "Table Grid"
        _described(made, what)
        for cell, head in zip(made.rows[0].cells, heads, strict=True):
            self._said(cell.paragraphs[0], head, None, bold=True)
        _repeating(made.rows[0])
        for row in rows:
            cells = made.add_row().cells
            for cell, value in zip(cells, row, strict=True):
                self._said(cell.paragraphs[0], str(value), None)
                if isinstance(value, int):
                    cell.paragraphs[0].alignment = _at_end()
        self._document.add_paragraph()

    def picture(self, png: bytes, alt: str) -> None:
        """A picture with an alternative text."""
        from docx.shared import Cm  # noqa: PLC0415 - only jobs write documents

        shape = self._document.add_picture(io.BytesIO(png), width=Cm(WIDTH_CM))
        shape._inline.docPr.set("descr", without_controls(alt))  # noqa: SLF001 - python-docx has no verb for it

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self._document.save(out)
        return out.getvalue()

    def _said(
        self, paragraph: Paragraph, words: str, language: str | None, *, bold: bool = False
    ) -> None:
        run = paragraph.add_run(without_controls(words))
        run.bold = bold or None
        tag = language or self._language
        if direction(tag) == "rtl":
            _mark(paragraph._p.get_or_add_pPr(), "w:bidi")  # noqa: SLF001 - as above
            _mark(run._r.get_or_add_rPr(), "w:rtl")  # noqa: SLF001 - as above
        if tag != self._language:  # the schema wants it after the direction
            _run_language(run, tag)


def _element(name: str, **attributes: str) -> Any:  # noqa: ANN401 - an XML element of python-docx
    from docx.oxml import OxmlElement  # noqa: PLC0415 - only jobs write documents
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def _mark(properties: Any, name: str) -> None:  # noqa: ANN401 - as above
    properties.append(_element(name))


def _language_element(tag: str) -> Any:  # noqa: ANN401 - as above
    known = WORD_TAGS.get(tag.partition("-")[0], tag)
    return _element("w:lang", **{"bidi" if direction(tag) == "rtl" else "val": known})


def _run_language(run: Run, tag: str) -> None:
    run._r.get_or_add_rPr().append(_language_element(tag))  # noqa: SLF001 - as above


def _style_language(style: Any, tag: str) -> None:  # noqa: ANN401 - as above
    style.element.get_or_add_rPr().append(_language_element(tag))


def _repeating(row: Any) -> None:  # noqa: ANN401 - as above
    row._tr.get_or_add_trPr().append(_element("w:tblHeader", val="true"))  # noqa: SLF001 - as above


def _described(table: Any, what: str) -> None:  # noqa: ANN401 - as above
    table._tbl.tblPr.append(_element("w:tblCaption", val=without_controls(what)))  # noqa: SLF001 - as above


def _at_end() -> Any:  # noqa: ANN401 - an enumeration of python-docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - only jobs write documents

    return WD_ALIGN_PARAGRAPH.RIGHT
