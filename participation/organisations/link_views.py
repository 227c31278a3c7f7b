"""The desk's page of links: whom a purpose asks, who has sent, fresh links shown this once."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import date, timedelta

from flask import make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from participation.access.service import Action, audit
from participation.base.desk.forms import DayField, StaffForm, needed
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.base.words.lazy import lazy_gettext
from participation.organisations.links import entries, letters, links
from participation.organisations.links.entries import EntryInfo
from participation.organisations.links.letters import Letter
from participation.organisations.links.purposes import Purpose, purpose
from participation.organisations.reading import OrganisationInfo, organisations, resolve
from participation.organisations.views import blueprint, today

USUAL = timedelta(days=28)
"""How long a link is proposed to last."""
LONGEST = timedelta(days=400)


class LinksForm(StaffForm):
    """Which entries get one more link, and until when."""

    chosen = SelectMultipleField(lazy_gettext("Stellen"))
    ends_on = DayField(lazy_gettext("Gilt bis"), [needed])

    def until(self) -> date | None:
        """The last day, if it is one of the coming year; else the field says what is wrong."""
        day: date | None = self.ends_on.data
        if day is not None and today() <= day <= today() + LONGEST:
            return day
        self.ends_on.errors = [_("Wählen Sie einen Tag zwischen heute und in 400 Tagen.")]
        return None


class AskForm(StaffForm):
    """Which organisations are asked too."""

    asked = SelectMultipleField(lazy_gettext("Stellen"))


@blueprint.route("/links/<key>/<uuid:subject_id>", methods=["GET", "POST"])
@staff(Permission.PUBLISH)
def all_links(key: str, subject_id: uuid.UUID) -> ResponseReturnValue:
    """Whom this asks and where each stands; a POST makes fresh links or ends those there are."""
    asked = purpose(key)
    listed = _listed(key, subject_id)
    waiting = [str(entry.id) for entry, _to in listed if not entry.sent_on]
    form = LinksForm(ends_on=today() + USUAL, chosen=waiting)
    form.chosen.choices = [SelectChoice(str(entry.id), to.label) for entry, to in listed]
    fresh: list[Letter] = []
    if form.validate_on_submit() and (until := form.until()):
        chosen = set(form.chosen.data or ())
        kept = [(entry, to) for entry, to in listed if str(entry.id) in chosen]
        how = request.form.get("how", "show")
        if how == "revoke":
            return _revoke(asked, subject_id, kept)
        fresh = _fresh(asked, subject_id, kept, until)
        if how in letters.MIMETYPES and fresh:
            return _file(fresh, how)
        listed = _listed(key, subject_id)
    page = render_template(
        "organisations/links.html",
        form=form,
        listed=listed,
        fresh=fresh,
        purpose=asked,
        subject_id=subject_id,
        title=asked.subject_title(subject_id),
        back=asked.back(subject_id) if asked.back else None,
        others=_others(listed),
        endings=[ending for ending in letters.MIMETYPES if letters.maker(ending)],
    )
    return page, 400 if form.errors or form.ends_on.errors else 200


@blueprint.post("/links/<key>/<uuid:subject_id>/ask")
@staff(Permission.PUBLISH)
def ask(key: str, subject_id: uuid.UUID) -> ResponseReturnValue:
    """Asks further organisations; their links are made on the page itself."""
    asked, form = purpose(key), AskForm()
    known = organisations()
    form.asked.choices = [SelectChoice(str(item.id), item.label) for item in known]
    if form.validate_on_submit() and form.asked.data:
        entries.ask(key, subject_id, [uuid.UUID(item) for item in form.asked.data])
        audit(Action.CHANGE, asked.subject_title(subject_id), _link_count(len(form.asked.data)))
    return redirect(url_for("organisations.all_links", key=key, subject_id=subject_id), 303)


def _listed(key: str, subject_id: uuid.UUID) -> list[tuple[EntryInfo, OrganisationInfo]]:
    found = entries.entries(key, subject_id, today())
    now = resolve(entry.organisation_id for entry in found)
    pairs = [(entry, now[entry.organisation_id]) for entry in found]
    return sorted(pairs, key=lambda pair: (pair[1].name.casefold(), pair[0].part))


def _others(listed: Sequence[tuple[EntryInfo, OrganisationInfo]]) -> list[OrganisationInfo]:
    asked = {to.id for _entry, to in listed}
    return [item for item in organisations() if item.id not in asked]


def _fresh(
    asked: Purpose,
    subject_id: uuid.UUID,
    kept: Sequence[tuple[EntryInfo, OrganisationInfo]],
    until: date,
) -> list[Letter]:
    made = links.make([entry.id for entry, _to in kept], today(), until)
    title, text = asked.subject_title(subject_id), asked.letter(subject_id)
    if made:
        audit(Action.CHANGE, title, _("Links: %(told)s") % {"told": _link_count(len(made))})
    return [
        Letter(to, entry.part, title, text, letters.address(made[entry.id]), until)
        for entry, to in kept
    ]


def _revoke(
    asked: Purpose, subject_id: uuid.UUID, kept: Sequence[tuple[EntryInfo, OrganisationInfo]]
) -> ResponseReturnValue:
    links.revoke([entry.id for entry, _to in kept])
    title = asked.subject_title(subject_id)
    audit(Action.CLOSE, title, _("Links: %(told)s") % {"told": _link_count(len(kept))})
    page = url_for("organisations.all_links", key=asked.key, subject_id=subject_id)
    return redirect(page, 303)


def _file(fresh: Sequence[Letter], ending: str) -> ResponseReturnValue:
    make = letters.maker(ending)
    if make is None:
        raise NotFound
    answer = make_response(make(fresh))
    answer.mimetype = letters.MIMETYPES[ending]
    answer.headers["Content-Disposition"] = f'attachment; filename="links.{ending}"'
    return answer


def _link_count(number: int) -> str:
    return ngettext("%(num)d Stelle", "%(num)d Stellen", number) % {"num": number}
