"""Many people who answer at once over real connections, and do not give up."""

from __future__ import annotations

import http.client
import json
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import cycle
from threading import Lock
from uuid import UUID

from flask import Flask

from participation.base import database
from participation.base.settings import Settings
from participation.respond import service as respond
from participation.studies.waves.waves import close as close_wave
from surveys.instrument.instrument import Instrument, InstrumentKind, Page, Question, QuestionType
from tests.support.county import both
from tests.support.visitor import Visitor

START = "/f/probe/de/"
AT_ONCE = 8


def one_number() -> Instrument:
    """One question, so that every answer can be told from every other."""
    question = Question("number", QuestionType.INTEGER, both("Welche Zahl?"))
    return Instrument(
        key="number",
        version="1",
        kind=InstrumentKind.ANONYMOUS,
        title=both("Zahlen"),
        purpose=both("Wir zählen."),
        languages=("de",),
        default_language="de",
        pages=(Page("number", (question,)),),
    )


@dataclass
class Respondent:
    """Answers with a number; ``proceed`` goes on where the last acknowledged step ended."""

    number: int
    settings: Settings
    ports: Sequence[int] = ()
    """Servers that this person meets in turn."""
    token: str = ""
    saved: bool = False
    acknowledged: bool = False

    def __post_init__(self) -> None:
        self.visitor = Visitor(self.settings)
        self._turns = cycle(self.ports or (0,))

    def proceed(self) -> None:
        if not self.token:
            self._meet().post(START, {"do": "begin"}, follow=False)
            self.token = self._meet().get(START + "q/number").token
        if not self.saved:
            fields = {"token": self.token, "number": self.number, "do": "stop"}
            answer = self._meet().post(START + "q/number", fields, follow=False)
            assert answer.location == START + "send", answer.text
            self.saved = True
        answer = self._meet().post(
            START + "send", {"token": self.token, "do": "send"}, follow=False
        )
        assert answer.location == START + "thanks", answer.text
        self.acknowledged = True

    def _meet(self) -> Visitor:
        self.visitor.port = next(self._turns)
        return self.visitor


@dataclass
class Crowd:
    """All of them; ``at`` says what happens at which acknowledgement."""

    people: list[Respondent]
    arrived: int = 0
    _lock: Lock = field(default_factory=Lock)

    @classmethod
    def of(cls, size: int, settings: Settings, ports: Sequence[int] = ()) -> Crowd:
        return cls([Respondent(number, settings, ports) for number in range(size)])

    def answer(self, at: int = 0, act: Callable[[], None] = lambda: None) -> None:
        """Everybody who is not done goes on until done or cut off; ``act`` at the ``at``-th."""
        waiting = [person for person in self.people if not person.acknowledged]
        with ThreadPoolExecutor(AT_ONCE) as pool:
            for done in pool.map(lambda person: self._try(person, at, act), waiting):
                assert done is None

    def _try(self, person: Respondent, at: int, act: Callable[[], None]) -> None:
        with suppress(OSError, http.client.HTTPException):  # the server is gone
            person.proceed()
            with self._lock:
                self.arrived += 1
                if self.arrived == at:
                    act()


def stored_numbers(app: Flask, wave_id: UUID) -> Counter[int]:
    """Closes and settles the wave; how often each number lies in its answers."""
    with app.app_context():
        with database.transaction():
            close_wave(wave_id)
        respond.settle(wave_id)
        return Counter(json.loads(row.answers)["number"] for row in respond.answers(wave_id))
