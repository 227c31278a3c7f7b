"""The concept's framework: sentences, goals."""

from __future__ import annotations

import uuid

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base

ONLY = 1
"""One installation keeps one concept: the key of its one row; versions are frozen copies."""


class Concept(Base):
    """The county's concept; one row, there as soon as somebody begins it."""

    __tablename__ = "concept"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=ONLY)
    title: Mapped[str] = mapped_column(sa.String(160))
    stage: Mapped[str] = mapped_column(sa.String(12))
    """A :class:`~participation.concept.tree.kinds.Stage` of the framework: sentences and goals."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved change, so that two editors notice."""


class ConceptStatement(Base):
    """One sentence of vision, guiding principles or understanding of integration."""

    __tablename__ = "concept_statement"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    kind: Mapped[str] = mapped_column(sa.String(20))
    """A :class:`~participation.concept.tree.kinds.StatementKind`."""
    stage: Mapped[str] = mapped_column(sa.String(12), default="released")
    """A :class:`~participation.concept.tree.kinds.Stage`: shown once it and the framework are."""
    texts: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    """By language; German is always there."""
    position: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)


class Goal(Base):
    """A main goal of an area, or a sub-goal of a main goal."""

    __tablename__ = "goal"

    id: Mapped[uuid.UUID] = mapped_column(primary_key=True, default=uuid.uuid4)
    area: Mapped[str] = mapped_column(sa.String(40))
    """Key of an area; a sub-goal's is always that of its main goal."""
    parent_id: Mapped[uuid.UUID | None] = mapped_column(sa.ForeignKey("goal.id"), index=True)
    """Its main goal; None: it is one."""
    number: Mapped[str] = mapped_column(sa.String(20), default="")
    title: Mapped[str] = mapped_column(sa.String(300))
    text: Mapped[str] = mapped_column(sa.Text, default="")
    stage: Mapped[str] = mapped_column(sa.String(12), default="released")
    """A :class:`~participation.concept.tree.kinds.Stage`: shown once it and the framework are."""
    position: Mapped[int]
    revision: Mapped[int] = mapped_column(default=1)


class GoalIndicator(Base):
    """An indicator by which a goal is watched, and where it should go."""

    __tablename__ = "goal_indicator"

    goal_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("goal.id", ondelete="CASCADE"), primary_key=True
    )
    indicator: Mapped[str] = mapped_column(sa.String(120), primary_key=True)
    """Key of an indicator, as figures and catalogues name it."""
    direction: Mapped[str] = mapped_column(sa.String(8))
    """A :class:`~participation.concept.tree.kinds.Direction`."""


class GoalTargetGroup(Base):
    """Whom a goal is meant for; none: everybody."""

    __tablename__ = "goal_target_group"

    goal_id: Mapped[uuid.UUID] = mapped_column(
        sa.ForeignKey("goal.id", ondelete="CASCADE"), primary_key=True
    )
    target_group: Mapped[str] = mapped_column(sa.ForeignKey("target_group.key"), primary_key=True)


class ProposedWording(Base):
    """A translation of a text of the concept that somebody has to read before it is shown."""

    __tablename__ = "proposed_wording"

    key: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    """What is translated: a kind and a name ("measure:…")."""
    tag: Mapped[str] = mapped_column(sa.String(12), primary_key=True)
    source: Mapped[str] = mapped_column(sa.Text)
    """The German that it translates; another one makes it void."""
    text: Mapped[str] = mapped_column(sa.Text)
