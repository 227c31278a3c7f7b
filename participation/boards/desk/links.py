"""Links of an event: made or renewed and shown this once, or withdrawn; and its codes."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from flask import current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.base.desk.forms import ConfirmForm
from participation.base.errors import NotFound
from participation.base.web.security import Permission, staff
from participation.boards.base.addresses import public_address
from participation.boards.base.kinds import BoardRole
from participation.boards.desk import words
from participation.boards.desk.blueprint import blueprint
from participation.boards.events import links, planning, written
from participation.boards.events.programme import EventInfo, WorkshopInfo
from participation.studies import service as studies

GIVEN = (BoardRole.FACILITATOR, BoardRole.SECOND, BoardRole.WALL, BoardRole.OBSERVER)
"""Roles that come by a link; who takes part comes by the code as well."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A fresh link, for this one page."""

    role: BoardRole
    workshop: WorkshopInfo | None
    address: str
    qr: str


@blueprint.route("/<uuid:event_id>/links", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def all_links(event_id: uuid.UUID) -> ResponseReturnValue:
    """Which links there are; a POST makes some and shows them this once.

    Where that ends a link that somebody may be using, it asks first.
    """
    event = planning.event(event_id)
    form = ConfirmForm()
    fresh: list[Shown] = []
    if form.validate_on_submit() and not event.archived_on:
        workshop, roles = _workshop(event), _roles()
        if ending := _ending(event, workshop, roles):
            return _ask(event, workshop, ending, url_for("events.all_links", event_id=event_id))
        for role in roles:
            address = _address(links.renew(event_id, workshop.id if workshop else None, role))
            fresh.append(Shown(role, workshop, address, studies.qr_picture(address)))
    known_links = {(item.workshop_id, item.role): item.withdrawn for item in links.links(event_id)}
    return render_template(
        "boards/desk/links.html",
        event=event,
        form=form,
        fresh=fresh,
        known_links=known_links,
        given=GIVEN,
        roles=words.ROLE_NAMES,
        hints=words.ROLE_HINTS,
        name=words.name,
        address=public_address,
    )


@blueprint.post("/<uuid:event_id>/links/withdraw")
@staff(Permission.RUN_EVENTS)
def withdraw_link(event_id: uuid.UUID) -> ResponseReturnValue:
    """Ends links, once it was asked; who uses one is out with the next click."""
    event = planning.event(event_id)
    workshop, roles = _workshop(event), _roles()
    if ending := _ending(event, workshop, roles):
        address = url_for("events.withdraw_link", event_id=event_id)
        return _ask(event, workshop, ending, address, withdraws=True)
    for role in roles:
        links.withdraw(event_id, workshop.id if workshop else None, role)
    return redirect(url_for("events.all_links", event_id=event_id))


@blueprint.route("/<uuid:event_id>/links/code", methods=["GET", "POST"])
@staff(Permission.RUN_EVENTS)
def renew_code(event_id: uuid.UUID) -> ResponseReturnValue:
    """Says what a new code does, then makes it."""
    event = planning.event(event_id)
    workshop = _workshop(event)
    form = ConfirmForm()
    if form.sure():
        planning.renew_code(event_id, workshop.id if workshop else None)
        return redirect(url_for("events.all_links", event_id=event_id))
    return render_template(
        "boards/desk/code.html",
        event=event,
        workshop=workshop,
        form=form,
        name=words.name,
        written=written.in_workshop(workshop.id) if workshop else written.in_event(event_id),
    )


def _ending(
    event: EventInfo, workshop: WorkshopInfo | None, roles: tuple[BoardRole, ...]
) -> list[BoardRole]:
    """Roles whose link holds now and would end; none once that was said and pressed again."""
    if "sure" in request.form:
        return []
    where = workshop.id if workshop else None
    holding = {
        item.role
        for item in links.links(event.id)
        if item.workshop_id == where and not item.withdrawn
    }
    return [role for role in roles if role in holding]


def _ask(
    event: EventInfo,
    workshop: WorkshopInfo | None,
    ending: list[BoardRole],
    address: str,
    *,
    withdraws: bool = False,
) -> str:
    """Says which links end, and who is in the middle of what."""
    return render_template(
        "boards/desk/links-ask.html",
        event=event,
        workshop=workshop,
        ending=ending,
        asked=request.form.get("role", ""),
        address=address,
        withdraws=withdraws,
        written=written.in_workshop(workshop.id) if workshop else written.in_event(event.id),
        roles=words.ROLE_NAMES,
        name=words.name,
    )


def _workshop(event: EventInfo) -> WorkshopInfo | None:
    chosen = request.values.get("workshop", "")
    if not chosen:
        return None
    found = next((item for item in event.workshops if str(item.id) == chosen), None)
    if found is None:
        raise NotFound
    return found


def _roles() -> tuple[BoardRole, ...]:
    chosen = request.form.get("role", "")
    if chosen == "all":
        return GIVEN
    if chosen not in set(BoardRole):
        raise NotFound
    return (BoardRole(chosen),)


def _address(token: str) -> str:
    path = url_for("boards.enter", token=token)
    settings = current_app.config["SETTINGS"]
    return f"{settings.address.scheme}://{settings.address.netloc}{path}"
