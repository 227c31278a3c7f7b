"""What Word counts by itself: page numbers and the table of contents.

The contents are there when the file is opened, each entry a link to its heading. Their page
numbers are fields: LibreOffice fills them, Word asks once whether it should.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

WIDTH_CM = 16.0
AFTER = ("w:hdrShapeDefaults", "w:footnotePr", "w:endnotePr", "w:compat")
"""Settings before which the schema wants the one for fields; python-docx writes the last."""


def element(tag: str, /, **attributes: str) -> Any:  # noqa: ANN401 - an XML element of python-docx
    """An element of Word's own language."""
    from docx.oxml import OxmlElement  # noqa: PLC0415 - only jobs write documents
    from docx.oxml.ns import qn  # noqa: PLC0415

    made = OxmlElement(tag)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def numbered(paragraph: Paragraph) -> None:
    """Adds "page of pages"."""
    for piece in ("PAGE", None, "NUMPAGES"):
        if piece is None:
            paragraph.add_run(" / ")
        else:
            paragraph._p.extend(_field(piece, "1"))  # noqa: SLF001 - python-docx knows no fields


class Contents:
    """A table of contents that is filled when all headings are known."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._headings: list[tuple[int, str, str]] = []
        """Level, words and mark of each."""
        self._here: Any = None
        self._depth = 0

    def note(self, heading: Paragraph, words: str, level: int) -> None:
        """Marks a heading, so that an entry can lead to it."""
        number = len(self._headings) + 1
        mark = f"_Toc{number:08d}"
        paragraph = heading._p  # noqa: SLF001 - python-docx knows no bookmarks
        paragraph.insert(
            1 if paragraph.pPr is not None else 0,
            element("w:bookmarkStart", id=str(number), name=mark),
        )
        paragraph.append(element("w:bookmarkEnd", id=str(number)))
        self._headings.append((level, words, mark))

    def stand_here(self, depth: int) -> None:
        """The contents stand after what is there now."""
        self._here, self._depth = self._document.add_paragraph(), depth

    def fill(self) -> None:
        """Writes the entries, if contents are wanted."""
        if self._here is None:
            return
        _settled(self._document)
        styles = [_style(self._document, level) for level in range(1, self._depth + 1)]
        shown = [found for found in self._headings if found[0] <= self._depth]
        for level, words, mark in shown:
            line = self._here.insert_paragraph_before(style=styles[level - 1])
            line._p.append(_link(words, mark))  # noqa: SLF001 - as above


def _link(words: str, mark: str) -> Any:  # noqa: ANN401 - as above
    made = element("w:hyperlink", anchor=mark, history="1")
    made.append(_run(words))
    tab = element("w:r")
    tab.append(element("w:tab"))
    made.append(tab)
    made.extend(_field(f"PAGEREF {mark} \\h", ""))
    return made


def _field(code: str, shown: str) -> list[Any]:
    return [*_begin(code), _run(shown), *_end()]


def _begin(code: str) -> list[Any]:
    shown = element("w:r")
    words = element("w:instrText")
    words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    words.text = f" {code} "
    shown.append(words)
    return [_mark("begin"), shown, _mark("separate")]


def _end() -> list[Any]:
    return [_mark("end")]


def _mark(kind: str) -> Any:  # noqa: ANN401 - as above
    made = element("w:r")
    made.append(element("w:fldChar", fldCharType=kind))
    return made


def _run(words: str) -> Any:  # noqa: ANN401 - as above
    made = element("w:r")
    text = element("w:t")
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.text = words
    made.append(text)
    return made


def _style(document: Document, level: int) -> Any:  # noqa: ANN401 - a style of python-docx
    from docx.enum.style import WD_STYLE_TYPE  # noqa: PLC0415 - only jobs write documents
    from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER  # noqa: PLC0415
    from docx.shared import Cm, Pt  # noqa: PLC0415

    made = document.styles.add_style(f"toc {level}", WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    made.base_style = document.styles["Normal"]
    shape = made.paragraph_format
    shape.left_indent, shape.space_after = Cm(0.6 * (level - 1)), Pt(1)
    shape.line_spacing = 1.0
    shape.tab_stops.add_tab_stop(Cm(WIDTH_CM), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    return made


def _settled(document: Document) -> None:
    from docx.oxml.ns import qn  # noqa: PLC0415 - only jobs write documents

    wanted = element("w:updateFields", val="true")
    settings = document.settings.element
    later = {qn(name) for name in AFTER}
    next(child for child in settings if child.tag in later).addprevious(wanted)
