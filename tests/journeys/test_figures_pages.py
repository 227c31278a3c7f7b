"""Pages of figures in a real browser: usable by all, in both themes and directions, on a phone."""

from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.support.answered import closed_wave
from tests.support.browser import barriers, serving
from tests.support.released import SLUG, publish
from tests.support.staff import cookie_of, make_account

pytestmark = pytest.mark.browser
RESULTS = f"/results/{SLUG}"


@pytest.fixture
def address(tmp_path: Path):
    with serving(tmp_path) as app:
        yield app, app.config["SETTINGS"].public_url


def unfolded(page: Page) -> Page:
    page.evaluate("document.querySelectorAll('details').forEach(part => { part.open = true })")
    return page


@pytest.mark.parametrize("language", ["de", "ar"])
def test_the_results_pages_are_free_of_barriers(page: Page, address, language: str):
    app, public = address
    publish(app)
    found = []
    for path in ("", "/doctor_access", "/need_top3", "/german_self/origin_group.place"):
        page.goto(f"{public}/{language}{RESULTS}{path}")
        found += barriers(unfolded(page))
    assert found == []


def test_the_desk_s_figures_are_free_of_barriers(page: Page, address):
    app, public = address
    wave_id = publish(app).wave_id
    page.context.add_cookies([cookie_of(app, make_account(app))])
    found = []
    for path in (
        "",
        "?question=german_self",
        "?question=need_top3&by=sex",
        "/files",
        "/word?question=need_top3&language=ar",
    ):
        page.goto(f"{public}/desk/figures/{wave_id}{path}")
        found += barriers(unfolded(page))
    assert found == []


def test_a_figure_is_copied_as_text_and_picture(page: Page, address):
    app, public = address
    wave_id = publish(app).wave_id
    page.context.add_cookies([cookie_of(app, make_account(app))])
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{public}/desk/figures/{wave_id}/word?question=need_top3&language=ar")
    page.get_by_role("button", name="Für Word kopieren").click()
    page.get_by_text("Kopiert").wait_for()
    read = "form => navigator.clipboard.read().then(i => i[0].getType(form)).then(b => b.text())"
    formatted, plain = (page.evaluate(read, form) for form in ("text/html", "text/plain"))
    assert 'dir="rtl"' in formatted
    assert 'src="data:image/png;base64,' in formatted
    assert "المصدر" in plain


def test_the_plan_is_free_of_barriers(page: Page, address):
    app, public = address
    wave_id = closed_wave(app)
    page.context.add_cookies([cookie_of(app, make_account(app))])
    page.goto(f"{public}/desk/figures/{wave_id}/publish")
    page.get_by_role("button", name="Zahlen veröffentlichen").wait_for()
    assert barriers(unfolded(page)) == []


def test_a_table_is_reached_and_named_by_keyboard(page: Page, address):
    app, public = address
    publish(app)
    page.set_viewport_size({"width": 900, "height": 700})
    page.goto(f"{public}/de{RESULTS}/german_self")
    region = unfolded(page).get_by_role("region", name="Wie gut sprechen Sie Deutsch? (Alter)")
    region.focus()
    assert region.evaluate("part => part === document.activeElement")
