"""Changes of areas; who saves over somebody else's change gets a conflict."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from participation.areas.models import Area
from participation.areas.shipped import AreaInfo, AreaKind
from participation.areas.snapshot import forget, read
from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.words.catalogues import gettext as _
from participation.places.service import key_for
from surveys.instrument.instrument import Text

LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class AreaText:
    """What staff say of an area."""

    kind: AreaKind
    titles: Mapping[str, str]
    colour: int | None = None
    pictogram: str = ""


def add(said: AreaText) -> str:
    """A further area, after all others; its key."""
    known = read()
    key = _fresh_key(said.titles["de"], known)
    position = max(area.position for area in known.values()) + 1
    _insert(_info(key, said, position))
    forget()
    return key


def edit(key: str, revision: int, said: AreaText) -> None:
    """Changes an area; whatever names it shows the new title.

    Raises:
        NotFound: there is none.
        Conflict: somebody else saved since ``revision``.
    """
    known = _known(key)
    _save(_info(key, said, known.position, ended=known.ended), revision)


def end(key: str, *, ended: bool = True) -> None:
    """No longer offers an area, or offers it again; what names it keeps its title."""
    known = _known(key)
    if known.ended != ended:
        _save(replace(known, ended=ended), known.revision)


def order(keys: Sequence[str]) -> None:
    """Puts the areas into this order; those not named follow as they were.

    Raises:
        DomainError: a key is unknown or named twice.
    """
    known = read()
    if len(set(keys)) < len(keys) or not set(keys) <= known.keys():
        raise DomainError(_("Die Reihenfolge passt nicht mehr. Laden Sie die Seite neu."))
    wanted = [*keys, *(key for key in known if key not in set(keys))]
    for position, key in enumerate(wanted):
        if known[key].position != position:
            _save(replace(known[key], position=position), known[key].revision)


def _known(key: str) -> AreaInfo:
    found = read().get(key)
    if found is None:
        raise NotFound
    return found


def _fresh_key(title: str, taken: Collection[str]) -> str:
    key = key_for(title, taken)
    # room for the "_2" that tells two long names apart
    return key if len(key) <= LONGEST_KEY else key_for(title[: LONGEST_KEY // 2], taken)


def _info(key: str, said: AreaText, position: int, *, ended: bool = False) -> AreaInfo:
    titles = Text(dict(said.titles))
    return AreaInfo(key, said.kind, titles, said.colour, said.pictogram, position, ended)


def _save(area: AreaInfo, revision: int) -> None:
    if revision == 0:
        _insert(area)
    else:
        changed = database.connection().execute(
            sa.update(Area)
            .where(Area.key == area.key, Area.revision == revision)
            .values(revision=revision + 1, **_values(area))
        )
        if not changed.rowcount:
            raise _second()
    forget()


def _insert(area: AreaInfo) -> None:
    try:
        with database.connection().begin_nested():
            database.connection().execute(
                sa.insert(Area).values(id=area.id, key=area.key, revision=1, **_values(area))
            )
    except IntegrityError:
        raise _second() from None


def _values(area: AreaInfo) -> dict[str, object]:
    return {
        "kind": area.kind.value,
        "titles": dict(area.name.strings),
        "colour": area.colour,
        "pictogram": area.pictogram,
        "position": area.position,
        "ended": area.ended,
    }


def _second() -> Conflict:
    return Conflict(_("Jemand hat dies inzwischen geändert. Beide Fassungen stehen da."))
