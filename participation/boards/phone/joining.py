"""The way in: code, language, three sentences, list of workshops; nothing is stored before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from participation.base.errors import Conflict
from participation.base.web.security import by_link, public
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES, Language
from participation.boards.base import codes
from participation.boards.base.blueprint import blueprint
from participation.boards.base.errors import LinkGone, UnknownBoard
from participation.boards.base.kinds import BoardRole
from participation.boards.base.localized import Told, hours, title
from participation.boards.events import participants, places, signposts, visit
from participation.boards.events.places import Hall
from participation.boards.events.visit import Visit
from participation.boards.pages import common
from participation.boards.summaries import summaries

JOINED = "joined"
"""Marks the first address after the cookie was given, so that a refusal can be told."""
NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Choice:
    """One workshop in the list."""

    code: str
    title: Told
    room: str
    times: str
    languages: tuple[Language, ...]
    here: bool
    summary: str | None
    """Where its released summary is read."""


@blueprint.get("/")
@public
def ask_code() -> ResponseReturnValue:
    """The field for the code of a card; in the language of the browser."""
    wanted = languages.match(request.headers.get("Accept-Language", ""), LANGUAGES)
    answer = redirect(url_for("boards.code", language=wanted or languages.DEFAULT.tag))
    answer.vary.add("Accept-Language")
    return answer


@blueprint.get("/<language:language>/")
@public
def code(language: Language) -> str:
    """The field for the code of a card."""
    del language
    return _code_page()


@blueprint.post("/<language:language>/")
@public
def take_code(language: Language) -> ResponseReturnValue:
    """Leads to where the code leads; case, gaps and foreign digits are forgiven."""
    typed = request.form.get("code", "")
    try:
        hall = places.of_code(typed)
    except UnknownBoard:
        return _code_page(typed[:20]), UnknownBoard.status
    tag = language.tag if language.tag in offered(hall) else None
    if tag:
        return redirect(url_for("boards.board", code=hall.code, language=tag), 303)
    return redirect(url_for("boards.door", code=hall.code), 303)


def _code_page(typed: str = NOTHING) -> str:
    problem = ""
    if not typed.strip():
        problem = _("Schreiben Sie den Code von Ihrer Karte in das Feld.")
    elif typed != NOTHING:
        problem = _("Diesen Code kennen wir nicht. Bitte prüfen Sie ihn auf Ihrer Karte.")
    tiles = url_for("boards.code_languages", language=languages.current())
    return render_template(
        "boards/phone/code.html",
        problem=problem,
        typed="" if typed == NOTHING else typed,
        languages_address=tiles,
    )


@blueprint.get("/<language:language>/languages")
@public
def code_languages(language: Language) -> str:
    """All languages of the interface; leads back to the field for the code."""
    tiles = [(item, url_for("boards.code", language=item)) for item in LANGUAGES.values()]
    return render_template("boards/phone/languages.html", tiles=tiles, here=language.tag)


@blueprint.get("/<code>/")
@blueprint.get("/<code>")
@public
def door(code: str) -> ResponseReturnValue:
    """Where a QR code leads: on to the language of the browser, or to the chooser."""
    if code in LANGUAGES:
        return redirect(url_for("boards.code", language=code))
    try:
        hall = places.of_code(code)
    except UnknownBoard:
        wanted = languages.match(request.headers.get("Accept-Language", ""), LANGUAGES)
        languages.use(LANGUAGES[wanted or languages.DEFAULT.tag])
        return _code_page(codes.tidy(code) or code[:20]), UnknownBoard.status
    tag = languages.match(request.headers.get("Accept-Language", ""), offered(hall))
    if tag:
        answer = redirect(url_for("boards.board", code=hall.code, language=tag))
    else:
        answer = redirect(url_for("boards.choose_language", code=hall.code))
    answer.vary.add("Accept-Language")
    return answer


@blueprint.get("/<code>/languages")
@public
def choose_language(code: str) -> str:
    """The languages of an event or workshop by their own names."""
    hall = places.of_code(code)
    here = request.args.get("here", "")
    languages.use(LANGUAGES.get(here, languages.DEFAULT))
    tiles = [
        (LANGUAGES[tag], url_for("boards.board", code=hall.code, language=tag))
        for tag in offered(hall)
    ]
    return render_template(
        "boards/phone/languages.html", tiles=tiles, here=here, rehearsal=hall.rehearsal
    )


def offered(hall: Hall) -> list[str]:
    """The languages in which pages of a hall are shown, in their order."""
    return [tag for tag in hall.languages if tag in LANGUAGES] or [languages.DEFAULT.tag]


def here(hall: Hall, language: Language, known: Visit | None) -> ResponseReturnValue | None:
    """The page to show before the board itself; ``None``: the visitor is where the code leads."""
    if language.tag not in offered(hall):
        return redirect(url_for("boards.choose_language", code=hall.code))
    if hall.archived:
        return _afterwards(hall, language)
    if known is None:
        return _join_page(hall)
    if hall.workshop_id is None:
        return _list(hall, known)
    assert known.person is not None  # noqa: S101  participants have one
    if known.person.workshop_id != hall.workshop_id:
        return _join_page(hall, known)
    return None


def _afterwards(hall: Hall, language: Language) -> ResponseReturnValue:
    """Months later: the page on which a higher room tells what became of it, if there is one."""
    if address := _summary(hall.code, language):
        return redirect(address)
    raise LinkGone(
        _("Dieser Workshop ist zu Ende. Was daraus wurde, steht auf der Seite der Verwaltung."),
        title=_("Dieser Workshop ist zu Ende"),
    )


def _forgets(hall: Hall) -> bool:
    """Whether a browser that has just been given the cookie does not send it.

    One that sends it is only unknown: a rehearsal was wiped, or the event is over.
    """
    return JOINED in request.args and visit.person_cookie(hall) not in request.cookies


def _summary(code: str, language: Language | None = None) -> str | None:
    """The public page of what became of an event or workshop."""
    return summaries.AFTER_EVENT.registered()(code, language or languages.current())


def _join_page(hall: Hall, known: Visit | None = None) -> str:
    sign = signposts.of_event(hall.event_id)
    workshop = sign.workshop(hall.workshop_id)
    released = summaries.released_in(hall.event_id)
    readable = hall.workshop_id in released if hall.workshop_id else bool(released)
    left = sign.workshop(known.person.workshop_id) if known and known.person else None
    return _drawn(
        hall,
        "boards/phone/join.html",
        title=title(workshop.title if workshop else sign.title),
        event=title(sign.title) if workshop else None,
        room=workshop.room if workshop else "",
        left=title(left.title) if left else None,
        known=known,
        summary=_summary(hall.code) if readable else None,
        refused=_forgets(hall) and known is None,
        token=known.form_token if known else "",
    )


def _list(hall: Hall, known: Visit) -> ResponseReturnValue:
    sign = signposts.of_event(hall.event_id)
    now_in = known.person.workshop_id if known.person else None
    released = summaries.released_in(hall.event_id)
    choices = [
        Choice(
            item.code,
            title(item.title),
            item.room,
            hours(item.starts_at, item.ends_at),
            tuple(LANGUAGES[tag] for tag in item.languages if tag in LANGUAGES),
            item.id == now_in,
            _summary(item.code) if item.id in released else None,
        )
        for item in sign.workshops
    ]
    return _drawn(
        hall,
        "boards/phone/workshops.html",
        title=title(sign.title),
        workshops=choices,
        moved=now_in is not None,
        token=known.form_token,
    )


@blueprint.post("/<code>/<language:language>/join")
@public
def join(code: str, language: Language) -> ResponseReturnValue:
    """Takes part from now on; who already does goes to the workshop of the code."""
    if request.headers.get("Sec-Fetch-Site", "") == "cross-site":
        raise Conflict(_("Öffnen Sie die Seite bitte selbst und drücken Sie dann „Mitmachen“."))
    now = datetime.now(UTC)
    hall = _only(places.of_code(code))
    known = visit.participant(hall, request.cookies)
    answer = redirect(url_for("boards.board", code=hall.code, language=language, joined=1), 303)
    if known and known.person:
        participants.go_to(known.person, hall, now)
        return answer
    _person, secret = participants.join(hall, now)
    return visit.give(answer, visit.person_cookie(hall), secret)


def _only(hall: Hall) -> Hall:
    """An event's only workshop instead of the event: nobody chooses among one."""
    if hall.workshop_id is not None:
        return hall
    workshops = signposts.of_event(hall.event_id).workshops
    return places.of_keys(hall.event_id, workshops[0].id) if len(workshops) == 1 else hall


@blueprint.post("/<code>/<language:language>/workshop")
@by_link(BoardRole.PARTICIPANT)
def choose(code: str, language: Language) -> ResponseReturnValue:
    """Goes to a workshop of the event; what was written stays where it is."""
    del code
    known = visit.current()
    hall = places.of_code(request.form.get("workshop", ""))
    if hall.event_id != known.hall.event_id or known.person is None:
        raise UnknownBoard
    participants.go_to(known.person, hall, datetime.now(UTC))
    return redirect(url_for("boards.board", code=hall.code, language=language), 303)


def _drawn(hall: Hall, template: str, **values: Any) -> str:  # noqa: ANN401 - templates take anything
    return render_template(template, **common.values(hall), **values)


@blueprint.get("/<code>/<language:language>/pass-on")
@by_link(BoardRole.PARTICIPANT)
def pass_on(code: str, language: Language) -> str:
    """What happens when the next person takes this device, or when one leaves."""
    del code, language
    known = visit.current()
    return _drawn(
        known.hall,
        "boards/phone/pass-on.html",
        token=known.form_token,
        event_code=known.hall.event_code,
    )


@blueprint.post("/<code>/<language:language>/next-person")
@by_link(BoardRole.PARTICIPANT)
def next_person(code: str, language: Language) -> Response:
    """Forgets this person on the device; the next one reads the three sentences and joins."""
    hall = visit.current().hall
    answer = redirect(url_for("boards.board", code=code, language=language), 303)
    return visit.take(answer, visit.person_cookie(hall))


@blueprint.post("/<code>/<language:language>/leave")
@by_link(BoardRole.PARTICIPANT)
def leave(code: str, language: Language) -> Response:
    """Forgets this person on the device."""
    hall = visit.current().hall
    answer = redirect(url_for("boards.left", code=code, language=language), 303)
    return visit.take(answer, visit.person_cookie(hall))


@blueprint.get("/<code>/<language:language>/left")
@public
def left(code: str, language: Language) -> str:
    """Nothing is kept on this device."""
    hall = places.of_code(code)
    again = url_for("boards.board", code=hall.code, language=language)
    return _drawn(hall, "boards/phone/left.html", again=again)
