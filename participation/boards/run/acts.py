"""What a facilitator does: each act one form, one verb, and back to the page it stood on."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from participation.areas import service as areas
from participation.base import database
from participation.base.errors import DomainError
from participation.base.web.numbers import whole_number
from participation.base.web.security import by_link
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.boards.base.audit import Acting
from participation.boards.base.blueprint import blueprint
from participation.boards.base.errors import BadChoice, BadNote, Moved, Refusal, UnknownBoard
from participation.boards.base.kinds import MODERATORS, Phase, Source, VoteKind
from participation.boards.events import destinations, visit
from participation.boards.leading import phases, timing
from participation.boards.leading import wall as projector
from participation.boards.notes import grouping, moderation, outcomes, suggesting, wishes, writing
from participation.boards.notes.outcomes import OutcomeDraft
from participation.boards.notes.writing import NoteDraft
from participation.boards.run import cards, pages, sharing
from participation.boards.run.facilitator_board import facilitator_board
from participation.boards.voting.hands import MOST_HANDS, count_hands

Act = Callable[[Acting], None]
Verb = TypeVar("Verb", bound=Act)
Kind = TypeVar("Kind", Phase, VoteKind)
SWITCHES: dict[str, Callable[[Acting, bool], object]] = {
    "frozen": lambda by, on: phases.freeze(by, frozen=on),
    "dark": lambda by, on: phases.darken(by, dark=on),
    "others_hidden": lambda by, on: phases.hide_others(by, hidden=on),
    "queue": lambda by, on: phases.use_queue(by, queue=on),
}


def act(page: str) -> Callable[[Verb], Verb]:
    """A facilitator's verb at ``/b/run/<code>/do/<its name>``; afterwards ``page`` is shown.

    What cannot be done is said on that page, with what was typed.
    """

    def mark(verb: Verb) -> Verb:
        @by_link(*MODERATORS)
        def view(code: str) -> ResponseReturnValue:
            pages.speak()
            try:
                verb(_acting())
            except (BadChoice, BadNote, Moved, UnknownBoard) as error:
                return _refused(error, page, code)
            return redirect(_back(code, page), 303)

        name = verb.__name__.rstrip("_")
        blueprint.post(f"/run/<code>/do/{name}", endpoint=f"run_{name}")(view)
        return verb

    return mark


def _acting() -> Acting:
    found = visit.current()
    if found.destination.board_id is None:
        raise UnknownBoard
    return Acting(found.destination.board_id, found.role.value, datetime.now(UTC))


def _refused(error: DomainError, page: str, code: str) -> ResponseReturnValue:
    database.rollback()
    drawn = pages.drawn(page, code, problem=str(error.remedy), typed=request.form)
    return drawn, error.status


def _back(code: str, page: str) -> str:
    wanted = request.form.get("back", page)
    if wanted not in pages.PAGES or wanted == "lead":
        return url_for("boards.run", code=code)
    into = request.form.get("language") if wanted == "words" else None
    typed = request.form if wanted == "paper" else {}
    kept: dict[str, Any] = {key: typed[key] for key in cards.KEPT if key in typed}
    return url_for("boards.run_page", code=code, page=wanted, into=into, **kept)


@act("lead")
def phase(by: Acting) -> None:
    """Begins a phase."""
    wanted = _choice(Phase, "phase")
    minutes = request.form.get("minutes", type=int)
    phases.set_phase(by, wanted, minutes)


@act("prepare")
def plan(by: Acting) -> None:
    """Keeps how long each phase is to take."""
    field = request.form.get
    timing.plan(by.board_id, {item: field(item.value, 0, type=int) for item in timing.TIMED})


@act("lead")
def timer(by: Acting) -> None:
    """Gives the phase more minutes, or none at all."""
    more = request.form.get("minutes", 0, type=int)
    phases.extend(by, more) if more else phases.set_timer(by, None)


@act("lead")
def switch(by: Acting) -> None:
    """Turns one of the board's switches."""
    switch = SWITCHES.get(request.form.get("name", ""))
    if switch is None:
        raise UnknownBoard
    switch(by, bool(request.form.get("on")))


@act("lead")
def wall(by: Acting) -> None:
    """Turns the wall's pages, or makes its type larger or smaller."""
    turned, sized = (request.form.get(name, 0, type=int) for name in ("turn", "size"))
    if turned:
        projector.turn_page(by, turned)
    if sized:
        projector.resize(by, sized)


@act("lead")
def voting(by: Acting) -> None:
    """Sets how people will vote."""
    phases.set_voting(by, _choice(VoteKind, "kind"), request.form.get("dots", 3, type=int))


@act("lead")
def board(by: Acting) -> None:
    """Lets people write on another board of the workshop."""
    destinations.activate(by.board_id, _key("board"))


@act("queue")
def release(by: Acting) -> None:
    """Puts waiting notes on the wall; several at once only if whoever leads can read them."""
    wanted = _keys("note")
    if len(wanted) > 1:
        board = facilitator_board(by.board_id, languages.current(), by.at)
        together = set(sharing.in_bulk(board))
        wanted = [key for key in wanted if str(key) in together]
    moderation.release(by, wanted, _seen())


@act("queue")
def hide(by: Acting) -> None:
    """Takes a note away, with a reason."""
    reason = request.form.get("own", "").strip() or request.form.get("reason", "")
    moderation.hide(by, _key("note"), reason)


@act("queue")
def restore(by: Acting) -> None:
    """Shows a hidden note again."""
    try:
        moderation.restore(by, _key("note"), _seen())
    except Moved:
        raise BadChoice(_("Der Zettel ist jetzt anders. Lesen Sie ihn noch einmal.")) from None


@act("queue")
def move(by: Acting) -> None:
    """Hangs a note into another column."""
    seen = request.form.get("seen") or grouping.UNSEEN
    grouping.move(by, [_key("note")], request.form.get("column", ""), seen)


@act("queue")
def block(by: Acting) -> None:
    """Lets the device that wrote a note write no more."""
    moderation.block(by, _key("note"))


@act("queue")
def unblock(by: Acting) -> None:
    """Lets all devices write again."""
    moderation.unblock_all(by)


@act("words")
def translate(by: Acting) -> None:
    """Puts a translation below a note."""
    language = request.form.get("language", "")
    if language not in LANGUAGES:
        raise UnknownBoard
    moderation.translate(by, _key("note"), language, request.form.get("text", ""), by.role)


@act("group")
def put(by: Acting) -> None:
    """Lays a note into a cluster."""
    grouping.assign(by, [_key("note")], _key("cluster"), _place())


@act("group")
def take(by: Acting) -> None:
    """Takes a note out of its cluster."""
    grouping.assign(by, [_key("note")], None, _place())


@act("group")
def new(by: Acting) -> None:
    """Makes a cluster of notes."""
    title = request.form.get("title", "")
    grouping.create(by, uuid.uuid4(), title, None, _keys("note"), seen=_place())


@act("group")
def pair(by: Acting) -> None:
    """Makes a cluster of two notes, named after the first until somebody finds a better name."""
    other = _key("other")
    title = grouping.named_after(writing.text_of(by.board_id, other))
    grouping.create(by, uuid.uuid4(), title, None, [_key("note"), other], seen=_place())


@act("group")
def bundle(by: Acting) -> None:
    """Makes a cluster of notes that were offered together."""
    suggesting.accept(by, request.form.get("title", ""), _keys("note"))


@act("group")
def gather(by: Acting) -> None:
    """Lays the loose notes that were ticked into a cluster, or makes one of them."""
    notes = _keys("note")
    if not notes:
        raise BadChoice(_("Kreuzen Sie erst Zettel an."))
    if request.form.get("cluster"):
        grouping.assign(by, notes, _key("cluster"), None)
    else:
        title = request.form.get("title", "")
        grouping.create(by, uuid.uuid4(), title, None, notes, seen=None)


@act("group")
def decline(by: Acting) -> None:
    """Offers a group of notes no more."""
    suggesting.decline(by, request.form.get("offer", ""))


@act("group")
def look(by: Acting) -> None:
    """Has notes looked for that could belong together."""
    suggesting.renew(by)


@act("group")
def stay(by: Acting) -> None:
    """Leaves a note where it lies, whatever its author wished."""
    wishes.decline(by.board_id, _key("note"))


@act("group")
def merge(by: Acting) -> None:
    """Lays a note that says the same behind another."""
    grouping.merge(by, _key("note"), _key("into"))


@act("group")
def rename(by: Acting) -> None:
    """Gives a cluster its name and field of action."""
    field = request.form.get("field", "")
    wanted = field if areas.by_key(field) else None
    grouping.rename(by, _key("cluster"), request.form.get("title", ""), wanted)


@act("group")
def dissolve(by: Acting) -> None:
    """Takes a cluster away."""
    grouping.dissolve(by, _key("cluster"))


@act("group")
def undo(by: Acting) -> None:
    """Takes the last step of grouping back."""
    grouping.undo(by)


@act("talk")
def spotlight(by: Acting) -> None:
    """Shows one note or cluster large, or everything again."""
    phases.spotlight(by, _key("target") if request.form.get("target") else None)


@act("talk")
def outcome(by: Acting) -> None:
    """Keeps what the discussion came to."""
    field = request.form.get
    cluster = _key("cluster") if field("cluster") else None
    draft = OutcomeDraft(
        _key("id"), field("what", ""), field("who", ""), field("until", ""), cluster
    )
    outcomes.save(by.board_id, draft)


@act("talk")
def drop(by: Acting) -> None:
    """Takes an outcome away, for good."""
    outcome = _key("outcome")
    if "sure" not in request.form:
        raise BadChoice(_("Drücken Sie „Entfernen …“, dann „Ja, entfernen“."))
    outcomes.delete(by.board_id, outcome)


@act("paper")
def card(by: Acting) -> None:
    """Types a paper card, or what somebody said, in."""
    source = Source.SPOKEN if request.form.get("source") == Source.SPOKEN else Source.PAPER
    language = request.form.get("language", "")
    draft = NoteDraft(
        _key("id"),
        request.form.get("column", ""),
        request.form.get("text", ""),
        language if language in LANGUAGES else None,
        card=cards.number(request.form.get("number", "")) if source is Source.PAPER else None,
    )
    writing.write(by.board_id, None, draft, by.at, source)


@act("paper")
def hands(by: Acting) -> None:
    """Keeps the hands that were counted in the room."""
    for name, typed in request.form.items():
        value, _colon, target = name.partition(":")
        if target:
            count_hands(by, _uuid(target), value, _number(typed))


def _number(typed: str) -> int:
    if not typed.strip():
        return 0
    if (found := whole_number(typed, MOST_HANDS)) is None:
        raise BadChoice(Refusal.HANDS, most=MOST_HANDS)
    return found


def _choice(kind: type[Kind], name: str) -> Kind:
    try:
        return kind(request.form.get(name, ""))
    except ValueError:
        raise UnknownBoard from None


def _seen() -> int | None:
    """The board's number on the page whose button was pressed."""
    return whole_number(request.form.get("seen", ""))


def _place() -> uuid.UUID | None:
    """The cluster in which the page showed the note, so that two facilitators notice each other."""
    place = request.form.get("from", "")
    return _uuid(place) if place else None


def _key(name: str) -> uuid.UUID:
    return _uuid(request.form.get(name, ""))


def _keys(name: str) -> list[uuid.UUID]:
    return [_uuid(part) for text in request.form.getlist(name) for part in text.split()]


def _uuid(text: str) -> uuid.UUID:
    try:
        return uuid.UUID(text)
    except ValueError:
        raise UnknownBoard from None
