"""What staff decide about a wave before it opens, and what of it may still change later."""

from __future__ import annotations

import re
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask import current_app

from participation.base.errors import Conflict, DomainError
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.places.service import key_for
from participation.studies.models import Wave
from participation.studies.waves.respondent_wave import free_address, taken
from participation.studies.waves.state import Schedule, WaveState
from surveys.figures.about import SampleKind
from surveys.figures.groups import definitions
from surveys.instrument.instrument import Text

LEAST_K = 10
"""A group of fewer answers is never shown."""
GRACE = timedelta(days=3)
"""How long answers are taken after the end of asking, unless staff choose otherwise."""
SLUG = re.compile(r"[a-z2-9][a-z2-9-]{1,38}[a-z2-9]")
RESERVED = frozenset({"info", "static", *LANGUAGES})
"""Words that mean something else below the respondents' prefix."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What staff decide about a wave before it opens."""

    slug: str
    opens_at: datetime
    asking_ends_at: datetime
    taking_ends_at: datetime
    title: Text = Text()  # noqa: RUF009 - frozen
    first_words: Text = Text()  # noqa: RUF009 - frozen
    """What the county adds to the first page."""
    last_words: Text = Text()  # noqa: RUF009 - frozen
    """What it adds to the page of thanks."""
    target_group: str = ""
    target_groups: tuple[str, ...] = ()
    """Keys of the county's list."""
    sampling: SampleKind = SampleKind.SELF_SELECTED
    group_definitions: tuple[str, ...] = ()
    k: int = LEAST_K
    results_on: date | None = None
    needs_code: bool = False


TARGETS: Mapping[str, str] = {
    "needs": "Menschen ab 18 Jahren, die aus einem anderen Land gekommen sind und im Landkreis"
    " wohnen",
    "belonging": "Alle Menschen ab 18 Jahren, die im Landkreis wohnen",
    "volunteers": "Menschen ab 18 Jahren, die im Landkreis Zugewanderten freiwillig helfen",
    "fachtag": "Alle, die am Fachtag teilgenommen haben",
}
"""Whom a shipped questionnaire asks: stands in the field until a person saves it or another."""


def usual_plan(now: datetime, called: str = "") -> Plan:
    """What a new wave begins with: four weeks from today, at an address like its name."""
    opens = now.astimezone(_zone()).replace(hour=0, minute=0, second=0, microsecond=0)
    ends = opens + timedelta(days=28)
    return Plan(_address(called), opens, ends, ends + GRACE)


def _address(called: str) -> str:
    base = key_for(called).replace("_", "-") if called else ""
    wanted = (base, *(f"{base}-{number}" for number in range(2, 10)))
    free = (slug for slug in wanted if _fits(slug) and not taken(slug))
    return next(free, "") or free_address()


def _fits(slug: str) -> bool:
    return bool(SLUG.fullmatch(slug)) and slug not in RESERVED


def problems(plan: Plan, wave_id: uuid.UUID | None = None) -> list[tuple[str, str]]:
    """All that cannot be in a plan: ``(name of its field, sentence)``."""
    found: list[tuple[str, str]] = []
    if not _fits(plan.slug):
        found.append(
            ("slug", _("Schreiben Sie 3 bis 40 Zeichen: kleine Buchstaben, 2 bis 9, Bindestrich."))
        )
    elif taken(plan.slug, wave_id):
        found.append(
            ("slug", _("Diese Adresse hat schon eine andere Runde. Wählen Sie eine neue."))
        )
    if plan.asking_ends_at <= plan.opens_at:
        found.append(("asking_ends_on", _("Das Ende liegt vor dem Anfang. Wählen Sie es später.")))
    if plan.taking_ends_at < plan.asking_ends_at:
        found.append(
            ("taking_ends_on", _("Wählen Sie das Ende der Befragung oder einen Tag danach."))
        )
    if plan.k < LEAST_K:
        found.append(("k", _("Schreiben Sie %(least)d oder mehr.") % {"least": LEAST_K}))
    if plan.results_on and plan.results_on < plan.asking_ends_at.astimezone(_zone()).date():
        found.append(("results_on", _("Ergebnisse gibt es erst nach dem Ende. Wählen Sie später.")))
    if unknown := set(plan.group_definitions) - definitions.DEFINITIONS.keys():
        found.append(("group_definitions", _("Unbekannt: %(name)s") % {"name": min(unknown)}))
    return found


def refuse(found: Sequence[tuple[str, str]]) -> None:
    """Refuses a plan by the first of its problems.

    Raises:
        DomainError: there is one.
    """
    if found:
        raise DomainError(found[0][1])


def refuse_fixed(found: Wave, plan: Plan, now: datetime) -> None:
    """Refuses what an opened wave has promised.

    Raises:
        Conflict: the plan changes it.
    """
    state = schedule_of(found).state(now)
    if found.released_at is not None or state is WaveState.WITHDRAWN:
        raise Conflict(_("Beginnen Sie eine neue Runde."), title=_("Diese Runde steht fest"))
    days = (found.opens_at, found.asking_ends_at, found.taking_ends_at)
    if days != (plan.opens_at, plan.asking_ends_at, plan.taking_ends_at):
        if state is WaveState.CLOSED:
            raise Conflict(
                _("Öffnen Sie die Befragung wieder, wenn mehr Menschen antworten sollen."),
                title=_("Diese Runde ist abgeschlossen"),
            )
        if state is not WaveState.SCHEDULED and found.opens_at != plan.opens_at:
            raise Conflict(
                _("Lassen Sie den ersten Tag, wie er ist."),
                title=_("Die Befragung hat schon begonnen"),
            )
    fixed = (
        found.slug == plan.slug
        and found.k == plan.k
        and found.sampling == plan.sampling.value
        and found.target_group == plan.target_group
        and found.target_groups == list(plan.target_groups)
        and found.needs_code == plan.needs_code
    )
    if not fixed:
        raise Conflict(
            _("Name, Tage und Gruppen können Sie noch ändern."),
            title=_("Das steht fest, seit die Befragung offen ist"),
        )


def columns(plan: Plan) -> dict[str, Any]:
    """A plan as the columns of its wave."""
    return {
        "slug": plan.slug,
        "opens_at": plan.opens_at,
        "asking_ends_at": plan.asking_ends_at,
        "taking_ends_at": plan.taking_ends_at,
        "title": _said(plan.title),
        "first_words": _said(plan.first_words),
        "last_words": _said(plan.last_words),
        "target_group": plan.target_group.strip(),
        "target_groups": list(plan.target_groups),
        "sampling": plan.sampling.value,
        "group_definitions": list(plan.group_definitions),
        "k": plan.k,
        "results_on": plan.results_on,
        "needs_code": plan.needs_code,
    }


def _said(text: Text) -> dict[str, str]:
    return {tag: said for tag, said in text.strings.items() if said.strip()}


def plan_of(found: Wave) -> Plan:
    """The plan of a stored wave."""
    return Plan(
        slug=found.slug,
        opens_at=found.opens_at,
        asking_ends_at=found.asking_ends_at,
        taking_ends_at=found.taking_ends_at,
        title=Text(found.title),
        first_words=Text(found.first_words),
        last_words=Text(found.last_words),
        target_group=found.target_group,
        target_groups=tuple(found.target_groups),
        sampling=SampleKind(found.sampling),
        group_definitions=tuple(found.group_definitions),
        k=found.k,
        results_on=found.results_on,
        needs_code=found.needs_code,
    )


def schedule_of(found: Wave) -> Schedule:
    """The moments of a stored wave."""
    return Schedule(
        found.opens_at,
        found.asking_ends_at,
        found.taking_ends_at,
        found.opened_at,
        found.closed_at,
        found.withdrawn_at,
        found.released_at,
    )


def _zone() -> Any:  # noqa: ANN401 - ZoneInfo, through the settings
    return current_app.config["SETTINGS"].zone
