"""A small SMTP server of our own thread: takes mails, or says no as it is told."""

from __future__ import annotations

import socketserver
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

HELLO = "250-mail.example\r\n"


class Conversation(socketserver.StreamRequestHandler):
    """One client: commands in lines, answers in lines (RFC 5321)."""

    server: MailServer

    def handle(self) -> None:
        self.sealed = self.server.tls
        self._say("220 mail.example")
        while line := self.rfile.readline():
            verb, _, rest = line.decode().strip().partition(" ")
            if verb.upper() == "QUIT":
                self._say(self.server.answers.get("QUIT", "221 bye"))
                return
            self._answer(verb.upper(), rest)

    def _answer(self, verb: str, rest: str) -> None:
        said = self.server.planned_reply(verb, rest)
        if said:
            self._say(said)
        elif verb == "EHLO":
            self._hello()
        elif verb == "STARTTLS":
            self._seal()
        elif verb == "DATA":
            self._take()
        elif verb == "AUTH":
            self.server.sign_ins.append(rest)
            self._say("235 welcome")
        else:
            if verb == "MAIL":
                self.server.senders.append(rest)
            self._say("250 fine")

    def _hello(self) -> None:
        offers = ["250-AUTH PLAIN", "250 SMTPUTF8"]
        if self.server.context and not self.sealed:
            offers.insert(0, "250-STARTTLS")
        self._say(HELLO + "\r\n".join(offers))

    def _seal(self) -> None:
        assert self.server.context is not None
        self._say("220 go on")
        sealed = self.server.context.wrap_socket(self.request, server_side=True)
        self.rfile, self.wfile = sealed.makefile("rb"), sealed.makefile("wb", 0)
        self.sealed = True

    def _take(self) -> None:
        self._say("354 go on")
        lines = iter(self.rfile.readline, b".\r\n")
        text = b"".join(
            line.removeprefix(b".") if line.startswith(b"..") else line for line in lines
        )
        said = self.server.planned_reply("BODY", "")
        if not said:
            self.server.taken.append(message_from_bytes(text, policy=policy.default))
            self.server.sealed.append(self.sealed)
        self._say(said or "250 taken")

    def _say(self, text: str) -> None:
        self.wfile.write(text.encode() + b"\r\n")


class MailServer(socketserver.ThreadingTCPServer):
    """What it took, and what it is told to say no to."""

    allow_reuse_address, daemon_threads = True, True

    def __init__(self, certificate: tuple[Path, Path] | None = None, *, tls: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[EmailMessage] = []
        self.sealed: list[bool] = []
        """For each mail taken: whether it came encrypted."""
        self.senders: list[str] = []
        self.sign_ins: list[str] = []
        self.answers: dict[str, str] = {}
        """By verb, or verb and a part of what follows ("RCPT kim@"): what is said instead."""
        self.tls, self.context = tls, None
        if certificate:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*certificate)
        if tls:
            assert self.context is not None
            self.socket = self.context.wrap_socket(self.socket, server_side=True)

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def planned_reply(self, verb: str, rest: str) -> str:
        return next(
            (
                answer
                for key, answer in self.answers.items()
                if key.split()[0] == verb and "".join(key.split()[1:]) in rest
            ),
            "",
        )

    def handle_error(self, *_: object) -> None:
        """A client that hangs up is none."""


@contextmanager
def mail_server(
    certificate: tuple[Path, Path] | None = None, *, tls: bool = False
) -> Iterator[MailServer]:
    """The server, while it runs."""
    with MailServer(certificate, tls=tls) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
