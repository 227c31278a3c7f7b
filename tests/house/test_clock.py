"""Today is the county's day: from 23 o'clock on in winter, UTC has another date."""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.house import CHECKOUT, below, names, plant, text

DAY_OF_UTC = re.compile(r"now\(UTC\)(?: [+-] [^\n]*\))?\.date\(\)|date\.today\(\)|utcnow")

WITHOUT_A_COUNTY = {"surveys/expressions/evaluate.py"}
"""The engine of expressions, where nobody told it the county's day."""


def of_utc(root: Path) -> list[str]:
    """Files that take a day from a clock which is not the county's."""
    code = below(root, ".py", "participation", "surveys", "tests")
    here = root / "tests" / "house" / "test_clock.py"
    found = [path for path in code if path != here and DAY_OF_UTC.search(text(path))]
    return [name for name in names(root, found) if name not in WITHOUT_A_COUNTY]


def test_every_day_is_the_countys():
    assert of_utc(CHECKOUT) == []


def test_a_day_of_utc_is_found_however_deep(tmp_path: Path):
    planted = [
        plant(tmp_path, "participation/deep/a.py", "day = datetime.now(UTC).date()"),
        plant(tmp_path, "tests/deep/b.py", "(datetime.now(UTC) + timedelta(days=2)).date()"),
        plant(tmp_path, "surveys/deep/c.py", "day = date.today()"),
    ]
    plant(tmp_path, "surveys/deep/d.py", "day = datetime.now(UTC).astimezone(ZONE).date()")
    assert sorted(of_utc(tmp_path)) == sorted(planted)
