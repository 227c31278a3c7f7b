"""Changes of the concept's framework: begun once; its title and sentences."""

from __future__ import annotations

import uuid
from collections.abc import Collection, Mapping

import sqlalchemy as sa

from participation.base import database
from participation.base.errors import Conflict, NotFound
from participation.base.words.catalogues import gettext as _
from participation.concept.models import Concept, ConceptStatement, Goal
from participation.concept.models.tree import ONLY
from participation.concept.tree.deciding import MustDecide, may_take_away
from participation.concept.tree.forgetting import forget
from participation.concept.tree.kinds import Stage, StatementKind, stage_of_saved


def begin(title: str) -> None:
    """Begins the concept; one that is there stays as it is."""
    connection = database.connection()
    if connection.execute(sa.select(Concept.id)).first() is None:
        connection.execute(
            sa.insert(Concept).values(id=ONLY, title=title, stage=Stage.DRAFT.value, revision=1)
        )


def edit_framework(revision: int, title: str, stage: Stage) -> None:
    """Changes the concept's title, and how far the writing of its framework is.

    Raises:
        Conflict: somebody else saved since ``revision``, or nobody began it.
    """
    changed = database.connection().execute(
        sa.update(Concept)
        .where(Concept.id == ONLY, Concept.revision == revision)
        .values(title=title, stage=stage.value, revision=revision + 1)
    )
    if not changed.rowcount:
        raise _second()


def release(ids: Collection[uuid.UUID]) -> None:
    """Releases these sentences and goals."""
    for model in (ConceptStatement, Goal):
        database.connection().execute(
            sa.update(model)
            .where(model.id.in_(list(ids)), model.stage != Stage.RELEASED.value)
            .values(stage=Stage.RELEASED.value, revision=model.revision + 1)
        )


def add_statement(
    kind: StatementKind, texts: Mapping[str, str], *, decides: bool = True
) -> uuid.UUID:
    """A further sentence, after all others of the framework; its id.

    Args:
        kind: what it is a sentence of.
        texts: by language; German first.
        decides: the account may release; else it waits in editing.
    """
    key = uuid.uuid4()
    last = sa.select(sa.func.max(ConceptStatement.position))
    position = (database.connection().execute(last).scalar() or 0) + 1
    database.connection().execute(
        sa.insert(ConceptStatement).values(
            id=key,
            kind=kind.value,
            texts=dict(texts),
            stage=stage_of_saved(decides=decides).value,
            position=position,
            revision=1,
        )
    )
    return key


def edit_statement(
    statement_id: uuid.UUID, revision: int, texts: Mapping[str, str], *, decides: bool = True
) -> None:
    """Changes a sentence; what somebody saves who may not release waits in editing.

    Raises:
        NotFound: there is none.
        Conflict: somebody else saved since ``revision``.
    """
    changed = database.connection().execute(
        sa.update(ConceptStatement)
        .where(ConceptStatement.id == statement_id, ConceptStatement.revision == revision)
        .values(
            texts=dict(texts), stage=stage_of_saved(decides=decides).value, revision=revision + 1
        )
    )
    if not changed.rowcount:
        known = sa.select(ConceptStatement.id).where(ConceptStatement.id == statement_id)
        raise _second() if database.connection().execute(known).first() else NotFound


def delete_statement(statement_id: uuid.UUID, *, decides: bool = True) -> None:
    """Takes a sentence away.

    Raises:
        MustDecide: it is shown, and who asks may not release.
    """
    which = sa.select(ConceptStatement.stage).where(ConceptStatement.id == statement_id)
    stage = database.connection().execute(which.with_for_update()).scalar()
    if stage and not may_take_away(Stage(stage), decides=decides):
        raise MustDecide(_("Das ist öffentlich. Bitten Sie die Koordination, es zu löschen."))
    database.connection().execute(
        sa.delete(ConceptStatement).where(ConceptStatement.id == statement_id)
    )
    forget("statement", [statement_id])


def _second() -> Conflict:
    return Conflict(_("Jemand hat dies inzwischen geändert. Beide Fassungen stehen da."))
