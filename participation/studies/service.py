"""What other slices may ask of surveys and their waves."""

from __future__ import annotations

from participation.access.service import desk_link
from participation.base.qr import data_uri as qr_picture
from participation.base.qr import svg as sign
from participation.studies.desk.tasks import name, open_tasks, step_task
from participation.studies.instruments.shipped import outdated, ship
from participation.studies.instruments.versions import (
    VersionInfo,
    fill,
    instrument,
    keep_version,
    latest,
    version,
)
from participation.studies.models import Origin
from participation.studies.waves.codes import (
    CodeState,
    code_state,
    make_codes,
    number_of_codes,
    print_codes,
    spend,
    tidy,
)
from participation.studies.waves.inviting import Invitation, invitations, lead
from participation.studies.waves.next_step import NextStep, next_step
from participation.studies.waves.offered import (
    ChannelInfo,
    LanguageStatus,
    add_channel,
    channel,
    channels,
    complete,
    languages,
    languages_of,
    mark_checked,
    offer_unchecked,
    remove_channel,
    take_back,
)
from participation.studies.waves.plans import GRACE, LEAST_K, Plan, problems, usual_plan
from participation.studies.waves.respondent_wave import (
    RespondentWave,
    address,
    behind,
    rehearsal_token,
    respondent_wave,
    way_in,
)
from participation.studies.waves.state import Schedule, WaveState, day_before
from participation.studies.waves.steps import STATE_WORDS
from participation.studies.waves.waves import (
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
    "Invitation",
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
    "behind",
    "change_plan",
    "channel",
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
    "invitations",
    "keep_version",
    "languages",
    "languages_of",
    "latest",
    "lead",
    "make_codes",
    "mark_checked",
    "mark_released",
    "name",
    "next_step",
    "number_of_codes",
    "offer_unchecked",
    "on_close",
    "open_tasks",
    "open_wave",
    "outdated",
    "print_codes",
    "problems",
    "qr_picture",
    "refresh",
    "rehearsal_token",
    "remove_channel",
    "reopen",
    "respondent_wave",
    "secret",
    "ship",
    "sign",
    "spend",
    "step_task",
    "take_back",
    "tidy",
    "usual_plan",
    "version",
    "wave",
    "wave_of_slug",
    "waves",
    "way_in",
    "withdraw",
]
