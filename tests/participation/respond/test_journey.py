"""A respondent's whole way, page by page, as a browser without JavaScript goes it."""

import pytest
import sqlalchemy as sa

from participation.respond.models import Draft, Letter, Receipt
from tests.support.letters import letters

pytestmark = pytest.mark.usefixtures("wave")

START = "/f/probe/de/"


def rows(app, model):
    with app.extensions["database"].connect() as connection:
        return connection.execute(sa.select(model.__table__)).all()


def test_one_answer_from_the_first_page_to_thanks(app, client):
    first = client.page(START)
    assert first.h1 == "Kurze Probe"
    page = client.submit(first, "begin")
    assert page.h1 == "Was brauchen Sie?"
    page = client.submit(page, "answer", need=["work", "home"], do="next")
    assert page.h1 == "Arbeiten Sie?"
    page = client.submit(page, "answer", works="yes", do="next")
    page = client.submit(page, "answer", hours="٢٠", do="next")
    page = client.submit(page, "answer", s_municipality="seestadt", do="next")
    page = client.submit(page, "answer", wish="Mehr Busse", do="next")
    assert "Sie haben 5 von 5 Fragen beantwortet" in page.text
    page = client.submit(page, "answer", do="send")
    assert page.h1 == "Fertig. Danke."
    assert [len(rows(app, model)) for model in (Draft, Receipt, Letter)] == [0, 1, 1]
    assert letters(app)[0]["answers"] == {
        "need": ["work", "home"],
        "works": "yes",
        "hours": 20,
        "s_municipality": "seestadt",
    }
    assert letters(app)[0]["texts"] == {"wish": "Mehr Busse"}
