"""Posters, flyers, stands and code sheets, as a printer and a phone's camera meet them."""

import re
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from participation.base import database
from participation.base.jobs import Job
from participation.base.web.security import Role
from participation.exports.documents import documents
from participation.exports.invitations import spread
from participation.exports.models import Document
from participation.places import service as places
from participation.studies import service as studies
from participation.studies.waves.codes import number_of_codes
from surveys import library
from tests.support import paper as read
from tests.support.client import CheckedClient, Page
from tests.support.county import make_county, make_wave
from tests.support.staff import staff_client

ALL = ("de", "de-simple", "en", "ar", "uk", "ru", "fa", "tr")
A4 = "595.276 x 841.89 pts"
HOST = "http://stimmen.kreis.example/mitreden"
LONG = "Landkreis Mecklenburgische Seenplatte, Amt für Bildung, Integration und Teilhabe"


@pytest.fixture
def desk(app: Flask) -> CheckedClient:
    with app.app_context():
        make_county()
    return staff_client(app)


def wave_in(app: Flask, *tags: str, key: str = "needs", **plan: object) -> uuid.UUID:
    with app.app_context():
        wave_id = make_wave(library.load(key), open_it=False, **plan)
        with database.transaction():
            for tag in tags:
                studies.mark_checked(wave_id, tag, "Prüferin")
    return wave_id


def ordered(desk: CheckedClient, wave_id: uuid.UUID, kind: str = "poster") -> Page:
    """Orders a paper as a coordinator does; the page that offers it."""
    address = f"/desk/surveys/{wave_id}/distribute/poster"
    return desk.submit(desk.page(address), f"{address}/{kind}")


def printed(desk: CheckedClient, wave_id: uuid.UUID, kind: str = "poster") -> bytes:
    """A paper that a coordinator ordered and saved."""
    ready = ordered(desk, wave_id, kind)
    assert "Die Datei ist fertig." in ready.text
    return desk.get(ready.links()["Datei speichern"]).data


def words(app: Flask, wave_id: uuid.UUID) -> list[str]:
    with app.app_context():
        wave = studies.wave(wave_id)
        found = studies.invitations(wave)
        return [text for item in found for text in (item.call.text, item.promise)]


@read.needs_poppler
@pytest.mark.parametrize(
    ("kind", "look"),
    [
        ("poster", ("Plakat A4", "1", A4)),
        ("flyer", ("Flyer A6, vier auf einem Blatt", "2", A4)),
        ("flyer-a6", ("Flyer A6 für die Druckerei", "2", "297.638 x 420.945 pts")),
        ("stand", ("Aufsteller für die Theke", "1", A4)),
    ],
)
def test_every_paper_speaks_every_language_and_is_tagged(
    app: Flask, desk: CheckedClient, tmp_path: Path, kind: str, look: tuple[str, str, str]
):
    wave_id, (title, pages, size) = wave_in(app, *ALL), look
    made = printed(desk, wave_id, kind)
    facts = read.facts(made, tmp_path)
    assert (facts["Pages"], facts["Tagged"]) == (pages, "yes")
    assert facts["Title"] == f"{title}: Was brauchen Sie hier?"
    assert facts["Page size"].startswith(size)
    wording = read.text(made, tmp_path)
    missing = [text for text in words(app, wave_id) if not read.holds(wording, text)]
    assert missing == []
    assert "Landkreis Probe" in wording
    assert "Telefon Probe-Text team_phone" in wording
    fonts = read.fonts(made, tmp_path)
    assert all(embedded for _name, embedded in fonts)
    assert any("NotoSansArabic" in name for name, _embedded in fonts)


@read.needs_poppler
@read.needs_decoder
@pytest.mark.parametrize(
    ("kind", "copies"), [("poster", 1), ("flyer", 4), ("flyer-a6", 1), ("stand", 2)]
)
def test_the_sign_of_a_paper_leads_to_its_way(
    app: Flask, desk: CheckedClient, tmp_path: Path, kind: str, copies: int
):
    wave_id = wave_in(app, "de", "ar")
    made = printed(desk, wave_id, kind)
    with app.app_context():
        way = studies.channel(wave_id, "poster")
    address = f"localhost/f/{way.short}"
    assert read.qr_codes(made, tmp_path) == [f"http://{address}"] * copies
    assert address in read.text(made, tmp_path).replace(" ", "")


@read.needs_poppler
@pytest.mark.parametrize("kind", spread.PAPERS)
def test_long_names_and_addresses_stay_on_the_paper(app: Flask, tmp_path: Path, kind: str):
    with app.app_context():
        make_county()
        with database.transaction():
            places.save_county(LONG, "MV", places.county().revision)
    wave_id = wave_in(app, *ALL, key="belonging")
    with app.app_context():
        wave, made = studies.wave(wave_id), spread.PAPERS[kind]
        wanted = spread.wanted(wave, studies.channel(wave_id, "poster"))
        wanted |= {**made.options, "title": "Plakat", "sign": {"qr": HOST + "/f/k7m3x"}}
        host = "www.beteiligung.landkreis-mecklenburgische-seenplatte.de/"
        wanted |= {
            "address": host + "mitreden/f/k7m3x",
            "address_parts": [host, "mitreden/f/k7m3x"],
        }
        content = spread.make(made.template, wanted)
    assert read.facts(content, tmp_path)["Pages"] == ("2" if "flyer" in kind else "1")
    text = read.text(content, tmp_path)
    assert "Integration und Teilhabe" in text
    assert "mitreden/f/k7m3x" in text
    assert read.outside(content, tmp_path) == []


def test_the_same_order_finds_the_same_paper_and_a_changed_one_a_new_one(
    app: Flask, desk: CheckedClient
):
    wave_id = wave_in(app, "de")
    first = ordered(desk, wave_id).response.request.path
    assert ordered(desk, wave_id).response.request.path == first
    with app.app_context(), database.transaction():
        studies.mark_checked(wave_id, "ar", "Prüferin")
    assert ordered(desk, wave_id).response.request.path != first


def test_a_paper_goes_after_a_week(app: Flask, desk: CheckedClient):
    wave_id = wave_in(app, "de")
    page = ordered(desk, wave_id).response.request.path
    with app.app_context():
        for days, there in ((6, 200), (8, 404)):
            with database.transaction():
                documents.drop_old(datetime.now(UTC) + timedelta(days=days))
            assert desk.get(page).status_code == there


def test_a_logo_that_is_no_picture_is_left_out(app: Flask, tmp_path: Path):
    with app.app_context():
        make_county()
    wave_id = wave_in(app, "de")
    (tmp_path / "logo.svg").write_text("<svg>kein Bild")
    with app.app_context():
        wanted = spread.wanted(studies.wave(wave_id), studies.channel(wave_id, "poster"))
        assert spread.make("poster.typ", wanted | {"title": "Plakat"}).startswith(b"%PDF-")


def test_without_a_language_there_is_nothing_to_print_yet(app: Flask, desk: CheckedClient):
    wave_id = wave_in(app)
    page = desk.page(f"/desk/surveys/{wave_id}/distribute/poster")
    assert "Diese Befragung hat noch keine Sprache" in page.text
    fields = {"csrf_token": page.fields(f"/desk/surveys/{wave_id}/distribute/remove")["csrf_token"]}
    refused = desk.post(f"/desk/surveys/{wave_id}/distribute/poster/poster", data=fields)
    assert refused.status_code == 409


def test_a_paper_that_failed_says_so_and_can_be_tried_again(
    app: Flask, desk: CheckedClient, monkeypatch: pytest.MonkeyPatch
):
    wave_id = wave_in(app, "de")
    with monkeypatch.context() as broken:
        broken.setattr("participation.exports.paper.pdf", lambda *_a, **_k: 1 / 0)
        failed = ordered(desk, wave_id)
    assert "Der Fehler liegt bei uns" in failed.text
    assert "Die Datei ist fertig." in desk.submit(failed).text


def test_codes_come_as_a_sheet_that_is_kept_nowhere(
    app: Flask, desk: CheckedClient, tmp_path: Path
):
    wave_id = wave_in(app, "de", "ar", needs_code=True)
    page = desk.page(f"/desk/surveys/{wave_id}/codes")
    fields = page.fields() | {"number": "30", "do": "pdf"}
    answer = desk.post(page.action(), data=fields)
    assert answer.mimetype == "application/pdf"
    text = read.text(answer.data, tmp_path)
    codes = set(re.findall(r"\b[a-z2-9]{5}-[a-z2-9]{5}\b", text))
    assert len(codes) == 30
    facts = read.facts(answer.data, tmp_path)
    assert (facts["Pages"], facts["Tagged"]) == ("2", "yes")
    assert [name for name in ("Deutsch", "العربية") if not read.holds(text, name)] == []
    with app.app_context():
        assert {studies.code_state(wave_id, code) for code in codes} == {studies.CodeState.FREE}
        assert (
            database.session().query(Job).count() == database.session().query(Document).count() == 0
        )
    kept = b"".join(path.read_bytes() for path in tmp_path.glob("vielstimmig.db*"))
    assert not [
        code for code in codes if code.encode() in kept or code.replace("-", "").encode() in kept
    ]


@read.needs_poppler
@read.needs_decoder
def test_the_sign_of_a_code_opens_the_survey_with_it(
    app: Flask, desk: CheckedClient, tmp_path: Path
):
    wave_id = wave_in(app, "de", needs_code=True)
    page = desk.page(f"/desk/surveys/{wave_id}/codes")
    sheet = desk.post(page.action(), data=page.fields() | {"number": "2", "do": "pdf"}).data
    qr_codes = read.qr_codes(sheet, tmp_path, dpi=200)
    codes = re.findall(r"\b[a-z2-9]{5}-[a-z2-9]{5}\b", read.text(sheet, tmp_path))
    assert set(qr_codes) == {f"http://localhost/f/probe?code={code}" for code in codes}


def test_codes_that_cannot_be_printed_are_not_made(
    app: Flask, desk: CheckedClient, monkeypatch: pytest.MonkeyPatch
):
    wave_id = wave_in(app, "de", needs_code=True)
    monkeypatch.setattr("participation.exports.paper.press.__file__", "/nowhere/press.py")
    page = desk.page(f"/desk/surveys/{wave_id}/codes")
    answer = Page(desk.post(page.action(), data=page.fields() | {"number": "2", "do": "pdf"}))
    assert answer.status == 500
    with app.app_context():
        assert number_of_codes(wave_id) == 0


def test_others_neither_see_nor_fetch_a_paper(app: Flask, desk: CheckedClient):
    wave_id = wave_in(app, "de")
    ready = ordered(desk, wave_id)
    viewer = staff_client(app, Role.VIEWER)
    assert viewer.get(ready.response.request.path).status_code == 403
    assert viewer.get(ready.links()["Datei speichern"]).status_code == 403
