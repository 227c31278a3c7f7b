"""Descriptions of logged acts in words; the database keeps keys."""

from __future__ import annotations

from participation.base.words.catalogues import gettext as _
from participation.base.words.languages import LANGUAGES
from participation.boards.base.audit import Line
from participation.boards.base.kinds import Act, Opinion, Phase, VoteKind
from participation.boards.desk.words import PHASE_NAMES


def detail(line: Line) -> str:
    """The reason of an act, or what it set, as people say it; empty: there is nothing to say."""
    reason = line.reason or ""
    match line.act:
        case Act.PHASE:
            return str(PHASE_NAMES[Phase(reason)]) if reason in set(Phase) else reason
        case Act.SETTING:
            return _setting(reason)
        case Act.TYPED:
            return _count(reason)
        case Act.TRANSLATE:
            return LANGUAGES[reason].own_name if reason in LANGUAGES else reason
        case _:
            return reason


def _setting(reason: str) -> str:
    name, _equals, value = reason.partition("=")
    if name == "vote":
        kind, _space, dots = value.partition(" ")
        return _vote(kind, dots)
    return {
        "others_hidden=True": _("Zettel der anderen erst nach dem Sammeln"),
        "others_hidden=False": _("Zettel der anderen gleich"),
        "queue=True": _("Zettel warten auf die Moderation"),
        "queue=False": _("Zettel erscheinen sofort"),
    }.get(reason, reason)


def _vote(kind: str, dots: str) -> str:
    return {
        VoteKind.DOTS.value: _("Abstimmen mit Punkten: {n}").format(n=dots),
        VoteKind.RATING.value: _("Abstimmen: wie wichtig"),
        VoteKind.STATEMENTS.value: _("Abstimmen: Zustimmung"),
    }.get(kind, kind)


def _count(reason: str) -> str:
    value, _colon, number = reason.partition(": ")
    words = {
        "dots": _("Punkte im Raum: {n}"),
        Opinion.AGREE.value: _("Zustimmung im Raum: {n}"),
        Opinion.DISAGREE.value: _("Ablehnung im Raum: {n}"),
        Opinion.PASS.value: _("„Weiß nicht“ im Raum: {n}"),
    }
    if value in words:
        return words[value].format(n=number)
    if value.isdigit():
        return _("{stars} von 5, im Raum: {n}").format(stars=value, n=number)
    return reason
