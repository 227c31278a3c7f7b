"""Invented answers to the shipped questionnaires ``needs`` and ``belonging``.

Every answer is drawn from a seeded generator: groups, places and rounds differ as they plausibly
might, people leave questions out, say "don't know" and stop before the end. Nobody said any of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from participation.demo.people import Person, draw, person
from participation.demo.wishes import WISHES
from surveys.expressions import evaluate, truth
from surveys.instrument.answers import Value
from surveys.instrument.instrument import Choice, Instrument, Question, QuestionType

SKIPPED = 0.04
"""Share of questions that people leave out, one by one."""
SENSITIVE = 0.08
WISHING = 0.16
"""Share of people who write something in their own words."""
NOT_SAID = 0.05
"""Share who choose "don't know" and its kin where it is offered."""


@dataclass(frozen=True, slots=True)
class Sent:
    """One person's whole answer."""

    person: Person
    answers: Mapping[str, Value]
    texts: Mapping[str, str]


def sent(instrument: Instrument, number: int, seed: int, trend: float = 0.0) -> Iterator[Sent]:
    """``number`` whole answers; the same for the same seed.

    Args:
        instrument: with the county's places and offers put in.
        number: how many people answer.
        seed: of the generator.
        trend: how much better (or worse) things are than in another round, in steps from 0 to 1.
    """
    rng = Random(seed)  # noqa: S311 - invented data must come out the same each time
    for _unused in range(number):
        yield _one(rng, instrument, person(rng, instrument.key), trend)


def _one(rng: Random, instrument: Instrument, who: Person, trend: float) -> Sent:
    values: dict[str, Value] = {}
    texts: dict[str, str] = {}
    computed: dict[str, object] = {}
    last = who.patience * len(instrument.asked)
    for at, question in enumerate(instrument.order):
        scope = {**computed, **values}
        if at > last or not all(truth(condition, scope) for condition in question.relevant):
            continue
        if question.calculation is not None:
            computed[question.name] = evaluate(question.calculation, scope)
        elif not question.type.asks:
            continue
        elif question.type is QuestionType.TEXT:
            if rng.random() < WISHING:
                texts[question.name] = rng.choice(WISHES[who.language])
        elif rng.random() >= (SENSITIVE if question.sensitive else SKIPPED):
            values[question.name] = _answer(rng, question, who, trend)
    return Sent(who, values, texts)


def _answer(rng: Random, question: Question, who: Person, trend: float) -> Value:
    unsaid = [choice.name for choice in question.choices if choice.missing is not None]
    if question.name in FIXED:
        known = FIXED[question.name](who)
        return known if rng.random() >= NOT_SAID or not unsaid else rng.choice(unsaid)
    if question.type is QuestionType.SELECT_MULTIPLE:
        return _several(rng, question, who)
    if question.name in CHOSEN:
        return draw(rng, CHOSEN[question.name](who))
    if unsaid and rng.random() < NOT_SAID:
        return rng.choice(unsaid)
    return _step(rng, _said(question), _centre(question.name, who) + trend)


def _said(question: Question) -> Sequence[Choice]:
    return [choice for choice in question.choices if choice.missing is None]


def _step(rng: Random, steps: Sequence[Choice], centre: float) -> str:
    """A step of a scale around ``centre`` (0: the first, 1: the last)."""
    at = rng.gauss(centre, 0.24) * len(steps)
    return steps[max(0, min(len(steps) - 1, int(at)))].name


def _several(rng: Random, question: Question, who: Person) -> tuple[str, ...]:
    said = _said(question)
    alone = [choice.name for choice in said if choice.exclusive]
    if alone and rng.random() < 0.08:  # noqa: PLR2004 - a share
        return (alone[0],)
    options = [choice.name for choice in said if not choice.exclusive]
    most = min(question.max_choices or 3, len(options))
    liked = LIKED.get(question.name)
    wanted = liked(who) if liked else {}
    weights = {name: wanted.get(name, 1.0) * (1.0 - 0.05 * at) for at, name in enumerate(options)}
    number = rng.randint(1, most)
    picked: set[str] = set()
    while len(picked) < number:
        picked.add(draw(rng, weights))
    return tuple(name for name in options if name in picked)


def _centre(name: str, who: Person) -> float:
    base, settled, town, came = SCALES.get(name, (0.55, 0.1, 0.0, 0.0))
    effect = settled * (who.settled - 0.5) + (town if who.in_town else -town)
    return base + effect + (came if who.came else 0.0)


SCALES: Mapping[str, tuple[float, float, float, float]] = {
    # question: (centre, effect of being settled, effect of living in a town, of having come)
    "german_self": (0.5, 0.8, 0.0, 0.0),
    "german_office": (0.42, 0.8, 0.0, 0.0),
    "housing_sat": (0.55, 0.2, -0.05, 0.0),
    "doctor_access": (0.55, -0.1, -0.08, 0.0),
    "mobility": (0.48, 0.05, 0.16, 0.0),
    "offers_help": (0.62, 0.0, 0.03, 0.0),
    "stay": (0.72, 0.25, 0.0, 0.0),
    "life_sat": (0.62, 0.12, 0.0, -0.04),
    "home_here": (0.62, 0.3, -0.02, -0.05),
    "welcome": (0.6, 0.1, 0.04, -0.08),
    "belong_place": (0.62, 0.25, -0.03, -0.04),
    "belong_de": (0.64, 0.25, 0.0, -0.1),
    "belong_origin": (0.66, -0.1, 0.0, 0.1),
    "contact_friends_de": (0.5, 0.3, 0.0, -0.05),
    "contact_neigh_de": (0.58, 0.25, -0.05, -0.05),
    "contact_work_de": (0.68, 0.2, 0.0, 0.0),
    "contact_friends_abroad": (0.4, 0.0, 0.08, 0.0),
    "contact_neigh_abroad": (0.42, 0.0, 0.1, 0.0),
    "contact_work_abroad": (0.55, 0.0, 0.05, 0.0),
    "climate": (0.56, 0.0, -0.04, 0.02),
    "support_net": (0.55, 0.2, 0.0, -0.08),
    "lonely": (0.4, -0.2, -0.02, 0.08),
    "club": (0.42, 0.2, -0.04, -0.1),
    "voice": (0.3, 0.2, 0.0, -0.08),
    "voice_known": (0.4, 0.3, 0.0, -0.1),
    "trust_muni": (0.54, 0.0, 0.0, 0.06),
    "trust_school": (0.6, 0.0, 0.0, 0.06),
    "discrim_12m": (0.18, -0.05, 0.02, 0.2),
}
FIXED: Mapping[str, Callable[[Person], str]] = {
    "s_municipality": lambda who: who.place,
    "s_birth_self": lambda who: "abroad" if who.came else "germany",
    "s_birth_parents": lambda who: "both_abroad" if who.came else "both_germany",
    "s_years": lambda who: who.years,
    "s_origin_group": lambda who: who.origin,
    "s_age": lambda who: who.age,
    "s_gender": lambda who: who.gender,
}
CHOSEN: Mapping[str, Callable[[Person], Mapping[str, float]]] = {
    "course_status": lambda who: {
        "in_course": 30 * (1.1 - who.german),
        "waiting": 18 * (1.1 - who.german),
        "would_like": 22 * (1.1 - who.german),
        "finished": 40 * who.german,
        "not_needed": 30 * who.german**3,
    },
    "work_status": lambda who: {
        "work": 12 + 60 * who.settled * (who.age != "a65plus"),
        "training": 14 if who.age in ("a18_24", "a25_34") else 2,
        "course": 26 * (1.1 - who.settled),
        "looking": 14,
        "family": 12 if who.gender == "woman" and who.has_children else 2,
        "retired": 60 if who.age == "a65plus" else 0.5,
        "not_allowed": 8 * (1.1 - who.settled) if who.origin == "flight" else 0.3,
        "other": 3,
    },
    "childcare": lambda who: (
        {"no": 34 if who.in_town else 26, "some": 12, "all": 42, "not_wanted": 12}
        if who.has_children
        else {"no_children": 1}
    ),
}
LIKED: Mapping[str, Callable[[Person], Mapping[str, float]]] = {
    "need_top3": lambda who: {
        "german": 1.0 + 5 * (1 - who.german),
        "work": 3.4,
        "housing": 3.2 if who.in_town else 1.6,
        "childcare_school": 3.5 if who.has_children else 0.3,
        "health": 2.2,
        "offices_papers": 2.6,
        "transport": 1.0 if who.in_town else 4.0,
        "people": 1.6,
        "discrimination": 1.0,
        "other": 0.4,
    },
    "course_barrier": lambda who: {
        "childcare": 3.5 if who.has_children else 0.2,
        "too_far": 0.8 if who.in_town else 3.0,
        "no_bus": 0.6 if who.in_town else 3.0,
        "no_place": 2.5,
    },
    "info_channel": lambda _who: {"messenger": 3.0, "family_friends": 2.6, "course_school": 1.6},
    "offers_used": lambda _who: {"migration_advice": 2.5, "language_cafe": 2.0},
    "discrim_where": lambda _who: {"housing": 2.4, "public": 2.2, "work": 2.0},
}
