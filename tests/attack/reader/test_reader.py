"""Who reads all that is public, and knows everybody's place, sex, age and groups, learns no answer."""

import random
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from synthetic import key, wave

from participation.base import database
from participation.base.settings import Settings
from participation.monitoring import corrections
from participation.monitoring import service as monitoring
from participation.respond.models import Answer
from surveys.figures import disclosure
from surveys.figures.answer_table import StoredAnswer, build
from tests.attack.reader import attack, guess, pages, waves
from tests.attack.reader.versions import TwoVersions, unequal
from tests.support.server import workshop

LEAST_SHOWN, MOST_HIDDEN = 11, 14


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("read")
    with workshop(Settings(instance=folder, public_url="http://localhost")) as app:
        waves.prepare()
        yield app


def fetched(app, address):
    with ThreadPoolExecutor(1) as apart:
        return apart.submit(FlaskClient(app, app.response_class).get, address).result()


def read(app, made, version=""):
    file = fetched(app, f"/de/results/{made.slug}{version}.plain.csv").get_data(as_text=True)
    with app.app_context():
        return pages.read(file, waves.tree(), [attack.SEVERAL])


@pytest.mark.parametrize("seed", range(6))
def test_nobody_is_determined_in_a_wave_of_60(site, seed):
    found = attack.attacked(site, seed, 60, guessing=seed == 2)
    assert found.attacked > 100
    assert found.determined == 0
    assert found.possible["life_sat"] >= 4.8
    assert found.possible["voice_known"] == 2
    sure, of = found.held.get("life_sat", (0, 1))
    assert sure <= max(0.05 * of, 3)


def test_nobody_is_determined_in_a_wave_of_200(site):
    found = attack.attacked(site, 0, 200, guessing=False)
    assert (found.determined, found.attacked > 300) == (0, True)


def test_groups_are_shown_from_fifteen_and_never_below_eleven(site):
    made = waves.release(site, 71, 120)
    released = read(site, made)
    people = made.people("life_sat")
    for table in released.tables_of("life_sat"):
        for row in table.rows:
            number = sum(guess.inside(released, table.by, row, people))
            assert row.shown or number <= MOST_HIDDEN
            assert not row.shown or number >= LEAST_SHOWN


def test_other_spellings_of_a_request_tell_nothing_else(site):
    made = waves.release(site, 72, 60)
    client = FlaskClient(site, site.response_class)
    with ThreadPoolExecutor(1) as apart:
        known = apart.submit(lambda: list(pages.crawl(client, made.slug))).result()
        assert len(known) > 20
        for number, (address, content) in enumerate(known):
            others = list(pages.spellings(address))
            for other in others if number < 3 else others[number % 20 : number % 20 + 2]:
                answer = apart.submit(client.get, other).result()
                assert answer.status_code == 404 or answer.data == content, other


def test_two_versions_together_determine_nobody(site):
    made = waves.release(site, 73, 90)
    gone = set(random.Random(1).sample(range(90), 12))
    with site.app_context(), database.transaction() as connection:
        written = sa.update(Answer).where(Answer.id.in_([made.ids[at] for at in gone]))
        connection.execute(written.values(hidden_filled=True))
    rules = (monitoring.Rule.HIDDEN,)
    wish = monitoring.Wish("Zwölf weg.", waves.DEFINITIONS, rules, corrections.today(), "Anna")
    with site.app_context(), database.transaction():
        monitoring.correct(made.wave_id, wish)
    first, second = read(site, made, "/version/1"), read(site, made, "/version/2")
    marked = replace(
        made,
        answers=tuple(
            {**given, waves.GONE: "yes" if at in gone else "no"}
            for at, given in enumerate(made.answers)
        ),
    )
    for question in attack.QUESTIONS:
        people = marked.people(question)
        assert TwoVersions(first, second, question, people).determined(attack.ALIKE) == []
        gaps = marked.gaps(question)
        assert TwoVersions(first, second, question, gaps, gaps=True).determined() == []
        assert unequal(first, second, gaps) == 0
    assert second.version == 2


def test_the_guesser_wins_where_groups_are_drawn_anew_for_one_person():
    """A naive second version: one answer less, and every group of it drawn anew."""
    rng = random.Random(5)
    answers = [waves.person(rng) for _ in range(60)]
    places = waves.NODES
    definitions = waves.DEFINITIONS

    def version(given):
        made = build(waves.FORM, (StoredAnswer(key(at), said) for at, said in given))
        return disclosure.first(made, wave(), places, b"s" * 32, definitions).released

    first, right, tried = version(list(enumerate(answers))), 0, 0
    for at in range(0, 60, 3):
        if "life_sat" not in answers[at]:
            continue
        without = [(number, given) for number, given in enumerate(answers) if number != at]
        known = waves.known(answers[at])
        tried += 1
        right += (
            guess.by_difference(first, version(without), "life_sat", known)
            == (answers[at]["life_sat"])
        )
    assert right >= 0.5 * tried


def test_counts_are_right_on_average():
    errors = counts = turned = 0
    for seed in range(20):
        rng = random.Random(seed)
        people = [StoredAnswer(key(at), waves.person(rng)) for at in range(200)]
        secret, form = b"s" * 31 + bytes([seed]), waves.FORM
        made = disclosure.first(
            build(form, people), wave(), waves.NODES, secret, waves.DEFINITIONS
        ).rounded
        errors += made.error * made.counts
        counts += made.counts
        turned += made.turned
    assert abs(errors / counts) <= 0.05
    assert 0 < turned < 0.05 * counts
