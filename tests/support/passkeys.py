"""A device that makes and uses passkeys, in a few lines: what a browser would send."""

from __future__ import annotations

import base64
import hashlib
import json
import os
import struct

import cbor2
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec

PRESENT, VERIFIED, ATTESTED = 0x01, 0x04, 0x40


def b64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Device:
    """One key on one device; counts how often it signs."""

    def __init__(self, origin: str = "http://localhost", host: str = "localhost") -> None:
        self.origin, self.host = origin, host
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(16)
        self.count = 0

    def make(self, options: str, **changes: object) -> str:
        """The answer to ``navigator.credentials.create``."""
        result = self._client_data("webauthn.create", options, changes)
        numbers = self.key.public_key().public_numbers()
        public = {1: 2, 3: -7, -1: 1, -2: _32(numbers.x), -3: _32(numbers.y)}
        attested = bytes(16) + struct.pack(">H", len(self.id)) + self.id + cbor2.dumps(public)
        data = self._data(PRESENT | VERIFIED | ATTESTED) + attested
        statement = {"fmt": "none", "attStmt": {}, "authData": data}
        return self._answer({"clientDataJSON": result, "attestationObject": cbor2.dumps(statement)})

    def sign(self, options: str, **changes: object) -> str:
        """The answer to ``navigator.credentials.get``."""
        result = self._client_data("webauthn.get", options, changes)
        self.count += 1
        data = self._data(PRESENT | VERIFIED)
        signed = data + hashlib.sha256(result).digest()
        signature = self.key.sign(signed, ec.ECDSA(hashes.SHA256()))
        answer = {"clientDataJSON": result, "authenticatorData": data, "signature": signature}
        return self._answer(answer)

    def _client_data(self, kind: str, options: str, changes: dict[str, object]) -> bytes:
        challenge = json.loads(options)["challenge"]
        values = {"type": kind, "challenge": challenge, "origin": self.origin, **changes}
        return json.dumps(values).encode()

    def _data(self, flags: int) -> bytes:
        host = hashlib.sha256(self.host.encode()).digest()
        return host + bytes([flags]) + struct.pack(">I", self.count)

    def _answer(self, parts: dict[str, bytes]) -> str:
        response = {name: b64(raw) for name, raw in parts.items()}
        identity = {"id": b64(self.id), "rawId": b64(self.id), "type": "public-key"}
        return json.dumps({**identity, "response": response})


def _32(number: int) -> bytes:
    return number.to_bytes(32, "big")
