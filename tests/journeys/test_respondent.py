"""A respondent with an old phone: Arabic, keyboard alone, no JavaScript, no network."""

from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.support import county
from tests.support.browser import barriers, serving
from tests.support.letters import letters

pytestmark = pytest.mark.browser
PHONE = {"width": 360, "height": 740}
THANKS = "Fertig. Danke."


@pytest.fixture
def app(tmp_path: Path):
    with serving(tmp_path) as served:
        with served.app_context():
            county.make_county()
            county.make_wave()
        yield served


@pytest.fixture
def phone(browser: Browser):
    context = browser.new_context(viewport=PHONE, locale="ar")
    yield context.new_page()
    context.close()


def open_survey(app: Flask, phone: Page, language: str = "de") -> None:
    phone.goto(f"{app.config['SETTINGS'].public_url}/f/probe/{language}/")


def begin(phone: Page) -> None:
    """Goes to the first question, whose script then hears."""
    with phone.expect_navigation():
        phone.locator("#begin .button").click()


def press(phone: Page, act: str) -> None:
    phone.locator(f'#answer button:not([aria-hidden])[value="{act}"]').click()


def go(phone: Page, act: str) -> None:
    """Presses and waits for the next page."""
    with phone.expect_navigation():
        press(phone, act)


def test_the_whole_way_in_arabic_is_free_of_barriers(app: Flask, phone: Page):
    base = app.config["SETTINGS"].public_url
    phone.goto(f"{base}/f/probe")
    assert phone.evaluate("[document.dir, document.documentElement.lang]") == ["rtl", "ar"]
    found = barriers(phone)
    begin(phone)
    phone.locator("#need-work").check(force=True)
    found += barriers(phone)
    go(phone, "next")
    phone.locator("#works-yes").check(force=True)
    go(phone, "next")
    phone.locator("#hours").fill("٩٩")
    press(phone, "next")
    expect(phone.locator("#problems")).to_be_focused()
    found += barriers(phone)
    phone.locator("#hours").fill("٢٠")
    go(phone, "next")
    found += barriers(phone)
    go(phone, "skip")
    phone.locator("#wish").fill("باص في المساء")
    found += barriers(phone)
    go(phone, "stop")
    found += barriers(phone)
    go(phone, "send")
    phone.wait_for_url("**/thanks")
    found += barriers(phone)
    assert found == []
    assert letters(app)[0]["answers"]["hours"] == 20


def test_other_pages_are_free_of_barriers(app: Flask, phone: Page):
    base = app.config["SETTINGS"].public_url
    found = []
    for path in ("languages", "de/code", "de/q/gibt-es-nicht", "ar/thanks"):
        phone.goto(f"{base}/f/probe/{path}")
        found += barriers(phone)
    phone.goto(f"{base}/f/ar/calendar")
    found += barriers(phone)
    assert found == []


def test_by_keyboard_alone(app: Flask, phone: Page):
    open_survey(app, phone)
    phone.locator("#begin .button").focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/q/need**")
    phone.locator("#need-work").focus()
    assert (
        phone.evaluate(
            "getComputedStyle(document.querySelector('#need-work + label')).outlineStyle"
        )
        == "solid"
    )
    phone.keyboard.press("Space")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/q/works")
    phone.locator("#works-yes").focus()
    phone.keyboard.press("ArrowDown")
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/q/s_municipality")
    phone.locator('button[value="stop"]').focus()
    phone.keyboard.press("Enter")
    phone.wait_for_url("**/send")
    phone.locator('.button[value="send"]').focus()
    phone.keyboard.press("Enter")
    expect(phone.locator("h1")).to_have_text(THANKS)
    assert letters(app)[0]["answers"] == {"need": ["work"], "works": "no"}


def test_without_javascript(app: Flask, browser: Browser):
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    phone = context.new_page()
    open_survey(app, phone)
    begin(phone)
    phone.locator("#need-home").check(force=True)
    with phone.expect_navigation():
        phone.get_by_role("button", name="Sprache ändern: Deutsch").click()
    with phone.expect_navigation():
        phone.get_by_role("link", name="العربية").click()
    expect(phone.locator("#need-home")).to_be_checked()
    go(phone, "stop")
    go(phone, "send")
    assert phone.url.endswith("/ar/thanks")
    assert letters(app)[0]["language"] == "ar"
    context.close()


def test_a_lost_signal_keeps_the_answer_and_sends_it_once(app: Flask, phone: Page):
    open_survey(app, phone)
    begin(phone)
    phone.locator("#need-work").check(force=True)
    phone.context.set_offline(True)
    press(phone, "next")
    expect(phone.locator(".state")).to_contain_text("Kein Netz")
    phone.context.set_offline(False)
    phone.wait_for_url("**/q/works")
    go(phone, "stop")
    phone.context.set_offline(True)
    press(phone, "send")
    expect(phone.locator(".state")).to_contain_text("Noch nicht gesendet")
    phone.context.set_offline(False)
    expect(phone.locator("h1")).to_have_text(THANKS)
    assert len(letters(app)) == 1
    assert phone.evaluate("sessionStorage.length") == 0


def test_a_double_tap_sends_once(app: Flask, phone: Page):
    open_survey(app, phone)
    begin(phone)
    phone.locator("#need-work").check(force=True)
    go(phone, "stop")
    phone.locator('.button[value="send"]').dblclick()
    expect(phone.locator("h1")).to_have_text(THANKS)
    assert len(letters(app)) == 1


def test_choices_are_counted_aloud_and_characters_are_told(app: Flask, phone: Page):
    open_survey(app, phone)
    begin(phone)
    phone.locator("#need-work").check(force=True)
    expect(phone.get_by_text("1 von 2 gewählt")).to_be_visible()
    for _ in range(3):
        go(phone, "skip")
    phone.locator("#wish").fill("Mehr Busse")
    expect(phone.get_by_text("Zeichen übrig: 990").first).to_be_visible()


def test_a_long_list_is_filtered_by_village(app: Flask, phone: Page):
    open_survey(app, phone)
    begin(phone)
    go(phone, "skip")
    go(phone, "skip")
    phone.locator("[data-filter]").fill("erlenau")
    expect(phone.get_by_text("Seestadt")).to_be_hidden()
    expect(phone.get_by_text("Birkenhain")).to_be_visible()


def test_quick_exit_leaves_no_page_to_go_back_to(app: Flask, phone: Page):
    open_survey(app, phone)
    begin(phone)
    phone.locator("[data-leave]").click()
    phone.wait_for_url("**/f/de/calendar")
    phone.go_back()
    expect(phone.locator("#begin")).to_be_visible()
    assert "/q/" not in phone.url


def go_back(phone: Page) -> None:
    """Goes back and waits until the server has given that page anew, asked by browser or script."""
    phone.evaluate("window.before = true")
    phone.go_back()
    phone.wait_for_function("() => !window.before && document.readyState === 'complete'")


def test_after_the_next_person_button_back_shows_only_the_first_page(app: Flask, phone: Page):
    open_survey(app, phone)
    begin(phone)
    phone.locator("#need-work").check(force=True)
    go(phone, "stop")
    go(phone, "send")
    with phone.expect_navigation():
        phone.get_by_role("link", name="Nächste Person").click()
    for _ in range(3):
        go_back(phone)
        assert phone.locator("#need-work").count() == 0
    open_survey(app, phone)
    expect(phone.locator("#begin")).to_be_visible()
