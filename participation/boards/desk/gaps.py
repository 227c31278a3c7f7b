"""Missing translations of prompts and summaries, in sentences for staff."""

from __future__ import annotations

from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.catalogues import ngettext
from participation.boards.setup.prompts import Drafts
from participation.boards.summaries.missing import Missing


def draft_questions(found: Drafts) -> tuple[str, ...]:
    """Questions that nobody released, a sentence a language."""
    return tuple(
        ngettext(
            "%(language)s: %(num)d Frage ist noch nicht freigegeben."
            " Menschen sehen sie auf Deutsch.",
            "%(language)s: %(num)d Fragen sind noch nicht freigegeben."
            " Menschen sehen sie auf Deutsch.",
            number,
        )
        % {"language": languages.name(tag), "num": number}
        for tag, number in found.items()
    )


def missing_parts(missing: Missing) -> str:
    """What a summary lacks in one language, as a list."""
    parts = [
        _("die Einleitung") if missing.opening else "",
        _counted(
            ngettext("%(num)d Name eines Themas", "%(num)d Namen von Themen", missing.titles),
            missing.titles,
        ),
        _counted(
            ngettext("%(num)d Text zu einem Thema", "%(num)d Texte zu Themen", missing.texts),
            missing.texts,
        ),
        _counted(ngettext("%(num)d Zitat", "%(num)d Zitate", missing.quotes), missing.quotes),
    ]
    return ", ".join(part for part in parts if part)


def _counted(words: str, number: int) -> str:
    return words % {"num": number} if number else ""
