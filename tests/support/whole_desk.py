"""A county in which every form of the desk can be reached, and all of its forms as a browser meets them."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from flask import Flask
from sample_release import sample
from werkzeug.exceptions import HTTPException

from participation.base import database
from participation.base.web.security import Role
from participation.base.words.lazy import lazy_gettext
from participation.boards.summaries import summaries
from participation.concept import service as concept
from participation.concept.metrics import metrics
from participation.concept.needs import needs
from participation.concept.tree import goals, measures
from participation.monitoring import releases
from participation.organisations import saving as organisations
from participation.organisations.links import entries
from participation.organisations.links.purposes import PURPOSES, Purpose
from participation.organisations.service import OrganisationText
from participation.respond import service as respond
from participation.respond.answers import letterbox
from participation.respond.answers.letterbox import Payload
from participation.respond.drafts.secret import Secret
from tests.support import county, sheets
from tests.support.client import CheckedClient, Page
from tests.support.days import county_day
from tests.support.hooks import add
from tests.support.staff import staff_client
from tests.support.summaries import hold

TODAY = county_day()
OVER = timedelta(days=60)
ROUND = uuid.UUID(int=7)
PURPOSE = Purpose(
    "round",
    lazy_gettext("Stand"),
    lambda entry: str(entry.id),
    lambda _subject: "Standabfrage Frühjahr",
    lambda _subject: "Bitte sehen Sie Ihre Maßnahmen durch.",
)
STARTS = ("/desk/", "/desk/account", "/desk/plan", f"/desk/organisations/links/round/{ROUND}")
"""Where links begin, and the pages that higher slices would lead to."""
MOST_OF_A_KIND = 2
"""Pages of one address pattern that are looked at; a third is like the second."""
NOT_TYPED = {"hidden", "submit", "button", "file", "password", "checkbox", "radio"}
MOST_FORMS = 2
"""Forms of a kind that are looked at."""
TAGS = ("input", "select", "textarea")


@dataclass(frozen=True)
class Form:
    """A form of a page, and whose browser shows it."""

    browser: CheckedClient
    page: str
    """Address of the page it stands on."""
    action: str
    endpoint: str
    """Name of the view it is sent to."""
    names: tuple[str, ...]
    """Of its fields."""

    def drawn(self) -> tuple[ET.Element, dict[str, str | list[str]]] | None:
        """The form as its page draws it now, and what it would send; ``None`` once it is gone."""
        page = self.browser.page(self.page)
        for number, form in posting(page):
            if (page.action(number), names(form)) == (self.action, self.names):
                return form, page.fields(number)
        return None


def fill(app: Flask) -> None:
    """Waves in every state, texts that wait, figures, a workshop that was held, a concept, an import."""
    sheets.with_plan(app)
    add(app, PURPOSES, (PURPOSE.key, PURPOSE))
    with app.app_context():
        county.make_county()
        _waves()
        summaries.count(hold().hall.workshop)
        with database.transaction():
            _concept()


def _waves() -> None:
    county.make_wave(slug="entwurf", open_it=False)
    county.make_wave(slug="vorbei", opened=OVER)
    county.make_wave(slug="mit-code", needs_code=True)
    result = county.make_wave(slug="berichtet", opened=OVER)
    read = county.make_wave()
    for number in range(12):
        words = {"wish": f"Mehr Deutschkurse {number}"}
        sent = Payload({}, words, "de", "", too_fast=False, hidden_filled=False)
        with database.transaction() as connection:
            letterbox.send(connection, Secret.fresh(read), sent)
    respond.settle(read)
    with database.transaction():
        releases.freeze(result, sample(), "Anna Amt")


def _concept() -> None:
    concept.begin("Unser Konzept")
    body = organisations.add(OrganisationText("Sozialamt", "SozA"))
    organisations.add(OrganisationText("Jugendamt", "JugA"))
    goal = goals.add_goal(concept.GoalText("Alle finden Arbeit", "work"))
    said = concept.MeasureText("Beratung", number="1.1", goal_id=goal, responsible=(body,))
    measure = measures.add(said, today=TODAY)
    measures.add(concept.MeasureText("Ein Fest im Park"), today=TODAY)
    text = metrics.MetricText("Gespräche", metrics.MetricKind.OUTPUT, "Zahl", 10.0, None)
    metrics.add_metric(measure, text, today=TODAY)
    needs.make(needs.NeedText("Ein Bus am Abend", "", "work"))
    entries.ask(PURPOSE.key, ROUND, [body])


def posting(page: Page) -> list[tuple[int, ET.Element]]:
    """The forms of its main part that write, with their place among all."""
    main = next(page.root.iter("main"), page.root)
    return [
        (at, form)
        for at, form in enumerate(main.iter("form"))
        if form.get("method", "get").lower() == "post"
    ]


def forms(app: Flask, *roles: Role) -> list[Form]:
    """Two forms of each kind: by the view that takes it and the names of its fields."""
    found: dict[tuple[str, tuple[str, ...]], list[Form]] = {}
    for role in roles or tuple(Role):
        browser = staff_client(app, role)
        for page in _pages(app, browser):
            for number, form in posting(page):
                action = page.action(number)
                endpoint = _endpoint(app, action, "POST")
                address = page.response.request.full_path.rstrip("?")
                one = Form(browser, address, action, endpoint, names(form))
                alike = found.setdefault((endpoint, one.names), [])
                if len(alike) < MOST_FORMS and action not in {each.action for each in alike}:
                    alike.append(one)
    return [form for alike in found.values() for form in alike]


def names(form: ET.Element) -> tuple[str, ...]:
    """The names of a form's fields."""
    found = {e.get("name", "") for tag in TAGS for e in form.iter(tag)}
    return tuple(sorted(found - {""}))


def _pages(app: Flask, browser: CheckedClient) -> Iterator[Page]:
    waiting, seen, often = [*STARTS], set[str](), Counter[str]()
    while waiting:
        path = waiting.pop(0)
        endpoint = _endpoint(app, path, "GET")
        if path in seen or not endpoint or often[endpoint] >= MOST_OF_A_KIND:
            continue
        seen.add(path)
        often[endpoint] += 1
        answer = browser.get(path, follow_redirects=True)
        if answer.mimetype == "text/html" and answer.status_code == 200:
            page = Page(answer)
            waiting += [a for a in page.links().values() if urlsplit(a).path.startswith("/desk")]
            yield page


def _endpoint(app: Flask, address: str, method: str) -> str:
    parts = urlsplit(address)
    try:
        endpoint, _values = app.url_map.bind("localhost").match(parts.path, method=method)
    except HTTPException:
        return ""
    return str(endpoint)


def typed(form: ET.Element) -> list[ET.Element]:
    """The fields of a form in which somebody types or chooses."""
    unseen = {id(e) for box in form.iter() if box.get("hidden") is not None for e in box.iter()}
    fields = [e for tag in TAGS for e in form.iter(tag) if id(e) not in unseen]
    return [e for e in fields if e.get("name") and e.get("type", "text") not in NOT_TYPED]
