"""The closed lists of the boards: what a thing can be."""

from __future__ import annotations

from enum import StrEnum

from participation.base.web import security

BoardRole = security.BoardRole


class EventKind(StrEnum):
    """What people come together for."""

    CONFERENCE = "conference"
    """Fachtag, Integrationskonferenz."""
    FUTURE_WORKSHOP = "future_workshop"
    WORLD_CAFE = "world_cafe"
    EXCHANGE = "exchange"


class Layout(StrEnum):
    """How a board lies on a large screen."""

    COLUMNS = "columns"
    WALL = "wall"
    MATRIX = "matrix"


class Phase(StrEnum):
    """What a workshop does now; everybody follows."""

    COLLECT = "collect"
    CLUSTER = "cluster"
    DISCUSS = "discuss"
    VOTE = "vote"
    RESULTS = "results"
    CLOSED = "closed"


OPEN_RESULTS = frozenset({Phase.RESULTS, Phase.CLOSED})
"""Phases in which what people voted is shown."""


class VoteKind(StrEnum):
    """What people do in the phase of voting."""

    DOTS = "dots"
    RATING = "rating"
    STATEMENTS = "statements"


class Opinion(StrEnum):
    """What a person says to a statement."""

    AGREE = "agree"
    DISAGREE = "disagree"
    PASS = "pass"  # noqa: S105 - what people answer, no password


class NoteState(StrEnum):
    """Who may see a note."""

    WAITING = "waiting"
    """Waits for moderation: its author and moderation."""
    RELEASED = "released"
    HIDDEN = "hidden"
    """By moderation, with a reason."""
    DELETED = "deleted"
    """By its author; the text is gone."""


class Source(StrEnum):
    """By which way a note came."""

    PHONE = "phone"
    PAPER = "paper"
    SPOKEN = "proxy"
    """Typed in by the facilitator for somebody who said it."""
    IMPORT = "import"


MODERATORS = frozenset({BoardRole.FACILITATOR, BoardRole.SECOND})
"""Who may moderate, set phases and group notes."""


class Audience(StrEnum):
    """For whom changes of a board are told: never for one person."""

    PARTICIPANT = "participant"
    WALL = "wall"
    MODERATOR = "moderator"


class Act(StrEnum):
    """What an audit line of a board tells."""

    RELEASE = "release"
    HIDE = "hide"
    RESTORE = "restore"
    MOVE = "move"
    GROUP = "group"
    MERGE = "merge"
    UNDO = "undo"
    BLOCK = "block"
    UNBLOCK = "unblock"
    DARK = "dark"
    LIGHT = "light"
    PHASE = "phase"
    FREEZE = "freeze"
    GO_ON = "go_on"
    DELETE = "delete"
    """By the author."""
    TYPED = "typed"
    """Paper or proxy entry."""
    TRANSLATE = "translate"
    SETTING = "setting"
