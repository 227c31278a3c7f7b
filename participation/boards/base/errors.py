"""What can go wrong on a board; ``code`` is what a phone's script reads."""

from __future__ import annotations

from enum import auto

from participation.base.errors import Conflict, DomainError, ErrorKey, Forbidden, NotFound
from participation.base.words.lazy import lazy_gettext


class Refusal(ErrorKey):
    """What staff or a facilitator cannot do; the words stand with their pages."""

    EVENT_CHANGED = auto()
    EVENT_HAS_NOTES = auto()
    TOO_MANY_WORKSHOPS = auto()
    WORKSHOP_HAS_NOTES = auto()
    PEOPLE_TAKE_PART = auto()
    UNKNOWN_TEMPLATE = auto()
    COLUMN_WITHOUT_TITLE = auto()
    PROMPT_TOO_LONG = auto()
    TOO_MANY_COLUMNS = auto()
    COLUMN_NEEDED = auto()
    TOO_MANY_HOLD_WORDS = auto()
    SUMMARY_NOT_COUNTED = auto()
    SUMMARY_EDITED = auto()
    SUMMARY_STALE = auto()
    MERGE_TARGET = auto()
    CLUSTER_TITLE = auto()
    UNKNOWN_COLUMN = auto()
    TOO_FEW_LOOSE_NOTES = auto()
    NO_REASON = auto()
    TRANSLATION_LENGTH = auto()
    OUTCOME_EMPTY = auto()
    OUTCOME_TOO_LONG = auto()
    DOTS = auto()
    MINUTES = auto()
    VOTING_NOW = auto()
    NOTE_NOT_VISIBLE = auto()
    HANDS = auto()
    CARD_TYPED_IN = auto()
    MOVED = auto()
    LINK_GONE = auto()


class UnknownBoard(NotFound):
    """There is no such board, workshop or event."""

    code = "unknown"
    title = lazy_gettext("Diese Pinnwand gibt es nicht")
    remedy = lazy_gettext("Prüfen Sie den Code. Er hat 6 Zeichen.")


class Guessing(DomainError):
    """So many codes were wrong lately that somebody tries them out."""

    code = "guessing"
    status = 429
    title = lazy_gettext("Bitte warten Sie eine Minute")
    remedy = lazy_gettext(
        "Gerade kommen sehr viele falsche Codes. Prüfen Sie Ihren Code, und versuchen Sie es in"
        " einer Minute noch einmal."
    )


class PhaseOver(Conflict):
    """The board is in a phase in which this cannot be done."""

    code = "phase_over"
    title = lazy_gettext("Die Zeit dafür ist vorbei")
    remedy = lazy_gettext(
        "Ihr Text bleibt auf diesem Gerät. Fragen Sie die Person, die den Workshop leitet."
    )


class Frozen(Conflict):
    """The board takes nothing for the moment."""

    code = "frozen"
    title = lazy_gettext("Die Pinnwand macht Pause")
    remedy = lazy_gettext(
        "Ihr Text bleibt auf diesem Gerät. Senden Sie ihn noch einmal, wenn es weitergeht."
    )


class Blocked(Forbidden):
    """Moderation has blocked this device."""

    code = "blocked"
    title = lazy_gettext("Dieses Gerät kann gerade nichts schreiben")
    remedy = lazy_gettext("Sprechen Sie mit der Person, die den Workshop leitet.")


class Shut(Forbidden):
    """Who asks has no way in here, or none any more."""

    code = "link_gone"


class LinkGone(Shut):
    """A link of those who lead or show was withdrawn or renewed, or does not belong here."""

    def __init__(self) -> None:
        super().__init__(Refusal.LINK_GONE)


class NotJoined(Shut):
    """Something sent by a browser that takes no part here; reloading leads it to the door."""

    remedy = lazy_gettext("Bitte laden Sie die Seite neu und versuchen Sie es noch einmal.")


class WorkshopOver(Shut):
    """The event is archived: nobody takes part any more."""

    title = lazy_gettext("Dieser Workshop ist zu Ende")
    remedy = lazy_gettext(
        "Dieser Workshop ist zu Ende. Was daraus wurde, steht auf der Seite der Verwaltung."
    )


class BadNote(DomainError):
    """What was written cannot be a note; the text is kept where it was typed."""

    code = "bad_note"
    status = 422


class Stale(Conflict):
    """Somebody, or the same person elsewhere, changed the note meanwhile."""

    code = "stale"
    title = lazy_gettext("Der Zettel ist inzwischen anders")
    remedy = lazy_gettext("Unten sehen Sie beide Texte. Welcher soll gelten?")

    def __init__(self, mine: str, theirs: str, version: int) -> None:
        super().__init__()
        self.mine = mine
        self.theirs = theirs
        self.version = version


class Moved(Conflict):
    """Somebody else has put the thing elsewhere meanwhile."""

    code = "moved"

    def __init__(self) -> None:
        super().__init__(Refusal.MOVED)


class BadChoice(DomainError):
    """What was chosen cannot be chosen here."""

    code = "bad_choice"
    status = 422


class TooMany(Conflict):
    """More than the database has room for: every dot is given."""

    code = "too_many"
    title = lazy_gettext("Alle Punkte sind vergeben")
    remedy = lazy_gettext("Nehmen Sie erst einen Punkt zurück.")
