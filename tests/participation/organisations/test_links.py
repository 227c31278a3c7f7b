"""Links of organisations: shown once, stored as a hash, opening one page and nothing else."""

import io
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import sqlalchemy as sa
from flask import Flask, redirect, render_template_string, request, url_for
from flask.typing import ResponseReturnValue
from openpyxl import load_workbook

from participation.access.models import AuditEntry
from participation.base import database
from participation.base.errors import Conflict
from participation.base.web.security import Role
from participation.base.words.lazy import lazy_gettext
from participation.organisations import saving
from participation.organisations import service as organisations
from participation.organisations.links import entries as organisation_entries
from participation.organisations.links import links, tokens
from participation.organisations.links import links as organisation_links
from participation.organisations.links.models import OrganisationEntry, OrganisationLink
from participation.organisations.links.purposes import PURPOSES, OpenEntry, Purpose
from participation.organisations.service import OrganisationText
from tests.support.client import CheckedClient, Page
from tests.support.days import county_day
from tests.support.hooks import add
from tests.support.paper import facts, needs_decoder, needs_poppler, qr_codes, text
from tests.support.staff import staff_client

ROUND = uuid.UUID("00000000-0000-4000-8000-00000000000a")
DESK = f"/desk/organisations/links/status/{ROUND}"
FORM = """{% extends "base/page.html" %}{% block title %}Stand{% endblock %}
{% block body %}<main id="main"><h1>Stand</h1><form method="post" action="{{ action }}">
<input type="hidden" name="form_token" value="{{ organisation_form_token() }}">
<input name="revision" type="hidden" value="{{ entry.revision }}">
<input name="word" value="{{ entry.draft.word }}"><button>ok</button></form></main>{% endblock %}"""


def status(entry: OpenEntry) -> ResponseReturnValue:
    """A page as a higher slice would make one: a field that is kept, and sent."""
    here = url_for("organisation_links.page", entry_id=entry.id)
    if request.method == "POST":
        revision = int(request.form["revision"])
        if "send" in request.form:
            organisation_entries.mark_sent(entry.id, revision, date(2027, 3, 1))
        else:
            organisation_entries.save_draft(entry.id, revision, {"word": request.form["word"]})
        return redirect(here, 303)
    return render_template_string(FORM, entry=entry, action=here)


@pytest.fixture
def asked(app: Flask) -> Iterator[list[uuid.UUID]]:
    """Three organisations that a purpose asks."""
    purpose = Purpose(
        "status",
        lazy_gettext("Standabfrage"),
        status,
        lambda _subject: "Standabfrage Frühjahr & Sommer",
        lambda _subject: "Guten Tag,\nbitte sehen Sie Ihre Maßnahmen durch. 100 % genügen.",
    )
    with app.app_context(), database.transaction():
        add(app, PURPOSES, (purpose.key, purpose))
        made = organisations.add_all(
            [
                OrganisationText("Sozialamt", "Amt 50", mailbox="soziales@kreis.example"),
                OrganisationText("=Träger"),
                OrganisationText("VHS"),
            ]
        )
        organisation_entries.ask("status", ROUND, made)
    return made


@pytest.fixture
def desk(app: Flask, asked: list[uuid.UUID]) -> CheckedClient:
    del asked
    return staff_client(app)


def make(app: Flask, number: int = 1, *, days: int = 9) -> list[str]:
    """Fresh links of the first entries, as paths."""
    today = county_day()
    with app.app_context(), database.transaction():
        entries = organisation_entries.entries("status", ROUND, today)[:number]
        made = organisation_links.make(
            [entry.id for entry in entries], today, today + timedelta(days)
        )
        return [f"/o/{token}" for token in made.values()]


def test_a_link_opens_its_page_by_one_redirect_and_leaves_the_address(app: Flask, asked):
    del asked
    (link,) = make(app)
    client = app.test_client()
    answer = client.get(link)
    assert answer.status_code == 302
    token = link.removeprefix("/o/")
    assert token not in answer.headers["Location"]
    cookie = answer.headers["Set-Cookie"]
    assert f"Path={answer.headers['Location']}" in cookie
    assert "HttpOnly" in cookie
    assert (answer.headers["Cache-Control"], answer.headers["Referrer-Policy"]) == (
        "no-store",
        "no-referrer",
    )
    assert client.page(answer.headers["Location"]).h1 == "Stand"


def test_what_was_typed_is_there_on_another_device_by_the_reminder(app: Flask, asked):
    del asked
    (first,), (reminder,) = make(app), make(app)
    office, phone = app.test_client(), app.test_client()
    office.submit(office.page(first), word="halb")
    page = phone.page(reminder)
    assert page.fields(0)["word"] == "halb"
    phone.submit(page, send="1")
    with app.app_context():
        found = organisation_entries.entries("status", ROUND, county_day())
        assert [entry.sent_on for entry in found if entry.sent_on] == [date(2027, 3, 1)]
    assert office.page(first).fields(0)["word"] == "", "the first link stays valid"


def test_two_who_write_at_once_do_not_overwrite_each_other(app: Flask, asked):
    del asked
    (link,) = make(app)
    one, other = app.test_client(), app.test_client()
    old = one.page(link)
    other.submit(other.page(link), word="neu")
    late = one.submit(old, word="alt")
    assert late.status == 409
    assert one.page(link).fields(0)["word"] == "neu"


def test_a_link_opens_no_other_page(app: Flask, asked):
    del asked
    first, second = make(app, 2)
    client, stranger = app.test_client(), app.test_client()
    own = client.get(first).headers["Location"]
    others = stranger.get(second).headers["Location"]
    assert own != others
    assert client.page(others).status == 403
    assert app.test_client().page(own).status == 403
    token = first.removeprefix("/o/")
    client.set_cookie(f"o_{uuid.UUID(others.rsplit('/', 1)[1]).hex[:12]}", token, path=others)
    assert client.page(others).status == 403, "a token under another entry's name"


@pytest.mark.parametrize("token", ["x", "A" * 43, "ä", "%00", "..", "A" * 4000, "'; DROP TABLE"])
def test_a_wrong_token_gets_a_kind_page(app: Flask, asked, token: str):
    del asked
    answer = app.test_client().get(f"/o/{token}", follow_redirects=True)
    assert answer.status_code in (403, 404)
    if answer.status_code == 403:
        assert "Dieser Link gilt nicht" in Page(answer).h1


def test_revoked_and_over_links_open_nothing(app: Flask, asked):
    del asked
    (link,), (over,) = make(app), make(app, days=-1)
    client = app.test_client()
    page = client.page(link)
    assert client.page(over).status == 403
    with app.app_context(), database.transaction():
        entries = organisation_entries.entries("status", ROUND, county_day())
        organisation_links.revoke([entry.id for entry in entries])
    assert client.submit(page, word="zu spät").status == 403
    assert client.page(link).status == 403


def test_a_form_without_its_token_changes_nothing(app: Flask, asked):
    del asked
    (link,) = make(app)
    client = app.test_client()
    page = client.page(link)
    assert client.submit(page, form_token="x", word="fremd").status == 400
    assert client.page(link).fields(0)["word"] == ""


def test_only_a_hash_of_its_own_is_stored(app: Flask, asked):
    del asked
    (link,) = make(app)
    token = link.removeprefix("/o/")
    with app.app_context():
        stored = database.connection().execute(sa.select(OrganisationLink.token_hash)).scalar_one()
        assert stored == tokens.link_hashes(token)[0]
        assert stored != tokens.decode(token)
        from participation.boards.base.tokens import link_hashes, person_hash  # noqa: PLC0415

        assert stored not in {*link_hashes(token), person_hash(token)}


def test_the_desk_shows_fresh_links_once(app: Flask, desk: CheckedClient):
    shown = desk.submit(desk.page(DESK), how="show")
    found = re.findall(r'value="(http[^"]+/o/[^"]+)"', shown.html)
    assert len(found) == len(set(found)) == 3
    assert not set(found) & set(re.findall(r"http[^\"]+/o/[^\"]+", desk.page(DESK).html))
    for link in found:
        assert app.test_client().page(urlsplit(link).path).h1 == "Stand"
    assert shown.html.count("data:image/svg+xml") == 3
    assert "data-copy" in shown.html


def test_a_mail_opens_with_address_subject_text_and_link(desk: CheckedClient):
    shown = desk.submit(desk.page(DESK), how="show")
    mail = next(a for a in shown.root.iter("a") if "soziales" in (a.get("href") or "")).get("href")
    parts = urlsplit(mail)
    assert (parts.scheme, parts.path) == ("mailto", "soziales@kreis.example")
    said = parse_qs(parts.query)
    assert said["subject"] == ["Standabfrage Frühjahr & Sommer"]
    (body,) = said["body"]
    assert "100 % genügen." in body
    assert "\r\n" in body
    assert "/o/" in body
    assert "+" not in unquote(parts.query).split("/o/")[0], "spaces are %20: mail programs show a +"


def test_all_links_come_as_a_table_for_a_serial_letter(app: Flask, desk: CheckedClient):
    page = desk.page(DESK)
    sent = desk.post(DESK, data={**page.fields(0), "how": "xlsx"})
    sheet = load_workbook(io.BytesIO(sent.data)).active
    rows = list(sheet.values)
    assert rows[0][:3] == ("Stelle", "Kurzform", "Postfach")
    assert {row[0] for row in rows[1:]} == {"Sozialamt", "=Träger", "VHS"}
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n"}
    for row in rows[1:]:
        assert app.test_client().page(urlsplit(row[6]).path).h1 == "Stand"


@needs_poppler
@needs_decoder
def test_all_links_come_as_letters_with_a_sign_that_opens(
    app: Flask, desk: CheckedClient, tmp_path: Path
):
    sent = desk.post(DESK, data={**desk.page(DESK).fields(0), "how": "pdf"})
    assert sent.status_code == 200
    said, read = text(sent.data, tmp_path), qr_codes(sent.data, tmp_path)
    for words in ("Sozialamt (Amt 50)", "=Träger", "100 % genügen.", "Standabfrage Frühjahr"):
        assert words in said
    assert facts(sent.data, tmp_path)["Pages"] == "3"
    assert facts(sent.data, tmp_path)["Tagged"] == "yes"
    assert len(set(read)) == 3
    for link in read:
        assert app.test_client().page(urlsplit(link).path).h1 == "Stand"


def test_who_has_sent_is_not_chosen_again(app: Flask, desk: CheckedClient):
    (link,) = make(app)
    office = app.test_client()
    office.submit(office.page(link), send="1")
    page = desk.page(DESK)
    assert "gesendet am 01.03.2027" in page.text
    assert len(page.fields(0)["chosen"]) == 2


def test_further_organisations_are_asked_and_merged_ones_named_as_today(
    app: Flask, desk: CheckedClient, asked
):
    with app.app_context(), database.transaction():
        late = saving.add(OrganisationText("Kreissportbund"))
        saving.merge(asked[2], 1, late)
    page = desk.page(DESK)
    assert "Kreissportbund" in page.text
    assert "VHS" not in page.text
    with app.app_context(), database.transaction():
        saving.add(OrganisationText("Jobcenter"))
    page = desk.page(DESK)
    key = next(i.get("value") for i in page.root.iter("input") if i.get("name") == "asked")
    desk.submit(page, f"{DESK}/ask", asked=[key])
    assert len(desk.page(DESK).fields(0)["chosen"]) == 4


def test_a_day_that_is_over_is_explained(desk: CheckedClient):
    wrong = desk.submit(desk.page(DESK), ends_on="2020-01-01", how="show")
    assert wrong.status == 400
    assert "Wählen Sie einen Tag" in wrong.text
    assert "/o/" not in wrong.html.replace("/desk/o", "")


def test_links_are_ended_from_the_desk_and_the_audit_says_so(app: Flask, desk: CheckedClient):
    links_made = make(app, 3)
    desk.submit(desk.page(DESK), how="revoke")
    assert {app.test_client().page(link).status for link in links_made} == {403}
    with app.app_context():
        rows = database.connection().execute(
            sa.select(AuditEntry.action, AuditEntry.subject, AuditEntry.detail)
        )
        assert [tuple(row) for row in rows] == [
            ("close", "Standabfrage Frühjahr & Sommer", "Links: 3 Stellen")
        ]


def test_only_coordinators_give_links(app: Flask, asked):
    del asked
    assert staff_client(app, Role.EDITOR).page(DESK).status == 403
    assert staff_client(app).page(DESK.replace("status", "nothing")).status == 404


def test_the_list_costs_the_same_for_any_number(app: Flask, desk: CheckedClient):
    def statements() -> int:
        seen: list[str] = []
        engine = app.extensions["database"]

        def note(*said: object) -> None:
            seen.append(str(said[2]))

        sa.event.listen(engine, "before_cursor_execute", note)
        desk.get(DESK)
        sa.event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    statements()
    few = statements()
    with app.app_context(), database.transaction():
        more = organisations.add_all([OrganisationText(f"Stelle {n}") for n in range(20)])
        organisation_entries.ask("status", ROUND, more)
    assert statements() == few


def test_after_a_restore_every_link_is_over(app: Flask, asked):
    del asked
    (link,) = make(app)
    with app.app_context(), database.transaction() as connection:
        links.settle(connection)
    assert app.test_client().page(link).status == 403


def test_a_year_after_its_end_a_link_and_what_was_not_sent_are_gone(app: Flask, asked):
    del asked
    (link,) = make(app)
    office = app.test_client()
    office.submit(office.page(link), word="liegt noch da")
    with app.app_context(), database.transaction():
        links.forget_old(datetime.now(UTC) + timedelta(days=366))
        assert any(database.connection().execute(sa.select(OrganisationEntry.draft)).scalars())
        links.forget_old(datetime.now(UTC) + timedelta(days=400))
        assert not any(database.connection().execute(sa.select(OrganisationEntry.draft)).scalars())
        assert not database.connection().execute(sa.select(OrganisationLink.id)).all()


def test_a_subject_that_goes_takes_entries_and_links_along(app: Flask, asked):
    del asked
    (link,) = make(app)
    with app.app_context(), database.transaction():
        organisation_entries.drop("status", ROUND)
        assert not database.connection().execute(sa.select(OrganisationLink.id)).all()
    assert app.test_client().page(link).status == 403


def test_asking_again_keeps_the_entry_and_its_draft(app: Flask, asked):
    with app.app_context(), database.transaction():
        first = organisation_entries.ask("status", ROUND, asked)
        assert organisation_entries.ask("status", ROUND, reversed(asked)) == first[::-1]
        organisation_entries.save_draft(first[0], 1, {"word": "da"})
        with pytest.raises(Conflict):
            organisation_entries.save_draft(first[0], 1, {"word": "spät"})
