"""Every tiny form in tests/instruments: what it expects stands in its own sheet ``expect``."""

import csv
from pathlib import Path

import pytest

from surveys.instrument.codec import dumps, loads
from surveys.xlsform import ImportRefused, read, write

FORMS = sorted((Path(__file__).parents[1] / "instruments").glob("*.csv"))
WORKING = [path for path in FORMS if not path.stem.startswith("fault_")]


def expected(path):
    """The rows of the form's sheet ``expect``."""
    lines = list(csv.reader(path.read_text().splitlines()))
    start = next((at for at, line in enumerate(lines) if line[0] == "expect"), len(lines))
    return sorted(tuple(line[1:4]) for line in lines[start + 2 :])


def found(path):
    """The same, as the import tells it; of the sheet ``expect`` itself nothing is said."""
    try:
        problems, notices = (), read(path.read_bytes()).notices
    except ImportRefused as refused:
        problems, notices = refused.problems, refused.notices
    items = [("problem", p.place, p.key) for p in problems if p.message]
    items += [("notice", n.place, n.key) for n in notices if n.message and n.sheet != "expect"]
    return sorted(items)


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_the_import_tells_exactly_what_the_form_expects(path):
    assert found(path) == expected(path)


@pytest.mark.parametrize("path", WORKING, ids=lambda path: path.stem)
def test_a_working_form_survives_export_and_storage(path):
    instrument = read(path.read_bytes()).instrument
    assert read(write(instrument)).instrument == instrument
    assert loads(dumps(instrument)) == instrument
