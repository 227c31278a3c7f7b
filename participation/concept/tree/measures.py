"""Changes of measures; who saves over somebody else's change gets a conflict."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.words.catalogues import gettext as _
from participation.concept import changes
from participation.concept.models import (
    Measure,
    MeasureNeed,
    MeasureOrganisation,
    MeasurePlace,
    MeasureTargetGroup,
)
from participation.concept.tree import assignment
from participation.concept.tree.forgetting import forget
from participation.concept.tree.info import MeasureText
from participation.concept.tree.kinds import Part, Stage
from participation.concept.tree.reading import SAME

HANGS = (MeasureOrganisation, MeasurePlace, MeasureTargetGroup, MeasureNeed)


def add(said: MeasureText, *, today: date) -> uuid.UUID:
    """A further measure, as a draft after all others; its id.

    Raises:
        Conflict: another one has its number.
    """
    return add_all([said], today=today)[0]


def add_all(
    said: Sequence[MeasureText],
    *,
    today: date,
    stage: Stage = Stage.DRAFT,
    since: Sequence[date | None] = (),
    ids: Sequence[uuid.UUID] = (),
) -> list[uuid.UUID]:
    """Further measures in this order, in a constant number of statements; their ids.

    Args:
        said: what they are; a part of one stands after it.
        today: the day of their writing.
        stage: of all of them.
        since: by measure, the day since which it counts, if that is before today (an imported one
            was shown in its sheet before).
        ids: theirs, if parts among them name measures among them.

    Raises:
        Conflict: two have the same number.
    """
    if not said:
        return []
    ids = list(ids) or [uuid.uuid4() for _each in said]
    first = _last_position() + 1
    fresh = {"stage": stage.value, "touched_on": today, "reports": 0, "revision": 1}
    rows = [
        {"id": key, "position": first + at, **fresh, **_values(item)}
        for at, (key, item) in enumerate(zip(ids, said, strict=True))
    ]
    try:
        with database.connection().begin_nested():
            database.connection().execute(sa.insert(Measure), rows)
    except IntegrityError:
        raise _number_taken() from None
    _hang(list(zip(ids, said, strict=True)))
    days = [day or today for day in since] or [today] * len(ids)
    assignment.begin(dict(zip(ids, days, strict=True)))
    return ids


def edit(
    measure_id: uuid.UUID, revision: int, said: MeasureText, *, today: date, decides: bool
) -> None:
    """Changes a measure.

    Args:
        measure_id: which.
        revision: the one that was shown to who changes it.
        said: what it is from now on.
        today: the day of the change.
        decides: the account may release; else what was released waits in editing again.

    Raises:
        NotFound: there is none.
        Conflict: somebody else saved since ``revision``, or another one has its number.
    """
    edit_all({measure_id: (revision, said)}, today=today, decides=decides)


def edit_all(
    wanted: Mapping[uuid.UUID, tuple[int, MeasureText]], *, today: date, decides: bool
) -> None:
    """Changes measures as :func:`edit` does one, in a constant number of statements.

    Args:
        wanted: by measure, the revision that was seen and what it is from now on.
        today: the day of the change.
        decides: the account may release; else what was released waits in editing again.

    Raises:
        DomainError: one would be a part of itself.
        NotFound: one is none.
        Conflict: somebody else saved since, or another one has its number.
    """
    if not wanted:
        return
    _must_be_as_seen({key: revision for key, (revision, _said) in wanted.items()})
    _must_lead_upwards({key: said.part_of for key, (_revision, said) in wanted.items()})
    try:
        with database.connection().begin_nested():
            _write(wanted, today, decides=decides)
    except IntegrityError:
        raise _number_taken() from None
    for model in HANGS:
        database.connection().execute(sa.delete(model).where(model.measure_id.in_(list(wanted))))
    _hang([(key, said) for key, (_revision, said) in wanted.items()])
    assignment.settle(list(wanted), today)


def _must_be_as_seen(seen: Mapping[uuid.UUID, int]) -> None:
    rows = database.connection().execute(
        sa.select(Measure.id, Measure.revision)
        .where(Measure.id.in_(list(seen)))
        .order_by(Measure.id)
        .with_for_update()
    )
    found = {row.id: row.revision for row in rows}
    if found.keys() != seen.keys():
        raise NotFound
    if any(found[key] != revision for key, revision in seen.items()):
        raise _second()


def _must_lead_upwards(parts: Mapping[uuid.UUID, uuid.UUID | None]) -> None:
    """No measure is, over however many steps, a part of itself."""
    if not any(parts.values()):
        return
    held = sa.select(Measure.id, Measure.part_of).where(Measure.part_of.is_not(None))
    above = {row.id: row.part_of for row in database.connection().execute(held)} | dict(parts)
    for key in parts:
        seen, at = {key}, above.get(key)
        while at is not None:
            if at in seen:
                raise DomainError(
                    _("Eine Maßnahme kann nicht Teil von sich selbst sein. Wählen Sie eine andere.")
                )
            seen.add(at)
            at = above.get(at)


def _write(
    wanted: Mapping[uuid.UUID, tuple[int, MeasureText]], today: date, *, decides: bool
) -> None:
    connection = database.connection()
    if len(wanted) > 1:  # two that change their numbers must not meet on the way
        connection.execute(
            sa.update(Measure).where(Measure.id.in_(list(wanted))).values(number=None)
        )
    rows = [{"b_id": key, **_values(said)} for key, (_revision, said) in wanted.items()]
    values: dict[str, object] = {"revision": Measure.revision + 1, "touched_on": today}
    if not decides:
        waits = (Measure.stage == Stage.RELEASED.value, Stage.EDITING.value)
        values["stage"] = sa.case(waits, else_=Measure.stage)
    table = sa.update(Measure).where(Measure.id == sa.bindparam("b_id"))
    connection.execute(table.values(**values), rows)


def set_stage(
    measure_ids: Sequence[uuid.UUID],
    stage: Stage,
    *,
    today: date,
    seen: Mapping[uuid.UUID, int] | None = None,
) -> None:
    """Says how far the writing of these measures is; what is released is shown to everybody.

    Args:
        measure_ids: which.
        stage: from now on.
        today: the day of the change.
        seen: the revision that was shown to who changes it, by measure.

    Raises:
        NotFound: one of those seen is none.
        Conflict: somebody else saved since.
    """
    if seen:
        _must_be_as_seen(seen)
    database.connection().execute(
        sa.update(Measure)
        .where(Measure.id.in_(measure_ids), Measure.stage != stage.value)
        .values(stage=stage.value, revision=Measure.revision + 1)
    )
    assignment.settle(measure_ids, today)


def strike(measure_id: uuid.UUID, revision: int, on: date | None, *, today: date) -> None:
    """Takes a measure out of the concept since a day, or (None) into it again.

    Raises:
        NotFound: there is none.
        Conflict: somebody else saved since ``revision``.
    """
    _renew(measure_id, revision, today, removed_on=on)
    assignment.settle([measure_id], today)


def merge(measure_id: uuid.UUID, revision: int, into_id: uuid.UUID | None, *, today: date) -> None:
    """Says that a measure is part of another one now, or (None) stands for itself again.

    Those that were part of it before go along.

    Raises:
        DomainError: both are the same, or the other one is itself part of one.
        NotFound: one of them is none.
        Conflict: somebody else saved since ``revision``.
    """
    if into_id is not None:
        _must_stand_for_itself(measure_id, into_id)
    _renew(measure_id, revision, today, merged_into=into_id)
    if into_id is not None:
        database.connection().execute(
            sa.update(Measure).where(Measure.merged_into == measure_id).values(merged_into=into_id)
        )
    assignment.settle([measure_id], today)


def delete(measure_id: uuid.UUID) -> None:
    """Deletes a draft for ever; what was ever shown is struck out instead.

    Raises:
        DomainError: it was shown, has a light, or others are part of it.
        NotFound: there is none.
    """
    connection = database.connection()
    row = connection.execute(
        sa.select(Measure.stage, Measure.reports).where(Measure.id == measure_id)
    ).first()
    if row is None:
        raise NotFound
    if row.stage != Stage.DRAFT.value or row.reports or needed([measure_id]):
        raise DomainError(
            _("Streichen Sie die Maßnahme. Löschen geht nur bei einem Entwurf ohne Ampel.")
        )
    delete_all([measure_id])


def needed(measure_ids: Collection[uuid.UUID], but: Collection[uuid.UUID] = ()) -> set[uuid.UUID]:
    """Those of them that other measures, ``but`` some, are part of or went into."""
    columns = (Measure.merged_into, Measure.part_of)
    rows = database.connection().execute(
        sa.select(*columns).where(
            Measure.id.not_in(list(but)), sa.or_(*(each.in_(list(measure_ids)) for each in columns))
        )
    )
    return {key for row in rows for key in row if key in measure_ids}


def delete_all(measure_ids: Collection[uuid.UUID]) -> None:
    """Deletes measures for ever, whatever they are: only for what nobody saw and nobody needs."""
    database.connection().execute(sa.delete(Measure).where(Measure.id.in_(list(measure_ids))))
    forget("measure", measure_ids)
    changes.record()


def lock(measure_ids: Collection[uuid.UUID]) -> None:
    """Nobody changes these measures, or sets their lights, before this transaction ends."""
    database.connection().execute(
        sa.select(Measure.id)
        .where(Measure.id.in_(list(measure_ids)))
        .order_by(Measure.id)
        .with_for_update()
    ).all()


def number_taken(number: str, but: uuid.UUID | None = None) -> bool:
    """Whether another measure has this number."""
    same = sa.select(Measure.id).where(Measure.number == number)
    return any(row.id != but for row in database.connection().execute(same))


def _must_stand_for_itself(measure_id: uuid.UUID, into_id: uuid.UUID) -> None:
    if measure_id == into_id:
        raise DomainError(_("Wählen Sie eine andere Maßnahme."))
    rows = database.connection().execute(
        sa.select(Measure.id, Measure.merged_into)
        .where(Measure.id.in_([measure_id, into_id]))
        .order_by(Measure.id)
        .with_for_update()  # two merges at once must not lead in a circle
    )
    found = {row.id: row.merged_into for row in rows}
    if into_id not in found:
        raise NotFound
    if found[into_id] is not None:
        raise DomainError(_("Wählen Sie die Maßnahme, in der jene schon aufgegangen ist."))


def _values(said: MeasureText) -> dict[str, object]:
    same: dict[str, object] = {name: getattr(said, name) for name in SAME}
    return same | {
        "number": said.number or None,
        "area": None if said.goal_id else said.area,
        "public_sentence": dict(said.public_sentence),
        "financing": [kind.value for kind in said.financing],
        "origin": said.origin.value,
    }


def _hang(wanted: Sequence[tuple[uuid.UUID, MeasureText]]) -> None:
    bodies = [
        {"measure_id": key, "organisation_id": body, "role": role}
        for key, said in wanted
        for body, role in _bodies(said).items()
    ]
    rows: list[tuple[type[database.Base], list[dict[str, object]]]] = [
        (MeasureOrganisation, bodies),
        (MeasurePlace, _pairs("place", ((key, said.places) for key, said in wanted))),
        (
            MeasureTargetGroup,
            _pairs("target_group", ((key, said.target_groups) for key, said in wanted)),
        ),
        (MeasureNeed, _pairs("need_id", ((key, said.needs) for key, said in wanted))),
    ]
    for model, values in rows:
        if values:
            database.connection().execute(sa.insert(model), values)


def _bodies(said: MeasureText) -> dict[uuid.UUID, str]:
    """Each organisation once: who is responsible is no partner as well."""
    found = dict.fromkeys(said.partners, Part.PARTNER.value)
    return found | dict.fromkeys(said.responsible, Part.RESPONSIBLE.value)


def _pairs(
    name: str, wanted: Iterable[tuple[uuid.UUID, Sequence[object]]]
) -> list[dict[str, object]]:
    return [
        {"measure_id": key, name: value}
        for key, values in wanted
        for value in dict.fromkeys(values)
    ]


def _last_position() -> int:
    return database.connection().execute(sa.select(sa.func.max(Measure.position))).scalar() or 0


def _renew(measure_id: uuid.UUID, revision: int, today: date, **values: object) -> None:
    connection = database.connection()
    changed = connection.execute(
        sa.update(Measure)
        .where(Measure.id == measure_id, Measure.revision == revision)
        .values(revision=revision + 1, touched_on=today, **values)
    )
    if changed.rowcount:
        return
    if connection.execute(sa.select(Measure.id).where(Measure.id == measure_id)).first() is None:
        raise NotFound
    raise _second()


def _second() -> Conflict:
    return Conflict(_("Jemand hat diese Maßnahme inzwischen geändert. Beide Fassungen stehen da."))


def _number_taken() -> Conflict:
    return Conflict(_("Diese Nummer hat schon eine andere Maßnahme. Wählen Sie eine andere."))
