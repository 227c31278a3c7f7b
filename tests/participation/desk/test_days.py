"""Days that nobody can mean get a sentence at their field, on every form of the desk."""

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import Form

from participation.base.desk.forms import DayField
from participation.base.web.security import Role
from tests.support import whole_desk
from tests.support.client import Page
from tests.support.sqlite import on_sqlite

WRONG = ("9999-12-31", "0026-05-31", "2027-11-31", "26-05-31", "x", "2027-02-29", "1999-12-31")


@on_sqlite
def test_every_field_of_a_day_says_it(app: Flask):
    whole_desk.fill(app)
    found = set()
    for form in whole_desk.forms(app, Role.COORDINATOR, Role.ADMIN):
        element, fields = form.drawn() or (None, {})
        days = whole_desk.typed(element) if element is not None else []
        for name in [e.get("name", "") for e in days if e.get("type") == "date"]:
            for typed in WRONG:
                answer = Page(form.browser.post(form.action, data=fields | {name: typed}))
                assert answer.status in (400, 422), (form.action, name, typed)
                problem = [e for e in answer.root.iter("p") if e.get("id") == f"{name}-problem"]
                assert problem, (form.action, name, typed)
                found.add((form.endpoint, name))
    assert len(found) > 12, sorted(found)


@pytest.mark.parametrize("typed", ["2000-01-01", "2099-12-31", "31.05.2027", ""])
def test_days_of_this_century_are_taken(app: Flask, typed: str):
    class One(Form):
        day = DayField()

    with app.test_request_context("/desk/"):
        assert One(MultiDict({"day": typed})).validate()
