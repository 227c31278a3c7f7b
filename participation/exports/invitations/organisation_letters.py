"""Links of organisations as one file: a table for Word's serial letter, letters with QR signs.

Links are stored as hashes only, so the files are made within the request that makes them:
see ``docs/decisions/0013-codes-through-a-pipe.md``.
"""

from __future__ import annotations

import io
from collections.abc import Sequence

from participation.base.words.catalogues import gettext as _
from participation.exports import paper
from participation.organisations.service.links import Letter
from participation.places import service as places
from surveys.texts.clean import without_controls

HEADS = ("Stelle", "Kurzform", "Postfach", "Teil", "Anlass", "Text", "Link", "Frist")
"""Names of the fields in Word; German as the letter is."""
WIDTHS = (36, 14, 30, 16, 30, 50, 60, 12)


def xlsx(letters: Sequence[Letter]) -> bytes:
    """One row a letter; no cell of it is a formula or a link that Excel opens."""
    # Loaded when somebody asks for a workbook, so that answering surveys never pays for it.
    from xlsxwriter import Workbook  # noqa: PLC0415

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    book = Workbook(out, options)
    sheet = book.add_worksheet("Links")
    for at, (head, width) in enumerate(zip(HEADS, WIDTHS, strict=True)):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, head)
    for line, letter in enumerate(letters, 1):
        for at, cell in enumerate(_cells(letter)):
            sheet.write_string(line, at, without_controls(cell))
    sheet.freeze_panes(1, 1)
    book.close()
    return out.getvalue()


def pdf(letters: Sequence[Letter]) -> bytes:
    """One page a letter, with the link as a QR sign and in words."""
    title = _("Links: %(title)s") % {"title": letters[0].subject if letters else ""}
    data = {
        "county": places.county_name(),
        "letters": [
            {
                "to": letter.to.label,
                "part": letter.part,
                "subject": letter.subject,
                "text": letter.text,
                "address": letter.address,
                "sign": {"qr": letter.address},
                "until": f"{letter.ends_on:%d.%m.%Y}",
            }
            for letter in letters
        ],
    }
    return paper.pdf_unstored("letters.typ", data, title=title, language="de")


def _cells(letter: Letter) -> tuple[str, ...]:
    to = letter.to
    return (
        to.name,
        to.short,
        to.mailbox,
        letter.part,
        letter.subject,
        letter.text,
        letter.address,
        f"{letter.ends_on:%d.%m.%Y}",
    )
