"""Changes of a board, rendered once for an audience and shared by all connections.

A stream may be compressed without a compressor for each connection: a delta's JSON is deflated
once, into blocks that end on a byte and look back at nothing before them (``Z_FULL_FLUSH``); what
differs between lines goes beside it in stored blocks. All blocks of a stream are one gzip member,
since browsers ignore a second one. Formats: RFC 1951 (3.2.4: stored blocks), RFC 1952.
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from typing import Any

GZIP_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
LAST_BLOCK = b"\x03\x00"
STORED_LIMIT = 0xFFFF
WORTH_IT = 700
"""Bytes below which compressing costs more than it saves."""
LEVEL = 5

BEAT = b"event: beat\ndata: 1\n\n"
"""Keeps lines open that proxies would close, and tells a script that its line is alive."""


def stored(data: bytes) -> bytes:
    """``data`` (at most 64 KB) as a deflate block that holds it as it is."""
    return b"\x00" + struct.pack("<HH", len(data), len(data) ^ STORED_LIMIT) + data


def deflated(data: bytes) -> bytes:
    """``data`` as deflate blocks that may stand anywhere in a stream."""
    if len(data) < WORTH_IT:
        return stored(data)
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(zlib.Z_FULL_FLUSH)


def event(name: str, data: dict[str, Any]) -> bytes:
    """A short event that is no change of the board."""
    return f"event: {name}\ndata: {json.dumps(data, separators=(',', ':'))}\n\n".encode()


@dataclass(frozen=True, slots=True)
class Delta:
    """All that changed after ``since`` up to ``seq``, for one audience.

    The moment of sending belongs into the document (phones set their clocks by it), so ``body``
    lacks its closing brace until it leaves.
    """

    since: int
    seq: int
    body: bytes
    packed: bytes
    crc: int

    @classmethod
    def of(cls, since: int, document: dict[str, Any]) -> Delta:
        """Renders ``document`` as :func:`participation.boards.service.boards.changes` gives it."""
        kept = {name: value for name, value in document.items() if name != "now"}
        text = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        body = text[:-1].encode()
        return cls(since, kept["seq"], body, deflated(body), zlib.crc32(body))

    def event(self, now: int, *, packed: bool) -> bytes:
        """A message of a stream; ``now``: milliseconds since 1970."""
        head, tail = b"id: %d\ndata: " % self.seq, b',"now":%d}\n\n' % now
        if packed:
            return stored(head) + self.packed + stored(tail)
        return head + self.body + tail

    def document(self, now: int) -> bytes:
        """The whole JSON, for who polls."""
        return self.body + b',"now":%d}' % now

    def gzipped(self, now: int) -> bytes:
        """The same, compressed."""
        tail = b',"now":%d}' % now
        size = len(self.body) + len(tail)
        closing = struct.pack("<II", zlib.crc32(tail, self.crc), size)
        return GZIP_HEAD + self.packed + stored(tail) + LAST_BLOCK + closing
