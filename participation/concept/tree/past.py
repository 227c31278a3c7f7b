"""The concept as of any day: what counted then, with the light that was shown."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from participation.concept.light.info import StateInfo
from participation.concept.light.states import known, states
from participation.concept.tree import reading
from participation.concept.tree.info import ConceptInfo, MeasureInfo
from participation.concept.tree.kinds import Stage


def concept_on(day: date) -> ConceptInfo | None:
    """The concept with the measures, areas, lights and releases of a day's evening.

    Titles, goals, organisations, deadlines and money are kept as they stand now and no day's.
    Measures that came later are missing; one that counted then counts here, whatever became of it.
    """
    found = reading.concept()
    if found is None:
        return None
    counted = {state.measure_id: state for state in states(day)}
    there = known(day)
    return replace(
        found,
        measures=tuple(
            shown
            for item in found.measures
            if item.id in there and (shown := _on(item, counted)) is not None
        ),
    )


def _on(item: MeasureInfo, counted: Mapping[uuid.UUID, StateInfo]) -> MeasureInfo | None:
    """A measure as that day showed it; None: it was out then and is back since."""
    state = counted.get(item.id)
    if state is None:
        return None if item.counts else item
    written = item.stage if item.stage is not Stage.RELEASED else Stage.EDITING
    return replace(
        item,
        area=state.area,
        stage=Stage.RELEASED if state.public else written,
        status=state.report,
        merged_into=None,
        removed_on=None,
    )
