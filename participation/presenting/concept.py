"""Words of the concept that everybody reads: the three lights and the sentences before all areas.

Their keys are those of the concept's own closed lists, which stand above this room.
"""

from __future__ import annotations

from collections.abc import Mapping

from participation.base.words.lazy import Lazy, lazy_gettext

LIGHT_NAMES: Mapping[str, Lazy] = {
    "green": lazy_gettext("umgesetzt"),
    "yellow": lazy_gettext("in Arbeit"),
    "red": lazy_gettext("nicht umgesetzt"),
}
LIGHT_MEANINGS: Mapping[str, Lazy] = {
    "green": lazy_gettext("Realisiert oder hat stattgefunden."),
    "yellow": lazy_gettext("Geplant, in Umsetzung oder wird überarbeitet."),
    "red": lazy_gettext("Nicht umsetzbar."),
}
"""As Konstanz printed it."""
NO_LIGHT = lazy_gettext("noch ohne Stand")
"""What stands where a measure has no report yet."""
STATEMENT_NAMES: Mapping[str, Lazy] = {
    "vision": lazy_gettext("Vision"),
    "principle": lazy_gettext("Leitsätze"),
    "understanding": lazy_gettext("Was wir unter Integration verstehen"),
}
