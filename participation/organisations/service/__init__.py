"""The county's list of organisations ("Stellen"), for all slices above.

Others keep an id and ask :func:`resolve` what stands for it today: a renamed, merged or ended
organisation is changed here once.
"""

from __future__ import annotations

from participation.organisations.kinds import KIND_NAMES, OrganisationKind
from participation.organisations.reading import (
    OrganisationInfo,
    choices,
    every,
    organisation,
    organisations,
    resolve,
    stands_for,
)
from participation.organisations.saving import (
    OrganisationText,
    add,
    add_all,
    edit,
    end,
    forget,
    merge,
)

__all__ = [
    "KIND_NAMES",
    "OrganisationInfo",
    "OrganisationKind",
    "OrganisationText",
    "add",
    "add_all",
    "choices",
    "edit",
    "end",
    "every",
    "forget",
    "merge",
    "organisation",
    "organisations",
    "resolve",
    "stands_for",
]
