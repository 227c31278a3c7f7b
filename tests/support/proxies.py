"""nginx, Apache and Caddy with the very samples that the documents give a county."""

from __future__ import annotations

import http.client
import os
import shutil
import socket
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.certificate import make_certificate, trusting
from tests.support.server import CHECKOUT, Server, free_port
from tests.support.visitor import Visitor

HOST = "stimmen.landkreis.example"
RESPONDENT = "127.0.0.77"
"""The address from which people answer, to look for in the logs."""
STAFF = "127.0.0.88"
SAMPLES = CHECKOUT / "docs" / "operations"
PATHS = os.pathsep.join(("/usr/sbin", "/usr/bin"))


@dataclass
class Proxy:
    """A running proxy: its public ports, and where it writes."""

    name: str
    folder: Path
    plain: int
    secure: int
    certificate: Path
    key: Path
    upstream: int
    more: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"https://{HOST}:{self.secure}"

    def written(self) -> str:
        """Everything it has written anywhere: logs, temporary files, its own output."""
        files = [p for p in self.folder.rglob("*") if p.is_file() and p not in self._inputs()]
        return "\n".join(p.read_text("utf-8", "replace") for p in files)

    def _inputs(self) -> tuple[Path, ...]:
        return (self.certificate, self.key, self.folder / "sample", self.folder / "main")

    def sample(self, name: str, changes: Mapping[str, str]) -> Path:
        """The documents' sample on this machine's ports and files."""
        text = (SAMPLES / name).read_text(encoding="utf-8")
        for shipped, here in changes.items():
            assert shipped in text, f"{name} no longer says {shipped}"
            text = text.replace(shipped, here)
        made = self.folder / "sample"
        made.write_text(text, encoding="utf-8")
        return made

    def visitor(self, settings, source: str = RESPONDENT) -> Visitor:
        """A browser that comes by https from the address ``source``."""
        return Passing(settings, proxy=self, source=source)


@dataclass
class Passing(Visitor):
    """A visitor whose requests go through the proxy."""

    proxy: Proxy | None = None
    source: str = RESPONDENT

    def line(self) -> http.client.HTTPConnection:
        assert self.proxy is not None
        line = http.client.HTTPSConnection(
            HOST, self.proxy.secure, timeout=20, context=trusting(self.proxy.certificate)
        )
        there = ("127.0.0.1", self.proxy.secure)
        line._create_connection = lambda *_: socket.create_connection(there, 20, (self.source, 0))  # type: ignore[attr-defined]  # noqa: SLF001 - no name server knows the county's name here
        return line


def _common(proxy: Proxy) -> dict[str, str]:
    return {"127.0.0.1:8000": f"127.0.0.1:{proxy.upstream}"}


def _files(proxy: Proxy) -> dict[str, str]:
    return {
        f"/etc/ssl/{HOST}.pem": str(proxy.certificate),
        f"/etc/ssl/private/{HOST}.key": str(proxy.key),
    }


def nginx(proxy: Proxy) -> list[str]:
    """What starts nginx with its sample."""
    sample = proxy.sample(
        "nginx.conf",
        _common(proxy)
        | _files(proxy)
        | {
            "listen 80;": f"listen 127.0.0.1:{proxy.plain};",
            "listen 443 ssl": f"listen 127.0.0.1:{proxy.secure} ssl",
            "/var/log/nginx/": f"{proxy.folder}/",
        },
    )
    main = proxy.folder / "main"
    temporary = "".join(
        f"{kind}_temp_path {proxy.folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main.write_text(
        f"daemon off; user root; pid {proxy.folder}/pid; events {{}}\n"
        f"http {{ {temporary} include {sample}; }}\n"
    )
    return ["nginx", "-e", f"{proxy.folder}/start.log", "-c", str(main)]


def apache2(proxy: Proxy) -> list[str]:
    """What starts Apache with its sample."""
    sample = proxy.sample(
        "apache.conf",
        _common(proxy)
        | _files(proxy)
        | {
            "*:80>": f"127.0.0.1:{proxy.plain}>",
            "*:443>": f"127.0.0.1:{proxy.secure}>",
            "/var/log/apache2/": f"{proxy.folder}/",
        },
    )
    modules = Path("/usr/lib/apache2/modules")
    wanted = "mpm_event authz_core setenvif socache_shmcb ssl proxy proxy_http alias"
    loaded = "".join(f"LoadModule {m}_module {modules}/mod_{m}.so\n" for m in wanted.split())
    main = proxy.folder / "main"
    main.write_text(
        f"{loaded}ServerName localhost\nPidFile {proxy.folder}/pid\nErrorLog {proxy.folder}/start.log\n"
        'LogFormat "%h %l %u %t \\"%r\\" %>s %O" combined\nUser www-data\nGroup www-data\n'
        f"Listen 127.0.0.1:{proxy.plain}\nListen 127.0.0.1:{proxy.secure}\nInclude {sample}\n"
    )
    return ["apache2", "-d", str(proxy.folder), "-f", str(main), "-DFOREGROUND"]


def caddy(proxy: Proxy) -> list[str]:
    """What starts Caddy with its sample."""
    sample = proxy.sample(
        "Caddyfile",
        _common(proxy)
        | {
            "\n{\n\tlog": f"\n{{\n\tadmin off\n\thttp_port {proxy.plain}\n\thttps_port {proxy.secure}\n\tdefault_bind 127.0.0.1\n\tlog",
            f"\n{HOST} {{": f"\n{HOST} {{\n\ttls {proxy.certificate} {proxy.key}",
            "/var/log/caddy/": f"{proxy.folder}/",
        },
    )
    return ["caddy", "run", "--adapter", "caddyfile", "--config", str(sample)]


PROGRAMS = {"nginx": nginx, "apache2": apache2, "caddy": caddy}


def program(name: str) -> str:
    """Where the program lies; without it the test skips, or fails where all are asked for."""
    found = shutil.which(name, path=PATHS)
    if found:
        return found
    message = f"NO {name.upper()}: install it, its sample is not tested"
    if os.environ.get("REQUIRE_PROGRAMS"):
        pytest.fail(message)
    pytest.skip(message)


@contextmanager
def running(name: str, folder: Path, upstream: int) -> Iterator[Proxy]:
    """The proxy in front of the server on port ``upstream``."""
    found = program(name)
    keys = folder / "keys"
    keys.mkdir()
    certificate, key = make_certificate(keys, HOST)
    place = folder / name
    place.mkdir()
    proxy = Proxy(name, place, free_port(), free_port(), certificate, key, upstream)
    command = PROGRAMS[name](proxy)
    with (place / "output.log").open("wb") as log:
        process = subprocess.Popen(
            [found, *command[1:]], stdout=log, stderr=log, env={"HOME": str(place), "PATH": PATHS}
        )
    try:
        _wait(process, proxy)
        yield proxy
    finally:
        process.terminate()
        process.wait(10)


def _wait(process: subprocess.Popen[bytes], proxy: Proxy) -> None:
    watcher = Server.__new__(Server)
    watcher.process, watcher.port = process, proxy.secure
    watcher.log = proxy.folder / "output.log"
    watcher._wait_until_it_answers()  # noqa: SLF001 - the same patience as for our own server
