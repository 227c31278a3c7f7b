"""The county's list of organisations ("Stellen"), for all slices above.

Others keep an id and ask :func:`resolve` what stands for it today: a renamed, merged or ended
organisation is changed here once.
"""

from __future__ import annotations

from participation.organisations.kinds import OrganisationKind
from participation.organisations.reading import (
    OrganisationInfo,
    choices,
    every,
    organisation,
    resolve,
    stands_for,
)
from participation.organisations.saving import (
    OrganisationText,
    add_all,
    forget,
)

__all__ = [
    "OrganisationInfo",
    "OrganisationKind",
    "OrganisationText",
    "add_all",
    "choices",
    "every",
    "forget",
    "organisation",
    "resolve",
    "stands_for",
]
