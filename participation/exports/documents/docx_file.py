"""The one room for Word files: headings, tables, pictures and languages as readers need them.

How to add a document: take a :class:`Paper`, call its verbs in order, return ``paper.bytes()``.
Headings are styles (the navigation of a screen reader), tables have a header row that repeats,
pictures an alternative text, every passage its language; right-to-left passages are marked as
paragraphs and runs, so that Word sets them at their own edge. Runs in a job: python-docx is heavy.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from participation.base.words.languages import direction
from participation.exports.documents.docx_fields import Contents, element, numbered
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
TITLE, AFTER_TABLE = 20, 4
"""Points."""
INK, HAIR = "131525", "C0C3D5"
TURNING = dict.fromkeys((0x202D, 0x202E))
"""Signs that would turn all that stands after them in the paragraph, ours too."""
LEVELS = 5
"""Levels of headings."""
STYLES = (
    "Normal",
    "Title",
    *(f"Heading {level}" for level in range(1, LEVELS + 1)),
    "Quote",
    "List Bullet",
)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of a line that look alike."""

    words: str
    bold: bool = False
    colour: str = ""
    """Six hexadecimal digits; empty: that of the text."""
    size: float | None = None
    """Points; None: that of the text."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in a cell of a table."""

    png: bytes
    alt: str
    width_cm: float


Cell = str | int | Drawing


class Paper:
    """A Word document that grows from top to bottom."""

    def __init__(
        self, title: str, *, language: str = "de", subject: str = "", size: float = 11
    ) -> None:
        import docx  # noqa: PLC0415 - only jobs write documents
        from docx.shared import Cm, Pt, RGBColor  # noqa: PLC0415

        self._document = docx.Document()
        core = self._document.core_properties
        title = without_controls(title)
        core.title, core.subject, core.language = title, subject, language
        core.author, core.comments = "", ""
        section = self._document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = Cm(2.5)
        section.top_margin = section.bottom_margin = Cm(2)
        for name in STYLES:
            style = self._document.styles[name]
            style.font.name = FONT
            _style_language(style, language)
            if name.startswith(("Title", "Heading")):
                style.font.color.rgb, style.font.italic = RGBColor.from_string(INK), False
        self._document.styles["Normal"].font.size = Pt(size)
        self._document.styles["Title"].font.size = Pt(TITLE)
        self._language = language
        self._contents = Contents(self._document)
        self._document.add_heading(title, level=0)

    def heading(
        self,
        words: str,
        level: int = 1,
        language: str | None = None,
        *,
        on_new_page: bool = False,
    ) -> None:
        """A heading of level 1 to 5; deeper ones are of level 5."""
        made = self._document.add_heading(level=min(level, LEVELS))
        made.paragraph_format.page_break_before = on_new_page or None
        self._said(made, words, language)
        self._contents.note(made, without_controls(words), level)

    def contents(self, heading: str, depth: int = 2) -> None:
        """A table of contents, filled with all headings down to ``depth`` when the file is made."""
        self.line(Piece(heading, bold=True, size=13))
        self._contents.stand_here(depth)

    def footer(self, words: str) -> None:
        """Words below every page, with its number."""
        self._said(self._document.sections[0].footer.paragraphs[0], f"{words}  ·  ", None)
        numbered(self._document.sections[0].footer.paragraphs[0])

    def line(self, *pieces: Piece, after: float | None = None, keep: bool = False) -> None:
        """One paragraph of pieces that look different.

        Args:
            pieces: in order.
            after: points of air below; None: as every paragraph.
            keep: it never stands on another page than what follows.
        """
        from docx.shared import Pt, RGBColor  # noqa: PLC0415 - only jobs write documents

        paragraph = self._document.add_paragraph()
        paragraph.paragraph_format.keep_with_next = keep or None
        if after is not None:
            paragraph.paragraph_format.space_after = Pt(after)
        for piece in pieces:
            run = self._said(paragraph, piece.words, None, bold=piece.bold)
            if piece.size:
                run.font.size = Pt(piece.size)
            if piece.colour:
                run.font.color.rgb = RGBColor.from_string(piece.colour)

    def paragraph(self, words: str, language: str | None = None, style: str | None = None) -> None:
        """One paragraph; line breaks stay."""
        self._said(self._document.add_paragraph(style=style), words, language)

    def bullet(self, words: str, language: str | None = None) -> None:
        """An item of a list."""
        self.paragraph(words, language, "List Bullet")

    def quote(self, words: str, language: str | None) -> None:
        """What somebody wrote, word for word."""
        self.paragraph(words, language, "Quote")

    def table(
        self,
        heads: Sequence[str],
        rows: Sequence[Sequence[Cell]],
        what: str,
        *,
        widths: Sequence[float] = (),
        size: float | None = None,
    ) -> None:
        """A table whose first row is its head.

        Args:
            heads: of the columns.
            rows: as wide as ``heads``; numbers stand at the end of their cell.
            what: read out as its description.
            widths: of the columns in centimetres; empty: all alike.
            size: points; None: that of the text.
        """
        made = self._document.add_table(rows=1 + len(rows), cols=len(heads))
        _ruled(made)
        _described(made, what)
        _repeating(made.rows[0])
        for at, (row, cells) in enumerate(zip(made.rows, (heads, *rows), strict=True)):
            for cell, value in zip(row.cells, cells, strict=True):
                self._cell(cell.paragraphs[0], value, size, bold=at == 0)
        _wide(made, widths)
        self.line(Piece(" ", size=AFTER_TABLE), after=AFTER_TABLE)

    def _cell(self, paragraph: Paragraph, value: Cell, size: float | None, *, bold: bool) -> None:
        from docx.shared import Cm, Pt  # noqa: PLC0415 - only jobs write documents

        if size:
            paragraph.paragraph_format.space_after = Pt(0)
        if isinstance(value, Drawing):
            shape = paragraph.add_run().add_picture(io.BytesIO(value.png), Cm(value.width_cm))
            _describe(shape, value.alt)
            return
        run = self._said(paragraph, str(value), None, bold=bold)
        if size:
            run.font.size = Pt(size - 0.5 if bold else size)
        if isinstance(value, int):
            paragraph.alignment = _at_end()

    def picture(self, png: bytes, alt: str) -> None:
        """A picture with an alternative text."""
        from docx.shared import Cm  # noqa: PLC0415 - only jobs write documents

        shape = self._document.add_picture(io.BytesIO(png), width=Cm(WIDTH_CM))
        _describe(shape, alt)

    def bytes(self) -> bytes:
        """The file."""
        out = io.BytesIO()
        self._contents.fill()
        self._document.save(out)
        return out.getvalue()

    def _said(
        self, paragraph: Paragraph, words: str, language: str | None, *, bold: bool = False
    ) -> Run:
        run = paragraph.add_run(without_controls(words).translate(TURNING))
        run.bold = bold or None
        tag = language or self._language
        if direction(tag) == "rtl":
            _mark(paragraph._p.get_or_add_pPr(), "w:bidi")  # noqa: SLF001 - as above
            _mark(run._r.get_or_add_rPr(), "w:rtl")  # noqa: SLF001 - as above
        if tag != self._language:  # the schema wants it after the direction
            _run_language(run, tag)
        return run


def _mark(properties: Any, name: str) -> None:  # noqa: ANN401 - an XML element of python-docx
    properties.append(element(name))


def _language_element(tag: str) -> Any:  # noqa: ANN401 - as above
    known = WORD_TAGS.get(tag.partition("-")[0], tag)
    return element("w:lang", **{"bidi" if direction(tag) == "rtl" else "val": known})


def _run_language(run: Run, tag: str) -> None:
    run._r.get_or_add_rPr().append(_language_element(tag))  # noqa: SLF001 - as above


def _style_language(style: Any, tag: str) -> None:  # noqa: ANN401 - as above
    style.element.get_or_add_rPr().append(_language_element(tag))


def _repeating(row: Any) -> None:  # noqa: ANN401 - as above
    row._tr.get_or_add_trPr().append(element("w:tblHeader", val="true"))  # noqa: SLF001 - as above


def _described(table: Any, what: str) -> None:  # noqa: ANN401 - as above
    table._tbl.tblPr.append(element("w:tblCaption", val=without_controls(what)))  # noqa: SLF001 - as above


def _describe(shape: Any, alt: str) -> None:  # noqa: ANN401 - as above
    """Describes a picture that stands in a line with nothing around it."""
    inline = shape._inline  # noqa: SLF001 - python-docx has no verb for it
    inline.docPr.set("descr", without_controls(alt))
    for edge in ("distT", "distB", "distL", "distR"):
        inline.set(edge, "0")


def _ruled(table: Any) -> None:  # noqa: ANN401 - as above
    borders = element("w:tblBorders")
    for edge in ("top", "bottom", "insideH"):
        borders.append(element(f"w:{edge}", val="single", sz="4", space="0", color=HAIR))
    table._tbl.tblPr.append(borders)  # noqa: SLF001 - as above


def _wide(table: Any, widths: Sequence[float]) -> None:  # noqa: ANN401 - as above
    from docx.shared import Cm  # noqa: PLC0415 - only jobs write documents

    if not widths:
        return
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    for column, width in zip(table.columns, widths, strict=True):
        for cell in column.cells:
            cell.width = Cm(width)


def _at_end() -> Any:  # noqa: ANN401 - an enumeration of python-docx
    from docx.enum.text import WD_ALIGN_PARAGRAPH  # noqa: PLC0415 - only jobs write documents

    return WD_ALIGN_PARAGRAPH.RIGHT
