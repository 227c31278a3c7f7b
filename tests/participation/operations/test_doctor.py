"""``flask doctor`` finds what breaks a promise, and says what to do."""

import ssl
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from participation.base import last_times
from participation.base.last_times import Event
from participation.base.settings import CHECKOUT, Settings
from participation.base.web.security import HEADERS
from participation.operations import doctor, ticking
from tests.support.certificate import make_certificate
from tests.support.postgres import on_postgres

NGINX = '1.2.3.4 - - [04/May/2026:10:00:00 +0200] "GET /f/probe/ar/ HTTP/1.1" 200 900\n'
CADDY = '{"request":{"method":"GET","host":"x","uri": "/b/garten"},"status":200}\n'
DESK = '1.2.3.4 - - [04/May/2026:10:00:00 +0200] "GET /desk/home HTTP/1.1" 200 900\n'


@pytest.fixture
def diagnosis(app, run, tmp_path):
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
def test_a_log_that_names_respondents_is_found(diagnosis, log):
    line, result = diagnosis(log)
    assert line.startswith("MANGEL")
    assert "nennt 1 Aufrufe" in line
    assert result.exit_code == 1


def test_a_log_of_the_desk_alone_is_good(diagnosis):
    assert diagnosis(DESK)[0].startswith("gut")


@pytest.mark.parametrize("name", ["nginx.conf", "apache.conf", "Caddyfile"])
def test_our_samples_are_good_and_a_bare_proxy_is_not(diagnosis, name):
    sample = (CHECKOUT / "docs" / "operations" / name).read_text(encoding="utf-8")
    assert diagnosis(sample)[0].startswith("gut")
    assert diagnosis("server { listen 443; location / { proxy_pass http://a; } }")[0].startswith(
        "MANGEL"
    )


def test_an_installation_without_ticks_is_told(run):
    result = run("doctor", "--offline")
    assert result.exit_code == 1
    assert "flask tick" in result.output


def test_a_key_that_others_can_read_is_told(app, diagnosis):
    instance: Path = app.config["SETTINGS"].instance
    instance.chmod(0o755)
    (instance / "keys.json").chmod(0o644)
    assert "chmod 600" in diagnosis(DESK)[1].output


def test_an_address_that_nobody_answers_is_told(run):
    assert "nicht zu erreichen" in run("doctor").output


@pytest.fixture
def proxy(tmp_path, monkeypatch):
    """A server with a certificate that this machine trusts, and the headers it sends."""
    sent = dict(HEADERS)

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(200)
            for name, value in sent.items():
                self.send_header(name, value)
            self.end_headers()

        def log_message(self, *_):
            pass

    certificate, key = make_certificate(tmp_path, "localhost")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    url = f"https://localhost:{server.server_port}"
    yield Settings(instance=tmp_path, public_url=url), sent, monkeypatch
    server.shutdown()
    server.server_close()


def said(findings):
    return [(str(finding.mark), finding.sentence) for finding in findings]


def test_an_encrypted_address_with_all_headers_is_good(proxy):
    settings, sent, _environ = proxy
    sent["Strict-Transport-Security"] = "max-age=31536000"
    assert said(doctor.address(settings)) == [
        ("gut", f"{settings.public_url}/de/ antwortet mit allen Kopfzeilen.")
    ]


@pytest.mark.parametrize("name", ["Content-Security-Policy", "Strict-Transport-Security"])
def test_a_header_that_the_proxy_swallows_is_named(proxy, name):
    settings, sent, _environ = proxy
    sent["Strict-Transport-Security"] = "max-age=31536000"
    del sent[name]
    ((mark, sentence),) = said(doctor.address(settings))
    assert (mark, name in sentence) == ("MANGEL", True)


def test_a_certificate_that_nobody_trusts_is_told(proxy):
    settings, _sent, environ = proxy
    environ.delenv("SSL_CERT_FILE")
    ((mark, sentence),) = said(doctor.address(settings))
    assert (mark, "nicht vertrauenswürdig" in sentence) == ("MANGEL", True)


def test_whom_it_calls_is_told_by_name(tmp_path):
    alone = Settings(instance=tmp_path)
    assert [mark for mark, _sentence in said(doctor.outbound(alone))] == ["gut"]
    away = replace(
        alone,
        database_url="postgresql://u:geheim@db.kreis.example/v",
        oidc_issuer="https://a.example",
    )
    result = " ".join(sentence for _mark, sentence in said(doctor.outbound(away)))
    assert "db.kreis.example" in result
    assert "a.example" in result
    assert "geheim" not in result


@pytest.mark.parametrize(("says", "mark"), [("yes", "gut"), ("no", "MANGEL")])
def test_a_clock_that_follows_no_service_is_told(tmp_path, monkeypatch, says, mark):
    program = tmp_path / "timedatectl"
    program.write_text(f"#!/bin/sh\necho {says}\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    assert [found for found, _sentence in said(doctor.clock())] == [mark]


def test_the_doctor_tells_how_old_the_backup_is(app, run, tmp_path):
    assert "Noch gibt es keine Sicherung" in run("doctor", "--offline").output
    run("backup", tmp_path / "b")
    assert "gut" in next(
        line
        for line in run("doctor", "--offline").output.splitlines()
        if "Letzte Sicherung: " in line
    )
    with app.extensions["database"].begin() as connection:
        last_times.note(connection, Event.BACKUP, datetime.now(UTC) - timedelta(days=2))
    answer = run("doctor", "--offline").output.splitlines()
    assert any(line.startswith("MANGEL") and "keine Sicherung" in line for line in answer)


@on_postgres
@pytest.mark.parametrize(
    ("setting", "found"),
    [
        ("", "gut"),
        ("log_statement = 'mod'", "log_statement = mod, nicht none"),
        ("log_statement = 'ddl'", "gut"),
        ("log_min_duration_statement = 500", "log_min_duration_statement = 500ms, nicht -1"),
        ("log_parameter_max_length_on_error = -1", "log_parameter_max_length_on_error = -1"),
        ("log_transaction_sample_rate = 0.5", "log_transaction_sample_rate = 0.5, nicht 0"),
    ],
)
def test_a_database_that_writes_down_who_sends_when_is_found(app, setting, found):
    with app.extensions["database"].connect() as connection:
        if setting:
            connection.exec_driver_sql(f"SET LOCAL {setting}")
        items = [f"{each.mark}: {each.sentence}" for each in doctor.database_log(connection)]
        connection.rollback()
    assert len(items) == 1
    assert found in items[0]
