"""The units and the container of the documents start what there is, and log nobody."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask

from participation import create_app
from participation.base.settings import Settings

SAMPLES = Path("docs/operations")
STARTS = {
    path.name: path.read_text(encoding="utf-8")
    for path in (*SAMPLES.glob("*.service"), SAMPLES / "Containerfile")
}
SERVERS = [name for name, text in STARTS.items() if "uvicorn" in text]
FLASK = re.compile(r"flask --app wsgi (\w+)")
LEFT_OUT = {"docs", "instance", "tests"}
"""Folders of the checkout that no installation needs to run."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(instance=tmp_path_factory.mktemp("instance")))


@pytest.mark.parametrize("name", STARTS)
def test_what_a_sample_calls_is_a_command_of_ours(app: Flask, name: str):
    called = set(FLASK.findall(STARTS[name]))
    assert called or name in SERVERS
    assert called <= set(app.cli.commands)


@pytest.mark.parametrize("name", SERVERS)
def test_the_server_is_found_and_writes_no_access_log(name: str):
    (module, variable) = re.findall(r"uvicorn (\S+):(\S+) ", STARTS[name])[0]
    assert hasattr(import_module(module), variable)
    assert "--no-access-log" in STARTS[name]


@pytest.mark.parametrize("path", [*SAMPLES.glob("*.timer")], ids=lambda path: path.name)
def test_every_timer_has_its_service(path: Path):
    assert path.with_suffix(".service").name in STARTS


def test_the_container_takes_all_that_runs():
    copied = {
        source
        for line in re.findall(r"^COPY (.+) \S+$", STARTS["Containerfile"], re.MULTILINE)
        for source in line.split()
    }
    assert [source for source in copied if not Path(source).exists()] == []
    packages = {path.parent.name for path in Path().glob("*/__init__.py")} - LEFT_OUT
    assert packages | {"translations", "wsgi.py", "requirements.lock", "pyproject.toml"} <= copied
