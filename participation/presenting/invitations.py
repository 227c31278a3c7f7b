"""How people are called to a survey: the words that stand on every invitation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from participation.base.web.templating import format_date
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext


def _needs(county: str) -> str:
    return _(
        "%(county)s fragt Menschen, die aus einem anderen Land gekommen sind: Wie leben Sie hier?"
        " Was fehlt? Damit planen wir Kurse, Beratung und Busse."
    ) % {"county": county}


def _belonging(county: str) -> str:
    return _("%(county)s fragt alle Menschen, die hier wohnen: Wie leben wir zusammen?") % {
        "county": county
    }


OWN_LEADS: Mapping[str, Callable[[str], str]] = {"needs": _needs, "belonging": _belonging}
"""By key of a questionnaire that has sentences of its own: the county's name → who asks whom."""


def voluntary() -> str:
    """That nobody has to."""
    return _("Freiwillig. Sie können jede Frage auslassen.")


def promise(minutes: int) -> str:
    """That nobody is named, and how long it takes: "Ohne Namen · 8 Minuten"."""
    nameless = _("Ohne Namen")
    time = ngettext("%(num)d Minute", "%(num)d Minuten", minutes) % {"num": minutes}
    return f"{nameless} · {time}"


def until(last_day: date) -> str:
    """The last day."""
    return _("bis %(day)s") % {"day": format_date(last_day)}
