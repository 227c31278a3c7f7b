"""Pages of areas and organisations with something on them: usable by all, also on a phone."""

import uuid
from pathlib import Path

import pytest
from flask.typing import ResponseReturnValue
from playwright.sync_api import Page

from participation.base import database
from participation.base.web.security import Role
from participation.base.words.lazy import lazy_gettext
from participation.organisations import service as organisations
from participation.organisations.links import entries
from participation.organisations.links.purposes import PURPOSES, OpenEntry, Purpose
from participation.organisations.service import OrganisationText
from tests.support.browser import barriers, serving
from tests.support.county import make_county
from tests.support.hooks import add
from tests.support.staff import cookie_of, make_account

pytestmark = pytest.mark.browser
ROUND = uuid.UUID("00000000-0000-4000-8000-00000000000a")


def nothing(entry: OpenEntry) -> ResponseReturnValue:
    return str(entry.id)


PURPOSE = Purpose(
    "status",
    lazy_gettext("Stand"),
    nothing,
    lambda _subject: "Standabfrage Frühjahr",
    lambda _subject: "Bitte sehen Sie Ihre Maßnahmen durch.",
)


def test_pages_of_areas_organisations_and_links_are_free_of_barriers(page: Page, tmp_path: Path):
    with serving(tmp_path) as app:
        make_county()
        with database.transaction():
            add(app, PURPOSES, (PURPOSE.key, PURPOSE))
            made = organisations.add_all(
                [
                    OrganisationText("Sozialamt", "Amt 50", mailbox="soziales@kreis.example"),
                    OrganisationText("Volkshochschule im Kreis", places=("tannwitz",)),
                    OrganisationText("Jobcenter"),
                ]
            )
            entries.ask("status", ROUND, made[:2])
        page.context.add_cookies([cookie_of(app, make_account(app, Role.COORDINATOR))])
        home = app.config["SETTINGS"].public_url
        found = []
        for path in (
            "/desk/county/areas/housing",
            "/desk/organisations",
            f"/desk/organisations/{made[0]}",
            f"/desk/organisations/{made[0]}/merge",
            f"/desk/organisations/links/status/{ROUND}",
        ):
            assert page.goto(home + path).status == 200, path
            found += barriers(page)
        with page.expect_navigation():
            page.get_by_role("button", name="Links zeigen").click()
        found += barriers(page)
        page.goto(f"{home}/desk/organisations/paste")
        page.get_by_label("Zeilen aus Ihrer Tabelle").fill("Name\tArt\nCaritas\tTräger\nX\tZirkus")
        with page.expect_navigation():
            page.get_by_role("button", name="Vorschau zeigen").click()
        found += barriers(page)
        page.goto(f"{home}/o/falsch")
        found += barriers(page)
    assert found == []
