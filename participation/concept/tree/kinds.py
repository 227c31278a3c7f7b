"""Words of the tree: closed lists, each with what staff read."""

from __future__ import annotations

from enum import StrEnum

from participation.base.words.lazy import Lazy, lazy_gettext
from participation.presenting import concept as words


class Stage(StrEnum):
    """How far the writing of something is; only what is released is shown to everybody."""

    DRAFT = "draft"
    EDITING = "editing"
    RELEASED = "released"


def stage_of_saved(*, decides: bool) -> Stage:
    """What is saved by who may release stands at once; what others save waits for them."""
    return Stage.RELEASED if decides else Stage.EDITING


STAGE_NAMES: dict[Stage, Lazy] = {
    Stage.DRAFT: lazy_gettext("Entwurf"),
    Stage.EDITING: lazy_gettext("in Redaktion"),
    Stage.RELEASED: lazy_gettext("freigegeben"),
}


class StatementKind(StrEnum):
    """Sentences that stand before all areas."""

    VISION = "vision"
    PRINCIPLE = "principle"
    UNDERSTANDING = "understanding"


STATEMENT_NAMES: dict[StatementKind, Lazy] = {
    kind: words.STATEMENT_NAMES[kind.value] for kind in StatementKind
}


class Direction(StrEnum):
    """Where an indicator should go."""

    UP = "up"
    DOWN = "down"
    STEADY = "steady"


DIRECTION_NAMES: dict[Direction, Lazy] = {
    Direction.UP: lazy_gettext("soll steigen"),
    Direction.DOWN: lazy_gettext("soll sinken"),
    Direction.STEADY: lazy_gettext("soll so bleiben"),
}


class Part(StrEnum):
    """What an organisation is to a measure."""

    RESPONSIBLE = "responsible"
    PARTNER = "partner"


class Origin(StrEnum):
    """Since when a measure is in the concept."""

    ORIGINAL = "original"
    """Decided with its first version."""
    ADDED = "added"
    """Came up in practice later."""


ORIGIN_NAMES: dict[Origin, Lazy] = {
    Origin.ORIGINAL: lazy_gettext("im Konzept beschlossen"),
    Origin.ADDED: lazy_gettext("ergänzt"),
}


class Financing(StrEnum):
    """Where the money of a measure comes from."""

    OWN = "own"
    STATE = "state"
    FEDERAL = "federal"
    EU = "eu"
    FOUNDATION = "foundation"
    OTHER = "other"


FINANCING_NAMES: dict[Financing, Lazy] = {
    Financing.OWN: lazy_gettext("eigene Mittel"),
    Financing.STATE: lazy_gettext("Land"),
    Financing.FEDERAL: lazy_gettext("Bund"),
    Financing.EU: lazy_gettext("EU"),
    Financing.FOUNDATION: lazy_gettext("Stiftung"),
    Financing.OTHER: lazy_gettext("andere Mittel"),
}
