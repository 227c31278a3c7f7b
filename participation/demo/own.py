"""What belongs to the demo: its folder, its environment, and the mark in its own database.

Nothing of the environment reaches the demo but what a program needs to run at all, and a database
that does not bear the mark is never touched: it is somebody's.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from participation.base import settings as configuration
from participation.base.settings import CHECKOUT, Settings

FOLDER = CHECKOUT / "instance" / "demo"
DATABASE = "vielstimmig.db"
MARK = 0x56534445
"""SQLite's ``application_id`` of a database that the demo made; a restored one loses it."""
KEPT = frozenset({"PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "TERM", "TMPDIR", "TZ"})
"""Variables that a program needs to run; none of them says anything about a county."""
SETTINGS = """# Written by the demo. All data in this folder is invented.
demo = true
public_url = "{address}"
"""


class NotOurs(Exception):
    """Something lies in the folder that the demo did not make; the message says what to do."""


def environment(folder: Path, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What programs of the demo in ``folder`` are started with."""
    kept = {name: value for name, value in environ.items() if name in KEPT}
    return kept | {"VIELSTIMMIG_INSTANCE": str(folder)}


def settle(folder: Path, address: str, more: str = "") -> Settings:
    """Makes ``folder`` the demo's and writes its settings.

    Args:
        folder: where the demo lives.
        address: under which it is reached.
        more: further lines of its settings.

    Raises:
        NotOurs: a county lives there.
    """
    file = folder / "settings.toml"
    if file.exists() and "demo = true" not in file.read_text(encoding="utf-8").splitlines():
        raise NotOurs(f"{folder} gehört einem echten Landkreis. Nichts wurde angefasst.")
    refuse_foreign(folder)
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text(SETTINGS.format(address=address) + more, encoding="utf-8")
    return load(folder)


def load(folder: Path) -> Settings:
    """The settings of the demo in ``folder``, whatever the environment says."""
    return configuration.load({"VIELSTIMMIG_INSTANCE": str(folder)})


def begin(folder: Path) -> None:
    """An empty database with the mark, in the place of one that was interrupted.

    Raises:
        NotOurs: the one that lies there was not made by the demo.
    """
    refuse_foreign(folder)
    for left in folder.glob(DATABASE + "*"):
        left.unlink()
    with closing(sqlite3.connect(folder / DATABASE)) as made:
        made.execute(f"PRAGMA application_id = {MARK}")


def refuse_foreign(folder: Path) -> None:
    """Looks whether the database of ``folder`` is the demo's own, or none.

    Raises:
        NotOurs: it is somebody else's.
    """
    path = folder / DATABASE
    if path.exists() and _mark(path) != MARK:
        raise NotOurs(
            f"In {folder} liegt eine Datenbank, die nicht von der Vorführung stammt. Nichts wurde"
            " angefasst. Nehmen Sie sie aus dem Ordner, dann beginnt die Vorführung neu."
        )


def _mark(path: Path) -> int:
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as found:
            return int(found.execute("PRAGMA application_id").fetchone()[0])
    except sqlite3.Error:
        return 0
