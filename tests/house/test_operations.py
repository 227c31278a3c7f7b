"""The units and the container of the documents start what there is, and log nobody."""

import re
from importlib import import_module
from pathlib import Path

import pytest
from flask import Flask

from participation import create_app
from participation.base.settings import Settings
from tests.support.house import CHECKOUT, plant, text

SAMPLES = CHECKOUT / "docs" / "operations"
STARTS = {
    path.name: text(path)
    for path in (*sorted(SAMPLES.rglob("*.service")), SAMPLES / "Containerfile")
}
TIMERS = sorted(SAMPLES.rglob("*.timer"))
SERVERS = [name for name, text in STARTS.items() if "uvicorn" in text]
FLASK = re.compile(r"flask --app wsgi (\w+)")
LEFT_OUT = {"docs", "instance", "tests"}
"""Folders of the checkout that no installation needs to run."""


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return create_app(Settings(instance=tmp_path_factory.mktemp("instance")))


def test_the_samples_are_there():
    assert len(STARTS) >= 4
    assert len(TIMERS) >= 2
    assert len(SERVERS) >= 2


def unknown(app: Flask, sample: str) -> set[str]:
    """Commands that a sample calls and the application does not have."""
    return set(FLASK.findall(sample)) - set(app.cli.commands)


@pytest.mark.parametrize("name", STARTS)
def test_what_a_sample_calls_is_a_command_of_ours(app: Flask, name: str):
    assert FLASK.search(STARTS[name]) or name in SERVERS
    assert unknown(app, STARTS[name]) == set()


def test_a_command_that_is_gone_is_found(app: Flask):
    assert unknown(app, "ExecStart=/x/flask --app wsgi vanished --now") == {"vanished"}


@pytest.mark.parametrize("name", SERVERS)
def test_the_server_is_found_and_writes_no_access_log(name: str):
    (module, variable) = re.findall(r"uvicorn (\S+):(\S+) ", STARTS[name])[0]
    assert hasattr(import_module(module), variable)
    assert "--no-access-log" in STARTS[name]


@pytest.mark.parametrize("path", TIMERS, ids=lambda path: path.name)
def test_every_timer_has_its_service(path: Path):
    assert path.with_suffix(".service").name in STARTS


COPIED = {
    source
    for line in re.findall(r"^COPY (.+) \S+$", STARTS["Containerfile"], re.MULTILINE)
    for source in line.split()
}


def left_out(root: Path) -> set[str]:
    """Packages that run and are not taken into the container."""
    folders = {path.relative_to(root).parts[0] for path in root.glob("[!.]*/**/__init__.py")}
    return folders - LEFT_OUT - COPIED


def test_the_container_takes_all_that_runs():
    assert {"translations", "wsgi.py", "requirements.lock", "pyproject.toml"} <= COPIED
    assert {"participation", "surveys"} <= COPIED
    assert [source for source in COPIED if not (CHECKOUT / source).exists()] == []
    assert left_out(CHECKOUT) == set()


def test_a_package_that_the_container_leaves_out_is_found(tmp_path: Path):
    plant(tmp_path, "engine/deep/er/new.py", "")
    assert left_out(tmp_path) == {"engine"}
