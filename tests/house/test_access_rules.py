"""Who may enter stands at every route, and no form of the desk goes without its token."""

import re
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import BuildError, Rule

from participation.access.roles import markdown
from participation.base.web.security import ROLES, Addressed, ByLink, Public, Role, Staff, rule_of
from tests.support.boards import make_hall
from tests.support.client import Page
from tests.support.staff import staff_client

EXAMPLES = {
    "uuid": "00000000-0000-4000-8000-000000000000",
    "int": 1,
    "language": "de",
}
ROLES_PAGE = Path(__file__).parents[2] / "docs" / "roles.md"


def routes(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if rule.endpoint != "static"]


def address(app: Flask, rule: Rule) -> str:
    parts = re.findall(r"<(?:(\w+)(?:\([^)]*\))?:)?(\w+)>", rule.rule)
    values = {name: EXAMPLES.get(kind, "x") for kind, name in parts}
    try:
        built = app.url_map.bind("localhost").build(rule.endpoint, values)
    except BuildError:
        pytest.fail(f"say in EXAMPLES how {rule.rule} is filled")
    return built


def role_for(permission: object) -> Role:
    return next(role for role in Role if permission in ROLES[role])


def test_every_route_says_who_may_enter(app: Flask):
    silent = [r.rule for r in routes(app) if rule_of(app.view_functions[r.endpoint]) is None]
    assert silent == []


def test_every_page_of_the_desk_but_the_sign_in_is_for_staff(app: Flask):
    open_pages = {
        rule.endpoint
        for rule in routes(app)
        if rule.rule.startswith("/desk")
        and not isinstance(rule_of(app.view_functions[rule.endpoint]), Staff)
    }
    sign_in = {"sign_in", "code", "passkey", "welcome", "county", "county_back"}
    assert open_pages == {f"access.{name}" for name in sign_in}


def test_nobody_posts_to_the_desk_without_a_token(app: Flask):
    posts = [r for r in routes(app) if "POST" in r.methods and r.rule.startswith("/desk")]
    assert len(posts) > 50
    for rule in posts:
        access = rule_of(app.view_functions[rule.endpoint])
        role = role_for(access.permission) if isinstance(access, Staff) else Role.ADMIN
        answer = staff_client(app, role).post(address(app, rule), data={"name": "x"})
        assert answer.status_code == 400, rule.rule


def test_every_form_of_the_desk_carries_a_token(app: Flask):
    pages = [r for r in routes(app) if r.rule.startswith("/desk") and not r.arguments]
    assert len(pages) > 10
    for rule in (r for r in pages if "GET" in r.methods):
        access = rule_of(app.view_functions[rule.endpoint])
        role = role_for(access.permission) if isinstance(access, Staff) else Role.ADMIN
        answer = staff_client(app, role).get(rule.rule)
        forms = Page(answer).forms() if answer.mimetype == "text/html" else []
        for form in (f for f in forms if f.get("method") == "post"):
            names = {item.get("name") for item in form.iter("input")}
            assert "csrf_token" in names, f"{rule.rule}: {form.get('action')}"


def test_the_table_of_roles_in_the_docs_is_fresh():
    assert ROLES_PAGE.read_text(encoding="utf-8") == markdown()


def test_every_page_of_the_boards_is_for_who_came_by_link_or_for_everybody(app: Flask):
    rules = {
        rule.endpoint: rule_of(app.view_functions[rule.endpoint])
        for rule in routes(app)
        if rule.rule.startswith("/b/")
    }
    assert rules
    assert [name for name, rule in rules.items() if not isinstance(rule, ByLink | Public)] == []


def test_every_page_behind_an_organisations_link_is_for_its_bearer(app: Flask):
    rules = {
        rule.endpoint: rule_of(app.view_functions[rule.endpoint])
        for rule in routes(app)
        if rule.rule.startswith("/o/")
    }
    assert rules == {"organisation_links.enter": Public(), "organisation_links.page": Addressed()}
    for rule in (r for r in routes(app) if "POST" in r.methods and r.rule.startswith("/o/")):
        assert app.test_client().post(address(app, rule)).status_code == 403


def test_nobody_without_a_link_posts_to_a_board(app: Flask):
    with app.app_context():
        make_hall()
    for rule in (r for r in routes(app) if "POST" in r.methods and r.rule.startswith("/b/")):
        if isinstance(rule_of(app.view_functions[rule.endpoint]), ByLink):
            path = address(app, rule).replace("/x", "/abcdef")
            assert app.test_client().post(path, data={"text": "x"}).status_code == 403, rule.rule
