"""Help where it is needed: beside each field that staff fill in stands a sentence."""

from collections.abc import Iterator
from xml.etree import ElementTree as ET

from flask import Flask, url_for

from participation.base.web.security import ROLES, Role, Staff, rule_of
from tests.support.client import Page
from tests.support.county import make_county, make_wave
from tests.support.staff import staff_client

ROOMS = ("access", "places", "studies", "respond_staff")
WRITTEN = {"input": ("hidden", "submit", "checkbox", "radio"), "textarea": (), "select": ()}
"""Fields, and kinds of them that carry their sentence in the label."""


def pages(app: Flask) -> Iterator[tuple[Role, str]]:
    """Every page of these rooms on which staff fill something in, and who may see it."""
    draft, opened = make_wave(slug="entwurf", open_it=False), make_wave(needs_code=True)
    given = {"key": "cafe", "promise": "backups", "tag": "ar"}
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            access = rule_of(app.view_functions[rule.endpoint])
            room = rule.endpoint.partition(".")[0]
            if room not in ROOMS or not isinstance(access, Staff) or "GET" not in rule.methods:
                continue
            known = {"wave_id": draft, **given}
            wanted = rule.arguments - set(rule.defaults or ())
            if not wanted <= set(known):
                continue
            values = {name: known[name] for name in wanted}
            if rule.endpoint in ("places.place", "places.delete_place"):
                values["key"] = "seestadt"
            elif room == "studies" and "key" in values:
                values["key"] = "poster"
            role = next(role for role in reversed(Role) if access.permission in ROLES[role])
            yield role, url_for(rule.endpoint, **values)
            if "wave_id" in values:
                yield role, url_for(rule.endpoint, **values | {"wave_id": opened})


def unexplained(part: ET.Element, *, answer: bool = False) -> Iterator[str]:
    """Names of the fields within that no sentence explains: beside them, or above their group."""
    answer = answer or any("hint" in (child.get("class") or "").split() for child in part)
    for child in part:
        if child.get("hidden") is not None:
            continue
        written = child.tag in WRITTEN and child.get("type", "text") not in WRITTEN[child.tag]
        if (
            written
            and not (answer or child.get("aria-describedby"))
            and child.get("readonly") is None
        ):
            yield child.get("name", "?")
        yield from unexplained(child, answer=answer)


def missing(page: Page) -> list[str]:
    return [
        name for form in page.forms() if form.get("method") == "post" for name in unexplained(form)
    ]


def test_beside_each_field_that_staff_fill_in_stands_a_sentence(app: Flask):
    with app.app_context():
        make_county()
        found = list(pages(app))
    clients = {role: staff_client(app, role) for role in {role for role, _address in found}}
    shown = {address: clients[role].page(address) for role, address in found}
    assert {page.status for page in shown.values()} == {200}
    assert {address: gaps for address, page in shown.items() if (gaps := missing(page))} == {}
