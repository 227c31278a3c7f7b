"""Wordings of opinion groups on pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from participation.base.words.lazy import Lazy, lazy_gettext
from participation.boards.summaries.agreement import AgreementLevel
from participation.boards.summaries.wording import AGREEMENT_WORDINGS
from surveys.opinions.groups import Reason
from surveys.opinions.released import Side, Stance

STANCES: dict[Stance, Lazy] = {
    Stance.FOR: AGREEMENT_WORDINGS[AgreementLevel.MOST_FOR],
    Stance.AGAINST: AGREEMENT_WORDINGS[AgreementLevel.MOST_AGAINST],
}
NO_GROUPS: dict[Reason, Lazy] = {
    Reason.TOO_FEW: lazy_gettext(
        "Gesucht wird nur, wenn mindestens 80 Menschen abstimmen, jeder über mindestens 7 Aussagen."
    ),
    Reason.NOT_THE_SAME: lazy_gettext(
        "Es wurde in verschiedenen Räumen über verschiedene Aussagen abgestimmt. Gruppen zeigen "
        "sich nur, wenn mindestens 80 Menschen über dieselben 7 Aussagen abstimmen."
    ),
    Reason.ONE_CROWD: lazy_gettext(
        "Die Meinungen gehen ineinander über. Viele denken bei einer Sache so und bei einer "
        "anderen anders."
    ),
    Reason.TOO_SMALL: lazy_gettext(
        "Klar anders denken weniger als 10 Menschen. So kleine Gruppen zeigen wir nicht."
    ),
    Reason.UNSTABLE: lazy_gettext(
        "Fehlt ein Teil der Menschen, sehen die Gruppen anders aus. Das ist zu unsicher."
    ),
}
"""What it means that there are none."""


def by_stance(sides: Sequence[Side]) -> list[tuple[Lazy, list[Side]]]:
    """Statements under what most say to them; without what nothing stands under."""
    under = (
        (words, [side for side in sides if side.stance is stance])
        for stance, words in STANCES.items()
    )
    return [(words, found) for words, found in under if found]


WORDS: dict[str, Any] = {"by_stance": by_stance, "no_groups": NO_GROUPS, "stances": STANCES}
"""What templates of opinion groups ask."""
