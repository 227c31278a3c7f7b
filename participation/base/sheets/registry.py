"""Which targets there are, and where their pages stand."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, current_app

from participation.base.sheets.target import Target


@dataclass(frozen=True, slots=True)
class Registration:
    """A target with its place in the desk."""

    target: Target
    frame: str
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


def remember(app: Flask, registration: Registration) -> None:
    """Adds a target.

    Raises:
        ValueError: its key is taken or none.
    """
    known: dict[str, Registration] = app.extensions.setdefault("sheets", {})
    key = registration.target.key
    if key in known or not key.isidentifier() or len(key) > 40:  # noqa: PLR2004 - the column's length
        raise ValueError(f"no key for a target: {key}")
    known[key] = registration


def registration(key: str) -> Registration:
    """The registration of a target."""
    found: Registration = current_app.extensions["sheets"][key]
    return found


def who() -> uuid.UUID | None:
    """The account that asks."""
    found: Who | None = current_app.extensions.get("who")
    return found() if found else None


def audit(action: str, target: Target, detail: str, account_id: uuid.UUID | None) -> None:
    """Writes an act down: which kind of list and how many rows, never what stands in them."""
    auditor: Auditor | None = current_app.extensions.get("auditor")
    if auditor:
        auditor(action, str(target.name), detail, account_id)
