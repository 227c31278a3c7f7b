import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from participation.base.words.languages import LANGUAGES
from participation.demo import answers, county
from surveys import library
from surveys.instrument.answers import load
from surveys.instrument.instrument import Choice, Instrument, Text
from surveys.instrument.path import walk


def asked(key: str) -> Instrument:
    here = [Choice(p.key, Text({"de": p.name})) for p in county.PLACES]
    help_here = [Choice(row[0], Text({"de": row[1]})) for row in county.OFFERS]
    return library.load(key).with_choices("places", here).with_choices("offers", help_here)


@pytest.mark.parametrize("key", ["needs", "belonging"])
def test_invented_answers_could_have_been_given(key: str):
    instrument = asked(key)
    for one in answers.sent(instrument, 60, seed=1):
        assert walk(instrument, one.answers).answers == one.answers
        assert load(
            instrument,
            {name: list(v) if isinstance(v, tuple) else v for name, v in one.answers.items()},
        )


def test_the_same_seed_gives_the_same_answers():
    instrument = asked("needs")
    assert list(answers.sent(instrument, 20, seed=5)) == list(answers.sent(instrument, 20, seed=5))
    assert list(answers.sent(instrument, 20, seed=5)) != list(answers.sent(instrument, 20, seed=6))


def test_invented_answers_have_gaps_and_many_languages():
    instrument = asked("needs")
    people = list(answers.sent(instrument, 300, seed=2))
    sizes = Counter(len(one.answers) for one in people)
    assert min(sizes) < 8
    assert max(sizes) > 18
    assert {one.person.language for one in people} == set(LANGUAGES)
    assert any(one.texts for one in people)


def test_every_offer_is_named_in_every_language():
    assert tuple(LANGUAGES) == county.TAGS
    assert {len(row) for row in county.OFFERS} == {1 + len(LANGUAGES)}


def test_the_demo_leaves_a_real_county_alone(tmp_path: Path):
    (tmp_path / "settings.toml").write_text('public_url = "https://kreis.example"\n')
    run = subprocess.run(
        [sys.executable, "-m", "participation.demo"],
        env={"VIELSTIMMIG_INSTANCE": str(tmp_path), "PORT": "8999"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 1
    assert "gehört einem echten Landkreis" in run.stderr


def test_a_wrong_port_is_explained(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, "-m", "participation.demo"],
        env={"VIELSTIMMIG_INSTANCE": str(tmp_path), "PORT": "achtzig"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "bitte eine Zahl von 1 bis 65535" in run.stderr
