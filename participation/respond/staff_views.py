"""What staff see while a wave runs: how many answer, and free texts that wait to be read."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.catalogues import gettext as _
from participation.languages import LANGUAGES, current
from participation.lazy import lazy_gettext
from participation.places import service as places
from participation.respond import review, stored
from participation.respond.review import Decision
from participation.respond.staff_forms import ReviewForm
from participation.security import Permission, staff
from participation.studies import service as studies
from surveys.flags import Flag

blueprint = Blueprint("respond_staff", __name__, url_prefix="/desk/surveys")
PAGE = 20
"""Texts of one page of the queue."""
FLAG_WORDS = {
    Flag.TELEPHONE: lazy_gettext("vielleicht eine Telefonnummer"),
    Flag.MAIL: lazy_gettext("vielleicht eine E-Mail-Adresse"),
    Flag.LINK: lazy_gettext("vielleicht ein Link oder Profil"),
    Flag.ADDRESS: lazy_gettext("vielleicht eine Adresse"),
    Flag.NAME: lazy_gettext("vielleicht ein Name"),
    Flag.DATE: lazy_gettext("vielleicht ein Geburtstag"),
}


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a count; ``value`` None: too few to be shown."""

    label: str
    value: int | None
    share: int
    """Of the longest bar, in percent."""
    language: str = ""


@blueprint.get("/<uuid:wave_id>/watch")
@staff(Permission.SEE_FIGURES)
def watch(wave_id: uuid.UUID) -> ResponseReturnValue:
    """How many have answered: by place, language and channel, each alone."""
    wave = studies.wave(wave_id)
    totals = stored.totals(wave_id)
    channels = {"": _("Ohne Kanal")} | {item.key: item.label for item in studies.channels(wave_id)}
    tags = [item.tag for item in studies.languages(wave_id) if item.offered]
    return render_template(
        "respond/watch.html",
        wave=wave,
        totals=totals,
        waiting=review.number_pending(wave_id),
        places=_bars(_place_names(wave.instrument_version_id), totals.places),
        languages=_bars({tag: LANGUAGES[tag].own_name for tag in tags}, totals.languages),
        channels=_bars(channels, totals.channels),
    )


@blueprint.get("/<uuid:wave_id>/texts")
@staff(Permission.REVIEW_TEXTS)
def texts(wave_id: uuid.UUID) -> ResponseReturnValue:
    """The queue of free texts, those that may name somebody first."""
    return _queue(wave_id)


@blueprint.post("/<uuid:wave_id>/texts/<uuid:text_id>")
@staff(Permission.REVIEW_TEXTS)
def decide(wave_id: uuid.UUID, text_id: uuid.UUID) -> ResponseReturnValue:
    """Releases a text, as it is or redacted, or holds it back."""
    if request.form.get("do") == Decision.HOLD:
        review.review_text(wave_id, text_id, Decision.HOLD)
        return redirect(url_for(".texts", wave_id=wave_id), 303)
    form = ReviewForm()
    if not form.validate():
        return _queue(wave_id, wrong=(text_id, form)), 422
    review.review_text(wave_id, text_id, Decision.RELEASE, form.text.data)
    return redirect(url_for(".texts", wave_id=wave_id), 303)


def _queue(wave_id: uuid.UUID, wrong: tuple[uuid.UUID, ReviewForm] | None = None) -> str:
    wave = studies.wave(wave_id)
    questions = studies.instrument(wave.instrument_version_id).questions
    waiting = review.pending_texts(wave_id)
    return render_template(
        "respond/texts.html",
        wave=wave,
        waiting=waiting[:PAGE],
        total=len(waiting),
        questions=questions,
        flag_words=FLAG_WORDS,
        wrong=wrong,
    )


def _place_names(version_id: uuid.UUID) -> Mapping[str, str]:
    questions = studies.instrument(version_id).questions
    asked = questions.get("s_municipality")
    chain = current().chain
    if asked is not None and asked.choices:
        return {c.name: c.label.localized(chain).text for c in asked.choices}
    return {place.key: place.name for place in places.places()} if asked is not None else {}


def _bars(names: Mapping[str, str], counts: Mapping[str, int]) -> list[Bar]:
    longest = max(counts.values(), default=0)
    bars = [
        Bar(label, counts.get(key), round(100 * counts.get(key, 0) / longest) if longest else 0)
        for key, label in names.items()
    ]
    return sorted(bars, key=lambda bar: -(bar.value or 0))
