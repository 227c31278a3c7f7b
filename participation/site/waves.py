"""Surveys as the public pages name them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from flask import url_for
from markupsafe import Markup

from participation.base.words.languages import Language
from participation.monitoring import service as monitoring
from participation.presenting import sentences
from participation.studies import service as studies
from surveys.instrument.instrument import InstrumentKind

INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class PublicWave:
    """One survey in one language."""

    title: Markup
    address: str
    until: datetime | None = None
    """The last moment to begin, when it is still to come."""
    leave: str = ""
    """Where the quick exit is sent, when the survey is asked in this language."""


def open_now(language: Language) -> tuple[PublicWave, ...]:
    """Surveys that anybody may answer now: no code, no invitation."""
    return tuple(
        PublicWave(
            sentences.text(wave.title),
            url_for("respond.intro", slug=wave.slug, language=language),
            wave.schedule.asking_ends_at - INSTANT,
        )
        for wave in studies.waves()
        if wave.state is studies.WaveState.OPEN
        and wave.kind is InstrumentKind.ANONYMOUS
        and not wave.plan.needs_code
    )


def with_results(language: Language) -> tuple[PublicWave, ...]:
    """Surveys whose figures are public, the newest first."""
    return tuple(
        PublicWave(
            sentences.text(wave.title),
            url_for("results.page", language=language, slug=wave.slug),
        )
        for wave in monitoring.released_waves()
    )


def named(name: str, language: Language) -> PublicWave | None:
    """The survey of this name, once a person has opened it.

    Args:
        name: its short address; behind a stroke the language a person answers in, where the
            site does not speak it.
        language: of the page. A survey that has neither leads to the choice of its own.
    """
    now = datetime.now(UTC)
    slug, _stroke, answering = name.partition("/")
    found = studies.respondent_wave(slug, now)
    if found is None or found.state is studies.WaveState.DRAFT:
        return None
    tag = next((tag for tag in (answering, language.tag) if tag in found.tags), "")
    return PublicWave(
        sentences.text(found.title),
        url_for("respond.intro", slug=slug, language=tag)
        if tag
        else url_for("respond.entry", slug=slug),
        found.asking_ends_at - INSTANT if found.asking_ends_at > now else None,
        url_for("respond.leave", slug=slug, language=tag) if tag else "",
    )
