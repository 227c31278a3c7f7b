"""A leaning is told of crowds that have one, and of nothing else."""

import csv
import os
import warnings
from functools import cache
from pathlib import Path
from random import Random

import numpy as np
import pytest

from surveys import plain
from surveys.opinions import leaning
from surveys.opinions.groups import AGREE, DISAGREE, Found, Reason
from surveys.opinions.released import Disclosed, Side, Stance, disclose
from tests.support.opinions import Table, crowd, noise, totals

HERE = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("POLIS") or HERE.parent / "shared" / "polis")
SETS = sorted(path.parent for path in FOLDER.glob("*/participants-votes.csv"))


def yes_sayers(seed: int, people: int, statements: int) -> Table:
    """People who say yes more or less often, whatever the statement is."""
    rng = np.random.default_rng([seed, 4])
    logit = rng.normal(0, 1.2, (people, 1)) + rng.normal(0.3, 0.8, statements)
    says = rng.random((people, statements)) < 1 / (1 + np.exp(-logit))
    return [[AGREE if yes else DISAGREE for yes in row] for row in says]


def disclosed(table: Table) -> Disclosed:
    return disclose(Reason.ONE_CROWD, totals(table), leaning.look(table))


@pytest.mark.parametrize("seed", range(8))
def test_a_crowd_that_leans_is_told_by_what_its_ends_say(seed: int):
    table = crowd(seed, 160 + 10 * seed, 24)
    found = disclosed(table).leaning
    assert found
    assert len(found.ends) == 2
    assert all(1 <= len(end) <= 3 for end in found.ends)
    assert not set(found.ends[0]) & set(found.ends[1])
    parts = leaning.look(table)
    assert isinstance(parts, Found)
    for end, part in zip(found.ends, (parts.groups[0], parts.groups[2]), strict=True):
        for side in end:
            counts = part.counts[side.statement]
            here = counts.agree if side.stance is Stance.FOR else counts.disagree
            assert here * 5 >= counts.voices * 3


@pytest.mark.parametrize("seed", range(30))
def test_votes_that_nothing_ties_together_lean_nowhere(seed: int):
    chance = Random(seed)
    kept = chance.choice((1, 0.6, 0.4))
    assert (
        leaning.look(noise(seed, chance.randint(80, 220), chance.randint(8, 40), kept=kept)) is None
    )


@pytest.mark.parametrize("seed", range(15))
def test_who_says_yes_more_often_is_no_leaning(seed: int):
    assert leaning.look(yes_sayers(seed, 100 + 10 * seed, 12 + seed)) is None


def test_who_saw_other_statements_is_no_leaning():
    one, other = crowd(1, 120, 10), crowd(2, 120, 10)
    nothing: list[int | None] = [None] * 10
    parallel = [row + nothing for row in one] + [nothing + row for row in other]
    assert leaning.look(parallel) is None


@pytest.mark.parametrize("seed", range(4))
def test_the_order_in_which_people_come_changes_nothing(seed: int):
    table = crowd(seed, 150, 20)
    assert leaning.look(Random(seed).sample(table, len(table))) == leaning.look(table)


def test_a_phone_that_votes_a_hundred_times_alike_counts_once():
    table = crowd(3, 150, 24)
    assert leaning.look(table + [table[0]] * 100) == leaning.look(table)


def test_79_people_and_six_votes_are_too_few():
    table = crowd(0, 160, 24)
    assert leaning.look(table[:79]) is None
    assert leaning.look([[*row[:6], *([None] * 18)] for row in table]) is None
    assert leaning.look([]) is None


@pytest.mark.parametrize("row", [[AGREE, DISAGREE] * 6, [AGREE] * 12, [None] * 12])
def test_people_of_one_mind_lean_nowhere(row: list[int | None]):
    assert leaning.look([row] * 120) is None


def test_what_nearly_all_share_and_what_divides_comes_from_the_totals_alone():
    both = [(40, 2), (1, 30), (20, 20), (9, 0), (24, 13), (19, 15)]
    found = disclose(Reason.TOO_FEW, both)
    assert found.everybody == (Side(0, Stance.FOR), Side(1, Stance.AGAINST))
    assert found.halved == (2, 5)
    assert found.leaning is None


def test_what_is_told_survives_as_plain_values_and_what_was_told_before_has_its_bytes_still():
    table = crowd(1, 160, 24)
    found = disclosed(table)
    assert found.leaning
    assert plain.decode(Disclosed, plain.encode(found)) == found
    assert set(plain.encode(Disclosed(Reason.ONE_CROWD))) == {
        "reason",
        "about",
        "groups",
        "shared",
        "divided",
    }


def test_hidden_statements_are_told_no_more():
    found = disclosed(crowd(1, 160, 24))
    kept = sorted(found.statements)[::2]
    left = found.renumbered({at: place for place, at in enumerate(kept)})
    assert left.statements <= set(range(len(kept)))
    assert found.renumbered({at: at for at in found.statements}) == found


def read(folder: Path) -> tuple[Table, list[str]]:
    with (folder / "participants-votes.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    keys = [key for key in rows[0] if key.isdigit()]
    table = [[int(float(row[key])) if row[key] else None for key in keys] for row in rows]
    return table, [row["group-id"] for row in rows]


def test_the_folder_of_real_votes_is_there():
    if not SETS:
        warnings.warn(f"NO REAL VOTES in {FOLDER}: their tests did not run", stacklevel=1)
        pytest.skip(f"NO REAL VOTES in {FOLDER}; set POLIS= to their folder")


@cache
def looked(folder: Path) -> Disclosed:
    return disclosed(read(folder)[0])


def test_most_crowds_of_real_people_lean():
    if not SETS:
        pytest.skip("no real votes here")
    found = [bool(looked(folder).leaning) for folder in SETS]
    assert sum(found) * 7 >= len(found) * 5


@pytest.mark.parametrize("folder", SETS, ids=lambda path: path.name)
def test_the_ends_of_real_crowds_stand_where_others_found_their_groups(folder: Path):
    found = looked(folder).leaning
    if not found:
        return
    table, published = read(folder)
    sides = sorted({name for name in published if name})
    nearest = []
    for end in found.ends:
        share, name = max((_with(table, published, side, end), side) for side in sides)
        assert share > 1 / 2, "most of some published group say what this end says"
        nearest.append(name)
    assert len(set(nearest)) == len(nearest), "another group at the other end"


def _with(table: Table, published: list[str], name: str, end: tuple[Side, ...]) -> float:
    """Which share of a published group's votes go with what an end says."""
    wanted = {s.statement: AGREE if s.stance is Stance.FOR else DISAGREE for s in end}
    votes = [
        row[at] == said
        for row, of in zip(table, published, strict=True)
        if of == name
        for at, said in wanted.items()
        if row[at] in (AGREE, DISAGREE)
    ]
    return sum(votes) / max(len(votes), 1)
