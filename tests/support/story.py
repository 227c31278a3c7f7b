"""Ways through the house over a real connection, for tests that look at the server meanwhile."""

from __future__ import annotations

from uuid import UUID

from flask import Flask

from participation.base import database
from participation.studies.waves.codes import make_codes
from tests.support.staff import PASSWORD, app_code
from tests.support.visitor import Answer, Visitor

COORDINATOR = "coordinator@kreis.example"
WISH = "Ein Garten mit Quitten"
WAY = (("need", "work"), ("works", "yes"), ("hours", "37"), ("s_municipality", "seestadt"), ("wish", WISH))  # fmt: skip
"""Question and answer, page by page, of the tiny questionnaire."""


def respond(visitor: Visitor, start: str, code: str = "") -> Answer:
    """One person's whole way from the link to thanks; ``start`` is a first page's path."""
    visitor.get(f"{start}?code={code}" if code else start)
    page = visitor.post(start, {"do": "begin", "code": code})
    for name, value in WAY:
        assert page.place == f"{start}q/{name}", page.text
        page = visitor.post(page.path, {"token": page.token, name: value, "do": "next"})
    page = visitor.post(page.path, {"token": page.token, "do": "send"})
    assert page.place == start + "thanks", page.text
    return page


def sign_in(visitor: Visitor, app: Flask, email: str = COORDINATOR, prefix: str = "") -> Answer:
    """Both steps of a sign-in with an account made by ``make_account(password=PASSWORD)``."""
    page = visitor.get(prefix + "/desk/sign-in")
    fields = {"csrf_token": page.token, "email": email, "password": PASSWORD}
    page = visitor.post(page.path, fields)
    assert page.place == prefix + "/desk/sign-in/code", page.text
    page = visitor.post(page.path, {"csrf_token": page.token, "code": app_code(app, email)})
    assert page.status == 200, page.text
    return page


def codes(wave_id: UUID, number: int) -> list[str]:
    """Fresh codes of a wave, inside an application context."""
    with database.transaction():
        return list(make_codes(wave_id, number))
