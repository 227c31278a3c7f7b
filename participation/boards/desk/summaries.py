"""The coordinator's page of a workshop's summary: look, correct, choose quotes, release."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.access import service as access
from participation.base import database
from participation.base.desk.forms import RevisionForm, revision_of
from participation.base.errors import Conflict
from participation.base.web.security import Permission, staff
from participation.base.words import languages
from participation.base.words.languages import LANGUAGES
from participation.boards.base.errors import UnknownBoard
from participation.boards.desk import gaps
from participation.boards.desk.summary_forms import problems, read
from participation.boards.events import planning
from participation.boards.summaries import summaries
from participation.boards.summaries.composing import edit_key
from participation.boards.summaries.document import Edits
from participation.boards.summaries.missing import missing
from participation.boards.summaries.summaries import Draft, Place
from participation.boards.summaries.wording import AGREEMENT_WORDINGS, FEW_WORDS

blueprint = Blueprint("summaries", __name__, url_prefix="/desk/events")
GERMAN = "de"


@dataclass(frozen=True, slots=True)
class Difference:
    """A text that somebody else saved meanwhile."""

    label: str
    theirs: str


@blueprint.get("/<uuid:event_id>/summaries")
@staff(Permission.RUN_EVENTS)
def event(event_id: uuid.UUID) -> str:
    """The summaries of all workshops of an event."""
    listed = summaries.of_event(event_id)
    if not listed:
        raise UnknownBoard
    return render_template(
        "boards/desk/results/summary-list.html", listed=listed, public_page=_public
    )


@blueprint.get("/workshops/<uuid:workshop_id>/summary")
@staff(Permission.RUN_EVENTS)
def page(workshop_id: uuid.UUID) -> str:
    """The summary with fields for texts; ``?in=`` names the language they are written in."""
    return _page(summaries.draft(workshop_id))


@blueprint.post("/workshops/<uuid:workshop_id>/summary")
@staff(Permission.RUN_EVENTS)
def save(workshop_id: uuid.UUID) -> ResponseReturnValue:
    """Keeps texts and chosen quotes."""
    form, found = RevisionForm(), summaries.draft(workshop_id)
    if found.facts is None:
        return redirect(_address(workshop_id), 303)
    edits = read(request.form, found.facts, found.edits, _language())
    if wrong := problems(request.form):
        return _page(found, mine=edits, wrong=wrong), 400
    if not form.validate():
        return _page(found, mine=edits), 400
    if form.revision.data != str(found.revision):
        return _page(found, mine=edits, differences=_differences(found, edits)), 409
    summaries.edit(workshop_id, found.revision, edits)
    return redirect(_address(workshop_id, saved="1"), 303)


@blueprint.post("/workshops/<uuid:workshop_id>/summary/count")
@staff(Permission.RUN_EVENTS)
def count(workshop_id: uuid.UUID) -> ResponseReturnValue:
    """Has the boards counted again."""
    if not summaries.draft(workshop_id).counting:
        summaries.ask(workshop_id)
    return redirect(_address(workshop_id, counting="1"), 303)


@blueprint.route("/workshops/<uuid:workshop_id>/summary/release", methods=["GET", "POST"])
@staff(Permission.PUBLISH)
def release(workshop_id: uuid.UUID) -> ResponseReturnValue:
    """What releasing means, and the one button that does it."""
    form, found = RevisionForm(), summaries.draft(workshop_id)
    refusal = None
    if form.validate_on_submit():
        account = access.current_account()
        name = account.name if account else ""
        try:
            version = summaries.release(workshop_id, name, revision_of(form))
        except Conflict as refused:
            database.rollback()
            refusal, found = refused, summaries.draft(workshop_id)
        else:
            subject = found.place.workshop.localized((GERMAN,)).text
            access.audit(access.Action.RELEASE, subject, str(version))
            return redirect(_address(workshop_id), 303)
    form.revision.data = str(found.revision)
    summary, (day, plan) = found.summary(), planning.workshop(workshop_id)
    answer = render_template(
        "boards/desk/results/summary-release.html",
        draft=found,
        summary=summary,
        form=form,
        refusal=refusal,
        missing=missing(summary, plan.plan.languages or day.plan.languages),
        called=languages.name,
        missing_parts=gaps.missing_parts,
    )
    return answer, 409 if refusal else 200


def _page(found: Draft, *, mine: Edits | None = None, **more: Any) -> str:  # noqa: ANN401 - words of the page
    form = RevisionForm(formdata=None)
    form.revision.data = str(found.revision)
    summary = None if found.facts is None else found.summary()
    keys = [theme.key for board in summary.boards for theme in board.themes] if summary else []
    return render_template(
        "boards/desk/results/summary.html",
        draft=found,
        summary=summary,
        edits=mine or found.edits,
        form=form,
        language=LANGUAGES[_language()],
        edit_key=edit_key,
        agreement_wordings=AGREEMENT_WORDINGS,
        few_words=FEW_WORDS,
        traces=_traces(keys, summary),
        public=_public(found.place) if found.versions else None,
        **more,
    )


def _public(where: Place) -> str | None:
    """Where everybody reads the summary, in German."""
    return summaries.public_page(where, LANGUAGES[GERMAN])


def _traces(keys: list[str], summary: Any) -> dict[str, list[tuple[str, str]]]:  # noqa: ANN401 - Summary or None
    quoted = (
        [quote.note for board in summary.boards for theme in board.themes for quote in theme.quotes]
        if summary
        else []
    )
    found: dict[str, list[tuple[str, str]]] = {}
    for trace in summaries.TRACES.registered():
        found |= trace([*keys, *quoted])
    return found


def _differences(found: Draft, mine: Edits) -> list[Difference]:
    tag = _language()
    pairs = [("", found.edits.text, mine.text)]
    titles = {
        edit_key(board.key, theme.key): theme.title
        for board in (found.facts.boards if found.facts else ())
        for theme in board.themes
    }
    for edit in mine.themes:
        theirs = found.edits.of(edit.theme)
        label = titles.get(edit.theme, "")
        pairs += [(label, theirs.title, edit.title), (label, theirs.text, edit.text)]
    return [
        Difference(label, theirs.strings.get(tag, ""))
        for label, theirs, own in pairs
        if theirs.strings.get(tag, "") != own.strings.get(tag, "")
    ]


def _language() -> str:
    asked = request.args.get("in", GERMAN)
    return asked if asked in LANGUAGES else GERMAN


def _address(workshop_id: uuid.UUID, **more: str) -> str:
    tag = _language()
    asked = more if tag == GERMAN else {"in": tag, **more}
    return url_for("summaries.page", workshop_id=workshop_id, **asked)  # type: ignore[arg-type]  # "in" is a keyword of Python
