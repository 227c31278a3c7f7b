"""The desk's dashboard: filters choose inside the frozen release, nothing else is a page."""

import uuid

import pytest
from flask import Flask

from participation.base import database
from participation.base.web.security import Role
from participation.monitoring import releases
from participation.monitoring.models import Release
from surveys.figures.document import ReleaseDamagedError
from tests.support.client import CheckedClient
from tests.support.released import publish
from tests.support.sqlite import on_both, on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite


@pytest.fixture
def wave(app: Flask) -> uuid.UUID:
    return publish(app).wave_id


@pytest.fixture
def address(wave: uuid.UUID) -> str:
    return f"/desk/figures/{wave}"


@pytest.fixture
def viewer(app: Flask) -> CheckedClient:
    return staff_client(app, Role.VIEWER)


def test_the_list_leads_to_every_release(viewer, address):
    assert viewer.page("/desk/figures").links()["Was brauchen Sie? 2026"] == address


@on_both
def test_the_dashboard_tells_every_question(viewer, address):
    text = viewer.page(address).text
    assert "Etwa 4 von 10 Befragten haben „gut“ oder „sehr gut“ geantwortet." in text
    assert "Wobei brauchen Sie jetzt Hilfe?" in text


def test_one_question_is_told_by_every_breakdown(viewer, address):
    text = viewer.page(f"{address}?question=german_self&by=").text
    assert "Planungsraum Nord" in text
    assert "Migrationshintergrund nach Geburtsort" in text


def test_one_breakdown_can_be_chosen(viewer, address):
    page = viewer.page(f"{address}?question=german_self&by=origin_group.sex")
    assert "aus der Ukraine" in page.text
    assert "Planungsraum Nord" not in page.text


@pytest.mark.parametrize(
    "query",
    [
        "question=nothing",
        "question=german_self&by=nothing",
        "question=german_self&by=sex.age",
        "by=sex",
        "where=age",
        "question=german_self&min=5",
    ],
)
def test_what_the_release_does_not_hold_is_no_page(viewer, address, query: str):
    assert viewer.page(f"{address}?{query}").status == 404


def test_a_wave_without_figures_has_no_dashboard(viewer):
    assert viewer.page(f"/desk/figures/{uuid.uuid4()}").status == 404


def test_an_export_is_written_in_the_log_with_its_name(app, viewer, address):
    assert viewer.get(f"{address}/files/xlsx").status_code == 200
    log = staff_client(app, Role.COORDINATOR).page("/desk/audit").text
    assert "Ausgegeben" in log
    assert "Test viewer" in log


def test_an_unknown_format_is_no_file(viewer, address):
    assert viewer.get(f"{address}/files/docx").status_code == 404


@on_both
@pytest.mark.usefixtures("wave")
def test_a_visitor_s_download_leaves_no_trace(app, client):
    client.get("/de/results/needs-2026.excel.csv")
    assert "Ausgegeben" not in staff_client(app).page("/desk/audit").text


@on_both
def test_an_altered_document_is_refused(app: Flask, wave):
    releases.RELEASES.loaded.cache_clear()
    with app.app_context(), database.transaction():
        kept = database.session().query(Release).one()
        kept.content = kept.content.replace(b"610", b"620")
    with app.app_context(), pytest.raises(ReleaseDamagedError):
        releases.released(wave)
