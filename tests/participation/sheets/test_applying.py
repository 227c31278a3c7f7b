"""Taking rows in and back again: who was quicker, what broke, and when it is forgotten."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from decimal import Decimal

import sqlalchemy as sa
from flask import Flask

from participation.access.models import AuditEntry
from participation.base import database, jobs
from participation.base.web.security import Role
from participation.sheets import applying, store
from participation.sheets.models import SheetColumns, SheetImport, SheetImportRow, SheetWord
from tests.support.client import CheckedClient, Page
from tests.support.hooks import fill
from tests.support.sheets import ROWS, PlanTarget, alter, apply, form, plan, put, xlsx
from tests.support.staff import staff_client


def take_back(desk: CheckedClient, done: Page) -> Page:
    return desk.submit(desk.page(done.links()["Zurücknehmen"]), 0)


def count(app: Flask, table: type) -> int:
    with app.app_context():
        return database.connection().scalar(sa.select(sa.func.count()).select_from(table)) or 0


def audited(app: Flask) -> list[tuple[str, str, str, str]]:
    with app.app_context():
        lines = database.connection().execute(
            sa.select(
                AuditEntry.action, AuditEntry.subject, AuditEntry.detail, AuditEntry.account_name
            )
            .where(AuditEntry.subject == str(PlanTarget.name))
            .order_by(AuditEntry.at)
        )
        return [tuple(line) for line in lines]


def test_taking_back_removes_the_new_and_gives_back_the_old(planned, desk, through):
    put(planned, {"number": "1", "title": "Café", "money": Decimal("1.00")})
    before = plan(planned)
    done = apply(desk, through(xlsx(ROWS)), take=["0", "1", "2"], shown=["0", "1", "2"])
    assert len(plan(planned)) == 3
    back = take_back(desk, done)
    assert back.h1 == "Zurückgenommen"
    assert "3 Zeilen sind wieder wie vorher" in back.text
    assert plan(planned) == before
    assert [entry[:3] for entry in audited(planned)][1:] == [
        ("import", "Maßnahmen der Probe", "+2 ~1"), ("undo", "Maßnahmen der Probe", "-3 =0"),
    ]  # fmt: skip
    assert {entry[3] for entry in audited(planned)} == {"Test coordinator"}


def test_what_somebody_changed_since_stays_and_is_named(planned, desk, through):
    (key,) = put(planned, {"number": "1", "title": "Café", "money": Decimal("1.00")})
    done = apply(desk, through(xlsx(ROWS)), take=["0", "1", "2"], shown=["0", "1", "2"])
    with planned.app_context():
        keys = {row.values["number"]: row.key for row in PlanTarget().existing()}
    alter(planned, key, money=Decimal("9.00"))
    alter(planned, keys["2"], note="wichtig")
    put(planned, {"title": "Teil", "parent": keys["3"]})
    back = take_back(desk, done)
    assert "Ein Teil wurde inzwischen geändert und bleibt." in back.text
    assert "Wurde inzwischen geändert." in back.text
    assert "Etwas anderes gehört inzwischen dazu." in back.text
    there = {row["title"]: row for row in plan(planned)}
    assert set(there) == {"Café", "Lesepaten", "Lotsen", "Teil"}
    assert there["Café"]["money"] == Decimal("9.00")


def test_a_change_since_the_preview_stops_the_import_and_shows_it_anew(planned, desk, through):
    (key,) = put(planned, {"number": "1", "title": "Café"})
    preview = through(xlsx(ROWS))
    alter(planned, key, title="Café am Abend")
    stale = apply(desk, preview, take=["0", "1", "2"], shown=["0", "1", "2"])
    assert "Inzwischen hat sich in der Plattform etwas geändert" in stale.text
    assert [row["title"] for row in plan(planned)] == ["Café am Abend"]
    apply(desk, desk.submit(stale, form(stale, "/rows"), take=["1", "2"], to="changed-1"))
    assert [row["title"] for row in plan(planned)] == ["Sprachcafé", "Lesepaten", "Lotsen"]


def test_of_two_imports_of_the_same_file_the_second_brings_nothing(planned, desk, through):
    first, second = through(xlsx(ROWS)), through(xlsx(ROWS))
    apply(desk, first)
    answer = apply(desk, second)
    assert "In der Tabelle steht nichts Neues" in answer.text
    assert len(plan(planned)) == 3


def test_a_closed_browser_goes_on_later_and_a_double_press_is_harmless(planned, desk, through):
    preview = through(xlsx(ROWS))
    start = desk.page("/desk/plan")
    address = next(a for text, a in start.links().items() if text.startswith("Liste.xlsx"))
    assert desk.page(address).h1 == preview.h1
    apply(desk, preview)
    twice = apply(desk, preview)
    assert (twice.status, twice.h1) == (409, "Der Import ist schon weiter")
    assert len(plan(planned)) == 3


def test_an_import_can_be_thrown_away(planned, desk, through):
    preview = through(xlsx(ROWS))
    assert desk.submit(preview, form(preview, "/discard")).h1.startswith("Tabelle einlesen")
    assert (count(planned, SheetImport), count(planned, SheetImportRow)) == (0, 0)
    assert desk.get(preview.response.request.path).status_code == 404


def test_files_rows_and_the_way_back_go_after_a_day_and_the_memory_stays(planned, desk, through):
    apply(desk, through(xlsx(ROWS)))
    with planned.app_context(), database.transaction():
        content = (
            database.connection().execute(sa.select(SheetImport.content, SheetImport.book)).one()
        )
        store.tick(datetime.now(UTC) + timedelta(hours=23))
    assert tuple(content) == (None, None)
    assert count(planned, SheetImport) == 1
    with planned.app_context(), database.transaction():
        store.tick(datetime.now(UTC) + timedelta(hours=25))
    assert (
        count(planned, SheetImport),
        count(planned, SheetImportRow),
        count(planned, SheetColumns),
    ) == (0, 0, 1)
    with planned.app_context(), database.transaction():
        store.tick(datetime.now(UTC) + timedelta(days=800))
    assert count(planned, SheetColumns) + count(planned, SheetWord) == 0


def test_only_who_may_sees_imports_and_every_form_has_its_token(planned, through):
    address = through(xlsx(ROWS)).response.request.path
    viewer = staff_client(planned, Role.VIEWER)
    assert viewer.get(address).status_code == 403
    editor = staff_client(planned, Role.EDITOR)
    assert editor.get(address).status_code == 200
    assert editor.post(f"{address}/rows", data={"act": "apply"}).status_code == 400


def test_a_job_that_fell_over_can_be_tried_again(planned, desk, upload):
    with planned.app_context():
        work = dict(jobs.WORK.registered())
    fill(planned, jobs.WORK, *(work | {"sheet_read": lambda *_: 1 / 0}).items())
    failed = upload(xlsx(ROWS))
    assert failed.h1 == "Das Lesen ist misslungen"
    fill(planned, jobs.WORK, *work.items())
    assert desk.submit(failed, form(failed, "/again")).h1 == "Welche Spalte ist was?"


def test_while_a_job_runs_the_page_waits_and_no_other_step_is_taken(desk, through, monkeypatch):
    preview = through(xlsx(ROWS))
    monkeypatch.setattr(jobs, "start_worker", lambda: None)
    waiting = apply(desk, preview)
    assert waiting.h1 == "Einen Moment bitte"
    assert apply(desk, preview).status == 409


def test_two_that_apply_at_the_same_moment_apply_one_after_the_other(planned, through):
    addresses = [through(xlsx(ROWS)).response.request.path for _ in range(2)]
    imports = [uuid.UUID(address.rsplit("/", 1)[-1]) for address in addresses]
    ready = threading.Barrier(2)

    def work(import_id: uuid.UUID) -> bool:
        ready.wait()
        with planned.app_context():
            done = applying.apply(import_id)
            (database.commit if done else database.rollback)()
            return done

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(work, imports)) == [False, True]
    assert len(plan(planned)) == 3


def test_an_import_that_breaks_in_the_middle_leaves_nothing(planned, desk, through, monkeypatch):
    def broken(*_: object) -> None:
        raise RuntimeError("disk full")

    put(planned, {"number": "3", "title": "Alt"})
    preview = through(xlsx(ROWS))
    monkeypatch.setattr(PlanTarget, "change", broken)
    answer = apply(desk, preview, take=["0", "1", "2"], shown=["0", "1", "2"])
    assert "Der Fehler liegt bei uns." in answer.text
    assert [row["title"] for row in plan(planned)] == ["Alt"]
    monkeypatch.undo()
    apply(desk, answer)
    assert [row["title"] for row in plan(planned)] == ["Lotsen", "Sprachcafé", "Lesepaten"]
