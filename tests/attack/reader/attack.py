"""The whole attack on one wave, over HTTP."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from flask import Flask
from flask.testing import FlaskClient

from tests.attack.attacker import Attack, Person, profile
from tests.attack.reader import guess, pages, waves
from tests.attack.reader.pages import Read
from tests.attack.reader.waves import Released

QUESTIONS = ("life_sat", "voice_known")
SEVERAL, OPTION = "where", "office"
ALIKE = 4
CERTAIN = 0.95
FEW = 100
"""In larger waves what remains possible is not counted: it takes minutes."""


@dataclass
class Found:
    """What an attack came to."""

    attacked: int = 0
    determined: int = 0
    possible: dict[str, float] = field(default_factory=dict)
    """Per question how many answers unique persons may have given, on average."""
    held: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Per question how many unique persons the guesser holds for certain, and of how many."""

    def line(self) -> str:
        """In a line."""
        means = ", ".join(f"{name} {mean:.2f}" for name, mean in self.possible.items())
        held = ", ".join(f"{name} {sure} of {of} held" for name, (sure, of) in self.held.items())
        return f"{self.determined} of {self.attacked} determined; possible: {means}; {held}"


def attacked(app: Flask, seed: int, count: int, *, guessing: bool = True) -> Found:
    """A fresh wave of so many people, released and attacked."""
    wave = waves.release(app, seed, count)
    with ThreadPoolExecutor(1) as apart:  # a request of its own, outside our context
        client = FlaskClient(app, app.response_class)
        file = apart.submit(client.get, f"/de/results/{wave.slug}.plain.csv").result()
    with app.app_context():
        released = pages.read(file.get_data(as_text=True), waves.tree(), [SEVERAL])
    return against(released, wave, guessing=guessing)


def against(released: Read, wave: Released, *, guessing: bool) -> Found:
    """What follows from one version."""
    found = Found()
    for attack in _attacks(released, wave):
        found.attacked += attack.unique()
        found.determined += len(attack.determined(ALIKE))
        found.determined += len(attack.determined(known=one_of_each_pair(attack.people)))
    for question in QUESTIONS:
        people = wave.people(question)
        if len(people) <= FEW:
            found.possible[question] = Attack(released, question, people).possible()
        if not guessing:
            continue
        chances = guess.held(released, question, people)
        sure = sum(bool(held.max() > CERTAIN) for _person, held in chances)
        found.held[question] = sure, len(chances)
    return found


def _attacks(released: Read, wave: Released) -> Iterator[Attack]:
    for question in QUESTIONS:
        yield Attack(released, question, wave.people(question))
        yield Attack(released, question, wave.gaps(question), gaps=True)
    yield Attack(released, SEVERAL, wave.people(SEVERAL, OPTION), option=OPTION)


def one_of_each_pair(people: Sequence[Person]) -> list[Person]:
    """One person of each two who look the same."""
    kinds: dict[object, list[Person]] = {}
    for person in people:
        kinds.setdefault(profile(person), []).append(person)
    return [alike[0] for alike in kinds.values() if len(alike) == 2]
