"""What a page lists as different between what lies there and what somebody sent."""

from flask import Flask
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, Form, SelectMultipleField, StringField, TextAreaField

from participation.base.desk import basis
from tests.support.sqlite import on_sqlite

pytestmark = on_sqlite


class Card(Form):
    title = StringField("Titel")
    text = TextAreaField("Text")
    shown = BooleanField("Öffentlich")
    groups = SelectMultipleField("Gruppen", choices=["a", "b"])


def test_only_what_differs_is_listed_and_never_how_a_browser_ends_its_lines(app: Flask):
    stored = {"title": "Chor", "text": "Eins\nZwei", "shown": True, "groups": ["a", "b"]}
    posted = MultiDict([("title", "Fest"), ("text", "Eins\r\nZwei "), ("groups", "b")])
    with app.test_request_context():
        card = Card(posted, **stored)
        card.groups.data = ["b", "a"]
        found = [(each.label, each.theirs, each.mine) for each in basis.differences(card)]
    assert found == [("Titel", "Chor", "Fest"), ("Öffentlich", "ja", "nein")]
