"""What organisations can be asked for: each registered once by the slice that asks."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask
from flask.typing import ResponseReturnValue

from participation.base import hooks
from participation.base.errors import NotFound
from participation.base.words.lazy import Lazy


@dataclass(frozen=True, slots=True)
class OpenEntry:
    """An entry that its organisation has opened, as the page of its purpose sees it."""

    id: uuid.UUID
    organisation_id: uuid.UUID
    """As it was asked; :func:`~participation.organisations.service.resolve` names it today."""
    subject_id: uuid.UUID
    part: str
    draft: dict[str, Any]
    revision: int
    sent: bool
    """It was sent before; sending again replaces that."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """One thing that organisations are asked for by link."""

    key: str
    title: Lazy
    """For staff and letters: "Standabfrage"."""
    view: Callable[[OpenEntry], ResponseReturnValue]
    """Answers GET and POST of the page behind the link; forms carry ``organisation_form_token()``
    and go to the page's own address. It saves through ``save_draft`` and ``mark_sent``."""
    subject_title: Callable[[uuid.UUID], str]
    """What a subject is called on the desk and in letters: "Standabfrage Frühjahr 2027"."""
    letter: Callable[[uuid.UUID], str]
    """Some sentences for the mail and letter: why, by when, how long it takes."""
    back: Callable[[uuid.UUID], str | None] | None = None
    """The desk page of a subject, for who may see it."""


PURPOSES = hooks.ByKey[Purpose]("organisations.purposes")


def register(app: Flask, purpose: Purpose) -> None:
    """Adds a purpose; its key stays for ever."""
    PURPOSES.register(app, purpose.key, purpose)


def purposes() -> Mapping[str, Purpose]:
    """All purposes by key."""
    return PURPOSES.registered()


def purpose(key: str) -> Purpose:
    """One purpose.

    Raises:
        NotFound: nobody registered it.
    """
    found = purposes().get(key)
    if found is None:
        raise NotFound
    return found
