"""The gaps of the legal and help pages, on one page for all languages."""

from __future__ import annotations

from collections.abc import Iterable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import safe_next
from participation.base.desk.forms import StaffForm, revision_of
from participation.base.errors import Conflict, NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.places import service
from participation.places.forms import text_key, texts_form
from participation.places.placeholders import PLACEHOLDERS
from participation.places.snapshot import forget, today
from participation.places.views import blueprint

FOR_ALL = [item for item in PLACEHOLDERS if not item.per_language]
EACH = [item for item in PLACEHOLDERS if item.per_language]
ASKED = [(item, "") for item in FOR_ALL] + [(item, tag) for tag in LANGUAGES for item in EACH]


@blueprint.route("/texts", methods=["GET", "POST"], defaults={"tags": ""})
@blueprint.route("/texts/<tags>", methods=["GET", "POST"])
@staff(Permission.MANAGE_COUNTY)
def texts(tags: str) -> ResponseReturnValue:
    """All gaps; ``tags`` names the languages that are unfolded, with commas between them."""
    wanted = _wanted(tags)
    if service.county().revision == 0:
        return redirect(url_for("places.overview"))
    stored = _stored()
    guesses = {name: text for name, text in _suggested().items() if not stored[name]}
    form = texts_form(ASKED)(**stored | guesses, revision=service.county().revision)
    clash: Conflict | None = None
    if form.validate_on_submit():
        entered = {(item.name, tag): form[text_key(item, tag)].data or "" for item, tag in ASKED}
        try:
            service.save_texts(entered, revision_of(form))
        except Conflict as refused:
            _both(form)
            clash = refused
        else:
            return _onwards(wanted)
    missing = service.unfilled(LANGUAGES)
    page = render_template(
        "places/texts.html",
        form=form,
        for_all=[(form[item.name], item) for item in FOR_ALL],
        languages=[
            (language, [(form[text_key(item, tag)], item) for item in EACH])
            for tag, language in LANGUAGES.items()
        ],
        asked=",".join(wanted) or None,
        unfolded=wanted or _begun(),
        guesses=guesses,
        clash=clash,
        counts={tag: sum(gap.language == tag for gap in missing) for tag in ("", *LANGUAGES)},
        back=_back(),
        places=len(service.places()),
    )
    return page, clash.status if clash else 400 if form.errors else 200


def _stored() -> dict[str, str]:
    return {text_key(item, tag): service.written(item.name, tag) for item, tag in ASKED}


def _both(form: StaffForm) -> None:
    """Keeps what was typed; shows beside it what somebody else saved, and fills what is empty."""
    forget()
    form["revision"].data = str(service.county().revision)
    for name, theirs in _stored().items():
        mine = (form[name].data or "").strip()
        if not mine:
            form[name].data = theirs
        elif theirs and mine.split() != theirs.split():
            form[name].errors = [_("Inzwischen steht hier: %(text)s") % {"text": theirs}]


def _suggested() -> dict[str, str]:
    """What is right more often than not; it stands in its field and counts once it is saved."""
    return {"controller": service.county().name, "privacy_dated": today().isoformat()}


def _onwards(wanted: tuple[str, ...]) -> ResponseReturnValue:
    back = _back()
    if back and wanted and not service.unfilled(wanted):
        return redirect(back)
    tags = ",".join(wanted or _begun())
    return redirect(url_for("places.texts", tags=tags, next=back, saved=1))


def _begun() -> tuple[str, ...]:
    """German, and what somebody began to fill."""
    return tuple(
        tag
        for tag in LANGUAGES
        if tag == "de" or any(service.written(item.name, tag) for item in EACH)
    )


def _wanted(tags: str) -> tuple[str, ...]:
    found: Iterable[str] = tags.split(",") if tags else ()
    if not set(found) <= set(LANGUAGES):
        raise NotFound
    return tuple(tag for tag in LANGUAGES if tag in found)


def _back() -> str | None:
    return safe_next(request.args.get("next"))
