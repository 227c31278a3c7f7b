import io
import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from participation.base import database, qr
from participation.base.web.security import Role
from participation.places import service as places
from participation.places.saving import withdraw_promise
from participation.studies import service
from participation.studies.waves.waves import close as close_wave
from surveys import library
from surveys.instrument.instrument import Text
from surveys.xlsform import write
from tests.support.client import CheckedClient, Page
from tests.support.county import PLACES, make_wave, tiny
from tests.support.days import county_day
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite
TODAY = county_day()


@pytest.fixture
def desk(county: Flask) -> CheckedClient:
    return staff_client(county)


def at(wave_id: object, page: str = "") -> str:
    return f"/desk/surveys/{wave_id}" + (f"/{page}" if page else "")


def upload(desk: CheckedClient, content: bytes, name: str = "eigene.xlsx") -> Page:
    page = desk.page("/desk/surveys/new")
    form = {**page.fields("upload"), "workbook": (io.BytesIO(content), name)}
    return Page(desk.post(page.action("upload"), data=form, follow_redirects=True))


def plan_of(**changes: object) -> dict[str, object]:
    return {
        "opens_on": (TODAY + timedelta(days=1)).isoformat(),
        "asking_ends_on": (TODAY + timedelta(days=30)).isoformat(),
        "taking_ends_on": "",
        "target_group": "Alle ab 18",
        **changes,
    }


def test_an_empty_list_says_what_to_do(desk: CheckedClient):
    page = desk.page("/desk/surveys")
    assert "Noch gibt es keine" in page.text
    assert "Fragebogen auswählen" in page.links()


def test_shipped_questionnaires_are_read_in_on_request_and_shown_as_cards(desk: CheckedClient):
    page = desk.submit(desk.page("/desk/surveys/new"))
    assert page.h1 == "Neue Befragung: Fragebogen auswählen"
    cards = [item for item in page.root.iter("li") if item.get("class") == "card"]
    assert len(cards) == len(library.KEYS)
    assert page.text.count("Diesen Fragebogen nehmen") == 4
    assert page.text.count("hier noch nicht zu starten") == 2


@on_both
def test_from_a_workbook_to_an_open_survey(desk: CheckedClient, county: Flask):
    report = upload(desk, write(tiny()))
    assert report.h1 == "Der Fragebogen ist eingelesen"
    adapt = desk.submit(report)
    assert adapt.h1 == "Befragung anpassen"
    survey = desk.submit(adapt, **plan_of(slug="bedarf-27", title_de="Bedarf 2027"))
    assert survey.h1 == "Sprachen der Befragung", "the first saving leads on"
    base = survey.response.request.path.removesuffix("/languages")
    assert "Lesen Sie die Texte" in desk.page(base).text
    first = desk.page(f"{base}/languages/read?tag=ar&tag=de&tag=xx")
    assert first.h1 == "Texte lesen: Deutsch"
    second = desk.submit(first)
    assert second.h1 == "Texte lesen: العربية"
    assert desk.submit(second).text.count("Test coordinator,") == 2
    checklist = desk.page(f"{base}/checklist")
    assert "Alles steht" in checklist.text
    opened = desk.submit(desk.page(f"{base}/open"))
    assert opened.h1 == "Befragung verteilen"
    found = service.wave_of_slug("bedarf-27")
    assert found.state is service.WaveState.SCHEDULED
    assert found.plan.taking_ends_at - found.plan.asking_ends_at == service.GRACE
    assert county


def test_a_workbook_that_cannot_be_used_gets_all_problems_with_their_places(desk: CheckedClient):
    survey = (
        b"survey,,,\n,type,name,label\n,text,a b,Eins\n,begin_repeat,r,Mehrmals\n,end_repeat,,\n"
    )
    page = upload(desk, survey, "falsch.csv")
    assert page.h1 == "Der Fragebogen geht so noch nicht"
    assert "geht nicht als Name" in page.text
    assert "Wiederholte Gruppen gehen noch nicht" in page.text


@pytest.mark.parametrize("content", [b"", b"kein Buch", b"PK\x03\x04" + b"\0" * 300])
def test_what_is_no_workbook_gets_a_page_that_says_so(desk: CheckedClient, content: bytes):
    page = upload(desk, content)
    assert page.status in (200, 400)
    assert page.h1 in ("Eigener Fragebogen", "Der Fragebogen geht so noch nicht")


def test_too_large_a_workbook_is_refused(desk: CheckedClient):
    page = upload(desk, b"x" * (2 * 1024 * 1024 + 1))
    assert page.status == 400
    assert "größer als 2 MB" in page.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"asking_ends_on": TODAY.isoformat()}, "Das Ende liegt vor dem Anfang"),
        ({"slug": "schon-da"}, "Diese Adresse hat schon eine andere Runde"),
        ({"k": "3"}, "Schreiben Sie 10 oder mehr"),
        ({"opens_on": "gestern"}, "Diesen Tag gibt es nicht"),
        ({"slug": ""}, "Bitte füllen Sie das Feld „Kurze Adresse“ aus"),
    ],
)
def test_a_wrong_plan_is_explained_at_its_field(
    desk: CheckedClient, changes: dict[str, str], sentence: str
):
    make_wave(slug="schon-da")
    wave_id = make_wave(open_it=False)
    page = desk.submit(desk.page(at(wave_id, "plan")), **plan_of(**changes))
    assert page.status == 400
    assert sentence in page.text


@on_both
def test_the_second_of_two_coordinators_sees_both_versions(desk: CheckedClient):
    wave_id = make_wave(open_it=False)
    mine = desk.page(at(wave_id, "plan"))
    desk.submit(desk.page(at(wave_id, "plan")), **plan_of(target_group="Ihre Zielgruppe"))
    clash = desk.submit(mine, **plan_of(target_group="Meine Zielgruppe"))
    assert clash.status == 409
    assert "Ihre Zielgruppe" in clash.text
    assert "Meine Zielgruppe" in clash.text
    desk.submit(clash)
    assert service.wave(wave_id).plan.target_group == "Meine Zielgruppe"


@on_both
def test_name_and_last_day_of_an_open_survey_change_and_what_it_promised_does_not(
    desk: CheckedClient,
):
    wave_id = make_wave(open_it=False)
    desk.submit(desk.page(at(wave_id, "plan")), **plan_of(opens_on=TODAY.isoformat()))
    with database.transaction():
        service.mark_checked(wave_id, "de", "Prüferin")
        service.open_wave(wave_id)
    form = desk.page(at(wave_id, "plan"))
    later = TODAY + timedelta(days=25)
    days = {"asking_ends_on": later.isoformat(), "taking_ends_on": later.isoformat()}
    done = desk.submit(form, title_de="Neuer Name", **days)
    assert (done.h1, done.status) == ("Neuer Name", 200)
    changed = service.wave(wave_id).plan
    for name, value in (("k", "30"), ("slug", "anders"), ("target_group", "Niemand")):
        refused = desk.submit(desk.page(at(wave_id, "plan")), **{name: value})
        assert (refused.status, "Das steht fest" in refused.text) == (409, True)
    assert service.wave(wave_id).plan == changed
    assert changed.asking_ends_at.date() in (later, later + timedelta(days=1))


def test_an_unchecked_language_is_offered_only_after_a_warning(desk: CheckedClient):
    wave_id = make_wave(open_it=False)
    warning = desk.page(at(wave_id, "languages/ar/unchecked"))
    assert "Niemand hat diese Texte gelesen" in warning.text
    assert "ja, ohne Prüfung" in desk.submit(warning).text


def test_a_survey_does_not_open_while_something_is_missing(desk: CheckedClient, county: Flask):
    wave_id = make_wave(open_it=False)
    page = desk.page(at(wave_id, "open"))
    assert page.h1 == "Vor dem Öffnen"
    assert "Noch keine Sprache ist geprüft" in page.text
    assert service.wave(wave_id).state is service.WaveState.DRAFT
    assert county


def test_a_missing_legal_text_is_named_with_its_language(desk: CheckedClient):
    wave_id = make_wave(tiny_in("tr"), open_it=False)
    with database.transaction():
        service.offer_unchecked(wave_id, "tr")
    page = desk.page(at(wave_id, "checklist"))
    assert "(Türkçe)" in page.text


def tiny_in(tag: str):
    from dataclasses import replace  # noqa: PLC0415

    return replace(tiny(), languages=("de", tag))


def test_codes_are_shown_once(desk: CheckedClient):
    wave_id = make_wave(open_it=False, needs_code=True)
    sheet = desk.submit(desk.page(at(wave_id, "codes")), number="3", do="page")
    codes = set(re.findall(r"\b[a-z2-9]{5}-[a-z2-9]{5}\b", sheet.text))
    assert len(codes) == 3
    qr_codes = [qr.data_uri(f"http://localhost/f/probe?code={code}") for code in codes]
    assert all(sign in sheet.html for sign in qr_codes)
    assert service.code_state(wave_id, codes.pop()) is service.CodeState.FREE
    assert "3 Codes gibt es schon" in desk.page(at(wave_id, "codes")).text


def test_every_way_has_its_own_link_and_sign(desk: CheckedClient):
    wave_id = make_wave()
    page = desk.submit(desk.page(at(wave_id, "distribute")), "new-way", label="Moschee-Verein")
    assert page.h1 == "Moschee-Verein"
    all_ways = desk.page(at(wave_id, "distribute"))
    own = {link.short for link in service.channels(wave_id)}
    assert all(f"http://localhost/f/{short}" in all_ways.text for short in own)
    assert len(own) == all_ways.html.count("data:image/svg+xml") == 3
    again = desk.submit(all_ways, "new-way", label="moschee-verein")
    assert again.status == 400
    assert "Diesen Weg gibt es schon." in again.text


def test_trying_out_gives_a_signed_link(desk: CheckedClient):
    wave_id = make_wave(open_it=False)
    page = desk.page(at(wave_id, "try"))
    links = page.links()
    token = links["Probe starten (neues Fenster)"].partition("?probe=")[2]
    assert service.respondent_wave("probe", datetime.now(UTC), token).rehearsal
    assert qr.data_uri(links["Probe starten (neues Fenster)"]) in page.html, "for her own phone"


@pytest.mark.parametrize("page", ["", "plan", "languages", "languages/de", "try", "distribute"])
@pytest.mark.parametrize("open_it", [True, False])
def test_every_page_of_a_survey_can_be_looked_at(desk: CheckedClient, page: str, open_it: bool):  # noqa: FBT001
    assert desk.page(at(make_wave(open_it=open_it), page)).status == 200


def test_an_editor_checks_languages_and_changes_nothing_else(county: Flask):
    wave_id = make_wave(open_it=False)
    editor = staff_client(county, Role.EDITOR)
    assert "geprüft" in editor.submit(editor.page(at(wave_id, "languages/de"))).text.lower()
    assert editor.page(at(wave_id, "plan")).status == 403


def test_a_viewer_sees_surveys_and_no_button(county: Flask):
    make_wave()
    viewer = staff_client(county, Role.VIEWER)
    page = viewer.page("/desk/surveys")
    assert "Kurze Probe" in page.text
    assert "Neue Befragung" not in page.text


def test_strangers_are_sent_to_the_sign_in(county: Flask):
    client = county.test_client()
    assert client.get("/desk/surveys").status_code in (302, 303)


@on_both
def test_both_versions_are_told_in_words(desk: CheckedClient):
    wave_id = make_wave(open_it=False)
    mine = desk.page(at(wave_id, "plan"))
    desk.submit(desk.page(at(wave_id, "plan")), **plan_of(sampling="random", needs_code="y"))
    clash = desk.submit(mine, **plan_of(sampling="self_selected"))
    assert "Eine Zufalls-Auswahl ist eingeladen" in clash.text
    assert "Wer will, antwortet" in clash.text
    assert "random" not in clash.text


def test_an_earlier_round_is_the_start_of_the_next(desk: CheckedClient):
    wave_id = make_wave(title=Text({"de": "Bedarf"}), target_group="Alle ab 18", k=15)
    with database.transaction():
        service.add_channel(wave_id, "moschee", "Moschee-Verein")
        close_wave(wave_id)
    choose = desk.page("/desk/surveys/new")
    forms = list(next(choose.root.iter("main")).iter("form"))
    again = next(i for i, form in enumerate(forms) if form.get("action", "").endswith("/again"))
    adapt = desk.submit(choose, again)
    assert adapt.h1 == "Befragung anpassen"
    assert "Alle ab 18" in adapt.text
    copied = next(wave for wave in service.waves() if wave.id != wave_id)
    assert (copied.state, copied.k) == (service.WaveState.DRAFT, 15)
    assert copied.slug != "probe"
    assert copied.plan.asking_ends_at - copied.plan.opens_at == timedelta(days=20)
    assert "moschee" in {channel.key for channel in service.channels(copied.id)}
    assert all(status.checked_by == "Prüferin" for status in service.languages(copied.id))


@on_both
def test_a_draft_is_tried_out_with_the_lists_as_they_are_now(desk: CheckedClient):
    wave_id = make_wave(open_it=False)
    with database.transaction():
        places.save_places(PLACES[:-1], places.county().revision)
    desk.page(at(wave_id, "try"))
    asked = service.instrument(service.wave(wave_id).instrument_version_id).questions
    names = {choice.name for choice in asked["s_municipality"].choices}
    assert "bergstadt" not in names
    assert "seestadt" in names


def test_a_survey_is_tried_out_in_a_frame_in_any_language(desk: CheckedClient):
    wave_id = make_wave(open_it=False)
    page = desk.page(at(wave_id, "try?language=ar"))
    assert 'src="/f/probe/ar/?probe=' in page.html
    assert "frame-src 'self'" in page.response.headers["Content-Security-Policy"]


def test_lists_of_the_county_are_one_tap_from_adapting(desk: CheckedClient):
    page = desk.page(at(make_wave(open_it=False), "plan"))
    assert page.links()["Orte ändern"] == "/desk/county/places"


def test_unconfirmed_promises_are_told_and_do_not_hold_a_survey_up(desk: CheckedClient):
    wave_id = make_wave(open_it=False, target_group="Alle")
    with database.transaction():
        withdraw_promise(places.Promise.TLS)
        service.mark_checked(wave_id, "de", "Prüferin")
    page = desk.page(at(wave_id, "checklist"))
    assert "Nicht bestätigt: Verschlüsselte Verbindung" in page.text
    assert "Sie können öffnen" in page.text


def test_a_shipped_questionnaire_suggests_its_address_and_whom_it_asks(desk: CheckedClient):
    desk.submit(desk.page("/desk/surveys/new"))
    drafts = [desk.submit(desk.page("/desk/surveys/new"), 1) for _ in range(2)]
    assert [page.fields()["slug"] for page in drafts] == ["zusammen-leben", "zusammen-leben-2"]
    assert (
        drafts[0].fields()["target_group"] == "Alle Menschen ab 18 Jahren, die im Landkreis wohnen"
    )
    assert "Bitte prüfen Sie ihn" in drafts[0].text
    found = service.wave_of_slug("zusammen-leben")
    assert found.plan.target_group == "", "it counts once a person saved it"
    desk.submit(drafts[0])
    assert service.wave_of_slug("zusammen-leben").plan.target_group.startswith("Alle Menschen")


def test_ticking_no_language_leads_back_to_the_list(desk: CheckedClient):
    wave_id = make_wave(open_it=False)
    assert desk.page(at(wave_id, "languages/read")).h1 == "Sprachen der Befragung"


@on_both
def test_the_poster_is_ordered_where_the_ways_are_listed(desk: CheckedClient):
    wave_id = make_wave()
    page = desk.page(at(wave_id, "distribute"))
    assert desk.submit(page, at(wave_id, "distribute/poster/poster")).h1.startswith("Plakat A4")


def test_what_is_missing_leads_to_the_texts_of_its_languages_and_back(desk: CheckedClient):
    wave_id = make_wave(open_it=False)
    with database.transaction():
        service.mark_checked(wave_id, "ar", "Prüferin")
        places.save_texts({("legal_basis", "ar"): ""}, places.county().revision)
    links = desk.page(at(wave_id, "checklist")).links()
    texts = desk.page(links["jetzt ausfüllen: Rechtliche Texte"])
    assert desk.submit(texts, legal_basis_ar="نص").h1 == "Vor dem Öffnen"
