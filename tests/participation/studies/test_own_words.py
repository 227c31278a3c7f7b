"""What a county adds to the first and the last page of a round, in its own words."""

from participation.studies import service as studies
from surveys.instrument.instrument import Text
from tests.support.county import make_county, make_wave
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
FIRST = Text({"de": "Wir kommen am 3. Mai in Ihren Kurs.", "ar": "سنأتي إلى دورتكم"})


def test_own_words_stand_on_the_first_page_in_the_visitors_language(app, client):
    with app.app_context():
        make_county()
        make_wave(first_words=FIRST)
    assert "Wir kommen am 3. Mai" in client.page("/f/probe/de/").text
    arabic = client.page("/f/probe/ar/")
    assert "سنأتي إلى دورتكم" in arabic.text
    assert "Wir kommen" not in arabic.text


def test_a_language_without_own_words_shows_the_german_ones_marked(app, client):
    with app.app_context():
        make_county()
        make_wave(first_words=Text({"de": "Bitte & danke <b>"}))
    page = client.page("/f/probe/ar/")
    assert '<span lang="de" dir="ltr">Bitte &amp; danke &lt;b&gt;</span>' in page.html


def test_words_in_another_language_alone_are_shown_to_nobody_else(app, client):
    with app.app_context():
        make_county()
        make_wave(first_words=Text({"ar": "سنأتي"}))
    assert "سنأتي" not in client.page("/f/probe/de/").text


@on_both
def test_staff_write_them_where_they_adapt_the_round(app):
    with app.app_context():
        make_county()
        wave = make_wave(open_it=False)
    desk = staff_client(app)
    page = desk.page(f"/desk/surveys/{wave}/plan")
    desk.submit(page, first_words_de="Vorne", last_words_ar="شكرا")
    with app.app_context():
        plan = studies.wave(wave).plan
    assert (plan.first_words, plan.last_words) == (Text({"de": "Vorne"}), Text({"ar": "شكرا"}))


def test_words_that_are_too_long_stay_in_the_field(app):
    with app.app_context():
        make_county()
        wave = make_wave(open_it=False)
    desk = staff_client(app)
    page = desk.page(f"/desk/surveys/{wave}/plan")
    answer = desk.submit(page, first_words_de="x" * 301)
    assert answer.status == 400
    assert "x" * 301 in answer.html
