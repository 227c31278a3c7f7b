"""Messages for staff when an event, its boards or its summaries cannot be changed."""

from __future__ import annotations

from collections.abc import Mapping

from participation.base import releases
from participation.base.errors import ErrorKey, ErrorWords
from participation.base.words.lazy import lazy_gettext as _
from participation.boards.base.errors import Refusal

WORDS: Mapping[ErrorKey, ErrorWords] = {
    Refusal.EVENT_CHANGED: ErrorWords(
        _("Jemand hat diese Veranstaltung inzwischen geändert. Bitte sehen Sie nach."),
        title=_("Jemand war schneller"),
    ),
    Refusal.EVENT_HAS_NOTES: ErrorWords(
        _("Auf den Pinnwänden stehen Zettel. Archivieren Sie die Veranstaltung.")
    ),
    Refusal.TOO_MANY_WORKSHOPS: ErrorWords(_("Mehr Workshops hat eine Veranstaltung nicht.")),
    Refusal.WORKSHOP_HAS_NOTES: ErrorWords(
        _("Auf den Pinnwänden stehen Zettel. Dieser Workshop bleibt.")
    ),
    Refusal.PEOPLE_TAKE_PART: ErrorWords(
        _("Es nehmen schon Menschen teil. Eine Probe geht jetzt nicht mehr.")
    ),
    Refusal.UNKNOWN_TEMPLATE: ErrorWords(_("Wählen Sie eine Vorlage.")),
    Refusal.COLUMN_WITHOUT_TITLE: ErrorWords(_("Jede Spalte braucht einen Titel.")),
    Refusal.PROMPT_TOO_LONG: ErrorWords(
        _("Ein Titel hat höchstens 60, eine Frage höchstens 160 Zeichen.")
    ),
    Refusal.TOO_MANY_COLUMNS: ErrorWords(_("Mehr als %(most)d Spalten hat eine Pinnwand nicht.")),
    Refusal.COLUMN_NEEDED: ErrorWords(
        _("Diese Spalte bleibt: In ihr hängen Zettel, oder sie ist die einzige.")
    ),
    Refusal.TOO_MANY_HOLD_WORDS: ErrorWords(_("Höchstens %(most)d Wörter, jedes bis 60 Zeichen.")),
    Refusal.SUMMARY_NOT_COUNTED: ErrorWords(
        _("Die Auswertung entsteht gerade. Laden Sie die Seite gleich neu.")
    ),
    Refusal.SUMMARY_EDITED: ErrorWords(
        _("Sehen Sie nach, was sich geändert hat, und speichern Sie dann noch einmal."),
        title=_("Jemand hat diese Auswertung inzwischen geändert"),
    ),
    releases.Refusal.RELEASED_BEFORE: ErrorWords(_("Diese Fassung ist schon veröffentlicht.")),
    Refusal.SUMMARY_STALE: ErrorWords(
        _("Die Auswertung hat sich geändert. Sehen Sie sie noch einmal an.")
    ),
}
