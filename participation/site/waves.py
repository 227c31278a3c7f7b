"""Surveys as the public pages name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import url_for

from participation.languages import Language
from participation.monitoring import service as monitoring
from participation.telling import sentences


@dataclass(frozen=True, slots=True)
class PublicWave:
    """One survey in one language."""

    title: str
    address: str
    until: datetime | None = None
    """Last moment to answer, when one is set."""


def open_now(language: Language) -> tuple[PublicWave, ...]:
    """Surveys that take answers now."""
    del language
    return ()


def with_results(language: Language) -> tuple[PublicWave, ...]:
    """Surveys whose figures are public, the newest first."""
    return tuple(
        PublicWave(
            sentences.text(wave.title),
            url_for("results.page", language=language, slug=wave.slug),
        )
        for wave in monitoring.released_waves()
    )


def named(slug: str, language: Language) -> PublicWave | None:
    """The survey of this address, if there is one."""
    del slug, language
    return None
