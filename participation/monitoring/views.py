"""The desk's pages of figures: the list, the plan and its button, the dashboard of a wave."""

from __future__ import annotations

import math
import uuid
from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup, escape

from participation.base import database
from participation.base.desk.forms import StaffForm
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.monitoring import changes, compared, planned, releases, work
from participation.monitoring.follow_ups import FOLLOW_UPS
from participation.monitoring.work import Kind
from participation.presenting import breakdowns, charts, grids, sentences
from participation.respond import service as respond
from participation.studies import service as studies
from participation.studies.service import WaveState
from surveys.figures.about import MOST_VERSIONS
from surveys.figures.estimates import gaps
from surveys.figures.estimates.shares import least_shown
from surveys.figures.released import Indicator, Released, Table

blueprint = Blueprint("monitoring", __name__, url_prefix="/desk/figures")
RUNNING = "monitoring/running.html"
NUMBERS = tuple(str(number) for number in range(1, MOST_VERSIONS + 1))
FILTERS = frozenset({"question", "by", "version"})


@blueprint.get("")
@staff(Permission.SEE_FIGURES)
def overview() -> str:
    """All waves with figures, and those that wait for their release."""
    known = releases.released_waves()
    waiting = [w for w in studies.waves() if w.state is WaveState.CLOSED and not w.released]
    return render_template("monitoring/overview.html", released=known, waiting=waiting)


@blueprint.route("/<uuid:wave_id>/publish", methods=["GET", "POST"])
@staff(Permission.PUBLISH)
def plan(wave_id: uuid.UUID) -> ResponseReturnValue:
    """What the release will show; its button; and how far it is."""
    form = StaffForm()
    if form.validate_on_submit():
        work.ask_release(wave_id)
        return redirect(url_for("monitoring.plan", wave_id=wave_id), 303)
    database.writes()
    wave = studies.wave(wave_id)
    if wave.released:
        return redirect(url_for("monitoring.figures", wave_id=wave_id))
    running = work.releasing(wave_id)
    if running is not None and running.error is None:
        return render_template(RUNNING, wave=wave, job=running, kind=Kind.RELEASE)
    if wave.state is not WaveState.CLOSED:
        return render_template("monitoring/too_early.html", wave=wave)
    made = work.plan(wave_id)
    if made is None:
        work.ask_plan(wave_id)
    found = work.planned(made)
    if found is None and (made is None or made.error is None):
        job = made or work.plan(wave_id)
        return render_template(RUNNING, wave=wave, job=job, kind=Kind.PLAN)
    reading = planned.read(found) if found else None
    failed = made.error if made and made.error else running.error if running else None
    asked = studies.instrument(wave.instrument_version_id)
    if found:
        work.note_look(wave)
    return render_template(
        "monitoring/publish.html",
        wave=wave,
        form=form,
        plan=reading,
        rules=changes.RULES,
        old=work.is_old(made),
        unread=respond.unread_texts(wave_id),
        uncounted=[sentences.text(question.label) for question in asked.uncounted],
        failed=failed,
        least=least_shown(wave.k),
    )


@blueprint.post("/<uuid:wave_id>/plan")
@staff(Permission.PUBLISH)
def plan_again(wave_id: uuid.UUID) -> ResponseReturnValue:
    """Makes the plan once more after it failed."""
    work.ask_plan(wave_id)
    return redirect(url_for("monitoring.plan", wave_id=wave_id), 303)


@blueprint.get("/<uuid:wave_id>")
@staff(Permission.SEE_FIGURES)
def figures(wave_id: uuid.UUID) -> str:
    """The dashboard of a wave; its filters choose inside the release, they never compute."""
    published = releases.published(wave_id, named_version())
    if published is None or not request.args.keys() <= FILTERS:
        raise NotFound
    released = published.released
    chosen = _chosen(released)
    tables = breakdowns.choices(released, chosen, 1) if chosen else ()
    crossings = breakdowns.choices(released, chosen, 2) if chosen else ()
    return render_template(
        "monitoring/figures.html",
        released=released,
        title=sentences.text(released.wave.title),
        dashboard=[
            _dashboard_question(released, i) for i in ((chosen,) if chosen else released.indicators)
        ],
        silent=gaps.withheld(released),
        worst=_worst(released, chosen),
        chosen=chosen,
        together=grids.together(chosen) if chosen else None,
        breakdowns=_drawn(released, chosen),
        by=request.args.get("by", ""),
        choices=(*tables, *crossings),
        questions=[(i.key, sentences.text(i.wording)) for i in released.indicators],
        follow_ups=[make(wave_id, released) for make in FOLLOW_UPS.registered()],
        wave_id=wave_id,
        published=published,
        version=named_version(),
        rules=changes.RULES,
        rounded=work.rounded(studies.wave(wave_id), released.version),
    )


def named_version() -> int | None:
    """The version that the address asks for, if it names one.

    Raises:
        NotFound: there can be no such version.
    """
    named = request.args.get("version", "")
    if named and named not in NUMBERS:
        raise NotFound
    return int(named) if named else None


@blueprint.post("/<uuid:wave_id>/cancel/<kind>")
@staff(Permission.PUBLISH)
def cancel(wave_id: uuid.UUID, kind: str) -> ResponseReturnValue:
    """Stops a work that somebody waits for; nothing is published by half."""
    if kind not in set(Kind):
        raise NotFound
    work.cancel(wave_id, Kind(kind))
    if studies.wave(wave_id).released:
        return redirect(url_for("monitoring.correct", wave_id=wave_id), 303)
    return redirect(url_for("monitoring.overview"), 303)


@dataclass(frozen=True, slots=True)
class DashboardQuestion:
    """One question on the dashboard."""

    figures: charts.Total
    grid: grids.Grid


def _dashboard_question(released: Released, indicator: Indicator) -> DashboardQuestion:
    return DashboardQuestion(charts.total(released, indicator), grids.of_total(released, indicator))


def _worst(released: Released, chosen: Indicator | None) -> Markup | None:
    """Between which shares the figure lies whatever those would have said who did not answer."""
    row = released.total(chosen.key) if chosen else None
    head = charts.headline(row) if row else None
    if row is None or head is None or head.few or not row.missing:
        return None
    low, high = gaps.worst_case(head.count, head.base, row.missing)
    words = escape(_("Hätten alle ohne Antwort gleich geantwortet: %(low)s bis %(high)s"))
    edges = sentences.number(math.floor(low * 100)), sentences.percent(math.ceil(high * 100))
    return words % dict(zip(("low", "high"), edges, strict=True))


def _chosen(released: Released) -> Indicator | None:
    key = request.args.get("question", "")
    if not key:
        return None
    found = released.by_indicator.get(key)
    if found is None:
        raise NotFound
    return found


def _tables(released: Released, chosen: Indicator | None) -> tuple[Table, ...]:
    by = request.args.get("by", "")
    if chosen is None:
        if by:
            raise NotFound
        return ()
    if not by:
        return breakdowns.tables(released, chosen, 1)
    table = released.table(chosen.key, *by.split("."))
    if table is None:
        raise NotFound
    return (table,)


def _drawn(
    released: Released, chosen: Indicator | None
) -> list[tuple[breakdowns.Breakdown, compared.Compared | None]]:
    """The breakdowns of a page, and which of their groups differ clearly."""
    tables = _tables(released, chosen)
    all_of = breakdowns.tables(released, chosen, 1) if chosen else ()
    result = compared.read(released, all_of) if any(len(t.by) == 1 for t in tables) else {}
    return [(breakdowns.drawn(released, table), result.get(table.by)) for table in tables]
