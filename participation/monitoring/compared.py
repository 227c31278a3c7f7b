"""Which groups differ clearly, in words for staff: only what was planned is compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from participation.base.words.catalogues import gettext as _
from participation.presenting import charts, sentences
from surveys.figures.estimates import differences
from surveys.figures.estimates.differences import Share
from surveys.figures.estimates.shares import SMALL_BASE
from surveys.figures.released import NOT_KNOWN, DimensionKind, Released, Row, Table

QUOTED = Markup("„{}“")
LEAST = 2
"""Of so many groups one can be compared with the first."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparisons of one breakdown came to."""

    words: Markup
    number: Markup
    """How many were made of the question, in all breakdowns: the more, the surer each must be."""


@dataclass(frozen=True, slots=True)
class _Plan:
    """The comparisons of one breakdown."""

    keys: tuple[str, ...]
    """Members that are compared, each with one p."""
    ps: tuple[float | None, ...]
    first: str | None
    """The member they are compared with; None: with the other places together."""


def read(released: Released, tables: Iterable[Table]) -> Mapping[tuple[str, ...], Compared]:
    """The breakdowns of one question by one dimension, those that can be compared."""
    plans = {table.by: plan for table in tables if (plan := _plan(released, table)) is not None}
    clear = differences.clear_of([p for plan in plans.values() for p in plan.ps])
    number = sentences.number(sum(found is not None for found in clear))
    shown, at = {}, 0
    for by, plan in plans.items():
        found = clear[at : at + len(plan.ps)]
        at += len(plan.ps)
        differing = [key for key, differs in zip(plan.keys, found, strict=True) if differs]
        shown[by] = Compared(_words(released, by[0], plan, differing), number)
    return shown


def _plan(released: Released, table: Table) -> _Plan | None:
    if len(table.by) != 1 or not released.by_indicator[table.indicator].share_of:
        return None
    rows = [row for row in table.rows if row.cell != (NOT_KNOWN,) and _is_disclosed(row)]
    if released.by_dimension[table.by[0]].kind is not DimensionKind.PLACE:
        return _groups(table, rows)
    county = released.total(table.indicator)
    parts = [row for row in rows if _is_part(released, table, row)]
    if not _is_disclosed(county) or not parts:
        return None
    ps = differences.p_against_rest([_share(row) for row in parts], _share(county))
    plan = _Plan(tuple(row.cell[0] for row in parts), ps, None)
    return plan if any(p is not None for p in ps) else None


def _is_part(released: Released, table: Table, row: Row) -> bool:
    """Whether the county's numbers less these are the other places'.

    They are not where a correction renewed one and not the other.
    """
    of_now = released.stand(table.by, row.cell) == released.stand((), ())
    return of_now and released.by_place[row.cell[0]].parent is not None


def _groups(table: Table, rows: Sequence[Row]) -> _Plan | None:
    """Each further group against the first of the questionnaire."""
    if len(rows) < LEAST or rows[0].cell != table.rows[0].cell:
        return None
    ps = differences.p_against_first([_share(row) for row in rows])
    return _Plan(tuple(row.cell[0] for row in rows[1:]), ps, rows[0].cell[0])


def _words(released: Released, dimension: str, plan: _Plan, differing: Sequence[str]) -> Markup:
    if not differing:
        return escape(_("Kein deutlicher Unterschied"))
    names = Markup(", ").join(charts.label(released, dimension, key) for key in differing)
    if plan.first is None:
        words = escape(_("Deutlich anders als die übrigen Orte zusammen: %(names)s"))
        return words % {"names": names}
    first = QUOTED.format(charts.label(released, dimension, plan.first))
    words = escape(_("Deutlich anders als %(first)s: %(names)s"))
    return words % {"first": first, "names": names}


def _is_disclosed(row: Row) -> bool:
    return row.n is not None and row.n >= SMALL_BASE and row.share_count is not None


def _share(row: Row) -> Share:
    base = row.n or 0
    return Share(min(row.share_count or 0, base), base)
