"""What the first page says, and that one can leave from it."""

import pytest

from participation.base.words import languages, tags
from surveys import library
from tests.support import county
from tests.support.sqlite import on_both, on_sqlite

pytestmark = on_sqlite


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


@on_both
@pytest.mark.usefixtures("wave")
def test_the_first_page_can_be_left_at_once(client):
    page = client.submit(client.page("/f/probe/ar/"), "leave")
    assert page.response.request.path == "/f/ar/calendar"
    assert "Landkreis Probe" not in page.html
    assert list(page.links().values()) == ["#main"]


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("begun", ["", "/q/need", "/send"])
def test_going_back_after_leaving_shows_nothing_and_says_nothing_false(client, begun):
    page = client.submit(client.page("/f/probe/de/"), "begin")
    client.submit(page, "answer", need="work", do="next")
    client.post("/f/probe/de/leave")
    page = client.page(f"/f/probe/de{begun or '/'}")
    assert page.response.request.path == "/f/probe/de/"
    assert "früheren Antworten" not in page.text
    assert "gesendet" not in page.text


@pytest.mark.usefixtures("wave")
@pytest.mark.parametrize("tag", ["de", "ar"])
def test_help_of_a_survey_and_its_thanks_can_be_left_at_once(client, tag):
    first = client.submit(client.page(f"/f/probe/{tag}/"), "begin")
    left = client.submit(client.page(f"/f/info/{tag}/help?for=probe"), "leave")
    assert left.response.request.path == f"/f/{tag}/calendar"
    assert client.page(f"/f/probe/{tag}/q/need").response.request.path == f"/f/probe/{tag}/"
    first = client.submit(client.page(f"/f/probe/{tag}/"), "begin")
    last = client.submit(first, "answer", need="work", do="stop")
    thanks = client.submit(last, "answer", do="send")
    if tag == "de":
        assert "Schnell weg und löschen" in thanks.text
    assert client.submit(thanks, "leave").response.request.path == f"/f/{tag}/calendar"
    assert 'id="leave"' not in client.page(f"/f/info/{tag}/help").html


JUNK = [".", ")", "),", "/", "/.", ">", "”", "!", "?)", "…", "%20", " ", "/)"]


@pytest.mark.usefixtures("wave")
def test_an_address_with_something_copied_along_leads_to_the_survey(client):
    ways = [f"/f/{slug}{junk}" for slug in ("probe", "Probe", "PROBE") for junk in ("", *JUNK)]
    ways += [f"/f/Probe/{tag}{junk}" for tag in ("de", "DE", "De") for junk in ("/", *JUNK)]
    found = {
        way: client.page(way, headers={"Accept-Language": "de"}).response.request.path
        for way in ways
    }
    assert {way: path for way, path in found.items() if path != "/f/probe/de/"} == {}


@pytest.mark.usefixtures("wave")
def test_a_crooked_address_keeps_its_channel(client):
    page = client.page("/f/PROBE).?via=poster", headers={"Accept-Language": "de"})
    assert page.response.request.args["via"] == "poster"


@pytest.mark.usefixtures("wave")
def test_a_crooked_address_of_nothing_is_still_nothing(client):
    ways = [
        "/f/Nirgends.",
        "/f/...",
        "/f/)",
        "/f/probe/xx/.",
        "/f/A%0ab",
        "/f/A%0d%0aX",
        "/f/A/B/C.",
    ]
    ways += ["/f/" + "." * 60_000 + "/a/b", "/f/a" + "." * 60_000 + "a.", "/f//evil.example/Probe"]
    for way in ways:
        assert client.get(way, follow_redirects=True).status_code == 404, way[:80]


@pytest.mark.usefixtures("wave")
def test_bytes_that_are_no_text_behind_a_crooked_address_are_no_fault(client):
    answer = client.get("/f/PROBE", query_string=b"via=\xff".decode("latin-1"))
    assert answer.status_code == 302


@pytest.mark.usefixtures("wave")
def test_every_page_of_help_and_law_leads_back_to_the_survey(client):
    page = client.submit(client.page("/f/probe/de/"), "begin")
    foot = [link for link in page.links().values() if "/f/info/" in link]
    assert len(foot) == 5
    for link in foot:
        assert client.page(link).links()["Zurück zur Befragung"] == "/f/probe/de/"


def test_a_wish_for_a_language_costs_no_more_than_it_is_long():
    hostile = "-".join("a" * 200_000)
    assert languages.match(f"{hostile},ar", ["de", "ar"]) == "ar"
    assert sum(map(len, tags.widened(hostile))) < 10 * len(hostile)
