"""From what people said to a need, and back, in two clicks at most."""

import pytest
from flask import Flask

from participation.base import database
from participation.base.errors import NotFound
from participation.base.web.security import Role
from participation.boards.summaries.summaries import count as count_summary
from participation.concept import service
from participation.concept.needs import needs
from participation.concept.service import NeedText
from tests.support.county import make_county
from tests.support.staff import staff_client
from tests.support.summaries import BUS, NOTES, hold


@pytest.fixture
def held(app: Flask):
    with app.app_context():
        make_county()
        made = hold()
        count_summary(made.hall.workshop)
    return made


def test_a_theme_becomes_a_need_and_the_trace_leads_both_ways(app: Flask, held):
    client = staff_client(app)
    summary = client.page(f"/desk/events/workshops/{held.hall.workshop}/summary")
    make = client.page(summary.links()[f"Bedarf daraus machen: {BUS}"])
    assert make.fields()["field"] == "mobility"
    assert "wegen: Bus" in make.text
    need = client.submit(make, title="Busse am Abend", place="birkenhain")
    back = need.links()["Fachtag Integration · Mobilität · 01.06.2027"]
    assert back.endswith(f"#theme-{held.themes[BUS]}")
    again = client.page(back)
    assert client.page(again.links()["Bedarf: Busse am Abend"]).h1 == "Busse am Abend"


def test_a_note_is_kept_word_for_word_with_its_language(app: Flask, held):
    client = staff_client(app)
    arabic = held.notes[NOTES[3][1]]
    address = f"/desk/concept/needs/from/note/{arabic}"
    make = client.page(address)
    assert "Vorschlag: Mobilität" in make.text
    need = client.submit(make, title="Busse am Abend")
    assert f'<q lang="ar" dir="auto">{NOTES[3][1]}</q>' in need.html
    more = client.page(f"/desk/concept/needs/from/theme/{held.themes[BUS]}")
    known = str(service_need(app).id)
    client.submit(more, into=known, title="")
    assert {source.kind for source in service_need(app).sources} == {"theme", "note"}


def service_need(app: Flask):
    with app.app_context():
        (found,) = service.needs()
        return found


def test_two_editors_see_both_versions(app: Flask):
    with app.app_context(), database.transaction():
        need_id = service.make(NeedText("Busse"))
    client = staff_client(app)
    page = client.page(f"/desk/concept/needs/{need_id}")
    with app.app_context(), database.transaction():
        needs.edit(need_id, 1, NeedText("Busse und Bahnen"))
    both = client.submit(page, title="Busse am Sonntag")
    assert both.status == 409
    assert "Busse und Bahnen" in both.text
    client.submit(both)
    assert service_need(app).said.title == "Busse am Sonntag"


def test_the_list_shows_needs_by_field_and_what_has_no_source(app: Flask):
    with app.app_context(), database.transaction():
        service.make(NeedText("Kurse am Abend", field="language"))
        service.make(NeedText("Etwas"))
    page = staff_client(app).page("/desk/concept/needs")
    assert page.text.index("Sprache") < page.text.index("Handlungsfeld noch offen")
    assert "ohne Quelle" in page.text


def test_needs_of_a_field_stand_by_title_however_they_came(app: Flask):
    said = [NeedText(title, field=field) for title in "cadb" for field in ("work", "language")]
    with app.app_context(), database.transaction():
        for each in said:
            service.make(each)
        found = [(need.said.field, need.said.title) for need in service.needs()]
    assert found == sorted((each.field, each.title) for each in said)


def test_a_need_survives_its_event_and_can_be_deleted(app: Flask, held):
    client = staff_client(app)
    make = client.page(f"/desk/concept/needs/from/theme/{held.themes[BUS]}")
    need = client.submit(make)
    client.submit(client.page(need.links()["Bedarf löschen"]))
    with app.app_context():
        assert service.needs() == ()
        with pytest.raises(NotFound):
            needs.need(held.hall.board)


def test_a_place_may_go_and_the_need_stays(app: Flask):
    with app.app_context(), database.transaction():
        need_id = service.make(NeedText("Busse", place="gone"))
    client = staff_client(app)
    client.submit(client.page(f"/desk/concept/needs/{need_id}"), title="Mehr Busse")
    assert service_need(app).said == NeedText("Mehr Busse", place="gone")


def test_facilitators_and_viewers_write_no_needs(app: Flask):
    for role in (Role.FACILITATOR, Role.VIEWER):
        assert staff_client(app, role).get("/desk/concept/needs").status_code == 403
