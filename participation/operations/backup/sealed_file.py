"""The file a backup is: a head that anybody may read, then pieces that nobody changes unseen.

Layout: ``MAGIC``; length of the head (4 bytes); the head, JSON; then pieces, each one byte (1: the
last), its length (4 bytes), its body. With a key the bodies are encrypted (AES-256-GCM); without
one they are signed (HMAC-SHA-256) under the installation's own secret. Place and end of each piece
and the whole head are part of what is sealed, so that a piece that is changed, moved, missing or
added, and an end that is cut off, are found. The last body is the SHA-256 of all bodies before.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Any, Protocol

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from participation.operations.refused import Refused

MAGIC = b"VIELSTIMMIG\r\n\x1a\n"
FORMAT = 1
PIECE = 1 << 20
"""Bytes of a body before it is sealed."""
LONGEST_HEAD = 1 << 16
SALT_BYTES = 16
LEVEL = 4
"""Of zlib: a third of the time of the usual 6, a tenth larger."""
DAMAGED = (
    "Die Sicherung ist beschädigt oder verändert. Nichts wurde angefasst."
    " Nehmen Sie eine andere Sicherung."
)
NOT_OURS = "Das ist keine Sicherung von Vielstimmig. Prüfen Sie den Namen der Datei."
CUT_OFF = (
    "Die Sicherung ist nicht vollständig: Das Ende fehlt. Nichts wurde angefasst."
    " Kopieren Sie die Datei noch einmal, oder nehmen Sie eine andere."
)
WRONG_KEY = (
    "Der Schlüssel passt nicht zu dieser Sicherung, oder ihr Anfang ist beschädigt."
    " Nichts wurde angefasst. Prüfen Sie --key-file."
)
NEWER = (
    "Diese Sicherung hat eine neuere Fassung von Vielstimmig gemacht ({app})."
    " Nichts wurde angefasst. Bringen Sie zuerst das Programm auf diesen Stand."
)

Head = dict[str, Any]


class Seal(Protocol):
    """How the pieces of one file are kept from changes."""

    def close(self, number: int, last: bool, body: bytes) -> bytes:  # noqa: FBT001 - two facts of one piece
        """The body as it is written."""

    def open(self, number: int, last: bool, body: bytes) -> bytes:  # noqa: FBT001 - as above
        """The body as it was.

        Raises:
            Refused: it is another.
        """


class Encrypted:
    """Pieces that only the key opens."""

    def __init__(self, secret: bytes, head: bytes, salt: bytes) -> None:
        key = hash_secret_raw(secret, salt, 3, 65_536, 4, 32, Type.ID)
        self._cipher, self._head = AESGCM(key), hashlib.sha256(head).digest()

    def close(self, number: int, last: bool, body: bytes) -> bytes:  # noqa: FBT001 - as the protocol
        """Encrypts."""
        return self._cipher.encrypt(self._nonce(number, last), body, self._head)

    def open(self, number: int, last: bool, body: bytes) -> bytes:  # noqa: FBT001 - as the protocol
        """Decrypts."""
        try:
            return self._cipher.decrypt(self._nonce(number, last), body, self._head)
        except InvalidTag as error:
            raise Refused(DAMAGED if number else WRONG_KEY) from error

    @staticmethod
    def _nonce(number: int, last: bool) -> bytes:  # noqa: FBT001 - as the protocol
        return struct.pack(">xxxxxxxI?", number, last)  # the key is this file's alone


class Signed:
    """Pieces that anybody reads and only the installation makes."""

    WIDTH = 32

    def __init__(self, secret: bytes, head: bytes) -> None:
        self._secret, self._head = secret, hashlib.sha256(head).digest()

    def close(self, number: int, last: bool, body: bytes) -> bytes:  # noqa: FBT001 - as the protocol
        """Adds the signature."""
        return body + self._signature(number, last, body)

    def open(self, number: int, last: bool, body: bytes) -> bytes:  # noqa: FBT001 - as the protocol
        """Takes the signature off."""
        content, signature = body[: -self.WIDTH], body[-self.WIDTH :]
        if not hmac.compare_digest(signature, self._signature(number, last, content)):
            raise Refused(DAMAGED)
        return content

    def _signature(self, number: int, last: bool, body: bytes) -> bytes:  # noqa: FBT001 - as the protocol
        place = struct.pack(">I?", number, last)
        return hmac.new(self._secret, self._head + place + body, hashlib.sha256).digest()


class Unproven(Signed):
    """Signed pieces whose secret is lost: faults of a disk are still found, forgery is not."""

    def __init__(self) -> None:
        super().__init__(b"", b"")

    def open(self, number: int, last: bool, body: bytes) -> bytes:  # noqa: FBT001 - as the protocol
        """Takes the signature off, unread."""
        del number, last
        return body[: -self.WIDTH]


def written(head: Mapping[str, Any]) -> bytes:
    """A head as it stands in the file."""
    return json.dumps(head, ensure_ascii=False, sort_keys=True).encode()


class Writer:
    """Writes lines into a sealed file; :meth:`finish` makes it whole."""

    def __init__(self, file: IO[bytes], head: bytes, seal: Seal) -> None:
        self._file, self._seal = file, seal
        self._packer = zlib.compressobj(LEVEL)
        self._waiting = bytearray()
        self._number, self._sum = 0, hashlib.sha256()
        file.write(MAGIC + struct.pack(">I", len(head)) + head)

    def line(self, text: str) -> None:
        """Adds one line."""
        self._waiting += self._packer.compress(text.encode() + b"\n")
        while len(self._waiting) >= PIECE:
            self._piece(bytes(self._waiting[:PIECE]))
            del self._waiting[:PIECE]

    def finish(self) -> None:
        """Adds what is left, and the end."""
        self._waiting += self._packer.flush()
        self._piece(bytes(self._waiting))
        self._piece(self._sum.digest(), last=True)

    def _piece(self, body: bytes, *, last: bool = False) -> None:
        sealed = self._seal.close(self._number, last, body)
        self._file.write(struct.pack(">BI", last, len(sealed)) + sealed)
        self._sum.update(body)
        self._number += 1


def head_of(file: IO[bytes]) -> tuple[Head, bytes]:
    """The head of a file that stands at its beginning, parsed and as written.

    Raises:
        Refused: it is no backup, its head is damaged, or it is of a newer format.
    """
    if file.read(len(MAGIC)) != MAGIC:
        raise Refused(NOT_OURS)
    (length,) = struct.unpack(">I", _exactly(file, 4))
    if length > LONGEST_HEAD:
        raise Refused(DAMAGED)
    raw = _exactly(file, length)
    try:
        head = json.loads(raw)
    except ValueError as error:
        raise Refused(DAMAGED) from error
    if not isinstance(head, dict) or not isinstance(head.get("format"), int):
        raise Refused(DAMAGED)
    if head["format"] > FORMAT:
        raise Refused(NEWER.format(app=head.get("app", "?")))
    return head, raw


def lines(file: IO[bytes], seal: Seal) -> Iterator[bytes]:
    """The lines of a file whose head was read; raises before it ends when a piece is not sound.

    Raises:
        Refused: a piece was changed, moved, added or is missing.
    """
    unpacker, rest = zlib.decompressobj(), b""
    for body in _bodies(file, seal):
        try:
            while body:
                rest += unpacker.decompress(body, PIECE)
                body = unpacker.unconsumed_tail  # noqa: PLW2901 - what of the body is still packed
                *whole, rest = rest.split(b"\n")
                yield from whole
        except zlib.error as error:
            raise Refused(DAMAGED) from error
    *whole, rest = (rest + unpacker.flush()).split(b"\n")
    yield from whole
    if rest or not unpacker.eof:
        raise Refused(DAMAGED)


def _bodies(file: IO[bytes], seal: Seal) -> Iterator[bytes]:
    number, total = 0, hashlib.sha256()
    while True:
        end, length = struct.unpack(">BI", _exactly(file, 5))
        if end > 1 or length > 2 * PIECE:
            raise Refused(DAMAGED)
        last = end == 1
        body = seal.open(number, last, _exactly(file, length))
        if last:
            break
        total.update(body)
        yield body
        number += 1
    if body != total.digest() or file.read(1):
        raise Refused(DAMAGED)


def _exactly(file: IO[bytes], length: int) -> bytes:
    found = file.read(length)
    if len(found) != length:
        raise Refused(CUT_OFF)
    return found


def fresh_salt() -> bytes:
    """Random bytes that make each file's key its own."""
    return os.urandom(SALT_BYTES)
