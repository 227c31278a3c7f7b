"""Of two tabs on any form of the desk the second never overwrites unseen what the first saved."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa
from babel import dates
from flask import Flask
from werkzeug.test import TestResponse

from participation.base import jobs
from participation.base.web.security import Role
from tests.support import whole_desk
from tests.support.client import Page
from tests.support.sqlite import on_sqlite
from tests.support.whole_desk import TODAY, Form

FIRST, SECOND = "Erste", "Zweite"
"""Words of the first and the second tab."""
NOISE = frozenset({"audit_entry", "job"})
"""Tables that grow whatever is done."""
SHOWN_ONCE = {
    "access.new_passkey": "a name beside a device that signs: nothing without one",
    "access.second_factor": "a code that is good once",
    "concept_desk.add_goal": "makes a goal, under an area or under a goal, not under both",
    "organisations.all_links": "makes links: the same day for each tab, and no text",
    "organisations.paste": "shows what it read before anything is stored",
    "respond_staff.decide": "a field for ticked texts: nothing is ticked when it is drawn",
}
"""Forms in which this walk stores nothing, and why."""
Sent = dict[str, "str | list[str]"]


@pytest.fixture
def whole(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    monkeypatch.setattr(jobs, "start_worker", lambda: None)
    whole_desk.fill(app)
    return app


def other(field: ET.Element, word: str) -> Iterator[str]:
    """Values that a field may take and does not hold, another one for each word."""
    number = (FIRST, SECOND).index(word)
    if field.tag == "select":
        every = list(field.iter("option"))
        options = [o for o in every if o.get("selected") is None]
        options = options if len(options) < len(every) else options[1:]
        yield from (o.get("value", "") for o in options[number : number + 1])
    elif field.get("type") == "date":
        yield (TODAY + timedelta(days=3 + number)).isoformat()
        yield (TODAY - timedelta(days=3 + number)).isoformat()
    elif field.get("type") == "time":
        yield f"1{number}:15"
    else:
        yield f"{word} {field.get('name')}"
        yield str(41 + number)
        yield f"{word.lower()}@kreis.example"


def attempts(form: Form) -> Iterator[tuple[str, Sent, str, str, bool]]:
    """A field, what the form would send, what two tabs put into the field, whether it is new.

    First with the form as it is drawn, then with whatever is empty filled as well.
    """
    found = form.drawn()
    if found is None:
        return
    element, drawn = found
    fields = whole_desk.typed(element)
    new = not any(drawn.get(field.get("name", "")) for field in fields if field.tag != "select")
    radios = (e for e in element.iter("input") if e.get("type") in ("radio", "checkbox"))
    filled = {e.get("name", ""): e.get("value", "y") for e in radios if e.get("name")}
    filled |= {f.get("name", ""): next(other(f, FIRST), "") for f in fields}
    for base in (drawn, filled | {name: value for name, value in drawn.items() if value}):
        for field in fields:
            for first, second in zip(other(field, FIRST), other(field, SECOND), strict=False):
                yield field.get("name", ""), base, first, second, new


def rows(app: Flask) -> dict[str, list[str]]:
    """What is stored, by table."""
    with app.extensions["database"].connect() as connection:
        found = sa.inspect(connection).get_table_names()
        return {
            name: sorted(map(str, connection.execute(sa.text(f'SELECT * FROM "{name}"'))))
            for name in set(found) - NOISE
        }


def grown(before: dict[str, list[str]], after: dict[str, list[str]]) -> set[str]:
    return {name for name in after if len(after[name]) > len(before[name])}


def accepted(answer: TestResponse) -> bool:
    return answer.status_code in (302, 303)


def ways(value: str) -> list[str]:
    """A value as a page may tell it."""
    try:
        day = date.fromisoformat(value)
    except ValueError:
        return [value]
    return [value, format(day, "%d.%m.%Y"), dates.format_date(day, "long", locale="de")]


def shows(page: Page, value: str) -> bool:
    """Whether a page tells a value, or offers it in one of its forms."""
    if any(said in page.text for said in ways(value)) or value in {
        o.get("value") for o in page.root.iter("option")
    }:
        return True
    return any(e.get("value") == value for e in page.root.iter("input"))


def second_tab(app: Flask, form: Form, sent: Sent, shown: tuple[str, str, bool]) -> str:
    """Sends the second tab's form after the first; what was lost, in a word."""
    first, second, new = shown
    before = rows(app)
    answer = form.browser.post(form.action, data=sent)
    after = rows(app)
    if accepted(answer):
        kept = first in str(after) and second in str(after)
        return "" if kept or grown(before, after) else "overwritten"
    page = Page(answer)
    if after != before:
        return "refused and stored"
    if not shows(page, second):
        return "typed in vain"
    return "" if new or shows(page, first) or page.root.findall(".//table") else "not told"


def first_tab(app: Flask, form: Form, sent: Sent) -> bool:
    """Whether a form was taken, and something is stored of it."""
    before = rows(app)
    answer = form.browser.post(form.action, data=sent)
    return answer.status_code < 400 and rows(app) != before


@on_sqlite
def test_of_two_tabs_on_any_form_the_second_loses_nothing(whole: Flask):
    tried, lost, refused = set[str](), {}, set[str]()
    for form in whole_desk.forms(whole, Role.COORDINATOR, Role.ADMIN):
        if form.endpoint in tried | SHOWN_ONCE.keys() or not typed_now(form):
            continue
        for name, base, first, second, new in attempts(form):
            if first_tab(whole, form, base | {name: first}):
                tried.add(form.endpoint)
                items = (first, second, new)
                if found := second_tab(whole, form, base | {name: second}, items):
                    lost[form.endpoint] = (name, *items, found)
                break
        else:
            refused.add(form.endpoint)
    assert lost == {}
    assert refused <= tried, "what this walk types is refused there"
    assert len(tried) > 40


def typed_now(form: Form) -> bool:
    found = form.drawn()
    return found is not None and bool(whole_desk.typed(found[0]))
