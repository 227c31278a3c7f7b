"""A link's token becomes a cookie and leaves the address bar at once."""

from __future__ import annotations

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from participation.base.web.security import public
from participation.boards.base.blueprint import blueprint
from participation.boards.base.errors import LinkGone
from participation.boards.base.kinds import BoardRole
from participation.boards.events import destinations, links, visit
from participation.boards.run import pages, welcome

PAGES = {
    BoardRole.PARTICIPANT: "boards.door",
    BoardRole.FACILITATOR: "boards.run",
    BoardRole.SECOND: "boards.run",
    BoardRole.WALL: "boards.wall",
    BoardRole.OBSERVER: "boards.wall",
}
"""Where a link leads; each page takes the code of a workshop or of an event."""


@blueprint.get("/enter/<token>")
@public
def enter(token: str) -> ResponseReturnValue:
    """Gives the cookie of the link and leads to its page; who leads is first told how."""
    pages.speak()
    link = links.of_token(token)
    if link is None:
        raise LinkGone
    destination = destinations.of_keys(link.event_id, link.workshop_id)
    if destination.archived:
        raise LinkGone
    page = "boards.welcome" if welcome.greets(destination, link.role) else PAGES[link.role]
    answer = redirect(url_for(page, code=destination.code))
    if link.role is BoardRole.PARTICIPANT:
        return answer
    name = visit.link_cookie(destination, link.role, whole_event=link.workshop_id is None)
    return visit.give(answer, name, token)
