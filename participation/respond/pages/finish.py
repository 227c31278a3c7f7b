"""The last page, sending, and what comes after."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import timedelta
from http import HTTPStatus

from flask import redirect, request
from flask.typing import ResponseReturnValue

from participation.base import database
from participation.base.words.catalogues import gettext as _
from participation.respond.answers import letterbox
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts import cookie, drafts
from participation.respond.drafts.drafts import Draft
from participation.respond.drafts.secret import Secret
from participation.respond.pages import begin, stops, visits
from participation.respond.pages.page_shell import page
from participation.respond.pages.visits import Visit
from participation.respond.questions import drawing, words
from participation.studies import service as studies
from surveys.instrument import answers
from surveys.instrument.instrument import QuestionType
from surveys.instrument.path import Path

SECONDS_AN_ANSWER = 1.5
"""Nobody reads a question and answers it in less; kept as a flag, never refused."""
FEW = 5
"""Below so many answers speed says nothing."""


def last_page(visit: Visit) -> ResponseReturnValue:
    """What will be sent, and that it cannot be taken back."""
    draft = visit.draft()
    if visit.secret is None or draft is None:
        return _without_draft(visit)
    return draw(visit, visit.secret, draft)


def send(visit: Visit) -> ResponseReturnValue:
    """Sends once; a replay gets the same answer, even when the draft is gone."""
    draft = visit.draft(to_change=True)
    if visit.secret is None or draft is None:
        return _without_draft(visit)
    if not visit.secret.knows(request.form.get("token", "")):
        return draw(visit, visit.secret, draft, old_page=True), HTTPStatus.CONFLICT
    act = request.form.get("do", "send")
    if act == "languages":
        return redirect(visits.chooser_address(visit, "send"), 303)
    path = visit.path(draft)
    if act == "back":
        back = path.pages[_stopped_at(draft, path)]
        return redirect(visit.address("ask", name=back.name), 303)
    _deliver(visit, visit.secret, draft, path)
    return cookie.taken(redirect(visit.address("thanks", **_probe(visit)), 303))


def thanks(visit: Visit) -> ResponseReturnValue:
    """It has arrived; says what happens next."""
    if visit.draft() is not None:
        return redirect(visit.address("last"), 303)
    body = page(
        "respond/thanks.html",
        _("Fertig. Danke."),
        visit=visit,
        at="thanks",
        last_day=visit.wave.asking_ends_at - timedelta(seconds=1),
        again=visit.address(**_probe(visit)),
        probe=visits.probe() if visit.wave.rehearsal else "",
        link=studies.address(visit.wave.slug),
        own=drawing.own(visit.wave.last_words, visit.language),
        results=visits.results_exit(visit),
    )
    return cookie.taken(body) if visit.secret else body


def _probe(visit: Visit) -> dict[str, str]:
    return {"probe": visits.probe()} if visit.wave.rehearsal else {}


def forget(visit: Visit) -> None:
    """Deletes the draft of this browser, if there is one."""
    if visit.secret is not None:
        drafts.delete(database.connection(), visit.secret)


def _deliver(visit: Visit, secret: Secret, draft: Draft, path: Path) -> None:
    connection = database.connection()
    if visit.wave.rehearsal:
        drafts.delete(connection, secret)
        return
    try:
        waiting = letterbox.send(connection, secret, _payload(visit, draft, path), draft.code)
    except letterbox.CodeSpent:
        raise stops.CodeSpent from None
    if waiting >= visit.wave.k:
        letterbox.empty_after_commit(visit.wave.id, visit.wave.k, visit.now)


def _payload(visit: Visit, draft: Draft, path: Path) -> Payload:
    texts = {q.name for q in path.asked if q.type is QuestionType.TEXT}
    seconds = visit.now.timestamp() - draft.began
    return Payload(
        answers=answers.dump({k: v for k, v in path.answers.items() if k not in texts}),
        texts={k: str(v) for k, v in path.answers.items() if k in texts},
        language=visit.language.tag,
        channel=draft.channel,
        too_fast=len(path.answers) >= FEW and seconds < SECONDS_AN_ANSWER * len(path.answers),
        hidden_filled=draft.hidden_filled or bool(request.form.get(begin.HONEYPOT)),
    )


def _without_draft(visit: Visit) -> ResponseReturnValue:
    if visit.was_sent():
        return cookie.taken(redirect(visit.address("thanks"), 303))
    if visit.secret is None and request.method == "GET":
        return redirect(visit.address(), 303)
    raise stops.NothingHere(link=stops.start_again(visit.address()))


def _stopped_at(draft: Draft, path: Path) -> int:
    """The page where somebody stopped early; else the last one."""
    here = visits.page_of(path, draft.at)
    return len(path.pages) - 1 if here is None else here


def draw(visit: Visit, secret: Secret, draft: Draft, *, old_page: bool = False) -> str:
    """The page with all that will be sent."""
    path = visit.path(draft)
    head = _("Möchten Sie jetzt absenden?")
    return page(
        "respond/send.html",
        head,
        visit=visit,
        head=head,
        answered=len(path.answers),
        total=visits.number_of_questions(visit, path, _stopped_at(draft, path)),
        rows=_rows(visit, path, draft.skipped),
        token=secret.form_token,
        old_page=old_page,
    )


def _rows(visit: Visit, path: Path, skipped: Collection[str]) -> list[Mapping[str, object]]:
    """All questions with what was said; one left empty is no decision, one skipped is."""
    return [
        {
            "label": drawing.localized(question.label, visit.chain),
            "value": words.shown(question, path.answers.get(question.name), visit.chain),
            "without": _("ausgelassen") if question.name in skipped else _("ohne Antwort"),
            "address": visit.address("ask", name=shown.name),
        }
        for shown in path.pages
        for question in shown.questions
        if question.type.asks
    ]
