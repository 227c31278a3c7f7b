"""Where people say how the day was: a survey of the county's own, apart from the boards.

Nothing goes along: the address names neither the event nor its workshop, and a wave knows no event.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

from participation.base.words import languages
from participation.studies import service as studies


def address(wave_id: uuid.UUID | None, now: datetime | None = None) -> str | None:
    """Where to begin the chosen survey in the language of the page, while that is possible."""
    if wave_id is None:
        return None
    return studies.entry_address(wave_id, languages.current(), now or datetime.now(UTC))
