"""The county, its tree of places, its own words and its list of offers."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from participation.base.database import Base

ONLY = 1
"""One installation serves one county: the key of its one row."""


class County(Base):
    """The county; one row."""

    __tablename__ = "county"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, default=ONLY)
    name: Mapped[str] = mapped_column(sa.String(120))
    """As it stands in a sentence's first place: "Landkreis X"."""
    land: Mapped[str] = mapped_column(sa.String(2))
    """Bundesland: ISO 3166-2 without "DE-"."""
    revision: Mapped[int] = mapped_column(default=1)
    """Grows with every saved change of the county's pages, so that two editors notice."""
    promises: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What IT confirmed, by promise; beside the name, so that no page asks once more for it."""


class Place(Base):
    """One place of the tree; the county itself is no row."""

    __tablename__ = "place"

    key: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    kind: Mapped[str] = mapped_column(sa.String(24))
    name: Mapped[str] = mapped_column(sa.String(120))
    parent: Mapped[str | None] = mapped_column(sa.ForeignKey("place.key"))
    population: Mapped[int | None]
    localities: Mapped[list[str]]
    """Villages and postcodes that lead here, as people write them: "17291 Birkenhain"."""
    sort: Mapped[int] = mapped_column(default=0)


class CountyText(Base):
    """One text that only the county can know, in one language or ("") in all."""

    __tablename__ = "county_text"

    name: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    language: Mapped[str] = mapped_column(sa.String(12), primary_key=True, default="")
    text: Mapped[str] = mapped_column(sa.Text)


class ListedOffer(Base):
    """One kind of help that questionnaires name; its label in one or more languages."""

    __tablename__ = "listed_offer"

    key: Mapped[str] = mapped_column(sa.String(60), primary_key=True)
    labels: Mapped[dict[str, str]] = mapped_column(sa.JSON)
    sort: Mapped[int] = mapped_column(default=0)
