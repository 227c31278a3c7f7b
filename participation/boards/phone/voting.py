"""The vote on a phone, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import request

from participation.base.web.templating import format_number
from participation.base.words.catalogues import gettext as _
from participation.boards.base.kinds import Audience, Opinion, VoteKind
from participation.boards.notes import changes
from participation.boards.phone.person_board import PersonBoard
from participation.boards.summaries.agreement import Standing, standing, whole_percents
from participation.boards.voting import votes

TOP = 5
ALL_AGREE = frozenset({Standing.ALL_FOR, Standing.ALL_AGAINST})
DONE = "done"


@dataclass(frozen=True, slots=True)
class Target:
    """Something to vote for: a group of notes, or a note that belongs to none."""

    id: str
    text: str
    lang: str | None
    colour: int | None
    mine: int | str | None


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a bar, in percent of its length."""

    key: str
    x: int
    width: int


@dataclass(frozen=True, slots=True)
class Found:
    """What came of the vote on one thing."""

    text: str
    lang: str | None
    colour: int | None
    strength: float
    dots: int | None = None
    hands: int = 0
    bars: tuple[Bar, ...] = ()
    said: str = ""
    agreed: bool = False


def things(document: dict[str, Any]) -> list[dict[str, Any]]:
    """What people vote on: groups first, then notes without one; merged ones count with theirs."""
    groups = [item | {"text": item["title"]} for item in document.get("clusters", ())]
    known = {item["id"] for item in groups}
    loose = [
        note
        for note in document.get("notes", ())
        if not note.get("parent") and not note.get("merged") and note.get("cluster") not in known
    ]
    return [*groups, *loose]


def values(board: PersonBoard) -> dict[str, Any]:
    """What the page of the vote shows."""
    document = changes.changes(board.board_id, 0, Audience.PARTICIPANT, board.now)
    mine = votes.mine(board.board_id, board.person, board.state["dots"])
    given: dict[str, Any] = {str(key): stars for key, stars in mine.ratings.items()}
    given |= {str(key): opinion.value for key, opinion in mine.opinions.items()}
    if VoteKind(board.state["vote_kind"]) is VoteKind.DOTS:
        spent = [str(target) for target in mine.dots.values()]
        given = {key: spent.count(key) for key in spent}
    return {
        "targets": [
            Target(
                item["id"],
                item["text"],
                item.get("lang"),
                board.sheet.colour(item.get("column")),
                given.get(item["id"]),
            )
            for item in things(document)
        ],
        "given": len(mine.dots),
        "gone": bool(mine.gone),
        "done": DONE in request.args,
        "opinions": opinions(),
    }


def opinions() -> list[tuple[str, str]]:
    """What one may say to a statement."""
    return [
        (Opinion.AGREE.value, _("Stimme zu")),
        (Opinion.DISAGREE.value, _("Stimme nicht zu")),
        (Opinion.PASS.value, _("Weiß nicht")),
    ]


def results(board: PersonBoard) -> dict[str, Any]:
    """What the page of the results shows: where all agree, and what weighs most here."""
    document = changes.changes(board.board_id, 0, Audience.PARTICIPANT, board.now)
    found = [item for thing in things(document) if (item := _found(board, thing))]
    agreed = [item for item in found if item.agreed]
    rest = [item for item in found if not item.agreed]
    return {
        "agreed": sorted(agreed, key=lambda item: -item.strength),
        "top": sorted(rest, key=lambda item: -item.strength)[:TOP],
    }


def _found(board: PersonBoard, thing: dict[str, Any]) -> Found | None:
    about = (thing["text"], thing.get("lang"), board.sheet.colour(thing.get("column")))
    hands: dict[str, int] = thing.get("hands", {})
    raised = sum(hands.values())
    if said := thing.get("opinions"):
        return _stated(about, said, raised)
    if stars := thing.get("ratings"):
        number = sum(stars.values())
        mean = sum(int(star) * times for star, times in stars.items()) / number
        wording = _("im Mittel {n} von 5 (Stimmen: {all})")
        shown = wording.format(n=format_number(round(mean, 1)), all=number)
        return Found(*about, strength=mean, hands=raised, said=shown)
    if thing.get("dots") or raised:
        dots = int(thing.get("dots", 0))
        return Found(*about, strength=dots + raised, dots=dots, hands=raised)
    return None


def _stated(about: tuple[str, str | None, int | None], said: dict[str, int], raised: int) -> Found:
    agree, disagree, passed = (said.get(key, 0) for key in ("agree", "disagree", "pass"))
    widths = whole_percents(agree, disagree, passed)
    order = (("agree", widths[0]), ("pass", widths[2]), ("disagree", widths[1]))
    bars, x = [], 0
    for key, width in order:
        bars.append(Bar(key, x, width))
        x += width
    wording = _("stimmen zu: {agree}, stimmen nicht zu: {disagree}, weiß nicht: {pass}")
    return Found(
        *about,
        strength=agree / max(agree + disagree, 1),
        hands=raised,
        bars=tuple(bars),
        said=wording.format(**{"agree": agree, "disagree": disagree, "pass": passed}),
        agreed=standing(agree, disagree) in ALL_AGREE,
    )


def moved(spent: list[UUID], plus: UUID | None, minus: UUID | None) -> list[UUID]:
    """The dots of a person after one was given or taken back."""
    left = list(spent)
    if minus in left:
        left.remove(minus)
    return [*left, plus] if plus else left
