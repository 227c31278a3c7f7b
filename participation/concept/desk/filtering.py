"""Which measures of the concept a page shows."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date

from participation.base.words.lazy import Lazy, lazy_gettext
from participation.concept.gaps.due import asks_again, is_overdue
from participation.concept.light.kinds import TrafficLight
from participation.concept.tree.info import MeasureInfo
from participation.organisations.service import OrganisationInfo

TAGS: Mapping[str, Callable[[MeasureInfo], bool]] = {
    "single": lambda item: item.is_single,
    "quick": lambda item: item.said.quick_win,
    "focus": lambda item: item.said.focus,
    "added": lambda item: item.said.origin == "added",
}
"""Marks of measures that a page can be narrowed to."""
TAG_NAMES: Mapping[str, Lazy] = {
    "single": lazy_gettext("Einzelaktion"),
    "quick": lazy_gettext("schnell umsetzbar"),
    "focus": lazy_gettext("Schwerpunkt"),
    "added": lazy_gettext("ergänzt"),
}


@dataclass(frozen=True, slots=True)
class Filter:
    """What somebody looks for; empty: everything."""

    area: str = ""
    light: str = ""
    """A light, or "none": those without one."""
    body: str = ""
    place: str = ""
    tag: str = ""
    late: bool = False

    @property
    def is_on(self) -> bool:
        """Whether anything is left out."""
        return self.late or any((self.area, self.light, self.body, self.place, self.tag))

    def fits(
        self,
        measure: MeasureInfo,
        bodies: Mapping[uuid.UUID, OrganisationInfo],
        today: date,
    ) -> bool:
        """Whether a measure is looked for; an unknown word finds nothing."""
        return (
            self.area in {"", measure.area or "none"}
            and self.light in {"", measure.status.light if measure.status else "none"}
            and self._is_for(_ids(measure, bodies))
            and self.place in {"", *measure.said.places}
            and (not self.tag or TAGS.get(self.tag, _nothing)(measure))
            and (not self.late or is_overdue(measure, today) or asks_again(measure, today))
        )

    def _is_for(self, ids: Collection[str]) -> bool:
        return not self.body or self.body in ids


def filter_of(sent: Mapping[str, str]) -> Filter:
    """The filter that an address brings."""
    return Filter(
        **{name: sent.get(name, "") for name in ("area", "light", "body", "place", "tag")},
        late=bool(sent.get("late")),
    )


def lights() -> tuple[str, ...]:
    """What the filter of lights offers."""
    return (*(light.value for light in TrafficLight), "none")


def _ids(measure: MeasureInfo, bodies: Mapping[uuid.UUID, OrganisationInfo]) -> set[str]:
    keys = (*measure.said.responsible, *measure.said.partners)
    return {str(bodies[key].id) for key in keys if key in bodies}


def _nothing(measure: MeasureInfo) -> bool:
    del measure
    return False
