"""The wall of a workshop, for a projector: what is released, large, with the way in beside it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from participation.base.web.security import by_link
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.boards.base import addresses
from participation.boards.base.blueprint import blueprint
from participation.boards.base.errors import UnknownBoard
from participation.boards.base.kinds import Audience, BoardRole, Phase, VoteKind
from participation.boards.base.localized import LocalizedText, localized, title
from participation.boards.events import signposts, visit
from participation.boards.events.destinations import Destination
from participation.boards.notes import changes
from participation.boards.pages import appearance
from participation.boards.pages.appearance import Appearance, Paper
from participation.places import service as places
from participation.studies import service as studies

ACROSS = 3
"""Columns side by side; more are on the next page."""
DEEP = 4
"""Notes of a column on a page without a script."""
THEMES = ("light", "dark")


@dataclass(frozen=True, slots=True)
class Cell:
    """A column of a page."""

    title: LocalizedText
    colour: int
    number: int
    notes: tuple[Paper, ...]


@blueprint.get("/wall/<code>")
@by_link(BoardRole.WALL, BoardRole.OBSERVER, BoardRole.FACILITATOR, BoardRole.SECOND)
def wall(code: str) -> ResponseReturnValue:
    """The page for the projector; of an event, the list of its walls is its workshops."""
    destination = visit.current().destination
    if destination.workshop_id is None:
        return _choose(code)
    if destination.board_id is None:
        raise UnknownBoard(_("Diese Pinnwand ist noch nicht offen. Bitte warten Sie kurz."))
    languages.use(LANGUAGES.get(request.args.get("language", ""), languages.DEFAULT))
    return _drawn(destination, destination.board_id)


def preview(destination: Destination, board_id: uuid.UUID) -> str:
    """The wall for who prepares the board; while nothing is written, with a note to look at."""
    return _drawn(destination, board_id, example=True)


def _drawn(destination: Destination, board_id: uuid.UUID, *, example: bool = False) -> str:
    document = changes.changes(board_id, 0, Audience.WALL, datetime.now(UTC))
    page = max(request.args.get("page", 1, type=int), 1)
    found, notes = appearance.of_board(board_id), document.get("notes", ())
    if example and not notes:
        notes = [_example(column.key) for column in found.columns]
    cells, pages = _page(found, notes, page)
    workshop = signposts.of_event(destination.event_id).workshop(destination.workshop_id)
    return render_template(
        "boards/wall/wall.html",
        board=_board(document, board_id, title(workshop.title if workshop else {})),
        columns=cells,
        notes=any(cell.number for cell in cells),
        next_page=url_for("boards.wall", code=destination.code, page=page % pages + 1),
        theme=request.args.get("theme") if request.args.get("theme") in THEMES else "light",
        qr=_qr(destination.code),
        host=_breakable(addresses.short_address()),
        code=destination.code,
        hints=list(_hints(destination.languages)),
        counts=_counts(document["board"]["counts"]),
        script_words=_script_words(),
        places={place.key: place.name for place in places.places()},
        localized=localized,
        picture=example,
    )


def _example(column: str) -> dict[str, Any]:
    return {"id": "", "column": column, "text": _("So hängt ein Zettel an der Wand.")}


def _choose(code: str) -> ResponseReturnValue:
    """A link for the whole event leads to the first workshop when there is only one."""
    event = signposts.of_event(visit.current().destination.event_id)
    if len(event.workshops) == 1:
        return redirect(url_for("boards.wall", code=event.workshops[0].code))
    return render_template(
        "boards/run/walls.html",
        title=title(event.title),
        walls=[
            (title(item.title), url_for("boards.wall", code=item.code)) for item in event.workshops
        ],
        localized=localized,
        code=code,
    )


def _page(appearance: Appearance, notes: Any, page: int) -> tuple[list[Cell], int]:  # noqa: ANN401  as changes gives them
    by_column: dict[str, list[Paper]] = {item.key: [] for item in appearance.columns}
    for note in reversed(notes):
        if not note.get("parent") and not note.get("merged"):
            by_column.setdefault(note["column"], []).append(appearance.paper(note))
    groups = [
        appearance.columns[start : start + ACROSS]
        for start in range(0, len(appearance.columns), ACROSS)
    ]
    screens = [
        (group, part)
        for group in groups
        for part in range(max([1, *(-(-len(by_column[item.key]) // DEEP) for item in group)]))
    ] or [([], 0)]
    group, part = screens[(page - 1) % len(screens)]
    cells = [
        Cell(
            item.title,
            item.colour,
            len(by_column[item.key]),
            tuple(by_column[item.key][part * DEEP : (part + 1) * DEEP]),
        )
        for item in group
    ]
    return cells, len(screens)


def _board(document: dict[str, Any], board_id: object, heading: LocalizedText) -> dict[str, Any]:
    state: dict[str, Any] = document["board"]
    return state | {
        "id": board_id,
        "title": heading,
        "phase_name": appearance.phase_name(Phase(state["phase"])),
        "sentence": appearance.phase_sentence(Phase(state["phase"]), VoteKind(state["vote_kind"])),
    }


def _qr(code: str) -> str:
    return studies.qr_picture(addresses.public_address(code))


def _breakable(address: str) -> Markup:
    """An address that breaks after its points only."""
    return Markup("<wbr>").join(escape(part) for part in address.replace(".", ".\0").split("\0"))


def _hints(tags: tuple[str, ...]) -> Any:  # noqa: ANN401  language and words
    """The words "In your language" in each language of the workshop: one finds the own one."""
    for tag in tags:
        if tag in LANGUAGES and tag != "de-simple":
            with languages.speaking(LANGUAGES[tag]):
                words = _("In Ihrer Sprache")
            yield LANGUAGES[tag], words


def _counts(counts: dict[str, int]) -> str:
    pattern = _("{people} dabei · {notes} Zettel · {waiting} werden geprüft")
    return pattern.format(**counts)


def _script_words() -> dict[str, Any]:
    return {
        "phases": {phase.value: appearance.phase_name(phase) for phase in Phase},
        "counts": _("{people} dabei · {notes} Zettel · {waiting} werden geprüft"),
        "few": _("{people} dabei · {notes} Zettel"),
        "voted": _("{people} dabei · {voted} haben abgestimmt"),
        "page": _("Seite {n} von {all}"),
        "held": _("Seite {n} von {all}, angehalten"),
        "voting": _("Die Abstimmung läuft. Das Ergebnis kommt danach."),
        "more": _("+{n} weitere"),
        "result": _("Ergebnis"),
        "opinions": _("stimmen zu: {agree}, stimmen nicht zu: {disagree}, weiß nicht: {pass}"),
        "mean": _("im Mittel {n} von 5 (Stimmen: {all})"),
        "hands": _("dazu im Raum gezählt: {n}"),
        "elsewhere": _("ohne Ort"),
        "point": ",",
        "frozen": _("Pause"),
    }
