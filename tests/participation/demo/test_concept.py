"""The demo's concept: as large as Konstanz's, of own words, with figures that its rows add up to."""

from collections import Counter

import pytest
from flask import Flask

from participation.base import database
from participation.concept import service as concept
from participation.concept.light import reports
from participation.concept.service import MetricKind, Stage
from participation.concept.tree.info import LONGEST_SENTENCE
from participation.concept.tree.sentence import hints
from participation.demo import county
from participation.demo.concept import build
from participation.organisations import service as organisations
from tests.support.client import CheckedClient, Page, text_of
from tests.support.days import county_day

TODAY = county_day()


@pytest.fixture
def made(app: Flask) -> concept.ConceptInfo:
    with app.app_context():
        county.make()
        with database.transaction():
            for title in ("Busse am Abend", "Deutsch-Kurse am Abend", "Dolmetschen beim Arzt"):
                concept.make(concept.NeedText(title))
        build.make()
        found = concept.concept()
    assert found is not None
    return found


def bar(page: Page) -> list[str]:
    """What stands below the first bar, a light each."""
    box = next(item for item in page.root.iter("div") if "ampel" in (item.get("class") or ""))
    return [text_of(item) for item in box.iter("li")]


def test_its_words_are_its_own_and_many():
    measures, goals = build.rows("measures"), build.rows("goals")
    assert len({row["title"] for row in measures}) == len(measures)
    assert len({row["reason"] for row in measures}) == len(measures)
    assert len({row["title"] for row in goals}) == len(goals)
    assert not any(any(letter.isdigit() for letter in row["title"]) for row in measures)
    for row in build.rows("sentences"):
        assert all(0 < len(text) <= LONGEST_SENTENCE for key, text in row.items() if key != "key")
        assert hints(row["de"]) == ()


def test_the_pages_say_what_the_rows_add_up_to(client: CheckedClient, made: concept.ConceptInfo):
    added = sum(item.said.origin == "added" for item in made.counted)
    lights = concept.tally(item.status and item.status.light for item in made.counted)
    assert (len(made.counted), added) == (193, 15)
    assert (lights.green, lights.yellow, lights.red, lights.none) == (141, 39, 13, 0)
    main = [goal for goal in made.goals if goal.is_main]
    assert (len(main), len(made.goals) - len(main)) == (11, 64)
    page = client.page("/de/concept")
    assert (
        f"{len(made.counted)} Maßnahmen ({len(made.counted) - added} + {added} ergänzt)"
        in page.text
    )
    for light, count in lights.counts.items():
        text = f"({lights.percent[light]} %)"
        assert any(said.startswith(f"{count} ") and text in said for said in bar(page)) or not light
    assert len([item for item in page.root.iter("h3") if text_of(item)]) == 11
    assert client.page("/ar/concept").status == 200


def test_there_is_something_of_everything(app: Flask, made: concept.ConceptInfo):
    with app.app_context():
        assert len(organisations.every()) == 20
        metrics = concept.metrics()
        histories = [reports.history(item.id) for item in made.measures[:40]]
        past = concept.tallies([build.month_end(TODAY, -24), TODAY], public=True)
    assert {metric.said.kind for metric in metrics} == set(MetricKind)
    assert all(len(metric.values) > 1 for metric in metrics)
    assert 10 < len(concept.overdue(made.measures, TODAY)) < 60
    assert concept.running_out(made.measures, TODAY)
    assert [item for item in made.measures if item.merged_into]
    assert any(history.notes for history in histories)
    assert past[TODAY].green > past[build.month_end(TODAY, -24)].green == 0
    said = [item.said for item in made.counted]
    kinds = Counter(
        name
        for item in said
        for name in (
            "ongoing",
            "deadline",
            "quick_win",
            "focus",
            "euro",
            "account",
            "needs",
            "text",
        )
        if getattr(item, name)
    )
    assert min(kinds.values()) >= 4
    assert all(item.public_sentence for item in said if item.needs)
    assert all(item.stage is Stage.RELEASED for item in made.measures)
