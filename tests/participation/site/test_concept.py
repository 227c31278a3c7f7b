"""The concept for everybody: only what is released, told in every language, at a fixed cost."""

import random
import uuid
from dataclasses import replace
from datetime import date
from itertools import product

import pytest
from flask import Flask

from participation.areas import service as areas
from participation.base import database
from participation.base.web.security import Role
from participation.base.words.languages import LANGUAGES
from participation.concept import service
from participation.concept.service import (
    GoalText,
    MeasureText,
    MetricText,
    ReportText,
    Stage,
    StatementKind,
    TrafficLight,
)
from participation.concept.tree import goals as concept_goals
from participation.concept.tree import measures, reading
from participation.organisations import saving
from participation.organisations import service as organisations
from participation.organisations.service import OrganisationText
from participation.target_groups import service as target_groups
from tests.support.client import CheckedClient, Page, text_of
from tests.support.concept import konstanz
from tests.support.county import make_county
from tests.support.days import county_day
from tests.support.sql import statements
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
TODAY = county_day()
GREEN, YELLOW, RED = TrafficLight
PAGE = "/de/concept"
HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)> & {{ 7*7 }}"


SENTENCES = {
    "de": "Ab Mai gibt es Kurse.",
    "de-simple": "Im Mai beginnen Kurse.",
    "ar": "دورات من مايو.",
}


@pytest.fixture
def county(app: Flask) -> Flask:
    with app.app_context():
        make_county()
        with database.transaction():
            service.begin("Unser Plan")
    return app


def release(title: str = "Unser Plan") -> None:
    with database.transaction():
        service.edit_framework(1, title, Stage.RELEASED)


def add(title: str, stage: Stage = Stage.RELEASED, **more: object) -> uuid.UUID:
    said = replace(MeasureText(title, area="work"), **more)  # type: ignore[arg-type]  # by name
    return service.add_measures([said], today=TODAY, stage=stage)[0]


def light(key: uuid.UUID, which: TrafficLight, reason: str, *, public: bool = True) -> None:
    said = ReportText(which, reason, TODAY, public=public)
    seen = reading.measure(key).status
    number = seen.number if seen else 0
    service.report(key, number, said, role="coordinator", today=TODAY)


def whole(client: CheckedClient, tag: str = "de") -> str:
    """All that the pages of the concept say in a language: the overview and each area."""
    first = client.page(f"/{tag}/concept")
    below = {a for a in first.links().values() if a.startswith(f"/{tag}/concept/")}
    return " ".join([first.html, *(client.page(address).html for address in sorted(below))])


def box(page: Page, key: uuid.UUID):
    return next(
        item
        for item in page.root.iter("details")
        if any(inner.get("id") == f"m{key}" for inner in item.findall("div"))
    )


@pytest.mark.usefixtures("county")
def test_nothing_is_there_before_the_coordination_released_it(app: Flask, client: CheckedClient):
    with app.app_context():
        with database.transaction():
            key = add("Beratung am Abend")
        pages = (PAGE, f"{PAGE}/work", f"{PAGE}/measures/{key}")
        assert [client.get(page).status_code for page in pages] == [404, 404, 404]
        assert "Unser Plan" not in client.page("/de/").text
        release()
        assert [client.get(page).status_code for page in pages] == [200, 200, 200]
        home = client.page("/de/")
        assert next(a for t, a in home.links().items() if "Unser Plan" in t) == PAGE
        with database.transaction():
            service.edit_framework(2, "Unser Plan", Stage.EDITING)
        assert [client.get(page).status_code for page in pages] == [404, 404, 404]


@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("seed", range(3))
def test_only_what_is_released_and_counts_gets_out(app: Flask, client: CheckedClient, seed: int):
    rng = random.Random(seed)
    shown, hidden = [], []
    with app.app_context(), database.transaction():
        target = add("Ziel aller Verschmelzungen")
        goals = {
            decides: concept_goals.add_goal(GoalText(f"Ziel-{decides}", "work"), decides=decides)
            for decides in (True, False)
        }
        states = list(product(Stage, ("", "strike", "merge"), (None, True, False)))
        for at, (stage, fate, goal) in enumerate(rng.sample(states, len(states))):
            word = f"Zeichen{at}x"
            goal_id = None if goal is None else goals[goal]
            key = add(word, stage, goal_id=goal_id, area=None if goal_id else "work")
            light(key, rng.choice(list(TrafficLight)), f"Grund{word}", public=bool(at % 2))
            if fate == "strike":
                measures.strike(key, 1, TODAY, today=TODAY)
            if fate == "merge":
                service.merge_measure(key, 1, target, today=TODAY)
            out = stage is Stage.RELEASED and not fate
            (shown if out else hidden).append(word)
            (shown if out and at % 2 else hidden).append(f"Grund{word}")
    with app.app_context():
        release()
    for tag in ("de", "ar"):
        said = whole(client, tag)
        assert [word for word in shown if word not in said] == []
        assert [word for word in hidden if f"{word}<" in said or f"{word} " in said] == []
        assert "Ziel-True" in said
        assert "Ziel-False" not in said


@pytest.mark.usefixtures("county")
def test_money_partners_notes_and_figures_stay_inside(app: Flask, client: CheckedClient):
    with app.app_context():
        with database.transaction():
            mine, other = organisations.add_all(
                [
                    OrganisationText("Sichtamt", mailbox="post@sicht.example"),
                    OrganisationText("Still"),
                ]
            )
            key = add(
                "Kurs",
                responsible=(mine,),
                partners=(other,),
                hours=4711,
                euro=98765,
                account="31.9.77",
                funding_ends_on=date(2031, 7, 17),
            )
            service.add_note(key, "Vertraulich", TODAY, role="editor", today=TODAY)
            service.add_metric(key, MetricText("Geheimzahl"), today=TODAY)
        release()
    said = whole(client)
    assert "Sichtamt" in said
    for inner in ("Still", "sicht.example", "4711", "4.711", "98765", "98.765", "31.9.77", "2031"):
        assert inner not in said
    for inner in ("Vertraulich", "Geheimzahl", "Redaktion", "Koordination"):
        assert inner not in said


@on_both
@pytest.mark.usefixtures("county")
def test_hostile_words_are_only_words(app: Flask, client: CheckedClient):
    with app.app_context():
        with database.transaction():
            service.add_statement(StatementKind.VISION, {"de": HOSTILE})
            group = target_groups.add_target_group({"de": HOSTILE, "ar": HOSTILE})
            (body,) = organisations.add_all([OrganisationText(HOSTILE)])
            goal = concept_goals.add_goal(GoalText(HOSTILE, "work", text=HOSTILE, number="<b>"))
            key = add(
                HOSTILE,
                number="<i>1",
                text=HOSTILE,
                goal_id=goal,
                responsible=(body,),
                target_groups=(group,),
                public_sentence={"de": HOSTILE, "ar": HOSTILE},
            )
            light(key, RED, HOSTILE)
        release(HOSTILE)
    for tag in ("de", "ar"):
        for path in ("", "/work", f"/measures/{key}"):
            page = client.page(f"/{tag}/concept{path}")
            assert [s for s in page.root.iter("script") if not s.get("src")] == []
            assert [i for i in page.root.iter("img") if i.get("src") == "x"] == []
            assert " ".join(HOSTILE.split()) in page.text


@on_both
@pytest.mark.usefixtures("county")
def test_a_link_to_a_measure_opens_its_box_and_no_other(app: Flask, client: CheckedClient):
    with app.app_context():
        with database.transaction():
            goal = concept_goals.add_goal(GoalText("Alle finden Arbeit", "work"))
            keys = [add(f"Nummer {n}", goal_id=goal) for n in range(4)]
            single = add("Ohne Feld", area=None)
            service.merge_measure(keys[3], 1, keys[0], today=TODAY)
        release()
    for key in (*keys[:3], single):
        page = client.page(f"{PAGE}/measures/{key}")
        opened = [
            item.get("id")
            for part in page.root.iter("details")
            if part.get("open") is not None and "measure" in (part.get("class") or "")
            for item in part.findall("div")
        ]
        assert opened == [f"m{key}"]
        link = next(a for a in box(page, key).iter("a"))
        assert link.get("href") == f"{PAGE}/measures/{key}#m{key}"
    moved = client.get(f"{PAGE}/measures/{keys[3]}")
    assert moved.headers["Location"] == f"{PAGE}/measures/{keys[0]}#m{keys[0]}"
    assert client.get(f"{PAGE}/measures/{uuid.uuid4()}").status_code == 404
    assert client.get(f"{PAGE}/housing").status_code == 404


@on_both
@pytest.mark.usefixtures("county")
def test_other_languages_get_a_line_of_their_own_words_and_the_german_beside_it(
    app: Flask, client: CheckedClient
):
    with app.app_context():
        with database.transaction():
            titles = target_groups.shipped_target_groups()["parents"]
            group = target_groups.add_target_group(titles)
            plain = add("Elternabend", target_groups=(group,), ongoing=True)
            result = add("Kurs", public_sentence=SENTENCES)
            light(plain, GREEN, "Läuft")
        release()
    for tag in LANGUAGES:
        page = client.page(f"/{tag}/concept/work")
        head = text_of(next(box(page, plain).iter("summary")))
        assert "Elternabend" in head
        if tag.startswith("de"):
            continue
        for part in (areas.title("work", tag), titles[tag]):
            assert part in head
        line, _german = head.split("Elternabend")
        assert line.count("·") == 4, "area, for whom, where, until when, how far"
        assert "Daueraufgabe" not in head
        assert "umgesetzt" not in head
        german = [text_of(e) for e in box(page, plain).iter("bdi") if e.get("lang") == "de"]
        assert "Elternabend" in german
        assert all(e.get("dir") == "ltr" for e in page.root.iter("bdi") if e.get("lang") == "de")
        sentence = text_of(next(box(page, result).iter("summary")))
        assert ("دورات من مايو." in sentence) is (tag == "ar")
        assert "Ab Mai" not in page.text
    for tag in ("de", "de-simple"):
        assert SENTENCES[tag] in text_of(box(client.page(f"/{tag}/concept/work"), result))


def test_konstanz_finds_its_figures_in_public(app: Flask, client: CheckedClient):
    with app.app_context():
        make_county()
        with database.transaction():
            konstanz(TODAY)
        release("Integrationskonzept")
    page = client.page(PAGE)
    assert "193 Maßnahmen (178 + 15 ergänzt)" in page.text
    for share in ("141 umgesetzt (73 %)", "39 in Arbeit (20 %)", "13 nicht umgesetzt (7 %)"):
        assert share in page.text
    heads = [text_of(item) for item in page.root.iter("h3")]
    assert heads[:5] == [
        "Sprache",
        "Bildung",
        "Gesundheit",
        "Ehrenamt",
        "Zusammenarbeit mit Kommunen",
    ]
    assert len(heads) == 11
    language = client.page(page.links()["Sprache"])
    assert len([d for d in language.root.iter("details") if "box" in (d.get("class") or "")]) == 24


@pytest.mark.usefixtures("county")
def test_a_browser_that_has_the_page_gets_nothing_again_until_anything_changes(
    app: Flask, client: CheckedClient
):
    with app.app_context():
        with database.transaction():
            (body,) = organisations.add_all([OrganisationText("Sozialamt")])
            key = add("Kurs", responsible=(body,))
        release()
        address = f"{PAGE}/work"
        seen = client.get(address).headers["ETag"]

        def changed() -> bool:
            nonlocal seen
            answer = client.get(address, headers={"If-None-Match": seen})
            was, seen = seen, answer.headers["ETag"]
            assert (answer.status_code == 304) is (was == seen)
            return answer.status_code == 200

        def write(act) -> None:
            with database.transaction():
                act()

        assert not changed()
        said = OrganisationText("Amt für Soziales")
        work = areas.by_key("work")
        title = areas.AreaText(work.kind, {"de": "Arbeit und Beruf"}, work.colour, work.pictogram)
        for act in (
            lambda: light(key, YELLOW, "Neu"),
            lambda: saving.edit(body, 1, said),
            lambda: areas.edit("work", 0, title),
        ):
            write(act)
            assert changed()
            assert not changed()


@on_both
@pytest.mark.usefixtures("county")
@pytest.mark.parametrize("path", ["", "/work"])
def test_the_database_is_asked_as_often_for_few_as_for_many(
    app: Flask, client: CheckedClient, path: str
):
    counts = []
    with app.app_context():
        release()
        for further in (2, 30):
            with database.transaction():
                (body,) = organisations.add_all([OrganisationText(f"Amt {further}")])
                for at in range(further):
                    add(f"Kurs {further} {at}", responsible=(body,))
            client.get(PAGE + path)
            with statements(app) as seen:
                assert client.get(PAGE + path).status_code == 200
            counts.append(len(seen))
    assert counts[0] == counts[1]


@on_both
@pytest.mark.usefixtures("county")
def test_what_an_editor_changes_of_the_frame_waits_for_the_coordination(
    app: Flask, client: CheckedClient
):
    with app.app_context():
        with database.transaction():
            goal = concept_goals.add_goal(GoalText("Altes Ziel", "work"))
            add("Kurs", goal_id=goal)
            vision = service.add_statement(StatementKind.VISION, {"de": "Alte Vision"})
        release()
    editor = staff_client(app, Role.EDITOR)
    desk = "/desk/concept"
    editor.submit(editor.page(f"{desk}/goals/{goal}"), title="Neues Ziel")
    editor.submit(editor.page(f"{desk}/statements/{vision}"), text="Neue Vision")
    refused = editor.submit(editor.page(f"{desk}/frame"), title="Neuer Name")
    assert refused.status == 400
    assert refused.fields()["title"] == "Neuer Name"
    said = whole(client)
    for word in ("Altes Ziel", "Neues Ziel", "Alte Vision", "Neue Vision", "Neuer Name"):
        assert word not in said
    assert "Kurs" in said
    boss = staff_client(app, Role.COORDINATOR)
    frame = boss.page(f"{desk}/frame")
    assert "2 Sätze und Ziele warten in der Redaktion." in frame.text
    boss.submit(frame, f"{desk}/release")
    said = whole(client)
    assert "Neues Ziel" in said
    assert "Neue Vision" in said


@pytest.mark.usefixtures("county")
def test_the_language_changes_on_the_same_page(app: Flask, client: CheckedClient):
    with app.app_context():
        with database.transaction():
            key = add("Kurs")
        release()
    for path in ("", "/work", f"/measures/{key}"):
        page = client.page(PAGE + path)
        chooser = next(a for t, a in page.links().items() if t.startswith("Sprache ändern"))
        assert client.page(chooser).links()["العربية"] == f"/ar/concept{path}"
