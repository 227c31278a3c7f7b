"""The first page: who asks and why; beginning, going on, beginning again; codes."""

from __future__ import annotations

from flask import redirect, request
from flask.typing import ResponseReturnValue

from participation.base import database
from participation.base.words.catalogues import gettext as _
from participation.places import service as places
from participation.respond.drafts import cookie, drafts
from participation.respond.drafts.drafts import Draft
from participation.respond.drafts.secret import Secret
from participation.respond.pages import stops, visits
from participation.respond.pages.page_shell import page
from participation.respond.pages.visits import Visit
from participation.respond.questions import drawing
from participation.respond.questions.memo import Memo
from participation.studies import service as studies

BEGUN = "1"
"""Marks the first address after the cookie was given, so that a refusal can be told."""
HONEYPOT = "homepage"
ADULTS = frozenset({"needs", "belonging", "volunteers"})
"""Keys of the questionnaires that are for people of 18 years and more."""
_plain: Memo[str] = Memo(500)
"""First pages as most people open them: without a cookie and without a channel."""


def intro(visit: Visit) -> ResponseReturnValue:
    """The first page; with a living draft it asks whether to go on."""
    if visit.language.tag not in visit.wave.tags:
        return redirect(visits.chooser_address(visit), 303)
    draft = visit.draft()
    if draft is None and not visit.begins:
        raise visits.why_closed(visit)
    if draft is not None:
        return _resume(visit, draft)
    return _first(visit)


def _first(visit: Visit) -> str:
    if request.query_string or visit.secret is not None or visit.wave.rehearsal:
        return _drawn(visit)
    key = (
        visit.address(),
        visit.wave.instrument_version_id,
        visits.title(visit),
        visit.wave.results_on,
        visit.unchecked,
        places.county(),
        places.promised(),
    )
    return _plain.get(key, lambda: _drawn(visit))


def _drawn(visit: Visit) -> str:
    instrument = visit.instrument
    lead = studies.lead(instrument, visit.chain)
    return page(
        "respond/intro.html",
        visits.title(visit),
        visit=visit,
        at="",
        kind=_kind(instrument.key),
        adults=instrument.key in ADULTS,
        title=drawing.on_page(visits.title(visit)),
        lead=drawing.on_page(lead),
        own=drawing.own(visit.wave.first_words, visit.language),
        preview=lead.text,
        count=visits.total(visit),
        minutes=instrument.duration,
        via=visit.channel(request.args.get("via")),
        code=request.args.get("code", "")[:40],
        probe=visits.probe() if visit.wave.rehearsal else "",
        promised=places.promised(),
        expired=visit.secret is not None and not visit.was_sent(),
    )


def _kind(key: str) -> str:
    return key if key in ("needs", "belonging") else "other"


def _resume(visit: Visit, draft: Draft) -> ResponseReturnValue:
    assert visit.secret is not None  # noqa: S101  a draft was opened with it
    path = visit.path(draft)
    index = visits.page_of(path, draft.at)
    number = visits.number(visit, path, index) if index is not None else None
    return page(
        "respond/resume.html",
        visits.title(visit),
        visit=visit,
        at="",
        title=drawing.on_page(visits.title(visit)),
        number=number,
        token=visit.secret.form_token,
    )


def start(visit: Visit) -> ResponseReturnValue:
    """Begins with a fresh secret, or goes on with the draft that is there."""
    if request.headers.get("Sec-Fetch-Site", "") == "cross-site":
        return redirect(visit.address(), 303)
    act = request.form.get("do", "begin")
    if act == "resume":
        return _go_on(visit)
    if not visit.begins:
        raise visits.why_closed(visit)
    if act == "again" and visit.secret is not None:
        drafts.delete(database.connection(), visit.secret)
    code = request.form.get("code", "").strip()
    if visit.wave.needs_code:
        if not code:
            return redirect(visit.address("code", **_via()), 303)
        if (state := studies.code_state(visit.wave.id, code)) is not studies.CodeState.FREE:
            return code_page(visit, code, state)
    return _begin(visit, code)


def _begin(visit: Visit, code: str) -> ResponseReturnValue:
    secret = Secret.fresh(visit.wave.id, rehearsal=visit.wave.rehearsal)
    draft = Draft(
        began=int(visit.now.timestamp()),
        at=visit.path(Draft(0)).pages[0].name,
        channel=visit.channel(request.form.get("via")),
        code=code[:40] if visit.wave.needs_code else "",
        hidden_filled=bool(request.form.get(HONEYPOT)),
    )
    visit.save(secret, draft)
    first = visit.address("ask", name=draft.at, begun=BEGUN)
    response = cookie.given(redirect(first, 303), secret.cookie)
    if visit.wave.rehearsal:
        response = cookie.given(response, visits.probe(), cookie.PROBE)
    return response


def _go_on(visit: Visit) -> ResponseReturnValue:
    draft = visit.draft()
    if draft is None:
        raise stops.NothingHere(link=stops.start_again(visit.address()))
    index = visits.page_of(visit.path(draft), draft.at)
    target = visit.address("last") if index is None else visit.address("ask", name=draft.at)
    return redirect(target, 303)


def code_page(
    visit: Visit, code: str = "", state: studies.CodeState | None = None
) -> ResponseReturnValue:
    """Asks for the code; says what is the matter with one that cannot be used."""
    problem = ""
    if state is studies.CodeState.SPENT:
        problem = _(
            "Dieser Code ist schon benutzt. Niemand kann sehen, von wem."
            " Fragen Sie die Person, die ihn verteilt hat."
        )
    elif state is not None:
        problem = _("Diesen Code kennen wir nicht. Bitte lesen Sie ihn noch einmal ab.")
    head = _("Ihr Code")
    title = _("Fehler: %(title)s") % {"title": head} if problem else head
    body = page(
        "respond/code.html",
        title,
        visit=visit,
        at="code",
        head=head,
        problem=problem,
        code=code,
        via=visit.channel(request.values.get("via")),
    )
    return (body, 422 if problem else 200)


def _via() -> dict[str, str]:
    via = request.form.get("via", "")
    return {"via": via} if via else {}
