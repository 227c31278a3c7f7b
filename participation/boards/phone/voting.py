"""The vote on a phone, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from flask import request

from participation.base.web.templating import format_number
from participation.base.words.catalogues import gettext as _
from participation.boards.base import tokens
from participation.boards.base.kinds import Audience, Opinion, VoteKind
from participation.boards.notes import changes
from participation.boards.phone.person_board import PersonBoard
from participation.boards.summaries.agreement import AgreementLevel, agreement_level, whole_percents
from participation.boards.voting import targets, votes

TOP = 5
"""Ranks that a phone shows; what weighs the same as the last of them stands there too."""
MOST = 10
"""Things that a phone shows, however many weigh the same."""
ALL_AGREE = frozenset({AgreementLevel.ALL_FOR, AgreementLevel.ALL_AGAINST})
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
    rank: int
    weight: float
    dots: int | None = None
    hands: int = 0
    bars: tuple[Bar, ...] = ()
    said: str = ""
    agreed: bool = False


def values(board: PersonBoard) -> dict[str, Any]:
    """What the page of the vote shows."""
    document = changes.changes(board.board_id, 0, Audience.PARTICIPANT, board.now)
    mine = votes.mine(board.board_id, board.person, board.state["dots"])
    given: dict[str, Any] = {str(key): stars for key, stars in mine.ratings.items()}
    given |= {str(key): opinion.value for key, opinion in mine.opinions.items()}
    kind, things = VoteKind(board.state["vote_kind"]), targets.of_document(document)
    if kind is VoteKind.DOTS:
        spent = [str(target) for target in mine.dots.values()]
        given = {key: spent.count(key) for key in spent}
    if kind is VoteKind.STATEMENTS:  # who tires answers the first ones: not the same for all
        things = sorted(things, key=lambda item: tokens.lot(board.known.secret, item["id"]))
    return {
        "targets": [
            Target(
                item["id"],
                item["text"],
                item.get("lang"),
                board.appearance.colour(item.get("column")),
                given.get(item["id"]),
            )
            for item in things
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
    """What the page of the results shows: what weighs most, and where else all agree."""
    document = changes.changes(board.board_id, 0, Audience.PARTICIPANT, board.now)
    things = {item["id"]: item for item in document.get("clusters", ())}
    things |= {item["id"]: item for item in document.get("notes", ())}
    kind = VoteKind(board.state["vote_kind"])
    found = [
        _found(board, kind, things[each["id"]], each)
        for each in document.get("ranking", ())
        if each["id"] in things
    ]
    top = [item for item in found if item.rank <= TOP and (item.weight or item.hands)][:MOST]
    return {"top": top, "agreed": [item for item in found if item.agreed and item not in top]}


def _found(
    board: PersonBoard, kind: VoteKind, thing: dict[str, Any], place: dict[str, Any]
) -> Found:
    hands: dict[str, int] = thing.get("hands", {})
    found = Found(
        thing.get("title") or thing["text"],
        thing.get("lang"),
        board.appearance.colour(thing.get("column")),
        place["rank"],
        place["weight"],
        hands=sum(hands.values()),
    )
    if kind is VoteKind.DOTS:
        return replace(found, dots=int(thing.get("dots", 0)))
    if kind is VoteKind.RATING:
        return replace(found, said=_mean(thing.get("ratings", {})))
    return _stated(found, thing.get("opinions", {}))


def _mean(stars: dict[str, int]) -> str:
    number = sum(stars.values())
    mean = sum(int(star) * times for star, times in stars.items()) / max(number, 1)
    wording = _("im Mittel {n} von 5 (Stimmen: {all})")
    return wording.format(n=format_number(round(mean, 1)), all=number) if number else ""


def _stated(found: Found, said: dict[str, int]) -> Found:
    agree, disagree, passed = (said.get(key, 0) for key in ("agree", "disagree", "pass"))
    widths = whole_percents(agree, disagree, passed)
    bars, x = [], 0
    for key, width in zip(
        ("agree", "pass", "disagree"), (widths[0], widths[2], widths[1]), strict=True
    ):
        bars.append(Bar(key, x, width))
        x += width
    wording = _("stimmen zu: {agree}, stimmen nicht zu: {disagree}, weiß nicht: {pass}")
    return replace(
        found,
        bars=tuple(bars) if said else (),
        said=wording.format(**{"agree": agree, "disagree": disagree, "pass": passed})
        if said
        else "",
        agreed=agreement_level(agree, disagree) in ALL_AGREE,
    )


def moved(spent: list[UUID], plus: UUID | None, minus: UUID | None) -> list[UUID]:
    """The dots of a person after one was given or taken back."""
    left = list(spent)
    if minus in left:
        left.remove(minus)
    return [*left, plus] if plus else left
