"""Templates are compiled once for an installation, and a disk that takes nothing is no fault."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment

from participation import create_app


@pytest.fixture
def app(app: Flask) -> Iterator[Flask]:
    """Keeps what it compiles as an installation does, not as other tests share it."""
    made = create_app(app.config["SETTINGS"])
    yield made
    made.extensions["database"].dispose()


def folder(app: Flask) -> Path:
    return Path(app.instance_path) / "templates"


def again(app: Flask) -> str:
    """The sign-in as the next start of the same installation shows it."""
    fresh = create_app(app.config["SETTINGS"])
    return fresh.test_client().get("/desk/sign-in").get_data(as_text=True)


def test_a_start_compiles_nothing_anew(app: Flask, client, monkeypatch):
    assert client.get("/desk/sign-in").status_code == 200
    assert list(folder(app).iterdir())
    monkeypatch.setattr(Environment, "_generate", lambda *_, **__: pytest.fail("compiled anew"))
    assert "Anmelden" in again(app)


def test_what_lies_there_broken_is_made_anew(app: Flask, client):
    client.get("/desk/sign-in")
    for content in (b"", b"\0" * 40, b"j2"):
        for kept in folder(app).iterdir():
            kept.write_bytes(content)
        assert "Anmelden" in again(app)


def test_a_file_in_its_place_is_no_fault(app: Flask, client):
    client.get("/desk/sign-in")
    for kept in folder(app).iterdir():
        kept.unlink()
    folder(app).rmdir()
    folder(app).write_text("")
    assert "Anmelden" in again(app)


def test_nobody_else_writes_there(app: Flask):
    assert folder(app).stat().st_mode & 0o077 == 0
