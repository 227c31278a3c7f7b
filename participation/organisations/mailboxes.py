"""Whether a mailbox looks like a person's own: asked about, never forbidden."""

from __future__ import annotations

import re

ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+\.[^@\s<>\".]{2,}")
PERSONAL = re.compile(r"([^\W\d_]{2,})[._-]([^\W\d_]{2,})")
FUNCTION = re.compile(
    "abteilung|amt|anfrage|ausländer|bamf|beirat|beratung|bildung|buero|büro|chancen|dienst"
    "|ehrenamt|empfang|fach|familie|förder|gesundheit|hilfe|info|integration|international|jmd|job"
    "|jugend|kita|koordination|kontakt|kreis|land|leitung|mbe|migration|office|post|presse|projekt"
    "|rathaus|referat|sach|schule|sekretariat|service|sozial|sprach|stab|stadt|stelle|team|verein"
    "|vermittlung|verwaltung|volkshochschule|vhs|vorstand|vorzimmer|welcome|willkommen|zentrale"
    "|zentrum"
)
"""How words begin that name a function."""


def is_address(text: str) -> bool:
    """Whether mail could be sent there."""
    return ADDRESS.fullmatch(text) is not None


def looks_personal(mailbox: str) -> bool:
    """Whether it reads like first and last name: ``erika.muster@``."""
    found = PERSONAL.fullmatch(mailbox.partition("@")[0].casefold())
    return found is not None and not any(FUNCTION.match(part) for part in found.groups())
