"""What a reader has: the files and pages of a release, fetched by HTTP, and public knowledge.

Public are the county's tree of places, the questionnaire and every rule of the platform.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flask.testing import FlaskClient

from surveys.figures.released import (
    Category,
    Indicator,
    IndicatorKind,
    PlaceNode,
    Row,
    Status,
    Table,
)
from surveys.instrument.instrument import EMPTY

NAMES = {
    "Ort": "place",
    "Geschlecht": "sex",
    "Alter": "age",
    "Herkunft der Familie (eigene Angabe)": "origin_group",
    "Mit und ohne Migrationshintergrund (nach Geburtsort)": "migration_background_birth",
    "Mit und ohne Einwanderungsgeschichte (nach Geburtsort)": "immigration_history_birth",
}
"""What the columns of the file call the dimensions."""
ALL, BETWEEN = "Insgesamt", " × "


@dataclass(frozen=True)
class Meta:
    """What is said of the wave."""

    k: int


@dataclass(frozen=True)
class Read:
    """One version of a release as a file tells it; has what ``Attack`` asks a release for."""

    wave: Meta
    places: tuple[PlaceNode, ...]
    by_indicator: Mapping[str, Indicator]
    tables: tuple[Table, ...]
    stands: Mapping[tuple[tuple[str, ...], tuple[str, ...]], int]
    version: int
    by_place: Mapping[str, PlaceNode] = field(init=False)

    def __post_init__(self) -> None:
        self.__dict__["by_place"] = {place.key: place for place in self.places}

    def tables_of(self, indicator: str) -> tuple[Table, ...]:
        """All tables of an indicator."""
        return tuple(table for table in self.tables if table.indicator == indicator)

    def stand(self, by: tuple[str, ...], cell: tuple[str, ...]) -> int:
        """The version that the numbers of a group come from."""
        return self.stands[by, cell]


def read(file: str, places: Sequence[PlaceNode], several: Iterable[str], k: int = 10) -> Read:
    """A release from its plain CSV.

    Args:
        file: the text of the file.
        places: the county's tree.
        several: names of the multiple choices.
        k: as the pages say.
    """
    groups: dict[tuple[str, tuple[str, ...]], dict[tuple[str, ...], list[dict[str, str]]]] = {}
    stands = {}
    version = 1
    for line in csv.DictReader(io.StringIO(file)):
        by = tuple(NAMES[name] for name in line["by"].split(BETWEEN) if name != ALL)
        cell = tuple(line["group_key"].split(BETWEEN)) if by else ()
        groups.setdefault((line["indicator"], by), {}).setdefault(cell, []).append(line)
        stands[by, cell] = int(line["numbers_of_version"])
        version = int(line["version"])
    indicators = {
        key: _indicator(key, rows[()], key in set(several))
        for (key, by), rows in groups.items()
        if not by
    }
    tables = tuple(
        Table(key, by, tuple(_row(cell, lines, indicators[key]) for cell, lines in rows.items()))
        for (key, by), rows in groups.items()
    )
    return Read(Meta(k), tuple(places), indicators, tables, stands, version)


def _indicator(key: str, lines: Sequence[dict[str, str]], several: bool) -> Indicator:  # noqa: FBT001 (one caller)
    keys = [line["answer_key"] for line in lines]
    together = [name.split("+") for name in keys if "+" in name]
    return Indicator(
        key=key,
        kind=IndicatorKind.MULTIPLE if several else IndicatorKind.SHARE,
        question=key,
        title=EMPTY,
        wording=EMPTY,
        categories=tuple(Category(name, EMPTY) for name in keys if "+" not in name),
        share_of=tuple(together[0]) if together else (),
    )


def _row(cell: tuple[str, ...], lines: Sequence[dict[str, str]], indicator: Indicator) -> Row:
    if not lines[0]["answer_key"]:
        return Row(cell, Status.WITHHELD)
    counts = {line["answer_key"]: int(line["count"]) if line["count"] else None for line in lines}
    return Row(
        cell,
        Status.SHOWN,
        int(lines[0]["n"]),
        tuple(counts[category.key] for category in indicator.categories),
        counts.get("+".join(indicator.share_of)) if indicator.share_of else None,
        int(lines[0]["missing"]),
    )


LINK = re.compile(r'href="(/[^"#?]*results/[^"#?]*)')


def crawl(client: FlaskClient, slug: str) -> Iterator[tuple[str, bytes]]:
    """Every page and file of a wave that links lead to, each once."""
    waiting, seen = [f"/de/results/{slug}"], set()
    while waiting:
        address = waiting.pop()
        if address in seen or f"/{slug}" not in address or not address.startswith("/de/"):
            continue
        seen.add(address)
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        yield address, answer.data
        if answer.mimetype == "text/html":
            waiting += LINK.findall(answer.get_data(as_text=True))


def spellings(address: str) -> Iterator[str]:
    """The same request in twenty other ways."""
    for query in (
        *("x", "x=1", "min=1", "k=1", "by=sex", "by=sex&by=age", "question=a", "version=1"),
        *("n=11", "exact=1", "filter[]=1", "group=1&group=2", "%00", "a=%FF", "_=1", "page=2"),
        *("format=json", "debug=1", "callback=f", "q=%27"),
    ):
        yield f"{address}?{query}"
