"""What must stand before a wave opens, each with the page where it is mended."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from participation.catalogues import gettext as _
from participation.catalogues import ngettext
from participation.languages import LANGUAGES
from participation.places import service as places
from participation.studies import codes, offered, versions, waves
from participation.studies.plans import LEAST_K
from participation.studies.waves import WaveInfo

HELP = frozenset({"advice_offices"})
"""Placeholders of the help page; named apart, because people in need are sent there."""


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that must stand."""

    label: str
    done: bool
    detail: str
    """What stands, or what is missing."""
    address: str
    """Where it is mended."""


def checks(wave_id: uuid.UUID, now: datetime) -> tuple[Check, ...]:
    """All that must stand before the wave opens."""
    found = waves.wave(wave_id, now)
    tags = [language.tag for language in offered.languages(wave_id) if language.offered]
    return (
        _days(found, now),
        _target(found),
        _languages(found, tags),
        _county(found),
        *_texts(tags),
        _least(found),
        *([_codes(found)] if found.plan.needs_code else []),
    )


def ready(wave_id: uuid.UUID, now: datetime) -> bool:
    """Whether nothing is missing."""
    return all(check.done for check in checks(wave_id, now))


def _days(found: WaveInfo, now: datetime) -> Check:
    done = found.plan.asking_ends_at > now
    return Check(
        _("Tage"),
        done,
        _("Das Ende steht fest.") if done else _("Das Ende liegt in der Vergangenheit."),
        _adapt(found, "asking_ends_on"),
    )


def _target(found: WaveInfo) -> Check:
    done = bool(found.plan.target_group)
    text = found.plan.target_group if done else _("Schreiben Sie, wen Sie fragen.")
    return Check(_("Zielgruppe"), done, text, _adapt(found, "target_group"))


def _languages(found: WaveInfo, tags: list[str]) -> Check:
    unchecked = [
        LANGUAGES[language.tag].own_name
        for language in offered.languages(found.id)
        if language.offered and not language.checked
    ]
    if not tags:
        detail = _("Noch keine Sprache ist geprüft.")
    elif unchecked:
        detail = _("Ohne Prüfung dabei: %(names)s") % {"names": ", ".join(unchecked)}
    else:
        detail = ngettext(
            "%(num)d Sprache ist geprüft.", "%(num)d Sprachen sind geprüft.", len(tags)
        )
        detail = detail % {"num": len(tags)}
    return Check(_("Sprachen"), bool(tags), detail, url_for("studies.languages", wave_id=found.id))


def _county(found: WaveInfo) -> Check:
    asked = versions.instrument(found.template_id).questions.values()
    needs_places = any(question.list_name == "places" for question in asked)
    done = places.county().revision > 0 and (bool(places.place_choices()) or not needs_places)
    detail = places.county().name if done else _("Name oder Orte fehlen.")
    return Check(_("Landkreis und Orte"), done, detail, url_for("places.overview"))


def _texts(tags: list[str]) -> tuple[Check, Check]:
    gaps = places.unfilled(tags or ["de"])
    legal = [gap for gap in gaps if gap.placeholder.name not in HELP]
    help_page = [gap for gap in gaps if gap.placeholder.name in HELP]
    where = url_for("places.texts")
    return (
        Check(_("Rechtliche Texte"), not legal, _named(legal), where),
        Check(_("Hilfe-Seite"), not help_page, _named(help_page), where),
    )


def _named(gaps: list[places.Gap]) -> str:
    if not gaps:
        return _("Alles ist ausgefüllt.")
    names = [
        f"{gap.placeholder.label} ({LANGUAGES[gap.language].own_name})"
        if gap.language
        else str(gap.placeholder.label)
        for gap in gaps[:3]
    ]
    more = len(gaps) - len(names)
    rest = ngettext(" und %(num)d weiterer", " und %(num)d weitere", more) % {"num": more}
    return _("Es fehlt: %(names)s") % {"names": ", ".join(names)} + (rest if more else "")


def _least(found: WaveInfo) -> Check:
    return Check(
        _("Kleinste Gruppe"),
        found.k >= LEAST_K,
        _("Gruppen unter %(k)d Antworten werden nie gezeigt.") % {"k": found.k},
        _adapt(found, "k"),
    )


def _codes(found: WaveInfo) -> Check:
    made = codes.number_of_codes(found.id)
    detail = ngettext("%(num)d Code ist gedruckt.", "%(num)d Codes sind gedruckt.", made)
    return Check(
        _("Codes"),
        made > 0,
        detail % {"num": made} if made else _("Noch keine Codes."),
        url_for("studies.codes", wave_id=found.id),
    )


def _adapt(found: WaveInfo, field: str) -> str:
    return url_for("studies.adapt", wave_id=found.id, _anchor=field)
