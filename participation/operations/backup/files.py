"""Files that are there whole or not at all, and that only their owner reads."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from participation.operations.refused import Refused

FULL = (
    "Auf dem Datenträger ist kein Platz mehr: {path}. Es wurde keine halbe Datei hinterlassen;"
    " was vorher dort lag, ist noch da. Schaffen Sie Platz, oder wählen Sie einen anderen Ort."
)
NOT_THERE = "In {path} lässt sich nicht schreiben ({why}). Wählen Sie einen anderen Ort."


@contextmanager
def whole_file(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes its name only when all of it is on the disk; readable by its owner alone.

    Raises:
        Refused: there is no room, or no leave to write.
    """
    scratch = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        descriptor = os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(path)
        sync_folder(path.parent)
    except OSError as error:
        raise refused(error, path) from error
    finally:
        with suppress(OSError):
            scratch.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Lets a new name in a folder outlive a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def refused(error: OSError, path: Path) -> Refused:
    """Why a file could not be written or read, in a sentence."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return Refused(FULL.format(path=path))
    return Refused(NOT_THERE.format(path=path.parent, why=os.strerror(error.errno or errno.EIO)))
