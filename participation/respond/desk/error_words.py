"""Messages for staff when answers or free texts cannot be changed."""

from __future__ import annotations

from collections.abc import Mapping

from participation.base.errors import ErrorKey, ErrorWords
from participation.base.words.lazy import lazy_gettext as _
from participation.respond.errors import Refusal

WORDS: Mapping[ErrorKey, ErrorWords] = {
    Refusal.DAY_PAST: ErrorWords(_("Wählen Sie einen Tag, der noch kommt.")),
    Refusal.DAY_AFTER_PROMISE: ErrorWords(
        _("Später als am %(day)s geht nicht: Das wurde den Menschen zugesagt.")
    ),
    Refusal.ANSWERS_GONE: ErrorWords(title=_("Diese Antworten sind schon gelöscht")),
    Refusal.STILL_RUNNING: ErrorWords(
        _("Schließen Sie die Befragung zuerst ab."), title=_("Diese Befragung läuft noch")
    ),
    Refusal.NO_TEXT_LEFT: ErrorWords(_("Es bleibt kein Text übrig. Halten Sie ihn zurück.")),
    Refusal.UNKNOWN_FIELD: ErrorWords(
        _("Dieses Handlungsfeld gibt es nicht. Wählen Sie eines aus der Liste.")
    ),
    Refusal.TEXT_DECIDED: ErrorWords(
        _("Sehen Sie den nächsten Text an."),
        title=_("Über diesen Text hat schon jemand entschieden"),
    ),
}
