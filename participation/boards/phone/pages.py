"""The board on a phone: what each phase lets people do, and what others wrote."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.base.web.security import by_link, public
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES, Language
from participation.boards.base import tokens
from participation.boards.base.blueprint import blueprint
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import (
    OPEN_RESULTS,
    Audience,
    BoardRole,
    NoteState,
    Phase,
    VoteKind,
)
from participation.boards.base.localized import Told, title
from participation.boards.base.rules import ALLOWED, Doing
from participation.boards.events import feedback, signposts, visit
from participation.boards.events import places as halls
from participation.boards.events.visit import Visit
from participation.boards.notes import changes, reading, wishes
from participation.boards.notes.writing import LONGEST
from participation.boards.pages import frame, sheet
from participation.boards.pages.sheet import Document, Paper, Sheet
from participation.boards.phone import joining, voting
from participation.places import service as places

A_PAGE = 40
"""Notes of others on one page."""
MINUTE = 60_000
NOBODY = UUID(int=0)
"""Stands in addresses that the script completes."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What stands in the form for a note."""

    column: str = ""
    text: str = ""
    place: str = ""
    tag: str = ""
    language: str = ""


@dataclass(frozen=True)
class Desk:
    """One person's view of the board on which people write now."""

    known: Visit
    board_id: UUID
    now: datetime
    document: dict[str, Any]
    sheet: Sheet
    title: Told = field(default_factory=lambda: Told("", ""))

    @property
    def person(self) -> UUID:
        """Who looks."""
        assert self.known.person is not None  # noqa: S101  participants have one
        return self.known.person.id

    @property
    def state(self) -> dict[str, Any]:
        """The board's own state."""
        found: dict[str, Any] = self.document["board"]
        return found

    @property
    def phase(self) -> Phase:
        """What the workshop does now."""
        return Phase(self.state["phase"])

    def may(self, doing: Doing) -> bool:
        """Whether the phase lets people do it now."""
        return doing in ALLOWED[self.phase] and not self.state["frozen"]

    @cached_property
    def themes(self) -> dict[str, str]:
        """The clusters, where notes are grouped now: their titles by key."""
        return wishes.themes(self.board_id) if Doing.WISH in ALLOWED[self.phase] else {}

    @cached_property
    def wished(self) -> dict[str, str]:
        """Keys of notes and of the clusters that their authors wish them in."""
        return wishes.on_board(self.board_id) if self.themes else {}

    def own(self) -> list[Paper]:
        """One's own notes, newest first."""
        found = changes.own(self.board_id, self.person, self.now)
        return [
            self.sheet.own(
                note,
                may_change=self.may(Doing.REPLY if note.get("parent") else Doing.CHANGE),
                **self._place(note),
            )
            for note in reversed(found)
        ]

    def _place(self, note: Document) -> dict[str, Any]:
        """In which cluster an own note lies, and whether its author may say something to that."""
        if not self.themes or note.get("parent") or note["state"] != NoteState.RELEASED:
            return {}
        cluster = note.get("cluster", "")
        others = self.themes.keys() - {cluster}
        return {
            "cluster": cluster,
            "lies": sheet.lies(self.themes, cluster, self.wished.get(note["id"], "")),
            "movable": bool(others) and self.may(Doing.WISH),
        }

    def strip(self) -> dict[str, Any]:
        """What the templates know as ``board``."""
        state, ends = self.state, self.state["ends"]
        left = None if ends is None else max(0, -(-(ends - self.document["now"]) // MINUTE))
        return state | {
            "id": self.board_id,
            "seq": self.document["seq"],
            "now": self.document["now"],
            "title": self.title,
            "phase_name": sheet.phase_name(self.phase),
            "sentence": sheet.phase_sentence(self.phase, VoteKind(state["vote_kind"])),
            "minutes": left,
            "people": state["counts"]["people"],
            "spotlight_id": state["spotlight"],
            "person": tokens.shelf(self.known.secret),
            "event_code": self.known.hall.event_code,
            "has_results": self.phase in OPEN_RESULTS,
        }

    def page(self, template: str, **values: Any) -> str:  # noqa: ANN401 - templates take anything
        """A page with the strip on top."""
        return render_template(
            template,
            **frame.common(self.known.hall),
            board=self.strip(),
            columns=self.sheet.columns,
            unchecked=any(column.unchecked for column in self.sheet.columns),
            others=self.state["counts"]["notes"],
            token=self.known.form_token,
            states=dict(sheet.state_words().values()),
            script_words=_script_words(),
            short_address=frame.short_address(self.known.hall.code),
            **values,
        )


def desk_of(known: Visit) -> Desk:
    """The board of the visit's hall.

    Raises:
        UnknownBoard: the workshop has none yet.
    """
    board_id = known.hall.board_id
    if board_id is None:
        raise UnknownBoard(_("Diese Pinnwand ist noch nicht offen. Bitte warten Sie kurz."))
    now = datetime.now(UTC)
    sign = signposts.of_event(known.hall.event_id).workshop(known.hall.workshop_id)
    return Desk(
        known,
        board_id,
        now,
        sheet.state_of(board_id, now),
        sheet.of_board(board_id),
        title(sign.title if sign else {}),
    )


@blueprint.get("/<code>/<language:language>/")
@public
def board(code: str, language: Language) -> ResponseReturnValue:
    """The board as the phase asks for it; before it, the way in."""
    hall = halls.of_code(code)
    known = visit.participant(hall, request.cookies)
    before = joining.here(hall, language, known)
    if before is not None or known is None:
        return before or ""
    return drawn(desk_of(known))


def drawn(desk: Desk, **values: Any) -> str:  # noqa: ANN401 - templates take anything
    """The page of the phase; ``problem``, ``typed`` and ``lost`` come from a refused form."""
    ways = {
        Phase.COLLECT: _collect,
        Phase.CLUSTER: _watch,
        Phase.DISCUSS: _watch,
        Phase.VOTE: voting.values,
    }
    more = ways.get(desk.phase, _results)(desk)
    return desk.page("boards/phone/board.html", own=desk.own(), **(more | values))


def preview(known: Visit) -> str:
    """The page as people will see it while all collect, for who prepares the board."""
    desk = desk_of(known)
    desk.document["board"] |= {"phase": Phase.COLLECT.value, "ends": None, "frozen": False}
    return desk.page("boards/phone/board.html", own=[], picture=True, **_collect(desk))


def _collect(desk: Desk) -> dict[str, Any]:
    first = desk.sheet.columns[0].key if desk.sheet.columns else ""
    tag = languages.current().tag.split("-")[0]
    return {
        "typed": Typed(column=request.args.get("column", first), language=tag),
        "fresh": uuid.uuid4(),
        "places": places.places(),
        "tongues": [item for item in LANGUAGES.values() if "-" not in item.tag],
        "longest": LONGEST,
    }


def _watch(desk: Desk) -> dict[str, Any]:
    target = desk.state["spotlight"]
    spot = reading.spot(desk.board_id, UUID(target) if target else None)
    return {
        "outcomes": reading.outcomes(desk.board_id),
        "spotlight": spot,
        "shown": [desk.sheet.paper(note) for note in spot.notes] if spot else [],
    }


def _results(desk: Desk) -> dict[str, Any]:
    hall = desk.known.hall
    wave = None if hall.rehearsal else hall.feedback_wave  # nobody answers in earnest to try it
    return voting.results(desk) | {"feedback": feedback.address(wave, desk.now)}


@blueprint.get("/<code>/<language:language>/own")
@by_link(BoardRole.PARTICIPANT)
def own(code: str, language: Language) -> ResponseReturnValue:
    """One's own notes with their states, for the script."""
    desk = desk_of(visit.current())
    notes = [
        {
            "id": note.id,
            "text": note.text,
            "lang": note.lang,
            "column": note.column_key,
            "title": note.column.text,
            "colour": note.colour,
            "version": note.version,
            "state": note.state,
            "symbol": note.symbol,
            "said": note.said,
            "edit": url_for("boards.edit", code=code, language=language, note=note.id),
            "delete": url_for("boards.delete", code=code, language=language, note=note.id),
            "open": note.open,
            "lies": note.lies,
            "elsewhere": url_for("boards.elsewhere", code=code, language=language, note=note.id)
            if note.movable
            else "",
        }
        for note in desk.own()
    ]
    return jsonify(seq=desk.document["seq"], notes=notes)


@blueprint.get("/<code>/<language:language>/others")
@by_link(BoardRole.PARTICIPANT)
def others(code: str, language: Language) -> ResponseReturnValue:
    """What others wrote, newest first, by column."""
    del code, language
    desk = desk_of(visit.current())
    document = changes.changes(desk.board_id, 0, Audience.PARTICIPANT, desk.now)
    chosen = request.args.get("column", "")
    start = max(request.args.get("start", 0, type=int), 0)
    mine = {note.id for note in desk.own()}
    notes = document.get("notes", [])
    shown = [note for note in reversed(notes) if _is_others(note, mine, chosen)]
    return desk.page(
        "boards/phone/others.html",
        page_kind="others",
        own=(),
        chosen=chosen,
        hidden_now=desk.state["others_hidden"] and desk.phase is Phase.COLLECT,
        notes=_papers(desk, shown[start : start + A_PAGE], notes),
        nobody=NOBODY,
        blank=_blank(desk),
        mine=sorted(mine),
        column_words={
            item.key: {"title": item.title.text, "colour": item.colour}
            for item in desk.sheet.columns
        },
        older=_older(desk, chosen, start, len(shown)),
    )


def _is_others(note: Document, mine: Collection[str], column: str) -> bool:
    """Whether a note stands for itself, is somebody else's, and in the column that was chosen."""
    alone = not note.get("parent") and not note.get("merged")
    return alone and note["id"] not in mine and (not column or note["column"] == column)


def _papers(desk: Desk, shown: Sequence[Document], notes: Sequence[Document]) -> list[Paper]:
    """Notes with what the visitor and others said to them."""
    given = reading.signs(desk.board_id, desk.person)
    replies: dict[str, list[Document]] = {}
    for note in notes:
        if parent := note.get("parent"):
            replies.setdefault(parent, []).append(note)
    return [
        desk.sheet.paper(
            note,
            open=desk.may(Doing.REACT),
            answers=desk.may(Doing.REPLY),
            signs=sheet.signs_of(note, given.get(note["id"], ())),
            replies=tuple(desk.sheet.paper(item) for item in replies.get(note["id"], ())),
        )
        for note in shown
    ]


def _blank(desk: Desk) -> Paper:
    """An empty note, from which the script makes those that come."""
    return Paper(
        id=str(NOBODY),
        text="",
        lang=None,
        column=Told("", ""),
        column_key="",
        colour=1,
        open=desk.may(Doing.REACT),
        answers=desk.may(Doing.REPLY),
        signs=sheet.signs_of({}, ()),
    )


def _older(desk: Desk, chosen: str, start: int, number: int) -> str:
    if start + A_PAGE >= number:
        return ""
    return url_for(
        "boards.others",
        code=desk.known.hall.code,
        language=languages.current(),
        column=chosen or None,
        start=start + A_PAGE,
    )


def back(desk: Desk) -> ResponseReturnValue:
    """To the board after a form that was taken."""
    address = url_for("boards.board", code=desk.known.hall.code, language=languages.current())
    return redirect(address, 303)


def _script_words() -> dict[str, Any]:
    return {
        "phases": {phase.value: sheet.phase_name(phase) for phase in Phase},
        "minutes": _("noch {n} Min."),
        "seconds": _("noch {n} Sek."),
        "over": _("Zeit ist um"),
        "left": _("Noch {n} Zeichen"),
        "long": _("{n} Zeichen zu viel"),
        "changed": _("Jetzt: {phase}"),
        "go": _("Weiter zu: {phase}"),
        "typing": _("Ihr Text bleibt hier, bis Sie weitergehen."),
        "sent": _("Zettel gespeichert."),
        "new": _("Neuer Zettel:"),
        "readings": {item.tag: item.own_name for item in sheet.readable()},
        "states": {"sending": _("wird gesendet …")}
        | {name: said for name, (_symbol, said) in sheet.state_words().items()},
        "symbols": {"sending": "offline"}
        | {name: symbol for name, (symbol, _said) in sheet.state_words().items()},
        "rest": _("Punkte übrig: {n} von {all}"),
        "none_left": _("Sie haben keine Punkte mehr. Nehmen Sie zuerst einen weg."),
        "saved": _("gespeichert"),
        "paused": _("Gerade ist Pause."),
        "empty": _("Schreiben Sie erst etwas auf den Zettel."),
    }


def seen(desk: Desk, note: UUID) -> Paper:
    """A note that everybody sees.

    Raises:
        UnknownBoard: nobody sees it, or not any more.
    """
    document = changes.changes(desk.board_id, 0, Audience.PARTICIPANT, desk.now)
    for item in document.get("notes", ()):
        if item["id"] == str(note):
            return desk.sheet.paper(item)
    raise UnknownBoard(_("Dieser Zettel ist nicht mehr zu sehen."))
