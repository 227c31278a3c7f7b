"""Every page of the desk that needs no choice first: usable by all, in both themes, on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from participation.base.web.security import ROLES, Role, Staff, rule_of
from tests.support.browser import barriers, serving
from tests.support.staff import cookie_of, make_account

pytestmark = pytest.mark.browser


def test_every_page_of_the_desk_is_free_of_barriers(page: Page, tmp_path: Path):
    found = []
    with serving(tmp_path) as app:
        versions = {role: make_account(app, role) for role in Role}
        for rule in app.url_map.iter_rules():
            access = rule_of(app.view_functions[rule.endpoint])
            if not isinstance(access, Staff) or rule.arguments or "GET" not in rule.methods:
                continue
            role = next(role for role in Role if access.permission in ROLES[role])
            page.context.clear_cookies()
            page.context.add_cookies([cookie_of(app, versions[role])])
            answer = page.goto(app.config["SETTINGS"].public_url + rule.rule)
            if "text/html" in answer.headers.get("content-type", ""):
                found += barriers(page)
    assert found == []
