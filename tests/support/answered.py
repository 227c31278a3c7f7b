"""A closed wave with answers, ready to be released."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from datetime import timedelta

import sqlalchemy as sa
from flask import Flask
from robot import answer_all

from participation.base import database
from participation.respond.models import Answer
from participation.studies import service as studies
from surveys import library
from surveys.instrument import answers
from surveys.instrument.answers import Value
from surveys.instrument.instrument import Instrument
from tests.support.county import make_county, make_wave

OVER = timedelta(days=60)


def closed_wave(app: Flask, people: int = 200, programs: int = 0, **plan: object) -> uuid.UUID:
    """A wave of `needs` that ended a month ago, answered by ``people`` at random."""
    with app.app_context():
        make_county()
        wave_id = make_wave(library.load("needs"), opened=OVER, **plan)
        with database.transaction():
            answer(wave_id, people, programs)
    return wave_id


def answer(wave_id: uuid.UUID, people: int, programs: int = 0) -> None:
    """Writes answers as the letterbox leaves them; the first are a program's."""
    instrument = studies.instrument(studies.wave(wave_id).instrument_version_id)
    common = {"wave_id": wave_id, "language": "de", "channel": "", "mode": "self"}
    rows = [
        {**common, "too_fast": False, "hidden_filled": at < programs, "answers": one}
        for at, one in enumerate(_given(instrument, people))
    ]
    database.connection().execute(sa.insert(Answer), rows)


_known: dict[int, list[dict[str, object]]] = {}


def _given(instrument: Instrument, people: int) -> list[dict[str, object]]:
    """Answering takes the robot a while, so each number of people answers once."""
    if people not in _known:
        ways = (answer_all(instrument, seed) for seed in range(people))
        _known[people] = [_stored(way.answers) for way in ways]
    return _known[people]


def _stored(given: Mapping[str, Value]) -> dict[str, object]:
    """Texts stand in a table of their own."""
    return answers.dump({name: value for name, value in given.items() if name != "open_wish"})
