"""Documents that version 0.1 wrote are read as they are and written again to the same bytes."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest

from participation.base.releases import load
from participation.boards.opinions.document import Opinions
from participation.boards.summaries.composing import compose
from participation.boards.summaries.document import Edits, Facts, Summary
from surveys import plain
from surveys.figures.plan import Plan
from surveys.figures.released import Released, Status
from surveys.instrument import codec
from tests.support.county import tiny

PINNED = Path(__file__).parent / "pinned"
SHA256 = {
    "edits.json": "fe0d3b0967955d4528ff3685e437348e49a9cf2e2514afa6bd09445c2a3f4f21",
    "facts.json": "253fc7ab5e632444487fc6b31532155ab55276fba11c46f00279de4c3a66e2c2",
    "instrument.json": "a7b384f327105e7ab1903a645cc90a14c33ac80c0ac88b610053676c449bc7d6",
    "opinions.json": "366dd423c07b598049787bce1f2e3d5213e42ec7fdccd72faf312d926ccdbdcf",
    "plan.json": "27258eb35e7833dba00aaa54e449ee5f25752143d19b39dd44b56b999dc6313a",
    "release.json": "3dbbf347b3c4e586324fad69d2796eb6ad6f576f9ab6fe168364ef35a8f67006",
    "summary.json": "471df75b8b05dfb969bffd97d5f6693fe9f0cc5abedbba80b00194870cf13038",
}
"""Nobody writes them anew: a new form of a document gets a file of its own beside these."""


def content(name: str) -> bytes:
    return (PINNED / name).read_bytes()


def canonical(value: object) -> bytes:
    encoded = plain.encode(value)
    return json.dumps(encoded, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def again(name: str) -> bytes:
    """A document read and written by the program of today."""
    read = content(name)
    match name:
        case "release.json":
            return Released.load(read).to_bytes()
        case "instrument.json":
            return codec.dumps(codec.loads(read.decode())).encode()
        case "summary.json":
            return load(Summary, read).to_bytes()
        case "opinions.json":
            return load(Opinions, read).to_bytes()
    kinds: dict[str, type] = {"facts.json": Facts, "edits.json": Edits, "plan.json": Plan}
    return canonical(plain.decode(kinds[name], json.loads(read)))


def test_the_documents_are_those_that_were_written():
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in PINNED.glob("*.json")
    }
    assert found == SHA256


@pytest.mark.parametrize("name", sorted(SHA256))
def test_a_document_is_read_and_written_to_the_same_bytes(name: str):
    assert again(name) == content(name)


def test_a_release_says_what_it_said():
    released = Released.load(content("release.json"))
    assert (released.wave.key, released.responses, released.wave.k) == ("needs-2026", 645, 10)
    assert released.wave.title.strings["ar"] == "ماذا تحتاج؟ 2026"
    by_place = {
        row.cell: row
        for table in released.tables
        if (table.indicator, table.by) == ("german_self", ("place",))
        for row in table.rows
    }
    assert by_place["seedorf",].status is Status.SHOWN
    assert (by_place["waldau",].status, by_place["waldau",].into) == (Status.ROLLED_UP, "amt_see")


def test_a_summary_says_what_it_said_and_follows_from_what_was_counted_and_edited():
    summary = load(Summary, content("summary.json"))
    assert (summary.version, summary.day, summary.notes) == (1, date(2027, 6, 1), 7)
    first = summary.boards[0].themes[0]
    assert first.title.strings == {"de": "Bus", "ar": "حافلة"}
    assert (first.votes.phones.dots, first.decisions[0].who) == (7, "Verkehrsamt")
    facts = load(Facts, content("facts.json"))
    edits = load(Edits, content("edits.json"))
    assert compose(facts, edits, 1) == summary


def test_opinions_and_the_plan_say_what_they_said():
    opinions = load(Opinions, content("opinions.json"))
    assert [group.about for group in opinions.told.groups] == [90, 45]
    assert opinions.statements[0].text.strings["ar"].startswith("حافلة في المساء")
    plan = plain.decode(Plan, json.loads(content("plan.json")))
    assert {table.by for table in plan.tables} >= {("place",), ("sex",)}


def test_a_compiled_questionnaire_is_the_one_it_was_compiled_from():
    assert codec.loads(content("instrument.json").decode()) == tiny()
