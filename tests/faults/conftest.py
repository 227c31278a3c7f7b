import pytest

from tests.support import county


@pytest.fixture
def wave(app):
    """The wave ``probe`` of the tiny questionnaire, open since two days."""
    with app.app_context():
        county.make_county()
        return county.make_wave()
