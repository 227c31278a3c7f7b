"""The source line of a figure: no figure is exported without it."""

from __future__ import annotations

from participation.base.web.templating import format_date
from participation.base.words.catalogues import gettext as _
from participation.presenting import sentences
from participation.presenting.picture import plain
from surveys.figures.released import Released, Row


def source(released: Released, row: Row, county: str) -> str:
    """County, survey, days, how many answered, and for whom it speaks."""
    words = _("Quelle: %(county)s, Befragung „%(title)s“, %(first)s bis %(last)s.") % {
        "county": county,
        "title": plain(sentences.text(released.wave.title)),
        "first": format_date(released.wave.opened),
        "last": format_date(released.wave.closed),
    }
    parts = [words]
    if released.version > 1:
        version = plain(sentences.number(released.version))
        parts.append(_("Fassung %(number)s") % {"number": version} + ".")
    if row.n is not None:
        n = plain(sentences.number(row.n))
        parts.append(_("Antworten auf diese Frage: %(n)s, auf 5 gerundet.") % {"n": n})
    if released.speaks_for_respondents_only:
        parts.append(_("Ergebnis der Befragten, nicht aller Menschen im Landkreis."))
    return " ".join(parts)
