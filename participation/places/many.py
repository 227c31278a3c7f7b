"""Several places at once: one line each, typed or pasted from a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from participation.base.errors import DomainError
from participation.base.web.numbers import whole_number
from participation.base.words.catalogues import gettext as _
from participation.places.forms import KINDS
from participation.places.service import PlaceInfo, key_for
from surveys.figures.released import PlaceKind

CELLS = re.compile(r"\t|;")
"""What stands between the cells of a line: a tab where it came from Excel, else a semicolon."""
MOST = 400
"""Lines that are read at once."""
MOST_PEOPLE = 99_999_999
"""Of one place: more is a slip of the keyboard."""
NAME, KIND, PARENT, PEOPLE = range(4)


class BadLine(DomainError):
    """A line cannot be understood; the sentence names it and says what to write."""


def read(text: str, known: Sequence[PlaceInfo]) -> tuple[PlaceInfo, ...]:
    """The places of ``text`` after those ``known``: name; kind; lies in; inhabitants.

    Only the name is needed; the kind is then a municipality. A place may lie in one of another
    line, wherever that stands.

    Raises:
        BadLine: a line names a kind, a place or a number that is none, or a name that is there.
    """
    rows = [line for line in text.replace("\0", "").splitlines() if line.strip()]
    if len(rows) > MOST:
        raise BadLine(_("Das sind mehr als %(most)d Zeilen. Teilen Sie sie.") % {"most": MOST})
    keys = {_small(place.name): place.key for place in known}
    cells = [_cells(row) for row in rows]
    for number, row in enumerate(cells, 1):
        keys[_fresh(row[NAME], keys, number)] = key_for(row[NAME], keys.values())
    found = [_place(row, keys, number) for number, row in enumerate(cells, 1)]
    return (*known, *found)


def _cells(line: str) -> list[str]:
    cells = [cell.strip() for cell in CELLS.split(line)]
    return [*cells, "", "", ""][: max(4, len(cells))]


def _place(row: Sequence[str], keys: dict[str, str], number: int) -> PlaceInfo:
    parent = row[PARENT]
    if parent and _small(parent) not in keys:
        raise BadLine(
            _("Zeile %(n)d: Den Ort „%(name)s“ gibt es nicht. Schreiben Sie ihn in eine Zeile.")
            % {"n": number, "name": parent[:80]}
        )
    return PlaceInfo(
        keys[_small(row[NAME])],
        _kind(row[KIND], number),
        row[NAME],
        keys[_small(parent)] if parent else None,
        _people(row[PEOPLE], number),
    )


def _fresh(name: str, taken: Iterable[str], number: int) -> str:
    if not name or len(name) > 120:  # noqa: PLR2004 - as the form of one place
        raise BadLine(_("Zeile %(n)d: Es fehlt der Name.") % {"n": number})
    if _small(name) in taken:
        raise BadLine(
            _("Zeile %(n)d: „%(name)s“ steht schon da. Streichen Sie eine.")
            % {"n": number, "name": name}
        )
    return _small(name)


def _kind(said: str, number: int) -> PlaceKind:
    names = {_small(str(label)): kind for kind, label in KINDS.items()}
    if not said:
        return PlaceKind.MUNICIPALITY
    if _small(said) not in names:
        raise BadLine(
            _("Zeile %(n)d: Die Art „%(kind)s“ gibt es nicht. Schreiben Sie: %(kinds)s.")
            % {"n": number, "kind": said[:40], "kinds": ", ".join(map(str, KINDS.values()))}
        )
    return names[_small(said)]


def _people(said: str, number: int) -> int | None:
    digits = re.sub(r"[.\s\u202f']", "", said)
    if not digits:
        return None
    if (found := whole_number(digits, MOST_PEOPLE)) is None:
        raise BadLine(
            _("Zeile %(n)d: Schreiben Sie die Einwohner als Zahl, zum Beispiel 4200.")
            % {"n": number}
        )
    return found


def _small(name: str) -> str:
    return " ".join(name.casefold().split())
