"""What the first page says, and that one can leave from it."""

import pytest

from surveys import library
from tests.support import county


@pytest.fixture
def needs(app, wave):
    del wave
    with app.app_context():
        county.make_wave(library.load("needs"), slug="needs")


@pytest.mark.usefixtures("needs")
def test_eighteen_years_are_spoken_of_only_where_the_form_is_for_adults(client):
    assert "Ab 18 Jahren." in client.page("/f/needs/de/").text
    assert "Ab 18" not in client.page("/f/probe/de/").text


@pytest.mark.usefixtures("needs")
def test_numbers_agree_with_their_nouns(client):
    wanted = {
        "de": ("Etwa 8 Minuten", "Es sind 25 Fragen."),
        "ar": ("حوالي 8 دقائق", "هي 25 سؤالاً."),
        "uk": ("Приблизно 8 хвилин", "Тут 25 запитань."),
        "ru": ("Около 8 минут", "Здесь 25 вопросов."),
    }
    for tag, words in wanted.items():
        text = client.page(f"/f/needs/{tag}/").text
        assert [word for word in words if word not in text] == []


@pytest.mark.usefixtures("wave")
def test_the_first_page_can_be_left_at_once(client):
    page = client.submit(client.page("/f/probe/ar/"), "leave")
    assert page.response.request.path == "/f/ar/calendar"
    assert "Landkreis Probe" not in page.html
