"""One person's view of a board: what every page of it, and the vote, is made from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import Any
from uuid import UUID

from flask import render_template

from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.boards.base import addresses, tokens
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import OPEN_RESULTS, NoteState, Phase, VoteKind
from participation.boards.base.localized import LocalizedText, title
from participation.boards.base.rules import ALLOWED, Doing
from participation.boards.events import signposts
from participation.boards.events.visit import Visit
from participation.boards.notes import changes, wishes
from participation.boards.pages import appearance, common
from participation.boards.pages.appearance import Appearance, Document, Paper
from participation.boards.summaries import summaries

MINUTE = 60_000


@dataclass(frozen=True)
class PersonBoard:
    """One person's view of the board on which people write now."""

    known: Visit
    board_id: UUID
    now: datetime
    document: dict[str, Any]
    appearance: Appearance
    title: LocalizedText = field(default_factory=lambda: LocalizedText("", ""))

    @property
    def person(self) -> UUID:
        """Who looks."""
        return own_person(self.known)

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
            self.appearance.own(
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
            "lies": appearance.lies(self.themes, cluster, self.wished.get(note["id"], "")),
            "movable": bool(others) and self.may(Doing.WISH),
        }

    @property
    def summary_address(self) -> str | None:
        """Where everybody reads what became of the workshop, once that is released."""
        there = self.known.destination
        if there.rehearsal or not self.state.get("released"):
            return None
        return summaries.AFTER_EVENT.registered()(there.code, languages.current())

    def strip(self) -> dict[str, Any]:
        """What the templates know as ``board``."""
        state, ends = self.state, self.state["ends"]
        left = None if ends is None else max(0, -(-(ends - self.document["now"]) // MINUTE))
        return state | {
            "id": self.board_id,
            "seq": self.document["seq"],
            "now": self.document["now"],
            "title": self.title,
            "phase_name": appearance.phase_name(self.phase),
            "sentence": appearance.phase_sentence(self.phase, VoteKind(state["vote_kind"])),
            "minutes": left,
            "people": state["counts"]["people"],
            "spotlight_id": state["spotlight"],
            "person": tokens.shelf(self.known.secret),
            "event_code": self.known.destination.event_code,
            "has_results": self.phase in OPEN_RESULTS,
            "summary_address": self.summary_address,
        }

    def page(self, template: str, **values: Any) -> str:  # noqa: ANN401 - templates take anything
        """A page with the strip on top."""
        return render_template(
            template,
            **common.values(self.known.destination),
            board=self.strip(),
            columns=self.appearance.columns,
            unchecked=any(column.unchecked for column in self.appearance.columns),
            others=self.state["counts"]["notes"],
            token=self.known.form_token,
            states=dict(appearance.state_words().values()),
            script_words=_script_words(),
            short_address=addresses.short_address(self.known.destination.code),
            **values,
        )


def own_person(known: Visit) -> UUID:
    """Who looks or writes."""
    assert known.person is not None  # noqa: S101  participants have one
    return known.person.id


def own_board(known: Visit) -> UUID:
    """The board on which people of the visit's destination write now.

    Raises:
        UnknownBoard: the workshop has none yet.
    """
    if known.destination.board_id is None:
        raise UnknownBoard(_("Diese Pinnwand ist noch nicht offen. Bitte warten Sie kurz."))
    return known.destination.board_id


def person_board(known: Visit) -> PersonBoard:
    """The board of the visit's destination.

    Raises:
        UnknownBoard: the workshop has none yet.
    """
    board_id = own_board(known)
    now = datetime.now(UTC)
    there = known.destination
    signpost = signposts.of_event(there.event_id).workshop(there.workshop_id)
    return PersonBoard(
        known,
        board_id,
        now,
        appearance.state_of(board_id, now),
        appearance.of_board(board_id),
        title(signpost.title if signpost else {}),
    )


def _script_words() -> dict[str, Any]:
    return {
        "phases": {phase.value: appearance.phase_name(phase) for phase in Phase},
        "minutes": _("noch {n} Min."),
        "seconds": _("noch {n} Sek."),
        "over": _("Zeit ist um"),
        "left": _("Zeichen übrig: {n}"),
        "long": _("Zeichen zu viel: {n}"),
        "changed": _("Jetzt: {phase}"),
        "go": _("Weiter zu: {phase}"),
        "typing": _(
            "Sie haben noch eine Minute für Ihren Zettel."
            " Der Text bleibt hier, bis Sie weitergehen."
        ),
        "sent": _("Zettel gespeichert."),
        "new": _("Neuer Zettel:"),
        "readings": {item.tag: item.own_name for item in appearance.readable()},
        "states": {"sending": _("wird gesendet …")}
        | {name: said for name, (_symbol, said) in appearance.state_words().items()},
        "symbols": {"sending": "offline"}
        | {name: symbol for name, (symbol, _said) in appearance.state_words().items()},
        "rest": _("Punkte übrig: {n} von {all}"),
        "none_left": _("Sie haben keine Punkte mehr. Nehmen Sie zuerst einen weg."),
        "saved": _("gespeichert"),
        "vote_over": _("Die Abstimmung ist zu Ende. Ihre letzte Stimme ist nicht gespeichert."),
        "vote_paused": _("Gerade ist Pause. Ihre Stimme ist noch nicht gespeichert."),
        "understood": _("Verstanden"),
        "paused": _("Gerade ist Pause."),
        "empty": _("Schreiben Sie erst etwas auf den Zettel."),
    }
