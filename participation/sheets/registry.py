"""Which targets there are, and where their pages stand."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import Flask

from participation.base import hooks
from participation.sheets.target import Target


@dataclass(frozen=True, slots=True)
class Registration:
    """A target with its place in the desk."""

    target: Target
    base_template: str
    """Template around the pages; has the blocks of ``base/desk/staff.html``."""
    back: str
    """Endpoint of the page that imports of this target belong to."""


class Auditor(Protocol):
    """How the access slice writes down what staff did."""

    def __call__(
        self, action: str, subject: str, detail: str, account_id: uuid.UUID | None
    ) -> None:
        """Adds a line in this transaction."""


Who = Callable[[], uuid.UUID | None]

TARGETS = hooks.ByKey[Registration]("sheets.targets")
AUDITOR = hooks.One[Auditor]("sheets.auditor")
WHO = hooks.One[Who]("sheets.who")


def remember(app: Flask, registration: Registration) -> None:
    """Adds a target.

    Raises:
        ValueError: its key fits no column.
    """
    key = registration.target.key
    if not key.isidentifier() or len(key) > 40:  # noqa: PLR2004 - the column's length
        raise ValueError(f"no key for a target: {key}")
    TARGETS.register(app, key, registration)


def registration(key: str) -> Registration:
    """The registration of a target."""
    return TARGETS.registered()[key]


def who() -> uuid.UUID | None:
    """The account that asks."""
    return WHO.registered()()


def audit(action: str, target: Target, detail: str, account_id: uuid.UUID | None) -> None:
    """Writes an act down: which kind of list and how many rows, never what stands in them."""
    AUDITOR.registered()(action, str(target.name), detail, account_id)
