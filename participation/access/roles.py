"""The one table of who may do what, for people and for ``docs/roles.md``."""

from __future__ import annotations

from collections.abc import Mapping

from participation.base.web.security import ROLES, Permission, Role
from participation.base.words.lazy import Lazy, lazy_gettext

PERMISSION_NAMES: Mapping[Permission, Lazy] = {
    Permission.MANAGE_ACCOUNTS: lazy_gettext("Konten anlegen und ändern"),
    Permission.MANAGE_COUNTY: lazy_gettext("Landkreis, Orte und Texte ändern"),
    Permission.MANAGE_SURVEYS: lazy_gettext("Befragungen anlegen, öffnen, abschließen"),
    Permission.CHECK_TRANSLATIONS: lazy_gettext("Übersetzungen als geprüft markieren"),
    Permission.REVIEW_TEXTS: lazy_gettext("Freie Texte ansehen und freigeben"),
    Permission.PUBLISH: lazy_gettext("Ergebnisse veröffentlichen"),
    Permission.SEE_FIGURES: lazy_gettext("Zahlen ansehen und ausgeben"),
    Permission.READ_AUDIT: lazy_gettext("Protokoll lesen"),
    Permission.RUN_EVENTS: lazy_gettext("Veranstaltungen und Pinnwände leiten"),
    Permission.READ_CONCEPT: lazy_gettext("Konzept lesen"),
    Permission.EDIT_CONCEPT: lazy_gettext("Bedarfe und Konzept bearbeiten"),
    Permission.DECIDE_CONCEPT: lazy_gettext("Ampeln setzen, Maßnahmen freigeben und streichen"),
    Permission.CONFIRM_PROMISES: lazy_gettext("Technische Zusagen bestätigen"),
    Permission.SIGN_IN: lazy_gettext("Sich anmelden, eigenes Konto ändern"),
}


def table() -> list[tuple[Permission, list[bool]]]:
    """Per permission, for every role in order, whether it has it."""
    return [(permission, [permission in ROLES[role] for role in Role]) for permission in Permission]


def markdown() -> str:
    """The table as ``docs/roles.md`` holds it."""
    head = "| may | " + " | ".join(role.value for role in Role) + " |"
    rule = "|---|" + "---|" * len(Role)
    lines = [
        f"| {permission.value} ({PERMISSION_NAMES[permission].message}) | "
        + " | ".join("yes" if has else "" for has in row)
        + " |"
        for permission, row in table()
    ]
    source = (
        "`flask --app wsgi roles print` from `participation/base/web/security.py`; change it there."
    )
    intro = f"Who may do what. Written by {source}"
    return "\n".join(["# Roles", "", intro, "", head, rule, *lines, ""])
