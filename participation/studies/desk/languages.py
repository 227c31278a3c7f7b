"""The languages of a survey: read, confirmed by a person, offered."""

from __future__ import annotations

import uuid
from collections.abc import Iterable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import current_account
from participation.base.desk.forms import ConfirmForm
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.languages import LANGUAGES, Language, name, of_tag, ordered
from participation.studies.desk.blueprint import blueprint
from participation.studies.instruments import versions
from participation.studies.waves import offered, printing, waves


@blueprint.get("/<uuid:wave_id>/languages")
@staff(Permission.CHECK_TRANSLATIONS)
def languages(wave_id: uuid.UUID) -> ResponseReturnValue:
    """How complete each language is, who stands for it, whether it is offered."""
    found = waves.wave(wave_id)
    instrument = versions.instrument(found.template_id)
    rows = [
        (of_tag(status.tag), status, offered.complete(instrument, status.tag))
        for status in offered.languages(wave_id)
    ]
    return render_template(
        "studies/languages/languages.html",
        wave=found,
        rows=rows,
        editable=found.editable,
        borrowing=borrowing(language.tag for language, _status, _complete in rows),
        unprinted=printing.unprinted(language.tag for language, _status, _complete in rows),
    )


@blueprint.get("/<uuid:wave_id>/languages/read")
@staff(Permission.CHECK_TRANSLATIONS)
def read_languages(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Leads to the ticked languages, one after the other."""
    return _following(wave_id, request.args.getlist("tag"))


@blueprint.route("/<uuid:wave_id>/languages/<tag>", methods=["GET", "POST"])
@staff(Permission.CHECK_TRANSLATIONS)
def check(wave_id: uuid.UUID, tag: str) -> ResponseReturnValue:
    """All texts beside the German ones; at the end a person stands for them."""
    form, language = ConfirmForm(), of_tag(tag)
    then = _known(wave_id, request.args.get("then", "").split(","))
    if form.validate_on_submit():
        waves.must_be_editable(wave_id)
        account = current_account()
        offered.mark_checked(wave_id, tag, account.name if account else "")
        return _following(wave_id, then)
    found = waves.wave(wave_id)
    return render_template(
        "studies/instruments/check.html",
        wave=found,
        instrument=versions.instrument(found.instrument_version_id),
        shown=language,
        status=_status(wave_id, tag),
        form=form,
        then=then,
    )


@blueprint.route("/<uuid:wave_id>/languages/<tag>/unchecked", methods=["GET", "POST"])
@staff(Permission.MANAGE_SURVEYS)
def unchecked(wave_id: uuid.UUID, tag: str) -> ResponseReturnValue:
    """Says what it means to offer texts that nobody read, then offers them."""
    form, language = ConfirmForm(), of_tag(tag)
    if form.validate_on_submit():
        waves.must_be_editable(wave_id)
        offered.offer_unchecked(wave_id, tag)
        return redirect(url_for("studies.languages", wave_id=wave_id))
    found = waves.wave(wave_id)
    instrument = versions.instrument(found.template_id)
    return render_template(
        "studies/instruments/unchecked.html",
        wave=found,
        shown=language,
        complete=offered.complete(instrument, tag),
        status=_status(wave_id, tag),
        form=form,
    )


@blueprint.post("/<uuid:wave_id>/languages/<tag>/off")
@staff(Permission.MANAGE_SURVEYS)
def language_off(wave_id: uuid.UUID, tag: str) -> ResponseReturnValue:
    """No longer offers a language."""
    waves.must_be_editable(wave_id)
    offered.take_back(wave_id, tag)
    return redirect(url_for("studies.languages", wave_id=wave_id))


def borrowing(tags: Iterable[str]) -> list[tuple[Language, str]]:
    """Languages the interface does not speak, each with the name of the one that stands in.

    The questionnaire's own texts are in the language itself; our words around them are not.
    """
    foreign = [of_tag(tag) for tag in ordered(tags) if tag not in LANGUAGES]
    return [(language, name(language.interface.tag)) for language in foreign]


def _following(wave_id: uuid.UUID, asked: Iterable[str]) -> ResponseReturnValue:
    """The first of these languages, to read; the list of all when none is left."""
    first, *rest = _known(wave_id, asked) or ("",)
    if not first:
        return redirect(url_for("studies.languages", wave_id=wave_id))
    then = ",".join(rest) or None
    return redirect(url_for("studies.check", wave_id=wave_id, tag=first, then=then))


def _known(wave_id: uuid.UUID, asked: Iterable[str]) -> list[str]:
    """Those of ``asked`` that the survey has, in its order."""
    wanted = set(asked)
    return [status.tag for status in offered.languages(wave_id) if status.tag in wanted]


def _status(wave_id: uuid.UUID, tag: str) -> offered.LanguageStatus:
    found = next((s for s in offered.languages(wave_id) if s.tag == tag), None)
    if found is None:
        raise NotFound
    return found
