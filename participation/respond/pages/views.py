"""The respondents' addresses: thin, one redirect after every post but those of a script."""

from __future__ import annotations

from http import HTTPStatus

from flask import Blueprint, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge

from participation.base import database
from participation.base.errors import DomainError, TooLarge, failure
from participation.base.web.security import POLICY, respondent
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import Language
from participation.respond.drafts import cookie
from participation.respond.pages import (
    begin,
    calendar,
    choosing,
    crooked,
    finish,
    question,
    stops,
    visits,
)
from participation.respond.pages.page_shell import page
from participation.respond.pages.visits import enter
from participation.respond.questions import undecoded

SIZE_LIMIT = 64 * 1024
"""Bytes of a posted page; the longest page of a questionnaire stays far below."""

blueprint = Blueprint("respond", __name__)
blueprint.before_app_request(crooked.straighten)


@blueprint.before_request
def _limit() -> None:
    request.max_content_length = SIZE_LIMIT
    request.max_form_memory_size = SIZE_LIMIT
    undecoded.keep(request)


@blueprint.after_request
def _name_next_page(response: Response) -> Response:
    """Names the next page in a header: the script of a page sends by itself, then opens it."""
    if response.status_code == HTTPStatus.SEE_OTHER and visits.SCRIPT in request.headers:
        response.headers[visits.NEXT] = response.headers.pop("Location")
        response.status_code = HTTPStatus.NO_CONTENT
        response.set_data(b"")
    return response


@blueprint.after_request
def _let_the_desk_show_it(response: Response) -> Response:
    """A survey that is tried out may stand in a frame on a page of our own; no other page may."""
    if "probe" in request.args or cookie.PROBE in request.cookies:
        policy = POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
        response.headers["Content-Security-Policy"] = policy
        response.headers["X-Frame-Options"] = "SAMEORIGIN"
    return response


@blueprint.get("/f/<slug>")
@respondent
def entry(slug: str) -> ResponseReturnValue:
    """Sends on to the language of the browser, or to the chooser."""
    return choosing.entry(slug)


@blueprint.get("/f/<slug>/languages")
@respondent
def languages_page(slug: str) -> ResponseReturnValue:
    """All languages of the survey by their own names."""
    return choosing.chooser(slug)


@blueprint.get("/f/<slug>/<language:language>/")
@blueprint.get("/f/<slug>/<survey_language:language>/")
@respondent
def intro(slug: str, language: Language) -> ResponseReturnValue:
    """Who asks and why; sets no cookie and spends nothing."""
    return begin.intro(enter(slug, language))


@blueprint.post("/f/<slug>/<language:language>/")
@blueprint.post("/f/<slug>/<survey_language:language>/")
@respondent
def start(slug: str, language: Language) -> ResponseReturnValue:
    """Begins, goes on, or begins again."""
    return begin.start(enter(slug, language, hold=True))


@blueprint.get("/f/<slug>/<language:language>/code")
@blueprint.get("/f/<slug>/<survey_language:language>/code")
@respondent
def code(slug: str, language: Language) -> ResponseReturnValue:
    """Asks for the code of an invitation."""
    return begin.code_page(enter(slug, language))


@blueprint.post("/f/<slug>/<language:language>/code")
@blueprint.post("/f/<slug>/<survey_language:language>/code")
@respondent
def take_code(slug: str, language: Language) -> ResponseReturnValue:
    """Begins with a code."""
    return begin.start(enter(slug, language, hold=True))


@blueprint.get("/f/<slug>/<language:language>/q/<name>")
@blueprint.get("/f/<slug>/<survey_language:language>/q/<name>")
@respondent
def ask(slug: str, language: Language, name: str) -> ResponseReturnValue:
    """One page of the questionnaire."""
    return question.show(enter(slug, language), name)


@blueprint.post("/f/<slug>/<language:language>/q/<name>")
@blueprint.post("/f/<slug>/<survey_language:language>/q/<name>")
@respondent
def answer(slug: str, language: Language, name: str) -> ResponseReturnValue:
    """Takes one page's answers."""
    return question.take(enter(slug, language), name)


@blueprint.get("/f/<slug>/<language:language>/send")
@blueprint.get("/f/<slug>/<survey_language:language>/send")
@respondent
def last(slug: str, language: Language) -> ResponseReturnValue:
    """What will be sent."""
    return finish.last_page(enter(slug, language))


@blueprint.post("/f/<slug>/<language:language>/send")
@blueprint.post("/f/<slug>/<survey_language:language>/send")
@respondent
def send(slug: str, language: Language) -> ResponseReturnValue:
    """Sends, once."""
    return finish.send(enter(slug, language, hold=True))


@blueprint.get("/f/<slug>/<language:language>/thanks")
@blueprint.get("/f/<slug>/<survey_language:language>/thanks")
@respondent
def thanks(slug: str, language: Language) -> ResponseReturnValue:
    """It has arrived; what happens next."""
    return finish.thanks(enter(slug, language, ended_too=True))


@blueprint.post("/f/<slug>/<language:language>/leave")
@blueprint.post("/f/<slug>/<survey_language:language>/leave")
@respondent
def leave(slug: str, language: Language) -> ResponseReturnValue:
    """Quick exit: forgets everything and shows a neutral page, whatever state the survey is in."""
    visit = enter(slug, language, ended_too=True)
    finish.forget(visit)
    return cookie.taken(redirect(url_for("respond.neutral", language=language.interface), 303))


@blueprint.get("/f/<language:language>/calendar")
@respondent
def neutral(language: Language) -> ResponseReturnValue:
    """A page that tells nothing of a survey."""
    return calendar.show(language)


@blueprint.errorhandler(DomainError)
def stopped(error: DomainError) -> ResponseReturnValue:
    """The page of an error, in the language of the address."""
    database.rollback()
    languages.use(languages.of_path(request.path))
    link = getattr(error, "link", None) or _to_the_start()
    body = page("respond/stop.html", str(error.title), error=error, link=link)
    response = Response(body, error.status, mimetype="text/html")
    return cookie.taken(response) if getattr(error, "forget", False) else response


@blueprint.errorhandler(HTTPException)
def refused(error: HTTPException) -> ResponseReturnValue:
    """A request that no browser sends."""
    if isinstance(error, RequestEntityTooLarge):
        return stopped(TooLarge(_("Bitte schreiben Sie weniger. Gehen Sie dafür zurück.")))
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if isinstance(error, InternalServerError):  # the commit failed after the view had answered
        return _try_again(error.original_exception)
    found = DomainError(_("Bitte laden Sie die Seite neu und versuchen Sie es noch einmal."))
    found.status = error.code
    return stopped(found)


@blueprint.errorhandler(Exception)
def own_fault(error: Exception) -> ResponseReturnValue:
    """Our fault."""
    current_app.logger.error("fault in %s", request.endpoint, exc_info=error)
    return _try_again(error)


def _try_again(error: BaseException | None) -> Response:
    """What was sent stands in the page and can be sent again by one button."""
    database.rollback()
    languages.use(languages.of_path(request.path))
    fault = failure(error)
    sent = list(request.form.items(multi=True)) if request.method == "POST" else []
    body = page("respond/fault.html", str(fault.title), fault=fault, sent=sent)
    return Response(body, fault.status, mimetype="text/html")


def _to_the_start() -> stops.Exit | None:
    values = request.view_args or {}
    if "slug" not in values or "language" not in values:
        return None
    address = url_for("respond.intro", slug=values["slug"], language=values["language"])
    return stops.to_the_start(address)
