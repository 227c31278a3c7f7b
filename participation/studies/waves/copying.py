"""An earlier round as the start of the next one."""

from __future__ import annotations

import uuid
from dataclasses import replace
from datetime import UTC, datetime

from participation.studies.waves import offered, waves
from participation.studies.waves.plans import usual_plan


def copy_wave(wave_id: uuid.UUID, now: datetime | None = None) -> uuid.UUID:
    """A new draft that asks as an earlier wave did: questionnaire, name, whom, groups, ways.

    It lasts as many days, from today on. Who checked a language stands for the same texts still;
    a language that was offered unchecked waits for a reader again.
    """
    earlier = waves.wave(wave_id)
    plan, asked = usual_plan(now or datetime.now(UTC)), earlier.plan
    ends = plan.opens_at + (asked.asking_ends_at - asked.opens_at)
    taking = ends + (asked.taking_ends_at - asked.asking_ends_at)
    made = waves.create_wave(
        earlier.template_id,
        replace(
            asked,
            slug=plan.slug,
            opens_at=plan.opens_at,
            asking_ends_at=ends,
            taking_ends_at=taking,
            results_on=None,
        ),
    )
    for status in offered.languages(wave_id):
        if status.checked_by and status.checked_at:
            offered.mark_checked(made, status.tag, status.checked_by, status.checked_at)
    known = {channel.key for channel in offered.channels(made)}
    for channel in offered.channels(wave_id):
        if channel.key not in known:
            offered.add_channel(made, channel.key, channel.label)
    return made
