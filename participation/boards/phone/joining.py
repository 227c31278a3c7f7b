"""The way in: code, language, three sentences, list of workshops; nothing is stored before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from participation.base.errors import Conflict, DomainError
from participation.base.web.security import by_link, public
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES, Language
from participation.boards.base import codes
from participation.boards.base.blueprint import blueprint
from participation.boards.base.errors import Guessing, UnknownBoard, WorkshopOver
from participation.boards.base.kinds import BoardRole
from participation.boards.base.localized import LocalizedText, hours, title
from participation.boards.events import destinations, participants, signposts, visit
from participation.boards.events.destinations import Destination
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
    title: LocalizedText
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
        destination = destinations.of_code(typed, visit.known)
    except (UnknownBoard, Guessing) as error:
        return _code_page(typed[:20], error), error.status
    tag = language.tag if language.tag in offered(destination) else None
    if tag:
        return redirect(url_for("boards.board", code=destination.code, language=tag), 303)
    return redirect(url_for("boards.door", code=destination.code), 303)


def _code_page(typed: str = NOTHING, error: DomainError | None = None) -> str:
    problem = ""
    if isinstance(error, Guessing):
        problem = str(error.remedy)
    elif not typed.strip():
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
        destination = destinations.of_code(code, visit.known)
    except (UnknownBoard, Guessing) as error:
        wanted = languages.match(request.headers.get("Accept-Language", ""), LANGUAGES)
        languages.use(LANGUAGES[wanted or languages.DEFAULT.tag])
        return _code_page(codes.tidy(code) or code[:20], error), error.status
    tag = languages.match(request.headers.get("Accept-Language", ""), offered(destination))
    if tag:
        answer = redirect(url_for("boards.board", code=destination.code, language=tag))
    else:
        answer = redirect(url_for("boards.choose_language", code=destination.code))
    answer.vary.add("Accept-Language")
    return answer


@blueprint.get("/<code>/<rest>")
@public
def copied(code: str, rest: str) -> ResponseReturnValue:
    """An address as it is copied from a text: with the bracket or the full stop behind it."""
    tag = "".join(char for char in rest if char.isalnum() or char == "-").lower()
    if tag in LANGUAGES:
        return redirect(url_for("boards.board", code=code, language=tag))
    if tag.strip("-"):
        raise UnknownBoard
    return redirect(url_for("boards.door", code=code))


@blueprint.get("/<code>/languages")
@public
def choose_language(code: str) -> str:
    """The languages of an event or workshop by their own names."""
    destination = destinations.of_code(code, visit.known)
    here = request.args.get("here", "")
    languages.use(LANGUAGES.get(here, languages.DEFAULT))
    tiles = [
        (LANGUAGES[tag], url_for("boards.board", code=destination.code, language=tag))
        for tag in offered(destination)
    ]
    return render_template(
        "boards/phone/languages.html", tiles=tiles, here=here, rehearsal=destination.rehearsal
    )


def offered(destination: Destination) -> list[str]:
    """The languages in which pages of a destination are shown, in their order."""
    return [tag for tag in destination.languages if tag in LANGUAGES] or [languages.DEFAULT.tag]


def here(
    destination: Destination, language: Language, known: Visit | None
) -> ResponseReturnValue | None:
    """The page to show before the board itself; ``None``: the visitor is where the code leads."""
    if language.tag not in offered(destination):
        return redirect(url_for("boards.choose_language", code=destination.code))
    if destination.archived:
        return _afterwards(destination, language)
    if known is None:
        return _join_page(destination)
    if destination.workshop_id is None:
        return _list(destination, known)
    assert known.person is not None  # noqa: S101  participants have one
    if known.person.workshop_id != destination.workshop_id:
        return _join_page(destination, known)
    return None


def _afterwards(destination: Destination, language: Language) -> ResponseReturnValue:
    """Months later: the page on which a higher room tells what became of it, if there is one."""
    if address := _summary(destination.code, language):
        return redirect(address)
    raise WorkshopOver


def _forgets(destination: Destination) -> bool:
    """Whether a browser that has just been given the cookie does not send it.

    One that sends it is only unknown: a rehearsal was wiped, or the event is over.
    """
    return JOINED in request.args and visit.person_cookie(destination) not in request.cookies


def _summary(code: str, language: Language | None = None) -> str | None:
    """The public page of what became of an event or workshop."""
    return summaries.AFTER_EVENT.registered()(code, language or languages.current())


def _join_page(destination: Destination, known: Visit | None = None) -> str:
    signpost = signposts.of_event(destination.event_id)
    workshop = signpost.workshop(destination.workshop_id)
    released = summaries.released_in(destination.event_id)
    readable = destination.workshop_id in released if destination.workshop_id else bool(released)
    left = signpost.workshop(known.person.workshop_id) if known and known.person else None
    return _drawn(
        destination,
        "boards/phone/join.html",
        title=title(workshop.title if workshop else signpost.title),
        event=title(signpost.title) if workshop else None,
        room=workshop.room if workshop else "",
        left=title(left.title) if left else None,
        known=known,
        summary=_summary(destination.code) if readable else None,
        refused=_forgets(destination) and known is None,
        token=known.form_token if known else "",
    )


def _list(destination: Destination, known: Visit) -> ResponseReturnValue:
    signpost = signposts.of_event(destination.event_id)
    now_in = known.person.workshop_id if known.person else None
    released = summaries.released_in(destination.event_id)
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
        for item in signpost.workshops
    ]
    return _drawn(
        destination,
        "boards/phone/workshops.html",
        title=title(signpost.title),
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
    destination = _only(destinations.of_code(code))
    known = visit.participant(destination, request.cookies)
    answer = redirect(
        url_for("boards.board", code=destination.code, language=language, joined=1), 303
    )
    if known and known.person:
        participants.go_to(known.person, destination, now)
        return answer
    _person, secret = participants.join(destination, now)
    return visit.give(answer, visit.person_cookie(destination), secret)


def _only(destination: Destination) -> Destination:
    """An event's only workshop instead of the event: nobody chooses among one."""
    if destination.workshop_id is not None:
        return destination
    workshops = signposts.of_event(destination.event_id).workshops
    return (
        destinations.of_keys(destination.event_id, workshops[0].id)
        if len(workshops) == 1
        else destination
    )


@blueprint.post("/<code>/<language:language>/workshop")
@by_link(BoardRole.PARTICIPANT)
def choose(code: str, language: Language) -> ResponseReturnValue:
    """Goes to a workshop of the event; what was written stays where it is."""
    del code
    known = visit.current()
    destination = destinations.of_code(request.form.get("workshop", ""))
    if destination.event_id != known.destination.event_id or known.person is None:
        raise UnknownBoard
    participants.go_to(known.person, destination, datetime.now(UTC))
    return redirect(url_for("boards.board", code=destination.code, language=language), 303)


def _drawn(destination: Destination, template: str, **values: Any) -> str:  # noqa: ANN401 - templates take anything
    return render_template(template, **common.values(destination), **values)


@blueprint.get("/<code>/<language:language>/pass-on")
@by_link(BoardRole.PARTICIPANT)
def pass_on(code: str, language: Language) -> str:
    """What happens when the next person takes this device, or when one leaves."""
    del code, language
    known = visit.current()
    return _drawn(
        known.destination,
        "boards/phone/pass-on.html",
        token=known.form_token,
        event_code=known.destination.event_code,
    )


@blueprint.post("/<code>/<language:language>/next-person")
@by_link(BoardRole.PARTICIPANT)
def next_person(code: str, language: Language) -> Response:
    """Forgets this person on the device; the next one reads the three sentences and joins."""
    destination = visit.current().destination
    answer = redirect(url_for("boards.board", code=code, language=language), 303)
    return visit.take(answer, visit.person_cookie(destination))


@blueprint.post("/<code>/<language:language>/leave")
@by_link(BoardRole.PARTICIPANT)
def leave(code: str, language: Language) -> Response:
    """Forgets this person on the device."""
    destination = visit.current().destination
    answer = redirect(url_for("boards.left", code=code, language=language), 303)
    return visit.take(answer, visit.person_cookie(destination))


@blueprint.get("/<code>/<language:language>/left")
@public
def left(code: str, language: Language) -> str:
    """Nothing is kept on this device."""
    destination = destinations.of_code(code)
    again = url_for("boards.board", code=destination.code, language=language)
    return _drawn(destination, "boards/phone/left.html", again=again)
