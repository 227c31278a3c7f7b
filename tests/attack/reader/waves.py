"""Waves to attack: 30 places, three definitions, seeded people, released by the application."""

from __future__ import annotations

import random
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask
from synthetic import instrument, one, several

from participation.base import database
from participation.monitoring import service as monitoring
from participation.places import service as places
from participation.places.service import PlaceInfo
from participation.respond.models import Answer
from participation.studies.models import Wave
from surveys.figures.released import NOT_KNOWN, PlaceKind, PlaceNode
from tests.support.county import make_county, make_wave

OVER = timedelta(days=60)
PLACES, OFFICES = 30, 6
TREE = (
    *(
        PlaceInfo(f"amt{n}", PlaceKind.DISTRICT_OFFICE, f"Amt {n}", None, 9_000)
        for n in range(OFFICES)
    ),
    *(
        PlaceInfo(f"ort{n}", PlaceKind.MUNICIPALITY, f"Ort {n}", f"amt{n % OFFICES}", 1_000)
        for n in range(PLACES)
    ),
)
COUNTY = PlaceNode("county", PlaceKind.COUNTY, "Landkreis Probe")
NODES = (
    COUNTY,
    *(PlaceNode(place.key, place.kind, place.name, place.parent or COUNTY.key) for place in TREE),
)
"""The same tree for the engine alone."""
GONE = "gone"
"""What is known of a person besides: whether a second version is without them."""
DEFINITIONS = ("migration_background_birth", "immigration_history_birth", "origin_group")
FORM = instrument(
    one("life_sat", "very_bad", "bad", "okay", "satisfied", "very_satisfied"),
    one("voice_known", "no", "yes"),
    several("where", "office", "work", "school"),
    one("s_municipality", *(f"ort{n}" for n in range(PLACES)), list_name="places"),
    one("s_origin_group", "eu", "ukraine", "flight"),
    one("s_birth_self", "germany", "abroad"),
    one("s_birth_parents", "both_germany", "one_abroad", "both_abroad"),
    one("s_age", "a18_24", "a25_34", "a35_49"),
    one("s_gender", "woman", "man"),
    key="belonging",
)
WEIGHTS: Mapping[str, tuple[int, ...]] = {
    "life_sat": (1, 2, 3, 3, 1),
    "voice_known": (1, 4),
    "s_municipality": (40, 1, 20, 5, *([1] * (PLACES - 4))),
    "s_origin_group": (20, 8, 1),
    "s_birth_self": (3, 1),
    "s_birth_parents": (4, 1, 2),
    "s_age": (1, 3, 3),
    "s_gender": (1, 1),
}
GAPS = 0.03
LETTERS = str.maketrans("0123456789", "abcdefghkm")
"""An address has few digits."""
Given = dict[str, object]
Person = dict[str, str]


@dataclass(frozen=True)
class Released:
    """A released wave, and who answered: what the attacker knows, and what they look for."""

    slug: str
    wave_id: uuid.UUID
    ids: tuple[uuid.UUID, ...]
    answers: tuple[Given, ...]

    def people(self, question: str, option: str | None = None) -> list[Person]:
        """Everybody who answered a question, with all that is known of them."""
        return [
            {**known(given), "answer": said}
            for given in self.answers
            if (said := self._said(given, question, option)) is not None
        ]

    def gaps(self, question: str) -> list[Person]:
        """Everybody; looked for is who left the question out."""
        return [
            {**known(given), "answer": "yes" if question in given else "no"}
            for given in self.answers
        ]

    @staticmethod
    def _said(given: Given, question: str, option: str | None) -> str | None:
        if question not in given:
            return None
        said = given[question]
        if isinstance(said, list):
            return "yes" if option in said else "no"
        return str(said)


def known(given: Mapping[str, object]) -> Person:
    """What an attacker knows of a person: place, sex, age and every group."""
    born, parents = str(given["s_birth_self"]), str(given["s_birth_parents"])
    beside = {GONE: str(given[GONE])} if GONE in given else {}
    return beside | {
        "place": str(given["s_municipality"]),
        "sex": str(given["s_gender"]),
        "age": str(given["s_age"]),
        "origin_group": str(given["s_origin_group"]),
        "migration_background_birth": _with(
            born == "abroad" or parents != "both_germany", (born, parents)
        ),
        "immigration_history_birth": _with(
            born == "abroad" or parents == "both_abroad", (born, parents)
        ),
    }


def _with(yes: bool, born: tuple[str, str]) -> str:  # noqa: FBT001 (two callers)
    return NOT_KNOWN if "" in born else "with" if yes else "without"


def person(rng: random.Random) -> Given:
    """Somebody."""
    given: Given = {
        name: rng.choices([choice.name for choice in FORM.questions[name].choices], weights)[0]
        for name, weights in WEIGHTS.items()
        if name.startswith("s_") or rng.random() > GAPS
    }
    if rng.random() > GAPS:
        ticked = [name for name in ("office", "work", "school") if rng.random() < 0.6]
        given["where"] = ticked or ["nothing"]
    return given


def prepare() -> None:
    """The county; inside an application context, once."""
    make_county()
    with database.transaction():
        places.save_places(TREE, places.county().revision)


def tree() -> tuple[PlaceNode, ...]:
    """The county's places, as anybody may look them up."""
    return places.tree()


def release(app: Flask, seed: int, count: int) -> Released:
    """A wave of so many people, released; the same for the same seed."""
    rng = random.Random(seed)
    answers = tuple(person(rng) for _ in range(count))
    slug = f"welle-{count}-{seed}".translate(LETTERS)
    with app.app_context():
        wave_id = make_wave(FORM, slug=slug, opened=OVER, group_definitions=DEFINITIONS)
        keys = [uuid.UUID(bytes=rng.randbytes(16), version=4) for _ in answers]
        common = {"wave_id": wave_id, "language": "de", "channel": "", "mode": "self"}
        flags = {"too_fast": False, "hidden_filled": False}
        rows = [
            {"id": key, **common, **flags, "answers": given}
            for key, given in zip(keys, answers, strict=True)
        ]
        with database.transaction() as connection:
            secret = sa.update(Wave).where(Wave.id == wave_id).values(secret=rng.randbytes(32))
            connection.execute(secret)
            connection.execute(sa.insert(Answer), rows)
        with database.transaction():
            monitoring.release_now(wave_id, "Anna Amt")
    return Released(slug, wave_id, tuple(keys), answers)
