"""Free texts in the hands of staff: read, struck, sorted by field of action, translated."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.areas import service as areas
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.languages import of_tag
from participation.base.words.lazy import lazy_gettext
from participation.respond.answers import review, upkeep
from participation.respond.answers.retention import OVER
from participation.respond.answers.review import Choice, Decision, WaitingText
from participation.respond.desk.forms import ReviewForm, review_form
from participation.respond.desk.views import blueprint
from participation.respond.models import TextState
from participation.studies import service as studies
from surveys.texts import Post, suggest_field
from surveys.texts.flags import Flag

PAGE = 20
"""Texts of one page of the queue."""
MOST_PAGES = 10_000
FLAG_WORDS = {
    Flag.TELEPHONE: lazy_gettext("vielleicht eine Telefonnummer"),
    Flag.MAIL: lazy_gettext("vielleicht eine E-Mail-Adresse"),
    Flag.LINK: lazy_gettext("vielleicht ein Link oder Profil"),
    Flag.ADDRESS: lazy_gettext("vielleicht eine Adresse"),
    Flag.NAME: lazy_gettext("vielleicht ein Name"),
    Flag.DATE: lazy_gettext("vielleicht ein Geburtstag"),
}
STATES = {
    TextState.WAITING: lazy_gettext("Warten"),
    TextState.RELEASED: lazy_gettext("Freigegeben"),
    TextState.HELD: lazy_gettext("Zurückgehalten"),
}
GERMAN = ("de", "de-simple")


@dataclass(frozen=True, slots=True)
class Shown:
    """A text as the page draws it."""

    item: WaitingText
    suggested: tuple[tuple[str, str], ...]
    """Key and name of fields that its words speak for and that it does not have yet."""

    @property
    def pieces(self) -> Iterator[tuple[str, bool]]:
        """Its words, and whether each piece may name somebody."""
        text, at = self.item.text, 0
        for finding in self.item.findings:
            yield text[at : finding.start], False
            yield text[finding.start : finding.end], True
            at = finding.end
        yield text[at:], False


@dataclass(frozen=True, slots=True)
class Group:
    """Texts under one heading: a question, or (empty) all that may name somebody."""

    question: str
    texts: tuple[Shown, ...]


@blueprint.get("/<uuid:wave_id>/texts")
@staff(Permission.REVIEW_TEXTS)
def texts(wave_id: uuid.UUID) -> ResponseReturnValue:
    """The queue of free texts, those that may name somebody first; or those decided on."""
    choice = _choice()
    number = min(max(1, request.args.get("page", 1, type=int)), MOST_PAGES)
    wave = studies.wave(wave_id)
    found = review.pending_texts(wave_id, choice, most=PAGE, after=(number - 1) * PAGE)
    return render_template(
        "respond/desk/texts.html",
        wave=wave,
        groups=list(_groups(found)),
        choice=choice,
        states=STATES,
        numbers=review.numbers(wave_id),
        total=review.number_of(wave_id, choice),
        number=number,
        per_page=PAGE,
        many=review.MANY,
        questions=studies.instrument(wave.instrument_version_id).questions,
        flag_words=FLAG_WORDS,
        fields=areas.choices(keep=tuple(areas.every())),
        kept=_kept(choice),
        unread=wave.state in OVER and upkeep.unread_texts(wave_id),
    )


@blueprint.post("/<uuid:wave_id>/texts")
@staff(Permission.REVIEW_TEXTS)
def decide(wave_id: uuid.UUID) -> ResponseReturnValue:
    """One button of the queue: for one text (``do`` names it) or for all that are ticked."""
    verb, _colon, rest = request.form.get("do", "").partition(":")
    one, _colon, field = rest.partition(":")
    ids = [_id(one)] if one else [_id(key) for key in request.form.getlist("text")]
    if verb == "field":
        review.give_field(wave_id, ids, field or request.form.get("field", ""))
    elif verb == "strike" and one:
        _strike(wave_id, ids[0])
    elif verb not in set(Decision):
        raise NotFound
    elif one:
        review.review_text(wave_id, ids[0], Decision(verb))
    else:
        review.decide_many(wave_id, ids, Decision(verb))
    behind = request.form.get("next:" + one, "") if verb != "field" else one
    address = url_for(".texts", wave_id=wave_id, **_kept(_choice()))
    return redirect(f"{address}#t{behind}" if behind else address, 303)


@blueprint.route("/<uuid:wave_id>/texts/<uuid:text_id>", methods=["GET", "POST"])
@staff(Permission.REVIEW_TEXTS)
def text(wave_id: uuid.UUID, text_id: uuid.UUID) -> ResponseReturnValue:
    """One text beside what a person makes of it: redacted, sorted, translated.

    Who comes second to a text is shown both versions.
    """
    found = review.readable(wave_id, text_id)
    form = review_form(found, strike="strike" in request.args)
    own = ""
    if form.is_submitted() and form.seal.data != found.seal:
        # Their wording may hold what somebody else has struck out meanwhile.
        own, form.text.data, form.seal.data = form.text.data or "", found.text, found.seal
    elif form.validate_on_submit():
        return _keep(found, form)
    wave = studies.wave(wave_id)
    return render_template(
        "respond/desk/text.html",
        wave=wave,
        form=form,
        shown=_shown(found),
        question=studies.instrument(wave.instrument_version_id).questions.get(found.question),
        flag_words=FLAG_WORDS,
        states=STATES,
        german=found.language in GERMAN,
        own=own,
        language=of_tag(found.language),
    )


def _keep(found: WaitingText, form: ReviewForm) -> ResponseReturnValue:
    decision = Decision.HOLD if request.form.get("do") == Decision.HOLD else Decision.RELEASE
    review.keep_reading(found, form.reading, decision)
    following = review.pending_texts(found.wave_id, most=1)
    if found.state is TextState.WAITING and following:
        return redirect(url_for(".text", wave_id=found.wave_id, text_id=following[0].id), 303)
    show: dict[str, Any] = {} if found.state is TextState.WAITING else {"show": found.state.value}
    return redirect(url_for(".texts", wave_id=found.wave_id, **show), 303)


def _strike(wave_id: uuid.UUID, text_id: uuid.UUID) -> None:
    found = review.readable(wave_id, text_id)
    review.review_text(wave_id, text_id, Decision.RELEASE, found.struck)


def _groups(found: Sequence[WaitingText]) -> Iterator[Group]:
    waiting = [item for item in found if item.state is TextState.WAITING]
    flagged = [item for item in waiting if item.findings]
    if flagged:
        yield Group("", _drawn(flagged))
    others = sorted((item for item in found if item not in flagged), key=lambda item: item.question)
    for question, items in groupby(others, key=lambda item: item.question):
        yield Group(question, _drawn(items))


def _drawn(items: Iterable[WaitingText]) -> tuple[Shown, ...]:
    return tuple(_shown(item) for item in items)


def _shown(item: WaitingText) -> Shown:
    readings = (item.translation,) if item.translation else ()
    post = Post(str(item.id), item.text, item.language, readings=readings)
    found = suggest_field(post, areas.offered_keys(), areas.own_words())
    names = (
        (each.field, areas.title(each.field)) for each in found if each.field not in item.fields
    )
    return Shown(item, tuple(names)[:2])


def _choice() -> Choice:
    """Which texts the address asks for."""
    state = request.args.get("show", TextState.WAITING.value)
    field = request.args.get("field", "")
    if state not in STATES or (field and not areas.by_key(field)):
        raise NotFound
    return Choice(TextState(state), request.args.get("question", ""), field)


def _kept(choice: Choice) -> dict[str, Any]:
    parts = {
        "show": "" if choice.state is TextState.WAITING else choice.state.value,
        "question": choice.question,
        "field": choice.field,
    }
    return {name: value for name, value in parts.items() if value}


def _id(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise NotFound from None
