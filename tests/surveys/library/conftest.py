"""The six questionnaires as fixtures."""

import pytest
from library_sheets import ALL, RESPONDENTS, sheets


@pytest.fixture(params=ALL)
def form(request):
    return sheets(request.param)


@pytest.fixture(params=RESPONDENTS)
def spoken(request):
    """The two questionnaires that people answer in their own language."""
    return sheets(request.param)


@pytest.fixture
def needs():
    return sheets("needs")


@pytest.fixture
def belonging():
    return sheets("belonging")


@pytest.fixture
def actors():
    return sheets("actors")


@pytest.fixture
def offers():
    return sheets("offers")
