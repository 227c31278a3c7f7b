"""What goes wrong on a phone: each time a page says what to do, and nothing is half stored."""

import re
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from participation.base import database
from participation.base.web.templating import format_date
from participation.respond.models import Draft, Letter, Receipt
from participation.studies.models import Wave
from participation.studies.waves.waves import close as close_wave
from tests.support import county
from tests.support.letters import letters

START = "/f/probe/de/"
QUESTION = "/f/probe/de/q/need"
pytestmark = pytest.mark.usefixtures("wave")


def count(app, model):
    with app.extensions["database"].connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(model)).scalar_one()


def begun(client, language="de"):
    return client.submit(client.page(f"/f/probe/{language}/"), "begin")


def at(client, name):
    begun(client)
    return client.page(f"/f/probe/de/q/{name}")


def last(client):
    page = begun(client)
    client.submit(page, "answer", need="work", do="stop")
    return client.page("/f/probe/de/send")


def test_opening_the_link_sets_no_cookie_and_writes_nothing(app, client):
    for address in ("/f/probe", START, "/f/probe/languages"):
        assert "Set-Cookie" not in client.get(address, follow_redirects=True).headers
    assert count(app, Draft) == 0


def test_the_cookie_is_for_respondents_pages_and_no_script(client):
    answer = client.post(START, data={"do": "begin"})
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=Lax", "Path=/f/probe/"))


def test_the_short_address_leads_to_the_browsers_language(client):
    answer = client.get(
        "/f/probe?via=poster&code=abc", headers={"Accept-Language": "ar-SY,de;q=0.5"}
    )
    assert answer.location == "/f/probe/ar/?via=poster&code=abc"


def test_an_unknown_language_leads_to_the_chooser(client):
    page = client.page("/f/probe", headers={"Accept-Language": "is"})
    assert "العربية" in page.links()
    assert "Türkçe" not in page.links()


def test_a_language_the_wave_lacks_leads_to_the_chooser(client):
    assert client.page("/f/probe/tr/").h1 == "Sprache · Language · اللغة"


def test_skipping_takes_a_chosen_answer_back(client):
    page = at(client, "works")
    client.submit(page, "answer", works="no", do="next")
    again = client.page("/f/probe/de/q/works")
    assert again.fields("answer")["works"] == "no"
    client.submit(again, "answer", works="no", do="skip")
    assert "works" not in client.page("/f/probe/de/q/works").fields("answer")


def test_stopping_early_leads_to_the_last_page_with_what_was_typed(client):
    assert "1 von 5 Fragen" in last(client).text


@pytest.mark.parametrize(
    ("name", "sent", "says"),
    [
        ("need", {"need": ["work", "home", "course"]}, "Wählen Sie höchstens 2. Jetzt sind es 3."),
        ("need", {"need": ["work", "nothing"]}, "„Ich brauche nichts“ und noch etwas gewählt"),
        ("works", {"works": "maybe"}, "Diese Antwort gibt es hier nicht"),
        ("works", {"works": ["yes", "no"]}, "Das konnten wir nicht lesen"),
        ("wish", {"wish": "x" * 1040}, "Der Text ist 40 Zeichen zu lang"),
        ("wish", {"wish": "a\0b"}, "Das konnten wir nicht lesen"),
        ("wish", {"wish": "Rufen Sie an: 0170 1234567"}, "vielleicht eine Telefon-Nummer"),
        ("wish", {"wish": "ich@example.org"}, "vielleicht eine E-Mail-Adresse"),
    ],
)
def test_what_cannot_be_taken_is_said_and_stays(client, name, sent, says):
    page = client.submit(at(client, name), "answer", **sent, do="next")
    assert page.status == 422
    assert says in page.text
    assert page.html.count("<title>Fehler: ") == 1
    if name == "wish" and "\0" not in sent["wish"]:
        assert sent["wish"] in page.text


def test_a_number_out_of_range_says_the_range(client):
    client.submit(at(client, "works"), "answer", works="yes", do="next")
    page = client.submit(client.page("/f/probe/de/q/hours"), "answer", hours="90", do="next")
    assert "Schreiben Sie eine Zahl von 0 bis 60." in page.text
    assert page.fields("answer")["hours"] == "90"


def test_a_telephone_number_is_kept_at_the_second_press(client):
    page = client.submit(at(client, "wish"), "answer", wish="0170 1234567", do="next")
    assert client.submit(page, "answer", do="next").h1 == "Möchten Sie jetzt absenden?"


def test_broken_utf_8_is_refused(client):
    page = at(client, "wish")
    body = b"token=" + page.fields("answer")["token"].encode() + b"&wish=%ff%fe&do=next"
    answer = client.post(
        "/f/probe/de/q/wish", data=body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 422


def test_ten_megabytes_are_refused_in_the_address_language(client):
    begun(client)
    answer = client.post("/f/probe/ar/q/wish", data={"wish": "x" * 10_000_000})
    assert answer.status_code == 413
    assert 'lang="ar" dir="rtl"' in answer.get_data(as_text=True)


def test_an_unknown_page_leads_to_the_start(client):
    begun(client)
    page = client.page("/f/probe/de/q/gibt-es-nicht")
    assert page.status == 404
    assert page.links()["Zum Anfang"] == START


def test_a_page_off_the_path_leads_on(client):
    assert at(client, "hours").h1 == "Wo wohnen Sie?"


def test_refused_cookies_are_named(client):
    answer = client.post(START, data={"do": "begin"})
    client.delete_cookie("answers", path="/f/probe/")
    page = client.page(answer.location)
    assert page.status == 400
    assert page.h1 == "Ihr Browser behält Ihre Antworten nicht"


@pytest.mark.parametrize("value", ["", "x", "ä", "A" * 43, "A" * 3000])
def test_a_forged_cookie_gets_a_page_that_says_what_to_do(app, client, value):
    page = begun(client)
    client.set_cookie("answers", value, path="/f/probe/", domain="localhost")
    sent = client.submit(page, "answer", need="work", do="next")
    assert sent.status == 410
    assert sent.links()["Neu anfangen"] == START
    assert count(app, Letter) == 0


def test_without_a_cookie_every_page_is_the_first_page(client):
    for name in ("q/need", "send"):
        assert client.page(f"/f/probe/de/{name}").h1 == "Kurze Probe"


def test_an_old_form_is_shown_again_with_what_was_typed(client):
    page = at(client, "wish")
    sent = client.submit(page, "answer", token="x", wish="Mehr Busse", do="next")
    assert sent.status == 409
    assert "Diese Seite war lange offen" in sent.text
    assert client.submit(sent, "answer", do="next").h1 == "Möchten Sie jetzt absenden?"


def test_switching_language_keeps_what_was_typed_even_when_it_is_no_answer(client):
    page = at(client, "need")
    chooser = client.submit(page, "answer", need=["work", "home", "course"], do="languages")
    arabic = client.page(chooser.links()["العربية"])
    assert arabic.h1 == "ماذا تحتاج؟"
    assert arabic.html.count("checked") == 3


def test_an_answer_replaces_what_was_typed_before_and_was_none(client):
    tried = client.submit(
        at(client, "need"), "answer", need=["work", "home", "course"], do="languages"
    )
    page = client.page(tried.links()["Deutsch"])
    client.submit(page, "answer", need=["home"], do="next")
    assert client.page("/f/probe/de/q/need").fields("answer")["need"] == "home"


def test_going_back_keeps_what_was_typed(client):
    client.submit(at(client, "works"), "answer", works="yes", do="back")
    assert client.page("/f/probe/de/q/works").fields("answer")["works"] == "yes"


def test_sending_twice_stores_once(app, client):
    page = last(client)
    cookie = client.get_cookie("answers", path="/f/probe/").value
    first = client.submit(page, "answer", do="send")
    client.set_cookie("answers", cookie, path="/f/probe/", domain="localhost")
    second = client.submit(page, "answer", do="send")
    assert first.h1 == second.h1 == "Fertig. Danke."
    assert (count(app, Letter), count(app, Receipt), count(app, Draft)) == (1, 1, 0)


def test_saving_in_a_second_tab_after_sending_leads_to_thanks(app, client):
    page = at(client, "works")
    cookie = client.get_cookie("answers", path="/f/probe/").value
    client.submit(page, "answer", works="yes", do="stop")
    client.submit(client.page("/f/probe/de/send"), "answer", do="send")
    client.set_cookie("answers", cookie, path="/f/probe/", domain="localhost")
    assert client.submit(page, "answer", works="no", do="next").h1.startswith("Fertig")
    assert count(app, Draft) == 0


def test_who_answers_nothing_may_send_and_is_counted(app, client):
    client.submit(begun(client), "answer", do="stop")
    page = client.page("/f/probe/de/send")
    assert "zählen wir Sie mit, ohne Angaben" in page.text
    assert client.submit(page, "answer", do="send").h1.startswith("Fertig")
    assert (count(app, Letter), count(app, Receipt)) == (1, 1)


def test_who_stops_early_reads_the_same_total_and_can_go_back_there(client):
    page = at(client, "works")
    total = re.search(r"Frage \d+ von (\d+)", page.text).group(1)
    client.submit(page, "answer", do="stop")
    last = client.page("/f/probe/de/send")
    assert f"von {total} Fragen beantwortet" in last.text
    assert client.submit(last, "answer", do="back").h1 == page.h1


def test_an_opened_link_offers_to_go_on(client):
    client.submit(at(client, "works"), "answer", works="no", do="next")
    page = client.page(START)
    assert "Sie waren bei Frage 3" in page.text
    assert client.submit(page, 0, do="resume").h1 == "Wo wohnen Sie?"


def test_beginning_again_forgets_the_old_draft(app, client):
    client.submit(at(client, "works"), "answer", works="no", do="next")
    client.submit(client.page(START), 0, do="again")
    assert "works" not in client.page("/f/probe/de/q/works").fields("answer")
    assert count(app, Draft) == 1


def test_quick_exit_forgets_and_shows_a_neutral_page(app, client):
    begun(client)
    page = client.post("/f/probe/de/leave", follow_redirects=True)
    assert page.request.path == "/f/de/calendar"
    assert "Befragung" not in page.get_data(as_text=True)
    assert count(app, Draft) == 0
    assert client.get_cookie("answers", path="/f/probe/") is None


def test_the_hidden_field_is_only_a_flag(app, client):
    client.post(START, data={"homepage": "http://spam.example"})
    client.submit(client.page(QUESTION), "answer", need="work", do="stop")
    client.submit(client.page("/f/probe/de/send"), "answer", do="send")
    assert letters(app)[0]["hidden_filled"] is True


def test_a_village_leads_to_its_municipality_without_javascript(client):
    page = at(client, "s_municipality")
    found = client.submit(page, "answer", **{"find.s_municipality": "erlenau"}, do="next")
    assert "Birkenhain (17292 Erlenau)" in found.text
    assert "Seestadt" not in found.text


def test_a_closed_wave_says_since_when(app, client):
    with app.app_context():
        county.make_wave(slug="vorbei", opened=timedelta(days=60))
        county.make_wave(slug="bald", opened=-timedelta(days=3), lasts=timedelta(days=9))
        county.make_wave(slug="entwurf", open_it=False)
    assert "zu Ende" in client.page("/f/vorbei/de/").text
    assert "beginnt am" in client.page("/f/bald/de/").text
    assert client.page("/f/entwurf/de/").status == 404
    assert client.page("/f/gibtsnicht").status == 404


def test_a_wave_closed_early_names_that_day_and_no_later_one(app, client):
    with app.app_context():
        wave = county.make_wave(slug="frueh")
        with database.transaction():
            close_wave(wave)
        today = format_date(datetime.now(app.config["SETTINGS"].zone))
    assert f"seit {today}" in client.page("/f/frueh/de/").text


def test_who_began_before_the_end_may_still_send(app, client):
    with app.app_context():
        county.make_wave(slug="knapp", lasts=timedelta(days=2, seconds=2))
    page = client.submit(client.page("/f/knapp/de/"), "begin")
    client.submit(page, "answer", need="work", do="stop")
    _end(app, "knapp")
    assert client.submit(client.page("/f/knapp/de/send"), "answer", do="send").h1.startswith(
        "Fertig"
    )
    client.delete_cookie("answers", path="/f/probe/")
    assert "zu Ende" in client.page("/f/knapp/de/").text


def _end(app, slug):
    app.extensions["studies.respondents"].clear()
    with app.extensions["database"].begin() as connection:
        connection.execute(
            sa.update(Wave).where(Wave.slug == slug).values(asking_ends_at=Wave.opens_at)
        )


def test_garbage_is_refused(client):
    begun(client)
    for body in (b"\x00\x01", b"%%%", b"do=next&do=skip&token=%00"):
        answer = client.post(QUESTION, data=body, content_type="application/x-www-form-urlencoded")
        assert answer.status_code == 409
    answer = client.post(QUESTION, data=b"--x", content_type="multipart/form-data; boundary=y")
    assert 400 <= answer.status_code < 500


def test_sending_after_the_end_says_that_it_did_not_arrive(app, client):
    page = last(client)
    with app.extensions["database"].begin() as connection:
        connection.execute(
            sa.update(Wave).values(asking_ends_at=Wave.opens_at, taking_ends_at=Wave.opens_at)
        )
    sent = client.submit(page, "answer", do="send")
    assert sent.status == 410
    assert "Ihre Antworten konnten nicht mehr gesendet werden." in sent.text
    assert count(app, Letter) == 0
