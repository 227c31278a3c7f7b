"""A coordinator corrects released figures; old versions stay, and say so."""

import csv
import io
from datetime import UTC, datetime

import pytest

from participation.access import accounts
from participation.base import database, jobs
from participation.base.errors import Conflict
from participation.base.web.security import Role
from participation.monitoring import corrections, memories, releases, work
from participation.monitoring import service as monitoring
from participation.monitoring.corrections import Wish
from participation.monitoring.work import Kind
from participation.respond.answers import retention
from surveys.figures.corrections.exclusion import Rule
from surveys.figures.released import Status
from tests.support.answered import closed_wave
from tests.support.client import CheckedClient
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import make_account, sign_in, staff_client

pytestmark = on_sqlite
WHY = "Antworten eines Programms zählen nicht mehr mit."
GROUPS = ["origin_group"]
PUBLIC = "/de/results/probe"


def released_wave(app, programs=0):
    wave = closed_wave(app, programs=programs, group_definitions=tuple(GROUPS))
    with app.app_context(), database.transaction():
        monitoring.release_now(wave, "Anna Amt", rules=())
    return wave


def wish(*, rules=(Rule.HIDDEN,), definitions=tuple(GROUPS)):
    return Wish(WHY, definitions, rules, corrections.today(), "Anna Amt")


def correct(app, wave, **wanted):
    with app.app_context(), database.transaction():
        corrections.correct(wave, wish(**wanted))


@pytest.fixture
def coordinator(app):
    return staff_client(app)


@pytest.fixture
def wave(app):
    return released_wave(app, programs=40)


def asked(client, wave, **fields):
    page = client.page(f"/desk/figures/{wave}/correct")
    return client.submit(page, 0, **{"reason": WHY, "definitions": GROUPS, **fields})


def test_the_way_from_the_reason_to_the_new_version(app, coordinator, client, wave):
    with app.app_context():
        first = releases.released(wave).to_bytes()
    seen = asked(coordinator, wave, rules=["hidden"])
    assert "So wird Fassung 2" in seen.text
    assert "%" not in seen.text
    kept = coordinator.page(f"/desk/figures/{wave}/correct").fields(0)
    assert (kept["reason"], kept["rules"]) == (WHY, "hidden")
    coordinator.submit(seen, -1)
    page = client.page(PUBLIC)
    assert WHY in page.text
    assert page.links()["Fassung 1"] == f"{PUBLIC}/version/1"
    old = client.page(f"{PUBLIC}/version/1")
    assert "Es gibt eine neuere Fassung" in old.text
    assert old.links()["Zur neuesten Fassung"] == PUBLIC
    assert f"{PUBLIC}/version/1/german_self" in old.links().values()
    with app.app_context():
        assert releases.released(wave, 1).to_bytes() == first
        assert (releases.released(wave).version, len(memories.recall(wave))) == (2, 2)
        says_what_it_does(seen, releases.released(wave))
    log = coordinator.page("/desk/audit").text
    assert "Berichtigung von Zahlen vorbereitet" in log
    assert "Zahlen berichtigt" in log
    files_and_links_name_the_version(client, coordinator, wave)


def says_what_it_does(preview, released):
    rows = {
        tuple(cell.strip() for cell in line.itertext() if cell.strip())
        for line in preview.root.iter("tr")
    }
    assert ("alle Befragten", "neue Zahlen") in rows
    stands = {released.stand(t.by, r.cell) for t in released.tables for r in t.rows}
    changed = any(r.status is Status.CHANGED for t in released.tables for r in t.rows)
    words = {words for _label, *rest in rows for words in rest}
    assert "bleibt, Stand: Fassung 1" in words
    assert ("hat sich geändert, noch keine neuen Zahlen" in words) == changed
    assert stands == {1, 2}


def files_and_links_name_the_version(client, coordinator, wave):
    saved = client.get(f"{PUBLIC}.plain.csv")
    assert "ergebnisse-probe-fassung-2-plain.csv" in saved.headers["Content-Disposition"]
    rows = list(csv.DictReader(io.StringIO(saved.get_data(as_text=True))))
    assert {row["version"] for row in rows} == {"2"}
    assert {row["numbers_of_version"] for row in rows} == {"1", "2"}
    first = client.get(f"{PUBLIC}/version/1.plain.csv").get_data(as_text=True)
    assert {row["version"] for row in csv.DictReader(io.StringIO(first))} == {"1"}
    word = coordinator.page(f"/desk/figures/{wave}/word?question=german_self")
    assert "Fassung 2." in word.text
    book = coordinator.get(f"/desk/figures/{wave}/files/xlsx?version=1")
    assert "ergebnisse-probe-tabellen.xlsx" in book.headers["Content-Disposition"]


@on_both
def test_a_correction_that_renews_no_group_prints_its_reason_only(app, coordinator, client):
    wave = released_wave(app, programs=3)
    seen = asked(coordinator, wave, rules=["hidden"])
    assert "Keine Gruppe bekommt neue Zahlen" in seen.text
    coordinator.submit(seen, -1)
    text = client.page(PUBLIC).text
    assert WHY in text
    assert "Die Zahlen blieben gleich." in text
    assert client.page(f"{PUBLIC}/version/2").status == 404


def test_a_definition_more_is_told_and_all_else_stands(client, coordinator, wave):
    more = [*GROUPS, "migration_background_birth"]
    seen = asked(coordinator, wave, definitions=more)
    assert "Mit und ohne Migrationshintergrund" in seen.text
    coordinator.submit(seen, -1)
    page = client.page(f"{PUBLIC}/german_self")
    assert "Mit und ohne Migrationshintergrund" in page.text
    assert "Stand: Fassung 1" in page.text
    old = client.page(f"{PUBLIC}/version/1/german_self")
    assert "Mit und ohne Migrationshintergrund" not in old.text
    assert "Stand: Fassung" not in old.text


@on_both
def test_bad_input_is_told_and_nothing_typed_is_lost(app, client, coordinator, wave):
    for path in ("/version/3", "/version/0", "/version/4", "/version/1/nothing", "/version/x"):
        assert client.page(PUBLIC + path).status == 404
    for named in ("2", "0", "x", "99999999999999999999"):
        for page in ("", "/files", "/word"):
            address = f"/desk/figures/{wave}{page}?version={named}&question=german_self"
            assert coordinator.page(address).status == 404
    for reason in ("", "   ", "x" * 601):
        page = asked(coordinator, wave, reason=reason, rules=["fast"])
        fields = page.fields(0)
        assert (page.status, fields["rules"]) == (400, "fast")
        assert fields["reason"].strip() == reason.strip()
    viewer = staff_client(app, Role.VIEWER)
    assert viewer.get(f"/desk/figures/{wave}/correct").status_code == 403
    assert "Zahlen berichtigen" not in viewer.page(f"/desk/figures/{wave}").text
    with app.app_context(), database.transaction():
        retention.forget(wave, datetime.now(UTC))
    page = coordinator.page(f"/desk/figures/{wave}/correct")
    assert "lassen sich nicht berichtigen" in page.text


@on_both
def test_only_what_was_previewed_is_published_and_three_versions_at_most(app, coordinator, wave):
    asked(coordinator, wave, rules=["hidden"])
    with app.app_context(), database.transaction():
        seen = corrections.previewed(wave, work.state(work.closed(wave), Kind.PREVIEW))

    def stopped(_part):
        raise jobs.CancelledError

    with app.app_context(), pytest.raises(jobs.CancelledError), database.transaction():
        corrections.correct(wave, seen.wish, seen, stopped)
    with app.app_context():
        assert len(releases.versions(wave)) == 1
    correct(app, wave)
    with app.app_context(), pytest.raises(Conflict), database.transaction():
        corrections.correct(wave, seen.wish, seen)
    correct(app, wave, definitions=(*GROUPS, "migration_background_birth"))
    page = coordinator.page(f"/desk/figures/{wave}/correct")
    assert "Es gibt schon 3 Fassungen" in page.text
    with app.app_context(), pytest.raises(Conflict), database.transaction():
        corrections.correct(wave, wish(rules=()))


@pytest.fixture
def colleague(app) -> CheckedClient:
    """Another coordinator, at her own browser."""
    browser = app.test_client()
    sign_in(browser, make_account(app, email="berta@kreis.example"))
    with app.app_context(), database.transaction():
        accounts.row(accounts.by_email("berta@kreis.example").id).name = "Berta"
        database.session().flush()
    return browser


OTHER = "Ein anderer Grund"


OTHERS = ({"rules": ["fast"]}, {"definitions": []}, {"reason": OTHER})


def test_who_presses_publishes_what_stood_on_the_page(app, coordinator, colleague, wave):
    seen = asked(coordinator, wave, rules=["hidden"])
    for said in ("", "x", "ä" * 70):
        assert coordinator.submit(seen, -1, seen=said).status == 409
    for other in OTHERS:
        theirs = asked(colleague, wave, **({"rules": ["hidden"]} | other))
        answer = coordinator.submit(seen, -1)
        assert (answer.status, WHY in answer.text) == (409, True)
        assert "Inzwischen gibt es etwas anderes" in answer.text
        assert answer.fields(-1) == theirs.fields(-1) | {
            "csrf_token": answer.fields(-1)["csrf_token"]
        }
    with app.app_context():
        assert len(releases.versions(wave)) == 1
    asked(colleague, wave, rules=["hidden"])  # alike: what was read is what is published
    assert [coordinator.submit(seen, -1).status for _ in range(2)] == [200, 200]
    with app.app_context():
        assert len(releases.versions(wave)) == 2
        assert [found.released_by for found in releases.released_waves()] == ["Test coordinator"]
    answer = colleague.submit(theirs, -1)
    assert (answer.status, OTHER in answer.text) == (409, True)


@on_both
def test_a_wish_beside_a_running_preview_is_kept_and_told(
    app, coordinator, colleague, wave, monkeypatch
):
    monkeypatch.setattr(jobs, "start_worker", lambda: None)
    assert "Die Vorschau wird gemacht" in asked(coordinator, wave, rules=["hidden"]).text
    assert "Die Vorschau wird gemacht" in asked(colleague, wave, rules=["hidden"]).text
    for other in ({"reason": OTHER}, {"rules": ["fast"]}, {"definitions": []}):
        page = asked(colleague, wave, **({"rules": ["hidden"]} | other))
        assert (page.status, page.fields(0)["reason"]) == (409, other.get("reason", WHY))
        assert "Gerade wird eine andere Vorschau gemacht" in page.text
    with app.app_context():
        jobs.work_all()
    assert WHY in coordinator.page(f"/desk/figures/{wave}/correct/preview").text
