"""Effort, money and gaps at the desk."""

import uuid
from datetime import date, timedelta

import pytest
from flask import Flask

from participation.base import database
from participation.base.desk import basis
from participation.base.web.security import Role
from participation.concept import service
from participation.concept.gaps import gaps
from participation.concept.money import effort
from participation.concept.service import (
    Financing,
    GoalText,
    MeasureText,
    ReportText,
    TrafficLight,
)
from participation.concept.tree import goals, measures
from participation.organisations import saving
from participation.organisations.service import OrganisationText
from tests.support.client import text_of
from tests.support.concept_desk import cells, edit, form_of
from tests.support.days import county_day
from tests.support.sqlite import on_sqlite
from tests.support.staff import staff_client

DESK = "/desk/concept"


TODAY = county_day()
GREEN, YELLOW, RED = TrafficLight


def test_more_hours_than_there_are_warn_with_both_numbers(app: Flask, small):
    """Check B2 of the needs: more hours than capacity, and both numbers."""
    with app.app_context(), database.transaction():
        edit(small.measure, responsible=(small.body,), hours=900)
        edit(small.single, responsible=(small.body,), hours=600)
    client = staff_client(app)
    money = client.page(f"{DESK}/money")
    over = client.submit(money, form_of(money, "hours"), hours="1.200")
    assert "1.500 Stunden gebraucht, 1.200 vorhanden" in over.text
    page = client.page(f"{DESK}/measures/{small.measure}").text
    assert "brauchen 1.500 Stunden im Jahr. Da sind 1.200." in page
    wrong = client.submit(over, form_of(over, "hours"), hours="zwei")
    assert wrong.status == 400
    assert "Schreiben Sie eine Zahl" in wrong.text
    assert wrong.fields(form_of(wrong, "hours"))["hours"] == "zwei"
    enough = client.submit(over, form_of(over, "hours"), hours="1500")
    assert "gebraucht, 1.500 vorhanden" not in enough.text
    with app.app_context(), database.transaction():
        said = ReportText(GREEN, "Fertig.", TODAY)
        service.report(small.single, 0, said, role="coordinator", today=TODAY)
    with app.app_context():
        (load,) = effort.loads(service.concept().measures, TODAY.year)
        assert (load.needed, load.capacity) == (900, 1500)


@pytest.mark.parametrize(
    ("hours", "euro", "said"),
    [
        ("1000", "5.000", {"1.500 Stunden gebraucht, 1.000 vorhanden", "7.000 € gebraucht, 5.000 € vorhanden"}),
        ("", "6999", {"7.000 € gebraucht, 6.999 € vorhanden"}),
        ("2000", "7000", set()),
        ("1499", "", {"1.500 Stunden gebraucht, 1.499 vorhanden"}),
    ],
)  # fmt: skip
def test_more_euros_than_there_are_warn_with_both_numbers_too(app: Flask, small, hours, euro, said):
    with app.app_context(), database.transaction():
        edit(small.measure, responsible=(small.body,), hours=900, euro=4000)
        edit(small.single, responsible=(small.body,), hours=600, euro=3000)
    client = staff_client(app)
    money = client.page(f"{DESK}/money")
    over = client.submit(money, form_of(money, "euro"), hours=hours, euro=euro)
    warnings = {
        text_of(tag) for tag in over.root.iter("span") if "warn" in (tag.get("class") or "")
    }
    assert warnings == said
    page = client.page(f"{DESK}/measures/{small.measure}").text
    assert ("brauchen 7.000 € im Jahr. Da sind" in page) == any("€" in each for each in said)
    wrong = client.submit(over, form_of(over, "euro"), hours="12", euro="viel")
    assert wrong.status == 400
    sent = wrong.fields(form_of(wrong, "euro"))
    assert (sent["hours"], sent["euro"]) == ("12", "viel")


def test_hours_of_merged_organisations_are_summed(app: Flask, small):
    with app.app_context(), database.transaction():
        other = saving.add(OrganisationText("Jugendamt"))
        edit(small.measure, responsible=(small.body, other), hours=100)
        service.set_capacity(small.body, 40)
        service.set_capacity(other, 30)
        saving.merge(other, 1, small.body)
        (load,) = effort.loads(service.concept().measures, TODAY.year)
        assert (load.needed, load.capacity, load.is_over) == (100, 70, True)
        service.set_capacity(small.body, 200)
        (load,) = effort.loads(service.concept().measures, TODAY.year)
        assert (load.capacity, load.is_over) == (200, False)


def test_money_stands_by_account_and_year_and_tells_what_is_no_longer_covered(app: Flask, small):
    year = TODAY.year
    with app.app_context(), database.transaction():
        edit(
            small.measure,
            euro=5000,
            account="31.5",
            financing=(Financing.EU,),
            funding_ends_on=date(year + 1, 6, 30),
            last_year=year + 2,
        )
        edit(small.single, euro=700, first_year=year + 1)
        account, bare = service.budget(service.concept().measures, range(year, year + 4))
    assert (account.account, account.euro) == ("31.5", (5000, 5000, 5000, 0))
    assert account.uncovered == (0, 0, 5000, 0)
    assert (bare.account, bare.euro) == ("", (0, 700, 700, 700))
    rows = cells(staff_client(app).page(f"{DESK}/money"))
    assert ["zusammen", "5.000", "5.700", "5.700", "700"] in rows
    assert ["davon nach Ende der Förderung*", "–", "–", "5.000", "–"] in rows
    assert ["ohne Konto", "0", "700", "700", "700"] in rows


def test_each_gap_is_listed_and_may_be_meant_so(app: Flask, small):
    with app.app_context(), database.transaction():
        edit(small.measure, deadline=TODAY - timedelta(days=1))
        measures.add(MeasureText("Still"), today=TODAY - timedelta(days=366))
    client = staff_client(app)
    page = client.page(f"{DESK}/gaps")
    for shown in (
        "Einzelaktionen: Maßnahmen ohne Ziel: 2",
        "Maßnahmen ohne zuständige Stelle: 3",
        "Maßnahmen ohne Kennzahl: 3",
        "Ziele ohne Indikator: 1",
        "Maßnahmen, deren Frist vorbei ist: 1",
        "12 Monate nichts geschrieben wurde: 1",
    ):
        assert shown in page.text
    form = client.page(page.links()["so gewollt: Ein Fest im Park"])
    assert client.submit(form, reason=" ").status == 400
    meant = client.submit(form, reason="Das Fest steht für sich.")
    assert "Das Fest steht für sich." in meant.text
    kinds = [
        kind for kind in gaps.GapKind if f"/gaps/{kind.value}/{small.single}/open" in meant.html
    ]
    assert len(kinds) == 1
    token = form.fields()["csrf_token"]
    again = client.post(
        f"{DESK}/gaps/{kinds[0].value}/{small.single}/open", data={"csrf_token": token}
    )
    assert again.status_code == 303
    assert "Das Fest steht für sich." not in client.page(f"{DESK}/gaps").text
    assert client.page(f"{DESK}/gaps/nonsense/{small.single}").status == 404
    assert client.page(f"{DESK}/gaps/overdue/{small.single}").status == 404
    assert "Lücken" not in client.page("/desk/home").text


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("kind", gaps.GapKind)
@pytest.mark.parametrize("reason", ["Das ist so gewollt.", "x" * 400])
def test_each_gap_can_be_meant_so_with_a_sentence_and_opened_again(app: Flask, kind, reason):
    with app.app_context(), database.transaction():
        long_ago = date(TODAY.year - 3, 1, 1)
        measures.add(MeasureText("Uralt", deadline=long_ago), today=long_ago)
        goals.add_goal(GoalText("Ohne Indikator", "work"))
    client = staff_client(app, Role.EDITOR)
    before = _gaps(app, kind)
    assert before
    page = client.page(f"{DESK}/gaps")
    subject = next(iter(before))
    address = f"{DESK}/gaps/{kind.value}/{subject}"
    assert address in {link.get("href") for link in page.root.iter("a")}
    form = client.page(address)
    for empty in ("", "   ", "x" * 401):
        refused = client.submit(form, reason=empty)
        assert refused.status == 400
        assert refused.fields()["reason"] == empty
    meant = client.submit(form, reason=reason)
    assert reason in meant.text
    assert _gaps(app, kind) == before | {subject: reason}
    others = {each: _gaps(app, each) for each in gaps.GapKind if each is not kind}
    assert not any(any(shown.values()) for shown in others.values())
    client.submit(meant, f"{address}/open")
    assert _gaps(app, kind) == before


def _gaps(app: Flask, kind: gaps.GapKind) -> dict[uuid.UUID, str]:
    """By what has the gap: why it is meant so."""
    with app.app_context():
        found = gaps.gaps(service.concept(), TODAY).get(kind, ())
    return {gap.subject.id: gap.intended for gap in found}


@on_sqlite
def test_what_merged_organisations_have_can_be_saved_over_where_it_stands(app: Flask, small):
    with app.app_context(), database.transaction():
        other = saving.add(OrganisationText("Jugendamt"))
        edit(small.measure, responsible=(small.body, other), hours=100, euro=500)
        service.set_capacity(small.body, 40, 300)
        service.set_capacity(other, 30, 100)
        saving.merge(other, 1, small.body)
    client = staff_client(app)
    money = client.page(f"{DESK}/money")
    sent = money.fields(form_of(money, "euro"))
    assert (sent["hours"], sent["euro"]) == ("70", "400")
    saved = client.submit(money, form_of(money, "euro"), hours="200", euro="600")
    assert saved.status == 200
    sent = saved.fields(form_of(saved, "euro"))
    assert (sent["hours"], sent["euro"]) == ("200", "600")


@on_sqlite
def test_of_several_organisations_each_bears_an_equal_part_of_hours_and_euros(app: Flask, small):
    with app.app_context(), database.transaction():
        other = saving.add(OrganisationText("Jugendamt"))
        edit(small.measure, responsible=(small.body, other), hours=100, euro=500)
        found = effort.loads(service.concept().measures, TODAY.year)
    assert [(load.needed, load.euro_needed) for load in found] == [(50, 250), (50, 250)]


@on_sqlite
def test_a_form_drawn_before_forms_said_what_they_were_drawn_from_is_taken(app: Flask, small):
    with app.app_context(), database.transaction():
        edit(small.measure, responsible=(small.body,), hours=100)
        service.set_capacity(small.body, 40)
    client = staff_client(app)
    money = client.page(f"{DESK}/money")
    form = form_of(money, "euro")
    sent = {key: value for key, value in money.fields(form).items() if key != basis.FIELD}
    assert client.post(money.action(form), data={**sent, "hours": "90"}).status_code == 303
    again = client.page(f"{DESK}/money")
    assert again.fields(form_of(again, "euro"))["hours"] == "90"
