"""Kinds of organisations."""

from __future__ import annotations

from enum import StrEnum

from participation.base.words.lazy import Lazy, lazy_gettext


class OrganisationKind(StrEnum):
    """What an organisation is; offered in this order."""

    OFFICE = "office"
    """Part of the county's own administration."""
    MUNICIPALITY = "municipality"
    PROVIDER = "provider"
    """Runs services or courses: a welfare organisation, an educational institution."""
    ASSOCIATION = "association"
    SCHOOL = "school"
    BODY = "body"
    """Meets and decides: a council, a committee, a steering group."""
    AUTHORITY = "authority"
    """Another state authority: employment agency, job centre."""
    OTHER = "other"


KIND_NAMES: dict[OrganisationKind, Lazy] = {
    OrganisationKind.OFFICE: lazy_gettext("Amt oder Fachbereich"),
    OrganisationKind.MUNICIPALITY: lazy_gettext("Stadt oder Gemeinde"),
    OrganisationKind.PROVIDER: lazy_gettext("Träger"),
    OrganisationKind.ASSOCIATION: lazy_gettext("Verein oder Initiative"),
    OrganisationKind.SCHOOL: lazy_gettext("Schule oder Kita"),
    OrganisationKind.BODY: lazy_gettext("Gremium"),
    OrganisationKind.AUTHORITY: lazy_gettext("Andere Behörde"),
    OrganisationKind.OTHER: lazy_gettext("Sonstige Stelle"),
}
