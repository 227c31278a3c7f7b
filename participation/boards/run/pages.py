"""The facilitator's pages; each is drawn whole, and a script lays fresh parts in."""

from __future__ import annotations

import uuid
from collections import Counter
from datetime import UTC, datetime
from functools import partial
from typing import Any

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.base.web.security import by_link
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.boards import preview
from participation.boards.base import audit
from participation.boards.base.blueprint import blueprint
from participation.boards.base.kinds import (
    MODERATORS,
    Act,
    BoardRole,
    Opinion,
    Phase,
    Source,
    VoteKind,
)
from participation.boards.base.localized import localized, title
from participation.boards.desk import gaps, log_words
from participation.boards.events import destinations, signposts, visit
from participation.boards.events.destinations import Destination
from participation.boards.events.visit import Visit
from participation.boards.leading import timing
from participation.boards.notes import grouping, moderation
from participation.boards.pages.appearance import phase_name, phase_sentence
from participation.boards.run import cards, hints, sharing
from participation.boards.run.facilitator_board import (
    FacilitatorBoard,
    facilitator_board,
    minutes_left,
    oldest,
)
from participation.boards.voting import tallies
from participation.places import service as places

PAGES = {
    "lead": "boards/run/lead.html",
    "queue": "boards/run/queue.html",
    "group": "boards/run/group.html",
    "talk": "boards/run/talk.html",
    "paper": "boards/run/paper.html",
    "words": "boards/run/words.html",
    "prepare": "boards/run/prepare.html",
}


def speak() -> None:
    """Facilitators are spoken to as staff are: in the language of their browser, else German."""
    tags = [language.tag for language in languages.STAFF]
    found = languages.match(request.headers.get("Accept-Language", ""), tags)
    languages.use(LANGUAGES[found or tags[0]])


@blueprint.get("/run/<code>/")
@by_link(*MODERATORS)
def run(code: str) -> ResponseReturnValue:
    """Leads the workshop; a link of the whole event asks first which one."""
    speak()
    found = visit.current()
    if found.destination.board_id is None:
        shown = signposts.of_event(found.destination.event_id).workshops
        return render_template(
            "boards/run/choose.html",
            workshops=[(item, title(item.title)) for item in shown],
            boardless=found.destination.workshop_id is not None,
            localized=localized,
            rehearsal=found.destination.rehearsal,
        )
    return drawn("lead", code)


@blueprint.get("/run/<code>/<page>")
@by_link(*MODERATORS)
def run_page(code: str, page: str) -> ResponseReturnValue:
    """One of the other pages."""
    speak()
    if page not in PAGES or visit.current().destination.board_id is None:
        abort(404)
    return preview.framing(drawn(page, code)) if page == "prepare" else drawn(page, code)


def drawn(page: str, code: str, *, problem: str = "", typed: Any = None) -> str:  # noqa: ANN401 - what a form held
    """A page with what the board holds now."""
    found, now = visit.current(), datetime.now(UTC)
    board = facilitator_board(_board(found), languages.current(), now)
    return render_template(
        PAGES[page],
        **_common(found, board, code, page),
        **_OWN[page](board),
        problem=problem,
        typed=typed or {},
    )


def _board(found: Visit) -> uuid.UUID:
    if found.destination.board_id is None:
        abort(404)
    return found.destination.board_id


def _common(found: Visit, board: FacilitatorBoard, code: str, page: str) -> dict[str, Any]:
    destination = found.destination
    workshop = signposts.of_event(destination.event_id).workshop(destination.workshop_id)
    planned = timing.minutes(board.board_id)
    return {
        "board": board,
        "here": page,
        "code": destination.workshop_code,
        "token": found.form_token,
        "to": partial(_address, code),
        "localized": localized,
        "hall_title": title(workshop.title if workshop else {}),
        "rehearsal": destination.rehearsal,
        "minutes": minutes_left(board),
        "planned": planned,
        "minutes_for": timing.choices(planned),
        "phase_names": {phase: phase_name(phase) for phase in Phase},
        "tabs": _tabs(),
        "place_names": {place.key: place.name for place in places.places()},
        "source_names": _sources(),
        "names": {tag: language.own_name for tag, language in LANGUAGES.items()},
        "tongues": list(LANGUAGES.values()),
        "script_words": {
            "done": _("Gespeichert."),
            "offline": _("Nicht gespeichert: Das Netz fehlt. Bitte drücken Sie noch einmal."),
            "waiting": _("Werden geprüft"),
        },
    }


def _address(code: str, name: str, **values: Any) -> str:  # noqa: ANN401 - parts of an address
    if name == "lead":
        return url_for("boards.run", code=code)
    if name in PAGES:
        return url_for("boards.run_page", code=code, page=name, **values)
    return url_for(f"boards.run_{name}", code=code, **values)


def _tabs() -> list[tuple[str, str]]:
    return [
        ("lead", _("Leiten")),
        ("queue", _("Prüfen")),
        ("group", _("Ordnen")),
        ("talk", _("Besprechen")),
        ("paper", _("Nachtragen")),
        ("words", _("Übersetzen")),
        ("prepare", _("Vorbereiten")),
    ]


def _sources() -> dict[str, str]:
    return {
        Source.PAPER: _("von Papier"),
        Source.SPOKEN: _("auf Zuruf"),
        Source.IMPORT: _("eingelesen"),
    }


def _lead(board: FacilitatorBoard) -> dict[str, Any]:
    kind, destination = VoteKind(board.state["vote_kind"]), visit.current().destination
    others = destinations.boards(destination.workshop_id) if destination.workshop_id else ()
    return {
        "phase_sentences": {phase: phase_sentence(phase, kind) for phase in Phase},
        "phases": list(Phase),
        "boards": [
            {"id": key, "number": n, "active": key == board.board_id}
            for n, (key, _template) in enumerate(others, 1)
        ],
        "wall_address": url_for("boards.wall", code=destination.workshop_code),
        "on_the_wall": hints.on_the_wall(board),
        "drafts": gaps.draft_questions(board.drafts(_offered(destination))),
        "history": audit.lines(board.board_id, most=12),
        "act_names": _acts(),
        "detail": log_words.detail,
        "role_names": {
            BoardRole.FACILITATOR: _("Leitung"),
            BoardRole.SECOND: _("Zweite Leitung"),
        },
        "vote_kinds": [
            (VoteKind.DOTS, _("Punkte")),
            (VoteKind.RATING, _("Sterne")),
            (VoteKind.STATEMENTS, _("Zustimmung")),
        ],
    }


def _queue(board: FacilitatorBoard) -> dict[str, Any]:
    waiting, tags = sharing.waiting(board, visit.current().role), sharing.read_by(board)
    foreign = [note for note in waiting if not sharing.readable(note, tags)]
    only = request.args.get("only", "")
    return {
        "waiting": [note for note in waiting if not only or note.get("lang") == only],
        "plain": [] if only else sharing.in_bulk(board),
        "foreign": {note["id"] for note in foreign},
        "tongues_of": Counter(note["lang"] for note in foreign if note.get("lang") in LANGUAGES),
        "only": only,
        "called": languages.name,
        "oldest": oldest(board.waiting, board.now),
        "blocked": moderation.blocked(board.board_id),
        "reasons": [
            _("Darin steht ein Name oder eine Adresse."),
            _("Das verletzt andere."),
            _("Das gehört nicht zum Thema. Sprechen Sie uns gern an."),
        ],
        "held_names": {
            "word": _("ein Wort der Liste"),
            "telephone": _("eine Telefon-Nummer"),
            "mail": _("eine E-Mail-Adresse"),
            "link": _("ein Link"),
            "street": _("eine Adresse"),
            "name": _("vielleicht ein Name"),
        },
    }


def _group(board: FacilitatorBoard) -> dict[str, Any]:
    loose = sharing.shared_order(board.loose, visit.current().role)
    note = sharing.after(loose, request.args.get("after", ""))
    alike = hints.alike(board, note) if note else []
    return {
        "note": note,
        "alike": alike,
        "suggested": {other.get("cluster") for other, _words, _meant in alike} - {None},
        "fields_for": {key: hints.fields(board, key) for key in board.clusters},
        "field_names": hints.field_names(
            board.language, [c["field"] for c in board.clusters.values() if c.get("field")]
        ),
        "offered": hints.cards(board),
        "wished": hints.wished(board),
        "can_undo": grouping.can_undo(board.board_id),
    }


def _offered(destination: Destination) -> list[str]:
    return [tag for tag in destination.languages if tag in LANGUAGES]


def _prepare(board: FacilitatorBoard) -> dict[str, Any]:
    destination = visit.current().destination
    shown = request.args.get("in", "")
    offered = _offered(destination)
    return {
        "drafts": board.drafts(offered),
        "offered": [LANGUAGES[tag] for tag in offered],
        "called": languages.name,
        "shown": LANGUAGES[shown if shown in offered else "de"],
        "timed": timing.TIMED,
        "board_id": board.board_id,
        "wall_address": url_for("boards.wall", code=destination.workshop_code),
        "phone_address": url_for("boards.door", code=destination.workshop_code),
    }


def _talk(_desk: FacilitatorBoard) -> dict[str, Any]:
    return {"fresh": uuid.uuid4()}


def _paper(board: FacilitatorBoard) -> dict[str, Any]:
    values = {
        VoteKind.DOTS: [("dots", _("Punkte"))],
        VoteKind.RATING: [(str(n), _("%(n)d Sterne") % {"n": n}) for n in range(1, 6)],
        VoteKind.STATEMENTS: [
            (Opinion.AGREE.value, _("dafür")),
            (Opinion.DISAGREE.value, _("dagegen")),
            (Opinion.PASS.value, _("weiß nicht")),
        ],
    }
    typed_in = (Source.PAPER, Source.SPOKEN)
    taken = {note["card"] for note in board.notes.values() if "card" in note}
    return {
        "fresh": uuid.uuid4(),
        "kept": request.args,
        "number": cards.following(request.args, taken),
        "numbers": cards.ranges(taken),
        "missing": cards.ranges(cards.missing(taken)),
        "typed_in": sum(note["source"] in typed_in for note in board.notes.values()),
        "values": values[VoteKind(board.state["vote_kind"])],
        "targets": hints.targets(board, tallies.tallies(board.board_id)),
    }


def _words(board: FacilitatorBoard) -> dict[str, Any]:
    wanted = request.args.get("into", "")
    into = LANGUAGES.get(wanted, LANGUAGES["de"])
    return {"into": into, "untranslated": board.untranslated(into.tag)}


_OWN = {
    "lead": _lead,
    "queue": _queue,
    "group": _group,
    "talk": _talk,
    "paper": _paper,
    "words": _words,
    "prepare": _prepare,
}


def _acts() -> dict[str, str]:
    return {
        Act.RELEASE: _("Zettel freigegeben"),
        Act.HIDE: _("Zettel ausgeblendet"),
        Act.RESTORE: _("Zettel wieder gezeigt"),
        Act.MOVE: _("Zettel umgehängt"),
        Act.GROUP: _("Bündel geändert"),
        Act.MERGE: _("Zettel zusammengelegt"),
        Act.UNDO: _("Schritt zurückgenommen"),
        Act.BLOCK: _("Gerät gesperrt"),
        Act.UNBLOCK: _("Gerät wieder zugelassen"),
        Act.DARK: _("Beamer dunkel"),
        Act.LIGHT: _("Beamer hell"),
        Act.PHASE: _("Phase begonnen"),
        Act.SETTING: _("Einstellung geändert"),
        Act.FREEZE: _("Pause"),
        Act.GO_ON: _("Pause beendet"),
        Act.DELETE: _("Zettel gelöscht"),
        Act.TYPED: _("Nachgetragen"),
        Act.TRANSLATE: _("Zettel übersetzt"),
    }
