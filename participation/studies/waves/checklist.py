"""What must stand before a wave opens, each with the page where it is mended."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from participation.base.web.templating import format_date
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.base.words.languages import of_tag, ordered
from participation.places import service as places
from participation.studies.instruments import versions
from participation.studies.waves import codes, offered
from participation.studies.waves.offered import LanguageStatus
from participation.studies.waves.plans import LEAST_K
from participation.studies.waves.state import day_before
from participation.studies.waves.waves import WaveInfo

HELP = frozenset({"advice_offices"})
"""Placeholders of the help page; named apart, because people in need are sent there."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must stand, or that people should know before they open."""

    label: str
    done: bool
    detail: str
    """What stands, or what is missing."""
    address: str
    """Where it is mended."""
    advice: bool = False
    """Whether a wave may open without it."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the checklist of one wave reads, so that many waves cost no more than one."""

    languages: tuple[LanguageStatus, ...]
    codes: int

    @property
    def tags(self) -> list[str]:
        """The languages that are offered."""
        return [language.tag for language in self.languages if language.offered]


def known(found: Iterable[WaveInfo]) -> dict[uuid.UUID, Known]:
    """What the checklists of these waves read: two SQL statements at most."""
    ids = [wave.id for wave in found]
    with_code = [wave.id for wave in found if wave.plan.needs_code]
    languages, made = offered.languages_of(ids), codes.numbers(with_code)
    return {wave_id: Known(languages[wave_id], made.get(wave_id, 0)) for wave_id in ids}


def checks(found: WaveInfo, known: Known, now: datetime) -> tuple[Check, ...]:
    """All that must stand before the wave opens."""
    return (
        _days(found, now),
        _target(found),
        _languages(found, known),
        _county(found),
        *_texts(found, known.tags),
        _promises(),
        _least(found),
        *([_codes(found, known.codes)] if found.plan.needs_code else []),
    )


def ready(rows: Iterable[Check]) -> bool:
    """Whether nothing is missing that opening needs."""
    return all(row.done or row.advice for row in rows)


def _days(found: WaveInfo, now: datetime) -> Check:
    done = found.plan.asking_ends_at > now
    days = {
        "first": format_date(found.plan.opens_at),
        "last": format_date(day_before(found.plan.asking_ends_at)),
    }
    return Check(
        _("Tage"),
        done,
        _("Vom %(first)s bis %(last)s.") % days
        if done
        else _("Das Ende liegt in der Vergangenheit."),
        _adapt(found, "asking_ends_on"),
    )


def _target(found: WaveInfo) -> Check:
    done = bool(found.plan.target_group)
    text = found.plan.target_group if done else _("Schreiben Sie, wen Sie fragen.")
    return Check(_("Zielgruppe"), done, text, _adapt(found, "target_group"))


def _languages(found: WaveInfo, known: Known) -> Check:
    unchecked = [
        of_tag(language.tag).own_name for language in known.languages if language.open_unchecked
    ]
    if not known.tags:
        detail = _("Noch keine Sprache ist geprüft.")
    elif unchecked:
        detail = _("Ohne Prüfung dabei: %(names)s") % {"names": ", ".join(unchecked)}
    else:
        number = len(known.tags)
        detail = ngettext("%(num)d Sprache ist geprüft.", "%(num)d Sprachen sind geprüft.", number)
        detail = detail % {"num": number}
    where = url_for("studies.languages", wave_id=found.id)
    return Check(_("Sprachen"), bool(known.tags), detail, where)


def _county(found: WaveInfo) -> Check:
    asked = versions.instrument(found.template_id).questions.values()
    needs_places = any(question.list_name == "places" for question in asked)
    done = places.county().revision > 0 and (bool(places.place_choices()) or not needs_places)
    detail = places.county().name if done else _("Name oder Orte fehlen.")
    page = "places.overview" if done or not places.county().revision else "places.several"
    return Check(_("Landkreis und Orte"), done, detail, url_for(page))


def _texts(found: WaveInfo, tags: list[str]) -> tuple[Check, Check]:
    tags = ordered(of_tag(tag).interface.tag for tag in tags)
    gaps = places.unfilled(tags or ["de"])
    legal = [gap for gap in gaps if gap.placeholder.name not in HELP]
    help_page = [gap for gap in gaps if gap.placeholder.name in HELP]
    where = url_for(
        "places.texts",
        tags=",".join(tags) or None,
        next=url_for("studies.checklist", wave_id=found.id),
    )
    return (
        Check(_("Rechtliche Texte"), not legal, _named(legal), where),
        Check(_("Hilfe-Seite"), not help_page, _named(help_page), where),
    )


def _named(gaps: list[places.Gap]) -> str:
    if not gaps:
        return _("Alles ist ausgefüllt.")
    names = [
        f"{gap.placeholder.label} ({of_tag(gap.language).own_name})"
        if gap.language
        else str(gap.placeholder.label)
        for gap in gaps[:3]
    ]
    more = len(gaps) - len(names)
    rest = ngettext(" und %(num)d weiterer", " und %(num)d weitere", more) % {"num": more}
    return _("Es fehlt: %(names)s") % {"names": ", ".join(names)} + (rest if more else "")


def _least(found: WaveInfo) -> Check:
    detail = _("Gruppen unter %(k)d Antworten werden nie gezeigt.") % {"k": found.k}
    if not found.plan.needs_code:
        detail += " " + _(
            "Ohne Codes kann jemand viele Antworten erfinden und so eine echte eingrenzen."
            " Ist das bei Ihnen denkbar? Dann nehmen Sie Codes."
        )
    return Check(
        _("Kleinste Gruppe"),
        found.k >= LEAST_K,
        detail,
        _adapt(found, "k"),
    )


def _promises() -> Check:
    missing = [str(item.ground.title) for item in places.promises() if not item.holds]
    detail = (
        _(
            "Nicht bestätigt: %(names)s."
            " Die Sätze dazu fehlen auf der ersten Seite und im Datenschutz."
        )
        % {"names": ", ".join(missing)}
        if missing
        else _("Die IT hat alle Zusagen bestätigt.")
    )
    where = url_for("places.promises")
    return Check(_("Technische Zusagen"), not missing, detail, where, advice=True)


def _codes(found: WaveInfo, made: int) -> Check:
    detail = ngettext("%(num)d Code ist gedruckt.", "%(num)d Codes sind gedruckt.", made)
    return Check(
        _("Codes"),
        made > 0,
        detail % {"num": made} if made else _("Noch keine Codes."),
        url_for("studies.codes", wave_id=found.id),
    )


def _adapt(found: WaveInfo, field: str) -> str:
    return url_for("studies.adapt", wave_id=found.id, _anchor=field)
