"""Organisations from a table: shown first with their problems, then entered all at once."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action, audit
from participation.base.errors import DomainError
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.organisations import pasting, reading, saving
from participation.organisations.forms import PasteForm
from participation.organisations.kinds import KIND_NAMES
from participation.organisations.pasting import Line
from participation.organisations.views import blueprint
from participation.places import service as places


@blueprint.route("/paste", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def paste() -> ResponseReturnValue:
    """Reads a list and shows what would come of it; a second press enters it."""
    form = PasteForm()
    lines: tuple[Line, ...] = ()
    if form.validate_on_submit():
        try:
            lines = _read(form)
        except DomainError as problem:
            form.lines.errors = [str(problem.remedy)]
    fresh = [line for line in lines if not line.known]
    problems = [line for line in lines if line.problems]
    if fresh and not problems and request.form.get("enter"):
        saving.add_all([line.said for line in fresh])
        wording = ngettext("%(num)d Stelle", "%(num)d Stellen", len(fresh)) % {"num": len(fresh)}
        audit(Action.CHANGE, wording, _("aus einer Liste angelegt"))
        return redirect(url_for("organisations.overview"), 303)
    page = render_template(
        "organisations/paste.html",
        form=form,
        lines=lines,
        fresh=fresh,
        bad=problems,
        kinds=KIND_NAMES,
        place_names={place.key: place.name for place in places.places()},
    )
    return page, 400 if form.errors else 200


def _read(form: PasteForm) -> tuple[Line, ...]:
    content = form.file.data.read() if form.file.data else b""
    if content:
        # Shown in the field, so that it can be mended there and is sent with the second press.
        text = pasting.decode(content)
        if len(text) > pasting.LONGEST:
            raise DomainError(_("Die Datei ist zu lang. Teilen Sie sie in mehrere Dateien."))
        form.lines.data = text
    named = {place.name: place.key for place in places.places()}
    return pasting.read(form.lines.data or "", named, (item.name for item in reading.every()))
