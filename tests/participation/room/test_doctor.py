"""``flask doctor`` finds what breaks a promise, and says what to do."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from participation.desk import ticking
from participation.settings import CHECKOUT

NGINX = '1.2.3.4 - - [04/May/2026:10:00:00 +0200] "GET /f/probe/ar/ HTTP/1.1" 200 900\n'
CADDY = '{"request":{"method":"GET","host":"x","uri": "/b/garten"},"status":200}\n'
DESK = '1.2.3.4 - - [04/May/2026:10:00:00 +0200] "GET /desk/home HTTP/1.1" 200 900\n'


@pytest.fixture
def told(app, run, tmp_path):
    """What the doctor says about a file with this content, and its exit code."""
    with app.app_context():
        ticking.tick(datetime.now(UTC))
    (app.config["SETTINGS"].instance / "keys.json").chmod(0o600)

    def ask(content):
        path = tmp_path / "proxy"
        path.write_text(content)
        result = run("doctor", "--offline", path)
        line = next(line for line in result.output.splitlines() if str(path) in line)
        return line, result

    return ask


@pytest.mark.parametrize("log", [NGINX, CADDY, DESK + NGINX])
def test_a_log_that_names_respondents_is_found(told, log):
    line, result = told(log)
    assert line.startswith("MANGEL")
    assert "nennt 1 Aufrufe" in line
    assert result.exit_code == 1


def test_a_log_of_the_desk_alone_is_good(told):
    assert told(DESK)[0].startswith("gut")


@pytest.mark.parametrize("name", ["nginx.conf", "apache.conf", "Caddyfile"])
def test_our_samples_are_good_and_a_bare_proxy_is_not(told, name):
    sample = (CHECKOUT / "docs" / "operations" / name).read_text(encoding="utf-8")
    assert told(sample)[0].startswith("gut")
    assert told("server { listen 443; location / { proxy_pass http://a; } }")[0].startswith(
        "MANGEL"
    )


def test_an_installation_without_ticks_is_told(run):
    result = run("doctor", "--offline")
    assert result.exit_code == 1
    assert "flask tick" in result.output


def test_a_key_that_others_can_read_is_told(app, told):
    instance: Path = app.config["SETTINGS"].instance
    instance.chmod(0o755)
    (instance / "keys.json").chmod(0o644)
    assert "chmod 600" in told(DESK)[1].output


def test_an_address_that_nobody_answers_is_told(run):
    assert "nicht zu erreichen" in run("doctor").output
