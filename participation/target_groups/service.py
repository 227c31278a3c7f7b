"""The county's list of target groups, for all slices above: they keep keys and ask for titles."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask

from participation.base import database, hooks
from participation.base.errors import Conflict, NotFound
from participation.base.words.catalogues import gettext as _
from participation.places.service import key_for
from participation.target_groups.models import TargetGroup
from participation.target_groups.shipped import shipped_target_groups
from surveys.instrument.instrument import Text

__all__ = [
    "TargetGroupInfo",
    "add_all",
    "add_target_group",
    "choices",
    "edit_target_group",
    "forget",
    "on_removal",
    "order",
    "shipped_target_groups",
    "target_groups",
]
LONGEST_KEY = 40


@dataclass(frozen=True, slots=True)
class TargetGroupInfo:
    """People whom something is meant for."""

    key: str
    title: Text
    ended: bool = False
    revision: int = 1

    @property
    def name(self) -> str:
        """The German title, as staff read it."""
        return self.title.localized(("de",)).text


def target_groups() -> dict[str, TargetGroupInfo]:
    """All target groups by key in the county's order, ended ones too."""
    table = TargetGroup.__table__
    rows = database.connection().execute(
        sa.select(*table.c).order_by(table.c.position, table.c.key)
    )
    return {
        row.key: TargetGroupInfo(row.key, Text(row.titles), row.ended, row.revision) for row in rows
    }


def choices(
    known: Mapping[str, TargetGroupInfo], keep: Collection[str] = ()
) -> list[tuple[str, str]]:
    """Key and German title of what a form offers; ``keep``: what it holds, though it ended."""
    return [
        (group.key, group.name) for group in known.values() if not group.ended or group.key in keep
    ]


def add_target_group(titles: Mapping[str, str]) -> str:
    """A further target group, after all others; its key."""
    taken = list(target_groups())
    key = key_for(titles["de"], taken)
    if len(key) > LONGEST_KEY:  # room for the "_2" that tells two long names apart
        key = key_for(titles["de"][: LONGEST_KEY // 2], taken)
    add_all({key: titles})
    return key


def add_all(titles: Mapping[str, Mapping[str, str]]) -> None:
    """Further target groups under these keys, after all others."""
    last = sa.select(sa.func.max(TargetGroup.position))
    first = (database.connection().execute(last).scalar() or 0) + 1
    rows = [
        {"key": key, "titles": dict(said), "position": first + at, "ended": False, "revision": 1}
        for at, (key, said) in enumerate(titles.items())
    ]
    if rows:
        database.connection().execute(sa.insert(TargetGroup), rows)


def edit_target_group(
    key: str, revision: int, titles: Mapping[str, str], *, ended: bool = False
) -> None:
    """Changes a target group, or offers it no more; what names it shows the new title.

    Raises:
        NotFound: there is none.
        Conflict: somebody else saved since ``revision``.
    """
    changed = database.connection().execute(
        sa.update(TargetGroup)
        .where(TargetGroup.key == key, TargetGroup.revision == revision)
        .values(titles=dict(titles), ended=ended, revision=revision + 1)
    )
    if not changed.rowcount:
        known = sa.select(TargetGroup.key).where(TargetGroup.key == key)
        if database.connection().execute(known).first() is None:
            raise NotFound
        raise Conflict(_("Jemand hat dies inzwischen geändert. Beide Fassungen stehen da."))


def order(keys: Sequence[str]) -> None:
    """Puts the list into this order."""
    if keys:
        database.connection().execute(
            sa.update(TargetGroup).where(TargetGroup.key == sa.bindparam("b_key")),
            [{"b_key": key, "position": at} for at, key in enumerate(keys, 1)],
        )


InUse = Callable[[], Collection[str]]
IN_USE = hooks.Every[InUse]("target_groups.in_use")


def on_removal(app: Flask, in_use: InUse) -> None:
    """Registers how a higher slice tells which keys it holds: they never go."""
    IN_USE.register(app, in_use)


def forget(keys: Collection[str]) -> None:
    """Deletes those of them that nobody changed and nothing names."""
    held = {key for in_use in IN_USE.registered() for key in in_use()}
    gone = [key for key in keys if key not in held]
    database.connection().execute(
        sa.delete(TargetGroup).where(TargetGroup.key.in_(gone), TargetGroup.revision == 1)
    )
