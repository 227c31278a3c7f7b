"""The concept at the desk: free of barriers in both themes and narrow, filled as Konstanz fills it."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from participation.base import database
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.service import MetricText, ReportText, Stage, TrafficLight, ValueInfo
from tests.support.browser import barriers, serving
from tests.support.concept import konstanz
from tests.support.county import make_county
from tests.support.days import county_day
from tests.support.staff import cookie_of, make_account

pytestmark = pytest.mark.browser
TODAY = county_day()


def fill():
    """Konstanz, with a history and a metric; one measure, one goal."""
    make_county()
    with database.transaction():
        made = konstanz(TODAY)
        service.edit_framework(1, "Integrationskonzept", Stage.RELEASED)
        key = made.all[0]
        said = ReportText(TrafficLight.YELLOW, "Die Stelle fehlt.", TODAY)
        service.report(key, 1, said, role="coordinator", today=TODAY)
        metric = service.add_metric(key, MetricText("Beratungen", target=120), today=TODAY)
        service.set_value(metric, ValueInfo(TODAY, 40), today=TODAY)
    return key, made.subgoals["language"][0], metric


def test_every_page_of_a_filled_concept_is_free_of_barriers(page: Page, tmp_path: Path):
    found = []
    with serving(tmp_path) as app:
        with app.app_context():
            measure, goal, metric = fill()
        page.context.add_cookies([cookie_of(app, make_account(app, Role.COORDINATOR))])
        root, desk = app.config["SETTINGS"].public_url, "/desk/concept"
        for path in (
            "/de/concept",
            "/ar/concept",
            "/ar/concept/language",
            f"/de/concept/measures/{measure}",
            f"{desk}?area=language",
            *(f"{desk}/{name}" for name in ("lights", "gaps", "money", "frame", "files")),
            *(f"{desk}/measures/{measure}{more}" for more in ("", "/edit", "/light", "/note")),
            f"{desk}/goals/{goal}",
            f"{desk}/metrics/{metric}",
            f"{desk}/files/word",
        ):
            page.goto(root + path)
            page.evaluate(
                "document.querySelectorAll('details').forEach(box => { box.open = true })"
            )
            found += barriers(page)
        formatted, plain = copied(page)
    assert found == []
    assert formatted.count("<tr>") == 13
    assert "<small>Stand:" in formatted
    assert "Sprache\t20 (83 %)\t3 (13 %)\t1 (4 %)\t24" in plain


def copied(page: Page) -> list[str]:
    """What the page of the table puts into the clipboard, formatted and plain."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Für Word kopieren").click()
    page.get_by_text("Kopiert").wait_for()
    read = "form => navigator.clipboard.read().then(i => i[0].getType(form)).then(b => b.text())"
    return [str(page.evaluate(read, form)) for form in ("text/html", "text/plain")]


def test_a_link_to_a_measure_opens_its_box(page: Page, tmp_path: Path):
    with serving(tmp_path) as app:
        with app.app_context():
            measure, *_more = fill()
        page.context.add_cookies([cookie_of(app, make_account(app, Role.COORDINATOR))])
        page.goto(f"{app.config['SETTINGS'].public_url}/desk/concept#m{measure}")
        box = page.locator(f"details:has([id='m{measure}'])")
        box.locator("a").wait_for(state="visible")
        assert box.evaluate("box => box.open")
