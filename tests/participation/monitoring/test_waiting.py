"""Nobody who sends waits for figures: whatever takes long is done outside every transaction."""

import pytest
from flask import g

from participation.base import database
from participation.monitoring import corrections, tallying
from participation.monitoring import service as monitoring
from surveys.figures import disclosure, document
from surveys.figures.corrections.exclusion import Rule
from tests.support.answered import closed_wave
from tests.support.sqlite import on_sqlite

LARGE = 10_000


@pytest.fixture
def held(monkeypatch):
    """Which long works were done, and whether a transaction was open meanwhile."""
    found = []

    def watched(name, act):
        def acting(*given, **named):
            made = act(*given, **named)
            if name != "canonical" or len(made) > LARGE:
                found.append((name, "connection" in g))
            return made

        return acting

    for module, name in (
        (disclosure, "first"),
        (disclosure, "corrected"),
        (document, "canonical"),
    ):
        monkeypatch.setattr(module, name, watched(name, getattr(module, name)))
    return found


@pytest.fixture
def loading(monkeypatch):
    """Whether a writer was locked out when the libraries of figures were there."""
    found, gather = [], tallying.gather

    def gathering(*given):
        found.append("connection" in g and not database.only_reads())
        return gather(*given)

    monkeypatch.setattr(tallying, "gather", gathering)
    return found


@on_sqlite
def test_a_release_is_made_and_written_down_while_everybody_may_send(app, held):
    closed_wave(app)
    said = app.test_cli_runner().invoke(args=["figures", "release", "probe"])
    assert said.exit_code == 0, said.output
    assert held == [("first", False), ("canonical", False)]


@on_sqlite
def test_a_correction_too(app, held, loading):
    wave = closed_wave(app, programs=40)
    with app.app_context():
        monitoring.release_now(wave, "Anna Amt", rules=())
        database.commit()
    held.clear()
    loading.clear()
    with app.app_context():
        wish = corrections.Wish("Programme.", (), (Rule.HIDDEN,), corrections.today(), "Anna Amt")
        monitoring.correct(wave, wish)
        database.commit()
        assert monitoring.released(wave).version == 2
    assert held == [("corrected", False), ("canonical", False)]
    assert loading == [False]
