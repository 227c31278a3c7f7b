"""A copy of the house, to plant offences in."""

from pathlib import Path

import pytest

from tests.support import house


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return house.copied(tmp_path)
