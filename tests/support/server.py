"""The shipped server as a child process: started, watched, killed as hard as a power switch."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask

from participation import create_app
from participation.base.database import Base
from participation.base.settings import Settings
from tests.support.environ import MADE_HERE

SHIPPED = "participation.asgi:app"
TRIES, TRY_SECONDS = 12_000, 0.05
"""Ten minutes in which a server may begin to answer: a slow and busy machine is no fault."""
CHECKOUT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def here(
    instance: Path, *, path: str = "", database_url: str = "", host: str = "127.0.0.1"
) -> Settings:
    """Settings of an installation on this machine, below ``path`` of a free port."""
    address = f"http://{host}:{free_port()}{path}"
    return Settings(instance=instance, public_url=address, database_url=database_url)


@contextmanager
def workshop(settings: Settings) -> Iterator[Flask]:
    """The application in this process, with its tables: to prepare and to look after."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    app = create_app(settings)
    app.config.update(JOBS_INLINE=True)
    Base.metadata.create_all(app.extensions["database"])
    with app.app_context():
        yield app
    app.extensions["database"].dispose()


@dataclass
class Server:
    """One serving process of an installation."""

    settings: Settings
    log: Path
    port: int = 0
    target: str = SHIPPED
    environ: dict[str, str] = field(default_factory=dict)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> Server:
        """Starts it, or starts it again on its port, and waits until it answers."""
        self.port = self.port or self.settings.address.port or free_port()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command(), cwd=CHECKOUT, env=self._environ(), stdout=log, stderr=log
            )
        self._wait_until_it_answers()
        return self

    def kill(self) -> None:
        """No time for a last word."""
        assert self.process is not None
        with suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def stop(self) -> None:
        """As an administrator stops it."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def output(self) -> str:
        """All that its processes have printed."""
        return self.log.read_text(encoding="utf-8", errors="replace")

    def _command(self) -> list[str]:
        address = ("--host", "127.0.0.1", "--port", str(self.port))
        lines = ("--no-access-log", "--timeout-keep-alive", "120")
        return [sys.executable, "-m", "uvicorn", self.target, *lines, *address]

    def _environ(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith("VIELSTIMMIG_")}
        return kept | self.environ | MADE_HERE | {
            "VIELSTIMMIG_INSTANCE": str(self.settings.instance),
            "VIELSTIMMIG_PUBLIC_URL": self.settings.public_url,
            "VIELSTIMMIG_DATABASE_URL": self.settings.database_url,
        }  # fmt: skip

    def _wait_until_it_answers(self) -> None:
        assert self.process is not None
        for _ in range(TRIES):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
                return
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(TRY_SECONDS)
                break
        raise AssertionError(f"the server does not answer:\n{self.output()[-3000:]}")


@contextmanager
def serving(
    settings: Settings, folder: Path, *, port: int = 0, target: str = SHIPPED, **environ: str
) -> Iterator[Server]:
    """A server that is stopped at the end, whatever happened; its output lies in ``folder``."""
    server = Server(settings, folder / f"server-{port}.log", port, target, environ)
    try:
        yield server.start()
    finally:
        server.stop()
