"""What is said of files, sheets and cells: what it is and what to do. German is the source."""

from __future__ import annotations

from collections.abc import Mapping

from participation.base.words.catalogues import gettext as _
from surveys.authoring.problems import N_

FILES: dict[str, str] = {
    "empty": N_("In der Datei steht keine Tabelle. Wählen Sie eine andere."),
    "too_large": N_("Die Datei ist größer als {most} MB. Löschen Sie Bilder oder leere Zeilen."),
    "unpacks_too_large": N_(
        "Ausgepackt hat die Datei mehr als {most} MB. Kopieren Sie die Tabelle in eine neue."
    ),
    "locked": N_("Die Datei hat ein Kennwort. Speichern Sie sie ohne Kennwort."),
    "binary_workbook": N_("Das ist eine XLSB-Datei. Speichern Sie sie in Excel als XLSX."),
    "open_document": N_(
        "Das ist eine ODS-Datei. Speichern Sie sie in LibreOffice als XLSX („Speichern unter“)."
    ),
    "pdf": N_("Das ist ein PDF. Laden Sie die Tabelle hoch, aus der es gemacht ist."),
    "web_page": N_(
        "Das ist eine Internet-Seite, auch wenn sie „.xls“ heißt."
        " Öffnen Sie sie in Excel und speichern Sie sie als XLSX."
    ),
    "not_a_sheet": N_("Diese Datei ist keine lesbare Tabelle. Speichern Sie sie als XLSX."),
    "too_many_sheets": N_("Die Datei hat mehr als {most} Blätter. Löschen Sie einige."),
    "too_slow": N_("Das Lesen dauerte länger als {most} Sekunden. Verkleinern Sie die Datei."),
    "broke_off": N_("Beim Lesen ging der Speicher aus. Verkleinern Sie die Datei."),
    "too_many_rows": N_("Es sind mehr als 5000 Zeilen. Teilen Sie das Blatt."),
    "too_many_columns": N_(
        "Das Blatt hat mehr als 300 Spalten. Löschen Sie, was Sie nicht brauchen."
    ),
    "too_many_cells": N_(
        "Die Datei hat zu viele gefüllte Zellen. Kopieren Sie die Tabelle in eine neue Datei."
    ),
}
"""Why a file or sheet cannot be taken."""

NOTES: dict[str, str] = {
    "windows_assumed": N_(
        "Die Datei sagt nicht, wie ihre Umlaute gespeichert sind. Wir lesen sie wie von Windows."
        " Prüfen Sie ein Wort mit Umlaut."
    ),
    "conditional_colours": N_(
        "Farben, die Excel nach Regeln setzt (bedingte Formatierung), sind hier nicht zu sehen."
        " Wenn sie etwas bedeuten, schreiben Sie es in eine Spalte."
    ),
}
"""To know of a file or sheet."""

PROBLEMS: dict[str, str] = {
    "cell_formula": N_(
        "Hier steht eine Formel ohne Ergebnis. Öffnen Sie die Datei in Excel, speichern Sie sie"
        " oder schreiben Sie den Wert selbst hinein."
    ),
    "cell_error": N_("Die Formel findet nichts mehr. Schreiben Sie den Wert selbst hinein."),
    "cell_long": N_("Der Text ist viel zu lang. Kürzen Sie ihn."),
    "no_number": N_("Das ist keine Zahl allein. Schreiben Sie nur die Zahl, zum Beispiel 3000."),
    "no_day": N_("Das ist kein Datum. Schreiben Sie zum Beispiel 31.12.2027 oder 2027."),
    "no_whole": N_("Die Zahl ist zu groß oder kleiner als 0. Prüfen Sie sie."),
    "text_too_long": N_("Der Text ist {more} Zeichen zu lang. Erlaubt sind {most}."),
    "missing": N_("Hier fehlt „{field}“. Ergänzen Sie es oder löschen Sie die Zeile."),
    "number_twice": N_("Diese Nummer steht schon in Zeile {row}. Ändern Sie eine."),
    "parent_missing": N_(
        "Die Zeile, zu der diese gehört, gibt es weder im Blatt noch in der Plattform."
        " Ergänzen Sie sie als eigene Zeile."
    ),
    "parent_flawed": N_("Die Zeile, zu der diese gehört, hat ein Problem. Ändern Sie jene."),
    "objection": N_("{sentence}"),
    "parent_circle": N_("Diese Zeilen gehören im Kreis zueinander. Ändern Sie eine."),
    "too_many_words": N_(
        "In der Spalte für „{field}“ stehen mehr als {most} verschiedene Wörter."
        " Gehen Sie zurück und wählen Sie eine andere Spalte."
    ),
}
"""To mend."""

NOTICES: dict[str, str] = {
    "repeated_down": N_("Verbundene Zellen: Ihr Wert gilt für {rows} weitere Zeilen darunter."),
    "hidden_rows": N_("Diese Zeilen sind ausgeblendet und werden mitgelesen."),
    "names_made": N_("Für „{field}“ werden mit angelegt: {number}."),
    "parent_made": N_(
        "Diese Maßnahmen haben Teile und keine eigene Zeile. Sie werden mit angelegt."
    ),
    "left_empty": N_("Diese Zelle bleibt leer. Was in der Plattform steht, bleibt."),
    "title_long": N_(
        "Der Titel ist länger als {most} Zeichen. Sein Anfang wird der Titel,"
        " und ganz steht er unter „{field}“."
    ),
    "numbers_turned": N_(
        "Excel hat hier Nummern zu Tagen gemacht, aus 1.2 zum Beispiel den 1. Februar."
        " Wir lesen sie wieder als Nummern. Prüfen Sie, ob sie stimmen."
    ),
    "spans": N_(
        "Hier stehen Zeiträume. Ihr Ende ist die Frist; was ohne Ende beginnt, läuft immer weiter."
    ),
    "states_folded": N_(
        "Diese Zeilen sagen, wie es früher stand. Sie werden der Verlauf der Zeile,"
        " zu der sie gehören."
    ),
    "headings": N_("Diese Zeilen sind Überschriften und werden keine eigenen Einträge."),
    "column_unused": N_("Diese Spalte wird nicht gebraucht."),
    "hidden_unused": N_("Diese ausgeblendete Spalte wird nicht gebraucht."),
    "titles_twice": N_("Viele Zeilen haben den Titel einer anderen. Alle werden übernommen."),
    "title_twice": N_("Diesen Titel hat auch Zeile {row}. Beide werden übernommen."),
}
"""To know; nothing to mend."""

COLOURS: dict[str, str] = {
    "red": N_("Rot"),
    "orange": N_("Orange"),
    "yellow": N_("Gelb"),
    "green": N_("Grün"),
    "cyan": N_("Türkis"),
    "blue": N_("Blau"),
    "violet": N_("Violett"),
    "black": N_("Schwarz"),
    "white": N_("Weiß"),
    "grey": N_("Grau"),
}
"""By :func:`~participation.sheets.reading.colours.colour_name`."""

ALL = FILES | NOTES | PROBLEMS | NOTICES


def sentence(key: str, params: Mapping[str, str] | None = None) -> str:
    """The sentence of a key in the language of the page."""
    return _(ALL[key]).format_map(params or {})
