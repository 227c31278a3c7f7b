import pytest
from flask import Flask

from tests.support.county import make_county


@pytest.fixture
def county(app: Flask):
    with app.app_context():
        make_county()
        yield app
