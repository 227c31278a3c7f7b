"""The application with a small list that sheets are taken into."""

import io

import pytest
from flask import Flask

from tests.support.client import CheckedClient, Page
from tests.support.sheets import form, with_plan
from tests.support.staff import staff_client

START = "/desk/plan"


@pytest.fixture
def planned(app: Flask) -> Flask:
    return with_plan(app)


@pytest.fixture
def desk(planned: Flask) -> CheckedClient:
    return staff_client(planned)


@pytest.fixture
def upload(desk: CheckedClient):
    def send(content: bytes | str, name: str = "Liste.xlsx") -> Page:
        page = desk.page(START)
        data = dict(page.fields(0))
        if isinstance(content, str):
            data["pasted"] = content
        else:
            data["sheet"] = (io.BytesIO(content), name)
        answer = desk.post(START, data=data, follow_redirects=True)
        return Page(answer)

    return send


@pytest.fixture
def through(desk: CheckedClient, upload):
    """Uploads and takes the proposal of columns, to words or preview."""

    def go(content: bytes | str, name: str = "Liste.xlsx", **changes: object) -> Page:
        page = upload(content, name)
        assert page.h1 == "Welche Spalte ist was?", page.text
        return desk.submit(page, form(page, "/columns"), **changes)

    return go
