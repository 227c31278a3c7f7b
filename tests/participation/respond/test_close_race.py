"""A wave that is being closed waits for answers that are being sent, and not the other way."""

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.base.words.languages import LANGUAGES
from participation.respond.pages.visits import enter
from tests.support.postgres import on_postgres

pytestmark = pytest.mark.usefixtures("wave")


def close_at_once(app, wave):
    with app.extensions["database"].connect() as other:
        other.execute(sa.text("SET LOCAL lock_timeout = '50ms'"))
        other.execute(sa.text("UPDATE wave SET closed_at = now() WHERE id = :id"), {"id": wave})
        other.rollback()


@on_postgres
def test_a_wave_is_not_closed_between_reading_it_and_sending(app, wave):
    with app.test_request_context("/f/probe/de/send", method="POST"):
        enter("probe", LANGUAGES["de"], hold=True)
        with pytest.raises(sa.exc.OperationalError, match="lock timeout"):
            close_at_once(app, wave)
        database.rollback()
    close_at_once(app, wave)
