"""What other slices may ask of surveys and their waves."""

from __future__ import annotations

from participation.access.service import desk_link
from participation.studies.codes import (
    CodeState,
    code_state,
    make_codes,
    number_of_codes,
    spend,
    tidy,
)
from participation.studies.models import Origin
from participation.studies.next_step import NextStep, next_step
from participation.studies.offered import (
    ChannelInfo,
    LanguageStatus,
    add_channel,
    channels,
    complete,
    languages,
    mark_checked,
    offer_unchecked,
    remove_channel,
    take_back,
)
from participation.studies.plans import GRACE, LEAST_K, Plan, problems, usual_plan
from participation.studies.qr import svg as sign
from participation.studies.respondents import (
    RespondentWave,
    address,
    rehearsal_token,
    respondent_wave,
)
from participation.studies.shipped import outdated, ship
from participation.studies.state import Schedule, WaveState
from participation.studies.steps import STATE_WORDS, day_before
from participation.studies.versions import (
    VersionInfo,
    fill,
    instrument,
    keep_version,
    latest,
    version,
)
from participation.studies.waves import (
    WaveInfo,
    change_plan,
    close,
    create_wave,
    delete_draft,
    mark_released,
    on_close,
    open_wave,
    refresh,
    reopen,
    secret,
    wave,
    wave_of_slug,
    waves,
    withdraw,
)

__all__ = [
    "GRACE",
    "LEAST_K",
    "STATE_WORDS",
    "ChannelInfo",
    "CodeState",
    "LanguageStatus",
    "NextStep",
    "Origin",
    "Plan",
    "RespondentWave",
    "Schedule",
    "VersionInfo",
    "WaveInfo",
    "WaveState",
    "add_channel",
    "address",
    "change_plan",
    "channels",
    "close",
    "code_state",
    "complete",
    "create_wave",
    "day_before",
    "delete_draft",
    "desk_link",
    "fill",
    "instrument",
    "keep_version",
    "languages",
    "latest",
    "make_codes",
    "mark_checked",
    "mark_released",
    "next_step",
    "number_of_codes",
    "offer_unchecked",
    "on_close",
    "open_wave",
    "outdated",
    "problems",
    "refresh",
    "rehearsal_token",
    "remove_channel",
    "reopen",
    "respondent_wave",
    "secret",
    "ship",
    "sign",
    "spend",
    "take_back",
    "tidy",
    "usual_plan",
    "version",
    "wave",
    "wave_of_slug",
    "waves",
    "withdraw",
]
