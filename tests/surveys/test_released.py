import json
from dataclasses import replace

import pytest
from sample_release import content, sample, seal

from surveys.figures.document import ReleaseDamagedError
from surveys.figures.released import Released, Status


def test_a_release_is_the_same_after_its_bytes():
    released = sample()
    assert Released.load(released.to_bytes()) == released


def test_a_release_is_known_by_the_same_hash_after_its_bytes():
    released = sample()
    assert Released.load(released.to_bytes()).sha256 == replace(released).sha256


def test_the_same_release_gives_the_same_bytes():
    assert sample().to_bytes() == sample().to_bytes()


def test_a_small_place_names_the_place_that_speaks_for_it():
    row = sample().table("german_self", "place").by_cell["waldau",]
    assert (row.status, row.n, row.into) == (Status.ROLLED_UP, None, "amt_see")


def test_the_total_is_found_by_the_indicator():
    assert sample().total("german_self").n == 610


def test_an_altered_digit_is_noticed():
    document = sample().to_bytes().replace(b'"responses":645', b'"responses":650')
    with pytest.raises(ReleaseDamagedError, match="hash"):
        Released.load(document)


@pytest.mark.parametrize("document", [b"", b"[]", b"{}", b"\xff", b"[" * 100_000])
def test_what_is_no_release_is_refused(document):
    with pytest.raises(ReleaseDamagedError):
        Released.load(document)


def test_a_later_schema_is_refused():
    document = json.loads(sample().to_bytes()) | {"schema": 99}
    with pytest.raises(ReleaseDamagedError, match="schema"):
        Released.load(json.dumps(document).encode())


@pytest.mark.parametrize(
    "change",
    [
        {"responses": "645"},
        {"responses": True},
        {"responses": None},
        {"more": 1},
        {"tables": [{"indicator": "x", "by": [], "rows": []}]},
    ],
)
def test_content_that_breaks_the_schema_is_refused_even_with_a_fitting_hash(change):
    with pytest.raises(ReleaseDamagedError):
        Released.load(seal(content() | change))


@pytest.mark.parametrize("row", [[[], "shown", 11, [5] * 5, 5, 5, None], [[], "shown"], 5])
def test_a_count_that_was_not_rounded_is_refused(row):
    altered = content()
    altered["tables"][0]["rows"][0] = row
    with pytest.raises(ReleaseDamagedError):
        assert Released.load(seal(altered)).tables[0].rows
