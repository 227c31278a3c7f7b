"""A concept to start from, for a county with few hands: six goals, twelve measures, own words.

All of it is a draft that the county changes; it is content and not interface, so it is German.
"""

from __future__ import annotations

import uuid
from datetime import date

from participation.concept.tree.framework import add_statement
from participation.concept.tree.goals import add_goals
from participation.concept.tree.info import GoalText, MeasureText
from participation.concept.tree.kinds import Origin, StatementKind
from participation.concept.tree.measures import add_all
from participation.target_groups.service import add_target_group, shipped_target_groups

VISION = "Alle Menschen im Landkreis finden hier Arbeit, Wohnung, Schule und Nachbarn."
PRINCIPLES = (
    "Wir fragen die Menschen, um die es geht, und sagen, was daraus wurde.",
    "Wir nehmen uns nur vor, wofür wir Zeit und Geld haben.",
)
GROUPS = ("newcomers", "children", "women", "everybody", "staff")
"""Names in the list of shipped target groups."""
GOALS: tuple[tuple[str, str, tuple[tuple[str, str, bool], ...]], ...] = (
    (
        "language",
        "Wer Deutsch lernen möchte, findet einen Platz in der Nähe.",
        (
            (
                "Ein Verzeichnis aller Sprachkurse im Landkreis",
                "Eine Liste mit Ort, Zeit, Stufe und freien Plätzen, jeden Monat erneuert.",
                True,
            ),
            (
                "Sprachtreffs in drei Gemeinden ohne Kurs",
                "Freiwillige laden einmal in der Woche ein. Der Landkreis zahlt Raum und Material.",
                False,
            ),
        ),
    ),
    (
        "work",
        "Wer arbeiten darf, findet Arbeit, die zum Gelernten passt.",
        (
            (
                "Beratung zur Anerkennung von Abschlüssen vor Ort",
                "Zwei feste Tage im Monat in den größten Städten, mit Sprachmittlung.",
                True,
            ),
            (
                "Treffen von Betrieben und Bewerbenden",
                "Einmal im Jahr stellen sich Betriebe vor. Jobcenter und Kammern laden ein.",
                False,
            ),
        ),
    ),
    (
        "education",
        "Jedes Kind kommt gut in Kita und Schule an.",
        (
            (
                "Wegweiser zu Kita und Schule in den häufigsten Sprachen",
                "Zwei Seiten: Anmeldung, Fristen, Ansprechstellen.",
                False,
            ),
            (
                "Elternabende mit Sprachmittlung",
                "Schulen und Kitas bestellen Sprachmittlung an einer Stelle. Der Landkreis zahlt.",
                True,
            ),
        ),
    ),
    (
        "housing",
        "Menschen finden eine eigene Wohnung und gute Nachbarschaft.",
        (
            (
                "Kurs: Wohnung suchen, mieten, behalten",
                "Vier Abende mit einer Wohnungsgesellschaft: Anzeige, Vertrag, Energie, Nachbarn.",
                False,
            ),
            (
                "Feste Ansprechstelle für Vermieterinnen und Vermieter",
                "Eine Nummer und ein Postfach für Fragen zu Mietzahlung und Verträgen.",
                True,
            ),
        ),
    ),
    (
        "health",
        "Wer krank ist, wird verstanden und behandelt.",
        (
            (
                "Liste von Praxen mit ihren Sprachen",
                "Die Liste steht im Netz und liegt in den Beratungsstellen aus.",
                True,
            ),
            (
                "Informationsabende zu Vorsorge und seelischer Gesundheit",
                "Drei Abende im Jahr mit dem Gesundheitsamt, mit Sprachmittlung.",
                False,
            ),
        ),
    ),
    (
        "participation",
        "Alle können mitreden und mitmachen.",
        (
            (
                "Jährliche Integrationskonferenz",
                "Ein Tag mit Werkstätten. Was daraus wurde, steht danach für alle im Netz.",
                True,
            ),
            (
                "Begleitung für Vereine, die sich öffnen",
                "Zwei Vereine im Jahr werden beraten und bekommen ein kleines Budget.",
                False,
            ),
        ),
    ),
)


def fill(*, today: date) -> None:
    """Writes vision, principles, target groups, goals and measures as drafts."""
    add_statement(StatementKind.VISION, {"de": VISION})
    for sentence in PRINCIPLES:
        add_statement(StatementKind.PRINCIPLE, {"de": sentence})
    groups = shipped_target_groups()
    for name in GROUPS:
        add_target_group(groups[name])
    ids = add_goals([GoalText(title, area) for area, title, _measures in GOALS])
    add_all(list(_measures(ids, today)), today=today)


def _measures(ids: list[uuid.UUID], today: date) -> list[MeasureText]:
    listed = [
        (goal_id, title, text, ongoing)
        for goal_id, (_area, _title, measures) in zip(ids, GOALS, strict=True)
        for title, text, ongoing in measures
    ]
    return [
        MeasureText(
            title,
            number=str(at),
            text=text,
            goal_id=goal_id,
            ongoing=ongoing,
            deadline=None if ongoing else date(today.year + 1, 12, 31),
            origin=Origin.ORIGINAL,
        )
        for at, (goal_id, title, text, ongoing) in enumerate(listed, 1)
    ]
