"""What other slices may ask of surveys and their waves."""

from __future__ import annotations

from participation.access.service import desk_link
from participation.base.qr import data_uri as qr_picture
from participation.studies.desk.tasks import name, step_task
from participation.studies.instruments.shipped import ship
from participation.studies.instruments.versions import (
    instrument,
    latest,
    version,
)
from participation.studies.models import Origin
from participation.studies.waves.codes import (
    CodeState,
    code_state,
    code_tables,
    print_codes,
    spend,
)
from participation.studies.waves.inviting import Invitation, invitations, lead
from participation.studies.waves.offered import (
    ChannelInfo,
    add_channel,
    channel,
    channels,
    languages,
    mark_checked,
    offer_unchecked,
)
from participation.studies.waves.plans import GRACE, Plan
from participation.studies.waves.printing import say_what_prints
from participation.studies.waves.respondent_wave import (
    RespondentWave,
    address,
    behind,
    entry_address,
    respondent_wave,
)
from participation.studies.waves.sheets import (
    MIMETYPE,
    SUBJECTS,
    TARGETS,
    Translated,
    ask_sheet,
    sheet,
    take_sheet,
)
from participation.studies.waves.sheets import report as sheet_report
from participation.studies.waves.state import WaveState
from participation.studies.waves.steps import STATE_WORDS
from participation.studies.waves.waves import (
    WaveInfo,
    create_wave,
    mark_released,
    on_close,
    open_wave,
    secret,
    wave,
    wave_of_slug,
    waves,
)

__all__ = [
    "GRACE",
    "MIMETYPE",
    "STATE_WORDS",
    "SUBJECTS",
    "TARGETS",
    "ChannelInfo",
    "CodeState",
    "Invitation",
    "Origin",
    "Plan",
    "RespondentWave",
    "Translated",
    "WaveInfo",
    "WaveState",
    "add_channel",
    "address",
    "ask_sheet",
    "behind",
    "channel",
    "channels",
    "code_state",
    "code_tables",
    "create_wave",
    "desk_link",
    "entry_address",
    "instrument",
    "invitations",
    "languages",
    "latest",
    "lead",
    "mark_checked",
    "mark_released",
    "name",
    "offer_unchecked",
    "on_close",
    "open_wave",
    "print_codes",
    "qr_picture",
    "respondent_wave",
    "say_what_prints",
    "secret",
    "sheet",
    "sheet_report",
    "ship",
    "spend",
    "step_task",
    "take_sheet",
    "version",
    "wave",
    "wave_of_slug",
    "waves",
]
