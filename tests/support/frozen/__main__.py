"""Widens the freeze list by what is new; takes out what is gone only when told ``--drop``."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from participation import create_app
from participation.base.settings import Settings
from tests.support import frozen


def main(*arguments: str) -> None:
    """Writes all parts, or none when one has lost something."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder), metrics_token="token"))
        now = frozen.gathered(app)
    drop = "--drop" in arguments
    written = {name: frozen.widened(name, lines, drop=drop) for name, lines in now.items()}
    for name, lines in written.items():
        (frozen.FOLDER / f"{name}.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
