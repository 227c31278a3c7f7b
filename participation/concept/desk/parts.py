"""What all pages of the concept share: who asks, which day it is, how days are written."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache

from babel import dates
from flask import current_app

from participation.access.service import Action, current_account
from participation.access.service import audit as write_down
from participation.base.errors import NotFound
from participation.base.web.security import Permission
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES, current
from participation.concept.tree import reading
from participation.concept.tree.info import ConceptInfo, MeasureInfo
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationInfo
from participation.places import service as places


def today() -> date:
    """The day in the county."""
    return datetime.now(current_app.config["SETTINGS"].zone).date()


def role() -> str:
    """Role of the account that asks."""
    account = current_account()
    return account.role.value if account else ""


def decides() -> bool:
    """Whether the account may set lights and release."""
    account = current_account()
    return account is not None and account.may(Permission.DECIDE_CONCEPT)


def edits() -> bool:
    """Whether the account may write drafts."""
    account = current_account()
    return account is not None and account.may(Permission.EDIT_CONCEPT)


def audit(action: Action, what: str, measure: MeasureInfo | None = None) -> None:
    """Writes down an act on the concept: its kind and a number, never words of its contents."""
    subject = _("Konzept")
    if measure is not None:
        subject = _("Maßnahme %(number)s") % {"number": measure.said.number or _("ohne Nummer")}
    write_down(action, subject, what)


def day(value: date) -> str:
    """A day in the language of the page, as short as it may be: "31.12.2027"."""
    return _day(value, current().tag)


@lru_cache(maxsize=4096)
def _day(value: date, tag: str) -> str:
    # A page of the concept names hundreds of days, and the same ones again and again.
    return dates.format_date(value, format="medium", locale=LANGUAGES[tag].locale)


class NotBegun(NotFound):
    """There is no concept yet; pages of it say how to begin."""


def the_concept() -> ConceptInfo:
    """The concept.

    Raises:
        NotBegun: nobody began it.
    """
    found = reading.concept()
    if found is None:
        raise NotBegun
    return found


def bodies_of(found: tuple[MeasureInfo, ...]) -> Mapping[uuid.UUID, OrganisationInfo]:
    """What stands today for the organisations of measures."""
    return organisations.resolve(
        key for item in found for key in (*item.said.responsible, *item.said.partners)
    )


def place_names() -> dict[str, str]:
    """Names of places by key; a place that went stands for itself where it is asked for."""
    return {place.key: place.name for place in places.places()}
