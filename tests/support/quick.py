"""What makes the whole suite quick and no test weaker."""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from pathlib import Path

import psutil

MEMORY = Path("/dev/shm")
PLENTY = 4 << 30
"""Bytes that must be free: a run needs a quarter of it."""


def write_to_memory() -> None:
    """Lets all that tests and their children write lie in memory, if there is plenty of it.

    Each test makes and deletes some hundred files; on some disks deleting one takes a millisecond.
    """
    if "TMPDIR" in os.environ or not MEMORY.is_dir():
        return
    if min(shutil.disk_usage(MEMORY).free, psutil.virtual_memory().available) < PLENTY:
        return
    folder = tempfile.mkdtemp(prefix="vielstimmig-", dir=MEMORY)
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ["TMPDIR"] = tempfile.tempdir = folder
