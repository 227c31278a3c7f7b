"""A questionnaire's text as HTML: breaks, bold, italic and links are drawn, all else escaped."""

from __future__ import annotations

from markupsafe import Markup, escape

from surveys.instrument.marks import Mark, Piece, pieces

_DRAWN = {
    Mark.BOLD: Markup("<strong>{}</strong>"),
    Mark.ITALIC: Markup("<em>{}</em>"),
    Mark.BOTH: Markup("<strong><em>{}</em></strong>"),
}
_LINK = Markup('<a href="{}" rel="noreferrer" target="_blank">{}</a>')
"""In a tab of its own: what is typed on this page is not sent yet."""
_LINK_AS_TEXT = Markup('{} (<bdi dir="ltr">{}</bdi>)')


def drawn(text: str, *, links: bool = True) -> Markup:
    """The text as HTML.

    Args:
        text: the wording as the questionnaire has it.
        links: whether links may be followed; inside what is tapped for another reason their
            address is told instead.
    """
    return Markup().join(_piece(piece, links=links) for piece in pieces(text))


def _piece(piece: Piece, *, links: bool) -> Markup:
    if piece.mark is Mark.BREAK:
        return Markup("<br>\n")
    if piece.mark is Mark.LINK:
        if links:
            return _LINK.format(piece.address, piece.text)
        same = piece.address == piece.text
        return escape(piece.text) if same else _LINK_AS_TEXT.format(piece.text, piece.address)
    return _DRAWN[piece.mark].format(piece.text) if piece.mark in _DRAWN else escape(piece.text)
