"""What calls people to a survey, in each of its languages: on paper, in a message, in a preview."""

from __future__ import annotations

from dataclasses import dataclass

from participation.base.words import languages
from participation.base.words.languages import Language
from participation.places import service as places
from participation.presenting import invitations as words
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
        _invitation(wave, asked, languages.of_tag(status.tag))
        for status in offered.languages(wave.id)
        if status.offered
    )


def lead(asked: Instrument, chain: tuple[str, ...]) -> Localized:
    """Who asks whom and what for, in the language of the page being made."""
    own = words.OWN_LEADS.get(asked.key)
    if own is None:
        return _plain(asked.purpose, chain)
    return Localized(own(places.county_name()), languages.current().tag)


def _invitation(wave: WaveInfo, asked: Instrument, language: Language) -> Invitation:
    chain = (*language.chain, asked.default_language)
    with languages.speaking(language):
        return Invitation(
            language,
            _plain(wave.title, chain),
            _call(wave.title, asked.purpose, chain),
            lead(asked, chain),
            words.promise(asked.duration),
            words.voluntary(),
            words.until(day_before(wave.plan.asking_ends_at)),
        )


def _plain(text: Text, chain: tuple[str, ...]) -> Localized:
    found = text.localized(chain)
    return found._replace(text=found.plain)


def _call(title: Text, purpose: Text, chain: tuple[str, ...]) -> Localized:
    name, sentence = _plain(title, chain), _plain(purpose, chain)
    asks = name.text.rstrip().endswith(QUESTION_MARKS)
    return name if asks or not sentence.text else sentence
