"""The secrets of one installation, in a file of the instance folder that only its owner reads."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FILE_NAME = "keys.json"


@dataclass(frozen=True, slots=True)
class Keys:
    """A list of master secrets: the first one signs, all of them are still understood."""

    masters: tuple[bytes, ...]

    def derive(self, purpose: str) -> bytes:
        """32 bytes for one purpose, from the current master secret."""
        return self.derive_all(purpose)[0]

    def derive_all(self, purpose: str) -> list[bytes]:
        """The secrets of one purpose, the current one first, then rotated ones."""
        return [
            hmac.new(master, purpose.encode(), hashlib.sha256).digest() for master in self.masters
        ]

    @classmethod
    def of(cls, instance: Path) -> Keys:
        """The keys in ``instance``, made there (mode 0600) when there are none yet."""
        return _read(instance / FILE_NAME)

    @classmethod
    def rotate(cls, instance: Path) -> Keys:
        """Puts a fresh master secret in front; older ones stay understood."""
        current = cls.of(instance)
        _write(instance / FILE_NAME, [secrets.token_bytes(32), *current.masters])
        _read.cache_clear()
        return cls.of(instance)


@lru_cache(maxsize=8)
def _read(path: Path) -> Keys:
    if not path.exists():
        _create(path)
    stored = json.loads(path.read_text(encoding="ascii"))
    return Keys(tuple(bytes.fromhex(text) for text in stored["masters"]))


def _create(path: Path) -> None:
    """Links a finished file into place, so that of two first processes one wins whole."""
    fresh = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    _write(fresh, [secrets.token_bytes(32)])
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass  # another process was first; its keys count
    finally:
        fresh.unlink()


def _write(path: Path, masters: list[bytes]) -> None:
    text = json.dumps({"masters": [master.hex() for master in masters]})
    scratch = path.with_name(path.name + ".new")
    with os.fdopen(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    scratch.replace(path)
