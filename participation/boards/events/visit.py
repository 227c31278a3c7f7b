"""Who visits a board: identified by the browser's cookies, for the workshop of the address.

The rule of a route says which roles may enter; here it is found out whether the visitor has one.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask import current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from participation.base.errors import DomainError
from participation.base.settings import Settings
from participation.base.words.lazy import lazy_gettext
from participation.boards.base import tokens
from participation.boards.base.errors import LinkGone, NotJoined, UnknownBoard
from participation.boards.base.kinds import MODERATORS, Audience, BoardRole
from participation.boards.events import destinations, links, participants
from participation.boards.events.destinations import Destination
from participation.boards.events.participants import Person

FORM_TOKEN = "form_token"  # noqa: S105 - the name of a field
HEADER = "X-Form-Token"
LETTERS = {
    BoardRole.FACILITATOR: "f",
    BoardRole.SECOND: "s",
    BoardRole.WALL: "w",
    BoardRole.OBSERVER: "o",
}


class OldForm(DomainError):
    """The form was made for somebody else, or long ago."""

    code = "old_form"
    remedy = lazy_gettext("Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.")


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody at a board."""

    destination: Destination
    role: BoardRole
    secret: str
    """What the cookie holds: the person's secret, or the link's token."""
    person: Person | None = None
    """Only of participants."""
    link: uuid.UUID | None = None
    """Only of who came by a link; a renewed link is another."""

    @property
    def moderates(self) -> bool:
        """Whether this is a facilitator."""
        return self.role in MODERATORS

    @property
    def form_token(self) -> str:
        """For the field ``form_token`` of every form of this page."""
        return tokens.form_token(self.secret)


def current() -> Visit:
    """The visit of this request; the route's rule has let it in."""
    found: Visit = g.board_visit
    return found


def admit(roles: frozenset[BoardRole]) -> ResponseReturnValue | None:
    """Lets in who has one of ``roles`` for the destination of the address (its part ``code``).

    Who could take part but has not joined is led to the way in; a form needs its token.

    Raises:
        UnknownBoard: the address leads nowhere.
        LinkGone: the visitor's link does not open this.
        NotJoined: a form of who takes no part.
        OldForm: the form was not made for this visitor.
    """
    destination = destinations.of_code((request.view_args or {}).get("code", ""), known)
    found = find(destination, roles, request.cookies)
    if found is None:
        if BoardRole.PARTICIPANT not in roles:
            raise LinkGone
        if request.method != "GET":
            raise NotJoined
        return redirect(url_for("boards.door", code=destination.code))
    if request.method == "POST" and not tokens.knows(found.secret, _sent_token()):
        raise OldForm
    g.board_visit = found
    return None


def known(destination: Destination) -> bool:
    """Whether the browser of this request has any right at a destination."""
    return find(destination, BoardRole, request.cookies) is not None


def find(
    destination: Destination, roles: Iterable[BoardRole], cookies: Mapping[str, str]
) -> Visit | None:
    """The first of ``roles``, facilitators before others, that the cookies give there."""
    wanted = frozenset(roles)
    for role in LETTERS:
        if role in wanted and (found := _by_link(destination, role, cookies)):
            return found
    if BoardRole.PARTICIPANT in wanted:
        return participant(destination, cookies)
    return None


def participant(destination: Destination, cookies: Mapping[str, str]) -> Visit | None:
    """The visit of somebody who has joined the event of ``destination``."""
    secret = cookies.get(person_cookie(destination))
    if not secret or destination.archived:
        return None
    person = participants.of_secret(secret, destination.event_id)
    return Visit(destination, BoardRole.PARTICIPANT, secret, person) if person else None


def audience_of(
    board_id: uuid.UUID, cookies: Mapping[str, str], wanted: Audience | None = None
) -> Audience | None:
    """For whom a browser may hear of a board; None: it may not.

    Args: as of :func:`hearer`.
    """
    found = hearer(board_id, cookies, wanted)
    return found[0] if found else None


def hearer(
    board_id: uuid.UUID, cookies: Mapping[str, str], wanted: Audience | None = None
) -> tuple[Audience, Visit] | None:
    """For whom a browser may hear of a board, and by which right; None: it may not.

    Args:
        board_id: the board.
        cookies: those of the browser.
        wanted: which of several it asks for (a facilitator's computer may show the wall).
    """
    try:
        destination = destinations.of_board(board_id)
    except UnknownBoard:
        return None
    audiences = [wanted] if wanted else [Audience.MODERATOR, Audience.PARTICIPANT, Audience.WALL]
    found = ((audience, find(destination, _HEARS[audience], cookies)) for audience in audiences)
    return next(((audience, visit) for audience, visit in found if visit), None)


_HEARS: dict[Audience, frozenset[BoardRole]] = {
    Audience.MODERATOR: MODERATORS,
    Audience.PARTICIPANT: frozenset({BoardRole.PARTICIPANT}),
    Audience.WALL: MODERATORS | {BoardRole.WALL, BoardRole.OBSERVER},
}


def person_cookie(destination: Destination) -> str:
    """Name of the cookie of who takes part in an event."""
    return f"b_{destination.event_code}"


def link_cookie(destination: Destination, role: BoardRole, *, whole_event: bool) -> str:
    """Name of the cookie of who came by a link for the workshop or the whole event."""
    return f"l_{LETTERS[role]}_{destination.event_code if whole_event else destination.code}"


def give(response: ResponseReturnValue, name: str, value: str) -> Response:
    """Gives the browser a cookie of the boards, for as long as it stays open."""
    made = current_app.make_response(response)
    settings: Settings = current_app.config["SETTINGS"]
    made.set_cookie(
        name,
        value,
        path=f"{settings.prefix}/b/",
        secure=settings.secure,
        httponly=True,
        samesite="Lax",
    )
    return made


def take(response: ResponseReturnValue, name: str) -> Response:
    """Takes a cookie of the boards back."""
    made = current_app.make_response(response)
    settings: Settings = current_app.config["SETTINGS"]
    made.delete_cookie(
        name,
        path=f"{settings.prefix}/b/",
        secure=settings.secure,
        httponly=True,
        samesite="Lax",
    )
    return made


def _by_link(destination: Destination, role: BoardRole, cookies: Mapping[str, str]) -> Visit | None:
    """A link of the workshop, else one of the whole event."""
    for whole in (False, True):
        token = cookies.get(link_cookie(destination, role, whole_event=whole))
        link = links.of_token(token) if token else None
        if token and link and link.role is role and _opens(link, destination):
            return Visit(destination, role, token, link=link.id)
    return None


def _opens(link: links.LinkInfo, destination: Destination) -> bool:
    return link.event_id == destination.event_id and link.workshop_id in (
        None,
        destination.workshop_id,
    )


def _sent_token() -> str:
    return request.headers.get(HEADER) or request.form.get(FORM_TOKEN, "")
