"""Days that nobody can mean get a sentence at their field, on every form of the desk."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form

from participation.base.desk.forms import DayField
from tests.faults import hostile
from tests.support import county
from tests.support.client import Page
from tests.support.staff import staff_client

WRONG = ("9999-12-31", "0026-05-31", "2027-11-31", "26-05-31", "x", "2027-02-29", "1999-12-31")


@pytest.mark.parametrize("typed", WRONG)
def test_every_field_of_a_day_says_it(app: Flask, typed: str):
    with app.app_context():
        county.make_county()
        county.make_wave(open_it=False)
    client = staff_client(app)
    found = 0
    for page in list(hostile.staff_pages(client, "/desk/")):
        for number, form in enumerate(hostile.main_forms(page)):
            days = [e.get("name", "") for e in form.iter("input") if e.get("type") == "date"]
            for name in days:
                data = page.fields(number) | {name: typed}
                answer = Page(client.post(page.action(number), data=data))
                assert answer.status in (400, 422), (page.action(number), name)
                problem = [e for e in answer.root.iter("p") if e.get("id") == f"{name}-problem"]
                assert problem, (page.action(number), name)
                found += 1
    assert found > 5


@pytest.mark.parametrize("typed", ["2000-01-01", "2099-12-31", "31.05.2027", ""])
def test_days_of_this_century_are_taken(app: Flask, typed: str):
    class One(Form):
        day = DayField()

    with app.test_request_context("/desk/"):
        assert One(MultiDict({"day": typed})).validate()
