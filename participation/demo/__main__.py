"""``python -m participation.demo``: the platform with a county that does not exist.

Makes ``instance/demo`` and its data when they are not there (once), then serves it on 127.0.0.1
and runs ``flask tick`` beside it. PORT chooses the port; nothing else in the environment counts.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from participation.base.settings import CHECKOUT
from participation.base.web.numbers import whole_number
from participation.demo import own

READY = "demo-ready"
"""File in the instance folder that says that the invented data is complete."""
TO_TRY = "event-to-try.txt"
"""File in the instance folder with the addresses of the open event; only ever in a demo."""
FLASK = (sys.executable, "-m", "flask", "--app", "wsgi")
EVERY = 60
"""Seconds between two ticks."""


def main(arguments: Sequence[str]) -> int:
    """Makes what is missing, serves, and ends with the server.

    Args:
        arguments: another folder for the demo to live in, if any.
    """
    port = _port()
    address = f"http://127.0.0.1:{port}"
    folder = Path(arguments[0]).resolve() if arguments else own.FOLDER
    try:
        own.settle(folder, address)
    except own.NotOurs as error:
        sys.exit(str(error))
    environ = own.environment(folder)
    ready = folder / READY
    if not (ready.exists() and (folder / own.DATABASE).exists()):
        _say("Die Vorführung wird einmal angelegt. Das dauert etwa eine halbe Minute …")
        _build(folder, environ)
    elif ready.read_text(encoding="utf-8") != _schema():
        subprocess.run([*FLASK, "db", "upgrade"], check=True, cwd=CHECKOUT, env=environ)  # noqa: S603 - nothing in it comes from outside
    ready.write_text(_schema(), encoding="utf-8")
    _print_addresses(address, folder)
    return _serve(port, environ)


def _port() -> int:
    text = os.environ.get("PORT", "8000")
    port = whole_number(text, 2**16 - 1)
    if not port:
        sys.exit(f"PORT: bitte eine Zahl von 1 bis 65535, nicht {text!r}")
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            sys.exit(f"Auf Port {text} läuft schon etwas. Nehmen Sie einen anderen: PORT=8001")
    return port


def _build(folder: Path, environ: dict[str, str]) -> None:
    # Everything heavy is imported by the child only: the second start must be quick.
    command = [sys.executable, "-m", "participation.demo.building", str(folder)]
    done = subprocess.run(command, check=False, cwd=CHECKOUT, env=environ)  # noqa: S603 - as above
    if done.returncode:
        sys.exit("Das Anlegen ist misslungen. Die Meldung steht oben.")


def _schema() -> str:
    """Which migrations this version of the platform knows."""
    folder = CHECKOUT / "participation" / "migrations" / "versions"
    return " ".join(sorted(path.stem for path in folder.glob("*.py")))


def _print_addresses(address: str, folder: Path) -> None:
    from participation.demo.county import NAME, SIGN_INS  # noqa: PLC0415 - after the folder is ours

    rows = "\n".join(f"  {s.email:28} {s.password:20} {s.name}" for s in SIGN_INS)
    _say(
        f"\n{NAME}: eine Vorführung. Ort, Menschen, Antworten und Kontakte sind erfunden.\n\n"
        f"Startseite          {address}/\n"
        f"Offene Befragung    {address}/f/bedarf\n"
        f"Anmelden            {address}/desk/sign-in\n\n{rows}\n\n{_to_try(address, folder)}"
        "Ende: Strg+C\n"
    )


def _to_try(address: str, folder: Path) -> str:
    """Addresses of the open event, with its links for facilitator and wall."""
    file = folder / TO_TRY
    if not file.exists():
        return ""
    text = file.read_text(encoding="utf-8").replace(" /b/", f" {address}/b/")
    return f"Pinnwand zum Ausprobieren\n{text}\n"


def _serve(port: int, environ: dict[str, str]) -> int:
    place = ["--host", "127.0.0.1", "--port", str(port)]
    quiet = ["--no-access-log", "--log-level", "warning", "--timeout-keep-alive", "120"]
    command = [sys.executable, "-m", "uvicorn", "participation.asgi:app", *place, *quiet]
    server = subprocess.Popen(command, cwd=CHECKOUT, env=environ)  # noqa: S603 - nothing in it comes from outside

    def end(number: int, frame: FrameType | None) -> None:
        del number, frame
        server.terminate()

    signal.signal(signal.SIGINT, end)
    signal.signal(signal.SIGTERM, end)
    due = time.monotonic() + 5
    while server.poll() is None:
        time.sleep(0.2)
        if time.monotonic() >= due:
            due = time.monotonic() + EVERY
            _tick(environ)
    return 0 if server.returncode in (0, -signal.SIGTERM, -signal.SIGINT) else server.returncode


def _tick(environ: dict[str, str]) -> None:
    subprocess.Popen([*FLASK, "tick"], cwd=CHECKOUT, env=environ)  # noqa: S603 - nothing in it comes from outside


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
