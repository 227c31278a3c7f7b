"""The areas that every county begins with: the engine's fields, with colour and pictogram."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from participation.base.words.lazy import Lazy, lazy_gettext
from surveys.instrument.instrument import Text
from surveys.texts import FIELDS, FieldKind

AreaKind = FieldKind
"""A field of action, a cross-cutting theme, or a further theme that only notes and texts bear."""

KIND_NAMES: dict[AreaKind, Lazy] = {
    AreaKind.FIELD: lazy_gettext("Handlungsfeld"),
    AreaKind.CROSS_CUTTING: lazy_gettext("Querschnittsthema"),
    AreaKind.OPTIONAL: lazy_gettext("Weiteres Thema"),
}
COLOURS = tuple(range(1, 8))
QUIET = 7
"""The grey pair: cross-cutting and further themes."""
_NAMESPACE = uuid.UUID("6c7f0f0e-6a53-4a57-9d0b-3b6c1f1d2a10")


@dataclass(frozen=True, slots=False)
class AreaInfo:
    """One area as pages and documents name it."""

    key: str
    kind: AreaKind
    name: Text
    """Its title by language; German is always there."""
    colour: int | None = None
    pictogram: str = ""
    position: int = 0
    ended: bool = False
    revision: int = 0
    """0: as shipped, nobody changed it."""

    @cached_property
    def id(self) -> uuid.UUID:
        """Same in every installation for what is shipped; else made from the key."""
        return uuid.uuid5(_NAMESPACE, self.key)

    @property
    def css(self) -> str:
        """The class that gives its colour; empty: none."""
        return f"a{self.colour}" if self.colour else ""


_LOOKS: Mapping[str, tuple[int, str]] = {
    "language": (1, "speech"),
    "work": (2, "briefcase"),
    "education": (3, "book"),
    "housing": (4, "house"),
    "health": (5, "heart"),
    "culture_leisure": (6, "music"),
    "participation": (QUIET, "megaphone"),
    "volunteering": (QUIET, "hand-heart"),
    "municipal_coop": (QUIET, "town-hall"),
    "intercultural_opening": (QUIET, "door"),
    "antidiscrimination": (QUIET, "scales"),
    "mobility": (QUIET, "bus"),
    "advice_offices": (QUIET, "counter"),
    "women": (QUIET, "woman"),
}


def _area(position: int, key: str) -> AreaInfo:
    field = FIELDS[key]
    colour, pictogram = _LOOKS[key]
    return AreaInfo(key, field.kind, field.name, colour, pictogram, position)


SHIPPED: Mapping[str, AreaInfo] = {key: _area(at, key) for at, key in enumerate(FIELDS)}
"""Six fields, five cross-cutting themes, three further ones; each editable by the county."""
