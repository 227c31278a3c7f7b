"""What is wrong with a questionnaire, where, and what to do about it.

The sentences are the German source strings of the interface; whoever shows them translates
``template`` and fills in ``params``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

UNSEEN = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
"""Signs that take no room; a name with one looks like another without."""


def N_(text: str) -> str:  # noqa: N802  the name by which texts to translate are found
    """Marks a text for translation and leaves it as it is."""
    return text


def visible(text: str) -> str:
    """The text with its unseen signs spelled out: ``ja⟨U+200B⟩``."""
    return UNSEEN.sub(lambda character: f"⟨U+{ord(character[0]):04X}⟩", text)


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing to repair or to know, at its place in the workbook."""

    sheet: str = ""
    row: int = 0
    """As the spreadsheet program counts, from 1; 0: the whole sheet or file."""
    column: str = ""
    """Letters of the column; empty: the whole row."""
    key: str = ""
    at: int = 0
    """Where in the cell's text, from 1; 0: the whole cell."""
    params: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def template(self) -> str:
        """The sentence with ``{names}`` of parameters."""
        return MESSAGES[self.key]

    @property
    def message(self) -> str:
        """The German sentence: what it is and what to do."""
        return self.template.format_map(self.params)

    @property
    def place(self) -> str:
        """Where it is, as ``survey!C5``; with the place in the text behind a colon."""
        where = f"{self.sheet}!{self.column}{self.row or ''}" if self.sheet else ""
        return f"{where}:{self.at}" if self.at else where.rstrip("!")


MESSAGES: dict[str, str] = {
    # the translation sheet
    "no_translation_sheet": N_(
        "Das ist kein Übersetzungs-Blatt. Laden Sie das Blatt hier herunter und füllen Sie es aus."
    ),
    "row_unknown": N_(
        "Diesen Text gibt es im Fragebogen nicht."
        " Löschen Sie die Zeile oder laden Sie das Blatt neu herunter."
    ),
    "source_changed": N_(
        "Der deutsche Text ist ein anderer als im Fragebogen. Laden Sie das Blatt neu herunter"
        " und übersetzen Sie diese Zeile noch einmal."
    ),
    "formula": N_("Hier steht eine Formel. Schreiben Sie den Text selbst in die Zelle."),
    "filled_in_lost": N_(
        "In der Übersetzung stimmt nicht, was die Plattform einsetzt: {what}."
        " Übernehmen Sie es genau aus dem deutschen Text."
    ),
    # the file
    "not_a_workbook": N_("Diese Datei ist keine lesbare Tabelle. Speichern Sie sie als XLSX."),
    "limesurvey": N_(
        "Das ist ein Fragebogen aus LimeSurvey. Solche Dateien werden hier nicht gelesen."
        " Schreiben Sie die Fragen in eine Arbeitsmappe im Format XLSForm."
    ),
    "csv_separator": N_(
        "In dieser Textdatei trennt „{sign}“ die Spalten. Gelesen werden nur Kommas."
        " Speichern Sie die Tabelle als XLSX."
    ),
    "file_too_large": N_("Die Datei ist zu groß. Erlaubt sind {most} MB."),
    "unpacks_too_large": N_("Ausgepackt ist die Datei zu groß. Erlaubt sind {most} MB."),
    "too_many_sheets": N_("Die Datei hat zu viele Blätter. Erlaubt sind {most}."),
    "too_many_rows": N_("Das Blatt hat zu viele Zeilen. Erlaubt sind {most}."),
    "too_many_columns": N_("Das Blatt hat zu viele Spalten. Erlaubt sind {most}."),
    "too_many_cells": N_("Die Datei hat zu viele gefüllte Zellen. Erlaubt sind {most}."),
    "too_many_choices": N_(
        "Alle Fragen zusammen bieten zu viele Antworten an. Erlaubt sind {most}."
    ),
    "cell_too_long": N_("Der Text ist zu lang. Erlaubt sind {most} Zeichen."),
    "no_survey": N_("Es fehlt das Blatt „survey“ mit den Fragen. Nennen Sie das Blatt so."),
    "no_questions": N_("Das Blatt „survey“ enthält keine Frage. Ergänzen Sie eine."),
    "column_missing": N_("Es fehlt die Spalte „{header}“. Ergänzen Sie sie."),
    "column_twice": N_(
        "Die Spalte „{header}“ gibt es zweimal. Löschen Sie eine oder nennen Sie die Sprache,"
        " zum Beispiel „label::Deutsch (de)“."
    ),
    "language_twice": N_(
        "„{first}“ und „{second}“ sind die gleiche Sprache. Löschen Sie eine Spalte oder nennen Sie"
        " die Sprache genauer, zum Beispiel „label::Deutsch (Leichte Sprache)“."
    ),
    "column_unclear": N_("Die Überschrift „{header}“ ist nicht zu verstehen. Ändern Sie sie."),
    "language_unknown": N_(
        "Die Sprache „{language}“ ist nicht bekannt. Schreiben Sie ein Kürzel dazu,"
        " zum Beispiel „label::Deutsch (de)“."
    ),
    "other_tool": N_("Andere Programme für XLSForm lesen das nicht. Ihre Meldung: {detail}"),
    "too_slow": N_("Das Lesen dauerte länger als {most} Sekunden. Verkleinern Sie die Datei."),
    "broke_off": N_("Beim Lesen ging der Speicher aus. Verkleinern Sie die Datei."),
    "too_many_problems": N_("Es gibt noch {more} weitere Meldungen. Beginnen Sie mit diesen."),
    "formula_empty": N_(
        "Hier steht eine Formel ohne Ergebnis. Öffnen Sie die Datei in einem Tabellenprogramm und"
        " speichern Sie sie, oder schreiben Sie den Text selbst in die Zelle."
    ),
    "cell_error": N_(
        "Hier steht der Fehler „{said}“ einer Formel. Schreiben Sie den Text selbst in die Zelle."
    ),
    # rows
    "type_missing": N_("Es fehlt der Typ. Schreiben Sie ihn in die Spalte „type“."),
    "type_unknown": N_("Den Fragetyp „{type}“ gibt es nicht. Wählen Sie einen anderen."),
    "name_missing": N_("Es fehlt der Name. Schreiben Sie ihn in die Spalte „name“."),
    "name_invalid": N_(
        "„{name}“ geht nicht als Name. Erlaubt sind Buchstaben, Ziffern, „_“, „-“ und „.“,"
        " am Anfang ein Buchstabe."
    ),
    "name_unseen": N_(
        "Im Namen „{name}“ steht ein Zeichen, das man nicht sieht. Schreiben Sie ihn neu."
    ),
    "name_twice": N_("Den Namen „{name}“ gibt es schon in Zeile {first}. Ändern Sie einen."),
    "label_missing": N_("Es fehlt der Text. Schreiben Sie ihn in die Spalte „label“."),
    "end_without_begin": N_(
        "Hier endet eine Gruppe, die nicht begonnen hat. Löschen Sie die Zeile."
    ),
    "begin_without_end": N_("Die Gruppe hat kein Ende. Ergänzen Sie eine Zeile „end_group“."),
    "calculation_missing": N_(
        "Es fehlt die Rechnung. Schreiben Sie sie in die Spalte „calculation“."
    ),
    "calculation_here": N_("Rechnen kann nur der Typ „calculate“. Streichen Sie die Rechnung."),
    "number_invalid": N_("„{value}“ geht hier nicht. Schreiben Sie eine ganze Zahl."),
    "word_invalid": N_("„{value}“ ist hier nicht erlaubt. Möglich: {allowed}."),
    "default_invalid": N_(
        "Die Vorgabe „{value}“ ist keine Antwort auf diese Frage. Ändern Sie sie."
    ),
    # choices
    "list_missing": N_("Es fehlt der Name der Auswahlliste, zum Beispiel „select_one farben“."),
    "list_unknown": N_("Die Liste „{list}“ steht nicht im Blatt „choices“. Ergänzen Sie sie dort."),
    "choice_twice": N_(
        "„{name}“ steht schon in Zeile {first} dieser Liste. Ändern Sie einen Namen."
    ),
    "choice_name_invalid": N_("„{name}“ geht nicht als Name: ohne Leerzeichen schreiben."),
    # expressions
    "syntax": N_("Ab „{near}“ ist die Bedingung nicht zu verstehen. Prüfen Sie die Zeichen davor."),
    "unfinished": N_("Die Bedingung ist nicht zu Ende. Am Schluss fehlt etwas."),
    "path": N_("Pfade wie „../name“ werden nicht gelesen. Schreiben Sie ${{name}}."),
    "unknown_function": N_(
        "Die Funktion „{function}“ gibt es hier nicht. Schreiben Sie es ohne sie."
    ),
    "arguments": N_("„{function}“ hat zu wenige oder zu viele Angaben in der Klammer."),
    "too_long": N_("Die Bedingung ist zu lang. Erlaubt sind {most} Zeichen."),
    "too_deep": N_(
        "Die Bedingung ist zu tief verschachtelt. Teilen Sie sie in mehrere Rechnungen."
    ),
    "pattern": N_("Dieses Muster von „regex“ geht nicht: {detail} Schreiben Sie es einfacher."),
    "reference_unknown": N_(
        "Eine Frage mit dem Namen „{name}“ gibt es nicht. Prüfen Sie den Namen."
    ),
    "reference_dropped": N_("„{name}“ wird hier nicht erhoben. Streichen Sie die Bedingung."),
    "reference_group": N_("„{name}“ ist keine Frage mit Antwort. Nennen Sie eine Frage."),
    "current_not_here": N_(
        "„.“ gilt nur in „constraint“. Nennen Sie die gemeinte Frage: ${{name}}."
    ),
    "choice_unknown": N_("Die Frage „{name}“ hat keine Antwort „{value}“. Prüfen Sie das Wort."),
    "not_a_selection": N_("„{function}“ geht nur bei einer Auswahlfrage. Nennen Sie eine."),
    "not_a_number": N_("„{value}“ ist keine Zahl. Schreiben Sie Ziffern."),
    "not_a_date": N_("„{value}“ ist kein Datum. Schreiben Sie es wie „2026-05-31“."),
    "circle": N_("Diese Fragen brauchen einander im Kreis: {names}. Streichen Sie eine Bedingung."),
    "text_reference": N_(
        "Platzhalter in Texten gehen noch nicht. Schreiben Sie den Text ohne ${{{name}}}."
    ),
    # not supported yet
    "no_repeat": N_("Wiederholte Gruppen gehen noch nicht. Stellen Sie die Fragen einzeln."),
    "no_media_question": N_(
        "Bilder, Ton und Dateien kann man hier nicht senden. Streichen Sie die Frage."
    ),
    "no_range": N_("Schieberegler gehen noch nicht. Nehmen Sie „select_one“ oder „integer“."),
    "no_rank": N_("Reihenfolgen gehen noch nicht. Nehmen Sie „select_multiple“ mit „max_choices“."),
    "no_acknowledge": N_("„{type}“ geht noch nicht. Nehmen Sie „note“ oder „select_one“."),
    "no_time": N_("Uhrzeiten gehen noch nicht. Nehmen Sie „select_one“ mit Tageszeiten."),
    "no_external_choices": N_(
        "Auswahllisten aus Dateien gehen nicht. Schreiben Sie sie in „choices“."
    ),
    "no_choices_from_answers": N_(
        "Auswahl aus früheren Antworten geht nicht. Nennen Sie eine Liste."
    ),
    "no_choice_filter": N_(
        "Gefilterte Auswahllisten gehen noch nicht. Teilen Sie die Frage mit „relevant“."
    ),
    "no_case": N_(
        "Fallnummern gibt es hier nicht: Befragungen sind anonym. Streichen Sie die Zeile."
    ),
    "no_database": N_("Fragen an eine fremde Datenbank gehen nicht. Streichen Sie die Zeile."),
    "no_trigger": N_("Auslöser („trigger“) gehen nicht. Streichen Sie die Angabe."),
    "no_dynamic_default": N_(
        "Eine Vorgabe kann nicht gerechnet werden. Schreiben Sie einen festen Wert."
    ),
    "no_read_only": N_("Nur lesbare Felder gehen nicht. Nehmen Sie „note“ oder „calculate“."),
    "media_without_text": N_("Bild oder Ton ohne Text geht nicht. Schreiben Sie einen Text dazu."),
    # notices: nothing to repair
    "dropped": N_("„{type}“ fragt das Gerät und wird nicht übernommen."),
    "dropped_hidden": N_("Das versteckte Feld „{name}“ wird nicht übernommen."),
    "dropped_disabled": N_("Die Zeile ist abgeschaltet und wird nicht übernommen."),
    "dropped_media": N_("Bild oder Ton zum Text wird nicht übernommen."),
    "choice_named": N_("Nur ein Bild: Gezeigt wird der Name „{name}“. Schreiben Sie einen Text."),
    "rows_hidden": N_("Diese Zeilen sind ausgeblendet und werden übernommen: {rows}."),
    "rows_after_gap": N_(
        "Hier geht es nach vielen leeren Zeilen weiter. Diese Zeilen werden übernommen."
        " Löschen Sie, was nicht dazugehört."
    ),
    "column_unused": N_("Die Spalte „{header}“ wird nicht gebraucht."),
    "setting_unused": N_("Die Einstellung „{header}“ wird nicht gebraucht."),
    "sheet_unused": N_("Das Blatt wird nicht gebraucht."),
    "language_assumed": N_(
        "Die Sprache der Spalte „{header}“ ist nicht genannt. Angenommen: {language}."
    ),
    "default_language_missing": N_(
        "In der Sprache „{language}“ steht kein Text. Genommen: {taken}."
    ),
    "language_unasked": N_(
        "In der Sprache „{language}“ steht keine Frage. Ihre anderen Texte werden nicht gezeigt."
    ),
    "read_only_note": N_("Das nur lesbare Feld wird zum Hinweis."),
    "choice_unreachable": N_("Die Liste „{list}“ wird von keiner Frage gebraucht."),
}
