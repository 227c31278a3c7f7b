"""What calls people to a survey, in each of its languages: on paper, in a message, in a preview."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from participation.base.web.templating import format_date
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.base.words.languages import LANGUAGES, Language
from participation.places import service as places
from participation.studies.instruments.versions import instrument
from participation.studies.waves import offered
from participation.studies.waves.state import day_before
from participation.studies.waves.waves import WaveInfo
from surveys.instrument.instrument import Instrument, Localized, Text

QUESTION_MARKS = ("?", "؟")


@dataclass(frozen=True, slots=True)
class Invitation:
    """One language's words."""

    language: Language
    title: Localized
    call: Localized
    """One sentence that asks."""
    lead: Localized
    """Who asks whom and what for, in a few sentences."""
    promise: str
    """"Ohne Namen · 8 Minuten"."""
    free: str
    """That nobody has to."""
    until: str
    """The last day."""

    def message(self, address: str) -> str:
        """What is pasted into a messenger or a mail."""
        facts = f"{self.promise} · {self.until}"
        return f"{self.title.text}\n\n{self.lead.text}\n{facts}\n\n{address}"


def invitations(wave: WaveInfo) -> tuple[Invitation, ...]:
    """The words of every language in which the wave is offered, in the registry's order."""
    asked = instrument(wave.instrument_version_id)
    return tuple(
        _invitation(wave, asked, LANGUAGES[status.tag])
        for status in offered.languages(wave.id)
        if status.offered
    )


def lead(asked: Instrument, chain: tuple[str, ...]) -> Localized:
    """Who asks whom and what for, in the language of the page being made."""
    own = _OWN_LEADS.get(asked.key)
    if own is None:
        return asked.purpose.localized(chain)
    return Localized(own(places.county_name()), chain[0])


def _needs(county: str) -> str:
    return _(
        "%(county)s fragt Menschen, die aus einem anderen Land gekommen sind: Wie leben Sie hier?"
        " Was fehlt? Damit planen wir Kurse, Beratung und Busse."
    ) % {"county": county}


def _belonging(county: str) -> str:
    return _("%(county)s fragt alle Menschen, die hier wohnen: Wie leben wir zusammen?") % {
        "county": county
    }


_OWN_LEADS = {"needs": _needs, "belonging": _belonging}


def _invitation(wave: WaveInfo, asked: Instrument, language: Language) -> Invitation:
    chain = (*language.chain, asked.default_language)
    with languages.speaking(language):
        return Invitation(
            language,
            wave.title.localized(chain),
            _call(wave.title, asked.purpose, chain),
            lead(asked, chain),
            _promise(asked.minutes),
            _("Freiwillig. Sie können jede Frage auslassen."),
            _until(wave.plan.asking_ends_at),
        )


def _call(title: Text, purpose: Text, chain: tuple[str, ...]) -> Localized:
    name, sentence = title.localized(chain), purpose.localized(chain)
    asks = name.text.rstrip().endswith(QUESTION_MARKS)
    return name if asks or not sentence.text else sentence


def _promise(minutes: int) -> str:
    nameless = _("Ohne Namen")
    time = ngettext("%(num)d Minute", "%(num)d Minuten", minutes) % {"num": minutes}
    return f"{nameless} · {time}"


def _until(ends: datetime) -> str:
    return _("bis %(day)s") % {"day": format_date(day_before(ends))}
