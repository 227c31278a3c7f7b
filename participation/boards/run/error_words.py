"""Messages for facilitators when an act cannot be done."""

from __future__ import annotations

from collections.abc import Mapping

from participation.base.errors import ErrorKey, ErrorWords
from participation.base.words.lazy import lazy_gettext as _
from participation.boards.base.errors import Refusal

WORDS: Mapping[ErrorKey, ErrorWords] = {
    Refusal.MERGE_TARGET: ErrorWords(_("Wählen Sie einen anderen Zettel.")),
    Refusal.CLUSTER_TITLE: ErrorWords(
        _("Geben Sie dem Bündel einen Namen, höchstens 120 Zeichen.")
    ),
    Refusal.UNKNOWN_COLUMN: ErrorWords(_("Wählen Sie eine Spalte.")),
    Refusal.TOO_FEW_LOOSE_NOTES: ErrorWords(
        _("Wählen Sie mindestens zwei Zettel, die noch in keinem Bündel sind.")
    ),
    Refusal.NO_REASON: ErrorWords(
        _("Nennen Sie einen Grund. Die Person sieht ihn bei ihrem Zettel.")
    ),
    Refusal.TRANSLATION_LENGTH: ErrorWords(
        _("Schreiben Sie die Übersetzung in das Feld, höchstens 600 Zeichen.")
    ),
    Refusal.OUTCOME_EMPTY: ErrorWords(_("Schreiben Sie, was getan werden soll.")),
    Refusal.OUTCOME_TOO_LONG: ErrorWords(_("Bitte kürzen Sie den Text auf %(most)d Zeichen.")),
    Refusal.DOTS: ErrorWords(_("Wählen Sie 1 bis %(most)d Punkte.")),
    Refusal.MINUTES: ErrorWords(_("Wählen Sie 1 bis %(most)d Minuten.")),
    Refusal.VOTING_NOW: ErrorWords(_("Gerade wird abgestimmt. Ändern Sie das vorher oder danach.")),
    Refusal.NOTE_NOT_VISIBLE: ErrorWords(_("Dieser Zettel ist nicht mehr zu sehen.")),
    Refusal.HANDS: ErrorWords(_("Schreiben Sie eine Zahl von 0 bis %(most)d.")),
    Refusal.CARD_TYPED_IN: ErrorWords(_("Eine Karte mit dieser Nummer ist schon abgetippt.")),
    Refusal.MOVED: ErrorWords(
        _("Jemand hat das gerade verschoben. Sehen Sie nach, ob es so richtig ist."),
        title=_("Jemand war schneller"),
    ),
    Refusal.LINK_GONE: ErrorWords(
        _(
            "Bitten Sie die Person, die die Veranstaltung plant, um einen neuen Link."
            " Vielleicht gibt es ihn schon: Dann gilt nur der neueste."
        ),
        title=_("Dieser Link gilt nicht mehr"),
    ),
}
