"""What workshops said: the page behind the address on the table cards, once the day is over.

Shows released summaries, word for word the same for everybody, in the visitor's language where
it exists. Nothing is broken down by language, role or place of the people who took part.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flask import Blueprint, Flask, render_template, url_for
from markupsafe import Markup

from participation.base.errors import NotFound
from participation.base.web.numbers import whole_number
from participation.base.web.security import public
from participation.base.words.languages import Language
from participation.boards.service import summaries
from participation.boards.service.summaries import AGREEMENT_WORDINGS, FEW_WORDS, Listed
from participation.presenting import sentences

blueprint = Blueprint("workshops", __name__)
Address = str


@dataclass(frozen=True, slots=True)
class PublicEvent:
    """An event with something to read."""

    title: Markup
    day: date
    address: Address


@blueprint.get("/<language:language>/events/<code>")
@public
def event(language: Language, code: str) -> str:
    """The workshops of a day and which of them can be read."""
    listed = _listed(code)
    return render_template(
        "site/event.html",
        listed=listed,
        code=code,
        any_released=any(item.version for item in listed),
        feedback=summaries.feedback(listed[0].place.feedback_wave),
        opinions=summaries.released_opinions(listed[0].place.event_id),
        languages_address=_chooser(language, code),
    )


@blueprint.get("/<language:language>/events/<code>/<int:number>")
@public
def workshop(language: Language, code: str, number: int) -> str:
    """What one workshop came to; before its release, that it is still being written."""
    listed = _listed(code)
    found = next((item for item in listed if item.place.position == number), None)
    if found is None:
        raise NotFound
    return render_template(
        "site/workshop.html",
        place=found.place,
        summary=summaries.released(found.place.workshop_id),
        others=[item for item in listed if item is not found and item.version],
        code=code,
        feedback=summaries.feedback(found.place.feedback_wave),
        agreement_wordings=AGREEMENT_WORDINGS,
        few_words=FEW_WORDS,
        languages_address=_chooser(language, f"{code}.{number}"),
    )


def with_summaries(language: Language) -> list[PublicEvent]:
    """Events of which something is released, for the home page."""
    return [
        PublicEvent(
            sentences.text(item.title),
            item.day,
            url_for("workshops.event", language=language, code=item.key),
        )
        for item in summaries.public_events()
    ]


def address(language: Language, which: str) -> Address:
    """The address of an event, or of a workshop of it (``code.number``), in a language."""
    code, _dot, number = which.partition(".")
    if (position := whole_number(number)) is not None:
        return url_for("workshops.workshop", language=language, code=code, number=position)
    return url_for("workshops.event", language=language, code=code)


def _listed(code: str) -> tuple[Listed, ...]:
    listed = summaries.of_code(code.lower())
    if not listed:
        raise NotFound
    return listed


def _chooser(language: Language, which: str) -> Address:
    return url_for("site.choose_language", language=language, to="event", **{"for": which})  # type: ignore[arg-type]  # a keyword of Python


def init_app(app: Flask) -> None:
    """Registers the pages; the boards send there who comes after the day."""
    app.register_blueprint(blueprint)
    summaries.after_event(app, _after_event)


def _after_event(code: str, language: Language) -> Address:
    place = summaries.of_workshop_code(code)
    if place is None:
        return address(language, code)
    return address(language, f"{place.event_code}.{place.position}")
