"""A realistic released document without answers behind it, for tests of pages and exports.

``sample()`` gives a :class:`Released` of a wave of `needs`: a five-step scale, a yes/no question
and a multiple choice, by total, place, sex, age, two group definitions and group × place/sex/age;
with small places rolled up, a withheld group, small bases, "hardly anyone" and "nearly all".
"""

from __future__ import annotations

import hashlib
import json
import random
from datetime import date

from surveys import plain
from surveys.figures.about import SampleKind, WaveMeta
from surveys.figures.released import (
    Category,
    Dimension,
    DimensionKind,
    Indicator,
    IndicatorKind,
    Member,
    PlaceKind,
    PlaceNode,
    Released,
    Row,
    Status,
    Table,
)
from surveys.instrument.instrument import Text

PLACES = (
    PlaceNode("county", PlaceKind.COUNTY, "Landkreis Musterland", None, 120_000),
    PlaceNode("north", PlaceKind.PLANNING_AREA, "Planungsraum Nord", "county", 50_000),
    PlaceNode("south", PlaceKind.PLANNING_AREA, "Planungsraum Süd", "county", 70_000),
    PlaceNode("amt_see", PlaceKind.DISTRICT_OFFICE, "Amt Seeland", "north", 15_000),
    PlaceNode("altstadt", PlaceKind.TOWN, "Altstadt", "north", 35_000),
    PlaceNode("seedorf", PlaceKind.MUNICIPALITY, "Seedorf", "amt_see", 9_000),
    PlaceNode("waldau", PlaceKind.MUNICIPALITY, "Waldau", "amt_see", 6_000),
    PlaceNode("bergheim", PlaceKind.TOWN, "Bergheim", "south", 70_000),
)
SMALL = {"waldau": "amt_see"}


def text(de: str, en: str, ar: str = "") -> Text:
    strings = {"de": de, "en": en}
    return Text({**strings, "ar": ar} if ar else strings)


def members(*rows: tuple[str, str, str]) -> tuple[Member, ...]:
    return tuple(Member(key, text(de, en)) for key, de, en in rows)


DIMENSIONS = (
    Dimension("place", DimensionKind.PLACE, text("Ort", "Place")),
    Dimension(
        "sex",
        DimensionKind.SEX,
        text("Geschlecht", "Sex"),
        members(("woman", "Frau", "Woman"), ("man", "Mann", "Man"), ("diverse", "divers", "other")),
    ),
    Dimension(
        "age",
        DimensionKind.AGE,
        text("Alter", "Age"),
        members(("a18_24", "18–24", "18–24"), ("a25_34", "25–34", "25–34")),
    ),
    Dimension(
        "migration_background_birth",
        DimensionKind.GROUP,
        text("Migrationshintergrund nach Geburtsort", "Migration background by birthplace"),
        members(
            ("with", "selbst oder ein Elternteil im Ausland geboren", "born abroad, or a parent"),
            ("without", "selbst und beide Eltern in Deutschland geboren", "all born in Germany"),
            ("not_known", "ohne Angabe", "not stated"),
        ),
        text(
            "„Mit“: selbst oder mindestens ein Elternteil nicht in Deutschland geboren.",
            "“With”: born outside Germany, or at least one parent was.",
        ),
    ),
    Dimension(
        "origin_group",
        DimensionKind.GROUP,
        text("Herkunft nach eigener Angabe", "Origin as stated"),
        members(
            ("eu", "aus einem EU-Land", "EU country"), ("ukraine", "aus der Ukraine", "Ukraine")
        ),
        text("Eigene Angabe: Woher kommt Ihre Familie?", "As stated: where is your family from?"),
    ),
)

WELL = (
    ("not_at_all", "gar nicht", "not at all"),
    ("little", "wenig", "a little"),
    ("okay", "es geht", "okay"),
    ("well", "gut", "well"),
    ("very_well", "sehr gut", "very well"),
)
NEEDS = (
    ("german", "Deutsch lernen", "Learning German"),
    ("work", "Arbeit oder Ausbildung", "Work or training"),
    ("housing", "Wohnung", "Housing"),
    ("mobility", "Bus, Bahn, Führerschein", "Bus, train, driving licence"),
    ("nothing", "Ich brauche nichts", "I need nothing"),
)


def categories(rows: tuple[tuple[str, str, str], ...]) -> tuple[Category, ...]:
    return tuple(Category(key, text(de, en)) for key, de, en in rows)


INDICATORS = (
    Indicator(
        key="german_self",
        kind=IndicatorKind.SHARE,
        question="german_self",
        title=text("Deutsch gut oder sehr gut", "German good or very good", "ألمانية جيدة"),
        wording=text(
            "Wie gut sprechen Sie Deutsch?",
            "How well do you speak German?",
            "ما مدى إتقانك للغة الألمانية؟",
        ),
        categories=categories(WELL),
        share_of=("well", "very_well"),
        construct="German, self-rated",
        dimension="cultural",
        scale=True,
    ),
    Indicator(
        key="doctor_access",
        kind=IndicatorKind.SHARE,
        question="doctor_access",
        title=text("Keinen Arzttermin bekommen", "Got no doctor's appointment"),
        wording=text("Haben Sie einen Arzt gebraucht und keinen Termin bekommen?", "No doctor?"),
        categories=categories((("no", "nein", "no"), ("yes", "ja", "yes"))),
        share_of=("yes",),
        construct="access to health care",
        dimension="structural",
    ),
    Indicator(
        key="need_top3",
        kind=IndicatorKind.MULTIPLE,
        question="need_top3",
        title=text("Wobei Menschen Hilfe brauchen", "Where people need help"),
        wording=text("Wobei brauchen Sie jetzt Hilfe?", "What do you need help with now?"),
        categories=categories(NEEDS),
        construct="priority needs",
        dimension="needs",
    ),
)

WAVE = WaveMeta(
    key="needs-2026",
    instrument="needs",
    instrument_version="1",
    title=text("Was brauchen Sie? 2026", "What do you need? 2026", "ماذا تحتاج؟ 2026"),
    opened=date(2026, 5, 4),
    closed=date(2026, 6, 3),
    target_group=text("Menschen ab 18 mit Migrationsgeschichte", "Adults with migration history"),
    sample=SampleKind.SELF_SELECTED,
    k=10,
    languages=("de", "de-simple", "en", "ar", "uk", "ru", "fa", "tr"),
)

BREAKDOWNS = (
    (),
    ("place",),
    ("sex",),
    ("age",),
    *((group,) for group in ("migration_background_birth", "origin_group")),
    *(
        (group, other)
        for group in ("migration_background_birth", "origin_group")
        for other in ("place", "sex", "age")
    ),
)


def fives(value: float) -> int:
    return 5 * round(value / 5)


def shown(rng: random.Random, indicator: Indicator, cell: tuple[str, ...], n: int) -> Row:
    weights = [rng.uniform(0.2, 1) for _ in indicator.categories]
    whole = sum(weights) / (1.8 if indicator.kind is IndicatorKind.MULTIPLE else 1)
    counts: list[int | None] = [fives(n * weight / whole) for weight in weights]
    if indicator.kind is IndicatorKind.MULTIPLE and cell:
        counts[-1] = None
    if indicator.key == "doctor_access" and cell == ("seedorf",):
        counts = [n, 0]
    positions = [at for at, c in enumerate(indicator.categories) if c.key in indicator.share_of]
    share_count = sum(counts[at] or 0 for at in positions) if positions else None
    return Row(cell, Status.SHOWN, n, tuple(counts), share_count, fives(n * 0.12))


def row(rng: random.Random, indicator: Indicator, cell: tuple[str, ...]) -> Row:
    if "diverse" in cell:
        return Row(cell, Status.WITHHELD)
    for key in cell:
        if key in SMALL:
            return Row(cell, Status.ROLLED_UP, into=SMALL[key])
    n = fives(610 / 2.9 ** len(cell)) if "seedorf" not in cell else 15
    return shown(rng, indicator, cell, n)


def keys(dimension: str) -> list[str]:
    if dimension == "place":
        return [place.key for place in PLACES]
    found = next(d for d in DIMENSIONS if d.key == dimension)
    return [member.key for member in found.members]


def cells(by: tuple[str, ...]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = [()]
    for dimension in by:
        found = [(*cell, key) for cell in found for key in keys(dimension)]
    return found


def table(rng: random.Random, indicator: Indicator, by: tuple[str, ...]) -> Table:
    return Table(indicator.key, by, tuple(row(rng, indicator, cell) for cell in cells(by)))


def seal(content: object) -> bytes:
    """The envelope of the document, as its description says."""
    body = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digest = hashlib.sha256(body.encode()).hexdigest()
    return json.dumps({"schema": 1, "sha256": digest, "content": content}).encode()


def content() -> dict[str, object]:
    rng = random.Random(7)
    tables = [table(rng, indicator, by) for indicator in INDICATORS for by in BREAKDOWNS]
    parts = {
        "wave": WAVE,
        "places": PLACES,
        "dimensions": DIMENSIONS,
        "indicators": INDICATORS,
        "tables": tuple(tables),
    }
    return {"responses": 645, **{name: plain.encode(part) for name, part in parts.items()}}


def sample() -> Released:
    return Released.load(seal(content()))
