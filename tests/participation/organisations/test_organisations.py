"""The list of organisations: renamed, merged, ended once, and seen by whoever keeps an id."""

import uuid

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from participation.access.models import AuditEntry
from participation.base import database
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.web.security import Role
from participation.organisations import kinds, reading, saving
from participation.organisations import service as organisations
from participation.organisations.mailboxes import looks_personal
from participation.organisations.service import OrganisationKind, OrganisationText
from tests.support.client import CheckedClient
from tests.support.county import make_county
from tests.support.staff import staff_client

PAGE = "/desk/organisations"


@pytest.fixture
def desk(app: Flask) -> CheckedClient:
    return staff_client(app)


@pytest.fixture
def offices(app: Flask) -> list[uuid.UUID]:
    """Three organisations: A, B, C."""
    with app.app_context(), database.transaction():
        make_county()
        return organisations.add_all([OrganisationText(name) for name in "ABC"])


def test_one_is_added_found_and_renamed(desk: CheckedClient, app: Flask):
    done = desk.submit(
        desk.page(f"{PAGE}/new"), name="Sozialamt", short="Amt 50", mailbox="soziales@kreis.example"
    )
    assert "Sozialamt" in done.text
    desk.submit(desk.page(f"{PAGE}/new"), name="Volkshochschule", kind="provider")
    assert "Volkshochschule" not in desk.page(f"{PAGE}?kind=office").text
    assert "Sozialamt" in desk.page(f"{PAGE}?words=amt+50").text
    assert "Keine Stelle passt dazu" in desk.page(f"{PAGE}?words=Zirkus").text
    with app.app_context():
        key = next(o.id for o in organisations.every() if o.short == "Amt 50")
    desk.submit(desk.page(f"{PAGE}/{key}"), name="Amt für Soziales und Teilhabe")
    with app.app_context():
        assert organisations.organisation(key).name == "Amt für Soziales und Teilhabe"


def test_a_persons_mailbox_is_asked_about_and_not_forbidden(desk: CheckedClient):
    asked = desk.submit(
        desk.page(f"{PAGE}/new"), name="Beirat", mailbox="erika.muster@kreis.example"
    )
    assert asked.status == 400
    assert "Gehört es der Stelle?" in asked.text
    assert asked.fields(0)["mailbox"] == "erika.muster@kreis.example"
    done = desk.submit(asked, sure="y")
    assert "erika.muster@kreis.example" in done.text


@pytest.mark.parametrize(
    ("mailbox", "personal"),
    [
        ("erika.muster@kreis.de", True),
        ("jens-peter@verein.de", True),
        ("integration@kreis.de", False),
        ("integration.amt@kreis.de", False),
        ("info.uckermark@caritas.de", False),
        ("amt50@kreis.de", False),
        ("", False),
    ],
)
def test_which_mailboxes_read_like_a_person(mailbox: str, *, personal: bool):
    assert looks_personal(mailbox) is personal


def test_two_who_edit_one_are_shown_both(desk: CheckedClient, app: Flask, offices: list[uuid.UUID]):
    old = desk.page(f"{PAGE}/{offices[0]}")
    desk.submit(desk.page(f"{PAGE}/{offices[0]}"), name="Jobcenter Nord", kind="authority")
    second = desk.submit(old, name="Jobcenter Süd")
    assert second.status == 409
    assert "Jobcenter Nord" in second.text
    assert second.fields(0)["name"] == "Jobcenter Süd"
    desk.submit(second)
    with app.app_context():
        assert organisations.organisation(offices[0]).name == "Jobcenter Süd"


def test_a_merged_one_is_what_it_went_into(
    desk: CheckedClient, app: Flask, offices: list[uuid.UUID]
):
    first, second, third = offices
    desk.submit(desk.page(f"{PAGE}/{first}/merge"), into=str(second))
    led = desk.submit(desk.page(f"{PAGE}/{second}/merge"), into=str(third))
    assert led.h1 == "C"
    assert desk.page(f"{PAGE}/{first}").h1 == "C", "an old address still leads there"
    with app.app_context():
        assert {o.name for o in organisations.resolve(offices).values()} == {"C"}
        assert set(organisations.stands_for(third)) == set(offices)
        assert [o.name for o in organisations.every()] == ["C"]


def test_an_ended_one_is_no_longer_offered_and_keeps_its_name(
    desk: CheckedClient, app: Flask, offices: list[uuid.UUID]
):
    page = desk.page(f"{PAGE}/{offices[0]}")
    ended = desk.submit(page, f"{PAGE}/{offices[0]}/end")
    assert "Diese Stelle gibt es nicht mehr" in ended.text
    with app.app_context():
        assert "A" not in [label for _key, label in organisations.choices()]
        assert ("A") in [label for _key, label in organisations.choices(keep=[offices[0]])]
        assert organisations.resolve(offices)[offices[0]].name == "A"
    desk.submit(ended, f"{PAGE}/{offices[0]}/end")
    with app.app_context():
        assert len(reading.organisations()) == 3


def test_an_old_page_ends_nothing(desk: CheckedClient, app: Flask, offices: list[uuid.UUID]):
    old = desk.page(f"{PAGE}/{offices[0]}")
    desk.submit(desk.page(f"{PAGE}/{offices[0]}"), name="Neu")
    assert desk.submit(old, f"{PAGE}/{offices[0]}/end").status == 409
    with app.app_context():
        assert organisations.organisation(offices[0]).ended_on is None


def test_what_cannot_be_merged_is_refused(app: Flask, offices: list[uuid.UUID]):
    first, second, _third = offices
    with app.app_context(), database.transaction():
        with pytest.raises(DomainError):
            saving.merge(first, 1, first)
        with pytest.raises(NotFound):
            saving.merge(first, 1, uuid.uuid4())
        saving.merge(first, 1, second)
        with pytest.raises(Conflict):
            saving.merge(second, 1, first)
        with pytest.raises(Conflict):
            saving.edit(first, 2, OrganisationText("D"))


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=8))
def test_any_order_of_merging_leads_every_id_to_one_that_stands(
    app: Flask, pairs: list[tuple[int, int]]
):
    with app.app_context():
        ids = organisations.add_all([OrganisationText(str(n)) for n in range(6)])
        for gone, into in pairs:
            now = organisations.resolve(ids)
            one, other = now[ids[gone]], now[ids[into]]
            if one.id != other.id:
                saving.merge(one.id, one.revision, other.id)
        level = {item.id for item in organisations.every()}
        found = organisations.resolve(ids)
        assert {item.id for item in found.values()} <= level
        assert found.keys() == set(ids)
        database.rollback()


def test_resolving_costs_the_same_for_any_number(app: Flask):
    with app.app_context():
        ids = organisations.add_all([OrganisationText(str(n)) for n in range(40)])
        seen: list[str] = []
        engine = database.engine()
        sa.event.listen(engine, "before_cursor_execute", lambda *said: seen.append(said[2]))
        organisations.resolve(ids)
        assert len(seen) == 2
        database.rollback()


def test_editors_change_and_only_coordinators_decide(app: Flask, offices: list[uuid.UUID]):
    editor = staff_client(app, Role.EDITOR)
    assert editor.page(f"{PAGE}/{offices[0]}").status == 200
    assert "Zusammenlegen" not in editor.page(f"{PAGE}/{offices[0]}").text
    assert editor.page(f"{PAGE}/{offices[0]}/merge").status == 403
    assert staff_client(app, Role.VIEWER).page(PAGE).status == 403


def test_acts_stand_in_the_audit(desk: CheckedClient, app: Flask, offices: list[uuid.UUID]):
    desk.submit(desk.page(f"{PAGE}/{offices[0]}/merge"), into=str(offices[1]))
    page = desk.page(f"{PAGE}/{offices[1]}")
    desk.submit(page, f"{PAGE}/{offices[1]}/end")
    with app.app_context():
        rows = database.connection().execute(
            sa.select(AuditEntry.action, AuditEntry.subject).order_by(AuditEntry.at)
        )
        assert [tuple(row) for row in rows] == [("change", "A"), ("close", "B")]


def test_a_place_is_chosen_and_one_that_went_breaks_no_page(
    desk: CheckedClient, app: Flask, offices: list[uuid.UUID]
):
    desk.submit(desk.page(f"{PAGE}/{offices[0]}"), places=["tannwitz"])
    assert "Tannwitz" in desk.page(PAGE).text
    desk.submit(desk.page("/desk/county/places/tannwitz/delete"))
    assert desk.page(PAGE).status == 200
    kept = desk.submit(desk.page(f"{PAGE}/{offices[0]}"), short="Aa")
    assert kept.status == 200
    with app.app_context():
        assert organisations.organisation(offices[0]).places == ("tannwitz",)


def test_a_bad_address_names_what_to_write(desk: CheckedClient):
    wrong = desk.submit(desk.page(f"{PAGE}/new"), name="VHS", mailbox="vhs im Haus")
    assert "Schreiben Sie eine E-Mail-Adresse" in wrong.text
    assert desk.page(f"{PAGE}/{uuid.uuid4()}").status == 404
    assert wrong.fields(0)["name"] == "VHS"


def test_every_kind_has_its_name():
    assert set(kinds.KIND_NAMES) == set(OrganisationKind)
