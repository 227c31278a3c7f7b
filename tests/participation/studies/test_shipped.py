import pytest

from participation.base import database
from participation.studies import service
from participation.studies.instruments.shipped import outdated
from surveys import library
from tests.support.sqlite import on_sqlite

pytestmark = [pytest.mark.usefixtures("county"), on_sqlite]


def test_shipped_questionnaires_are_read_in_once():
    with database.transaction():
        assert outdated() == library.KEYS
        assert service.ship() == library.KEYS
    assert outdated() == ()
    assert {v.key for v in service.latest(service.Origin.SHIPPED)} == set(library.KEYS)
