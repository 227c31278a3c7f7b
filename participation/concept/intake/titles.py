"""Words that sheets of counties and cities use: titles of columns, lights, money.

They are compared with what stands there and never shown, so they need no translation.
"""

from __future__ import annotations

from collections.abc import Mapping

from participation.concept.light.kinds import TrafficLight
from participation.concept.tree.kinds import Origin

QUICK_WIN, FOCUS = "schnell umsetzbar", "Schwerpunkt"
TITLES: Mapping[str, tuple[str, ...]] = {
    "number": (
        "Nr.", "Nr", "lfd. Nr.", "Maßnahmennummer", "Maßnahme Nr.", "id", "number", "no.",
        "numéro", "N°",
    ),
    "area": (
        "Handlungsfelder", "HF", "Bereich", "Themenfeld", "field of action", "area", "Axe",
        "Axe (x)", "domaine",
    ),
    "main_goal": (
        "Ziel", "Hauptziel", "Leitziel", "strategisches Ziel", "main goal", "goal", "objectif",
        "Sous-axe (x.x)",
    ),
    "sub_goal": (
        "Teilziel", "operatives Ziel", "Handlungsziel", "sub-goal", "sous-objectif",
        "Sous-sous axe (x.x.x)",
    ),
    "title": (
        "Maßnahmen", "Titel", "Titel der Maßnahme", "Bezeichnung", "measure", "title",
        "Titre de l'action", "Titre de la fiche action", "action",
    ),
    "part": (
        "Teilmaßnahmen", "Untermaßnahme", "Teilschritt", "Teilschritte", "Unterpunkt",
        "sub-measure", "Titre de la sous-action", "sous-action",
    ),
    "part_of": (
        "gehört zu", "übergeordnete Maßnahme", "Hauptmaßnahme", "part of", "parent",
        "action parente",
    ),
    "places": (
        "Ort", "Gemeinde", "Gemeinden", "Kommune", "Kommunen", "Sozialraum", "places", "place",
        "Secteurs concernés", "communes",
    ),
    "target_groups": (
        "Zielgruppe", "Adressaten", "richtet sich an", "target groups",
        "target group", "Cibles", "publics",
    ),
    "first_year": (
        "ab Jahr", "Beginn", "Start", "Startjahr", "first year", "start", "Date de début",
    ),
    "last_year": (
        "bis Jahr", "Endjahr", "last year",
    ),
    "funding_ends_on": (
        "Förderung bis", "Förderende", "gefördert bis", "Mittel bis", "Laufzeit der Förderung",
        "funding ends", "fin du financement",
    ),
    "text": (
        "Beschreibung", "Inhalt", "Erläuterung", "Kurzbeschreibung", "what exactly is done",
        "description", "text", "Descriptif",
    ),
    "origin": (
        "ergänzt", "nachträglich ergänzt", "Ergänzung", "hinzugefügt", "nachträglich", "origin",
        "origine", "added", "ajouté",
    ),
    "responsible": (
        "Zuständigkeit", "verantwortlich", "Verantwortung", "federführend", "Federführung",
        "Träger", "responsible", "lead", "Structure pilote", "pilote",
    ),
    "partners": (
        "Kooperation", "Kooperationspartner", "Beteiligte", "beteiligt", "Mitwirkende",
        "partners", "Partenaires",
    ),
    "deadline": (
        "bis wann", "Zeitplan", "Umsetzung bis", "Termin", "Zieldatum", "deadline", "due",
        "échéance", "Date de fin",
    ),
    "hours": (
        "Stunden", "Aufwand", "Personalaufwand", "Aufwand in Stunden", "hours a year", "hours",
        "heures",
    ),
    "euro": (
        "Kosten", "Kosten im Jahr", "Kosten pro Jahr", "Sachkosten", "Budget", "euros a year",
        "cost", "coût", "Budget prévisionnel total € HT",
    ),
    "financing": (
        "Finanzierung", "Finanzierungsquelle", "Mittelherkunft", "where the money comes from",
        "financing", "funding", "Financements",
    ),
    "account": (
        "Konto", "Produkt", "Kostenstelle", "Haushaltsstelle", "product account", "account",
        "compte",
    ),
    "tags": (
        "Merkmale", "Kennzeichen", "Schlagworte", "tag", "tags", "étiquette",
    ),
    "light": (
        "Status", "Stand", "Umsetzungsstand", "Sachstand", "Bewertung", "traffic light",
        "light", "assessment", "Statut", "avancement",
    ),
    "as_of": (
        "Datum", "Stand am", "letzte Aktualisierung", "as of", "date", "date du statut",
    ),
    "reason": (
        "Begründung", "Bemerkung", "Bemerkungen", "Anmerkung", "Erläuterung zum Stand",
        "reason", "note", "remarque", "commentaire",
    ),
    "history": (
        "Status", "Stand", "Ampel", "Umsetzungsstand", "Sachstand", "earlier status", "Statut",
    ),
    "notes": (
        "Sachstandsbericht", "Fortschritt", "Zwischenbericht", "Zwischenbilanz", "Verlauf",
        "Chronik", "progress", "avancées",
    ),
}  # fmt: skip
"""By field: German, English and French titles beside our own."""
ORIGIN_WORDS: Mapping[Origin, tuple[str, ...]] = {
    Origin.ORIGINAL: ("beschlossen", "original", "1.0", "Konzept 1.0", "Konzept"),
    Origin.ADDED: (
        "neu",
        "ergänzt",
        "Ergänzung",
        "nachträglich",
        "nachträglich ergänzt",
        "hinzugefügt",
        "zusätzlich",
        "added",
        "ajouté",
    ),
}
FINANCING_WORDS = (
    ("Eigenmittel", "eigene Mittel"), ("Kreismittel", "eigene Mittel"),
    ("Haushalt", "eigene Mittel"),
    ("own funds", "eigene Mittel"), ("fonds propres", "eigene Mittel"), ("Landesmittel", "Land"),
    ("state", "Land"), ("région", "Land"), ("Bundesmittel", "Bund"), ("federal", "Bund"),
    ("État", "Bund"),
    ("EU-Mittel", "EU"), ("ESF", "EU"), ("AMIF", "EU"), ("UE", "EU"), ("Stiftungen", "Stiftung"),
    ("foundation", "Stiftung"), ("fondation", "Stiftung"), ("Sonstige", "andere Mittel"),
    ("andere", "andere Mittel"), ("other", "andere Mittel"), ("autres", "andere Mittel"),
)  # fmt: skip
TAG_WORDS = (
    ("Quick Win", QUICK_WIN), ("Quickwin", QUICK_WIN), ("gain rapide", QUICK_WIN),
    ("Fokus", FOCUS), ("focus", FOCUS), ("priorité", FOCUS),
)  # fmt: skip
FOREVER = (
    "dauerhaft", "Dauermaßnahme", "dauernd", "unbefristet", "jährlich", "regelmäßig", "ständig",
    "stetig", "laufende Aufgabe", "ohne Frist", "fortwährend", "läuft fort", "wiederkehrend",
    "laufend", "fortlaufend", "kontinuierlich", "permanent", "ongoing", "permanent task",
    "continu", "action permanente",
)  # fmt: skip
LIGHT_WORDS: Mapping[TrafficLight, tuple[str, ...]] = {
    TrafficLight.GREEN: (
        "umgesetzt",
        "grün",
        "erledigt",
        "abgeschlossen",
        "realisiert",
        "fertig",
        "green",
        "done",
        "completed",
        "implemented",
        "vert",
        "réalisé",
        "terminé",
        "achevé",
    ),
    TrafficLight.YELLOW: (
        "in Arbeit",
        "gelb",
        "begonnen",
        "in Umsetzung",
        "in Bearbeitung",
        "teilweise umgesetzt",
        "yellow",
        "in progress",
        "jaune",
        "en cours",
    ),
    TrafficLight.RED: (
        "nicht umgesetzt",
        "rot",
        "nicht umsetzbar",
        "red",
        "not implemented",
        "rouge",
        "abandonné",
    ),
}


def titles_of(key: str) -> tuple[str, ...]:
    """Other titles of the column of a field."""
    return TITLES[key]
