"""Mail to staff by the county's own server: off unless the one setting ``smtp_url`` names it.

``smtps://…`` speaks TLS from the start, ``smtp://…`` must be able to begin it (STARTTLS); only a
relay on this machine is spoken to without. The address after ``from=`` is the one that mails come
from, and the one that the county's server sends later bounces to.
"""

from __future__ import annotations

import re
import ssl
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from participation.base.settings import LOCAL_HOSTS, Settings, SettingsError

if TYPE_CHECKING:
    import smtplib
    from email.message import EmailMessage

PATIENCE = 20
"""Seconds the server may take for one answer."""
PERMANENT = 500
"""SMTP answers from here on say no for good (RFC 5321, 4.2.1)."""
_ATOM = r'[^\s\x00-\x1f\x7f\ud800-\udfff()<>\[\]:;@\\,".]+'
ADDRESS = re.compile(rf"(?!.*=\?){_ATOM}(?:\.{_ATOM})*@{_ATOM}(?:\.{_ATOM})*")
"""A mailbox without quotes, comments and encoded words (RFC 5322, 3.4.1; RFC 6532 for letters)."""
NO_ADDRESS = "5.1.3 bad destination mailbox address syntax"
"""In the words that servers use (RFC 3463, 3.2)."""
EXAMPLE = "smtps://user:password@mail.example:465?from=stimmen@mail.example"


class Refused(Exception):
    """The server will not take this mail, today or later; the message is its own sentence."""


class NotNow(Exception):
    """The server could not be spoken to, or asks to come again."""


@dataclass(frozen=True, slots=True)
class Mail:
    """One mail in plain text."""

    to: str
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class Server:
    """The county's server for outgoing mail."""

    host: str
    port: int
    user: str
    password: str
    tls: bool
    """Encrypted from the start, not only from STARTTLS on."""
    sender: str

    @property
    def here(self) -> bool:
        """Whether it runs on this machine, so that nothing travels."""
        return self.host in LOCAL_HOSTS


def server(settings: Settings) -> Server | None:
    """The server that the settings name, or ``None``: no mail is sent.

    Raises:
        SettingsError: the setting is no such address.
    """
    if not settings.smtp_url:
        return None
    address = urlsplit(settings.smtp_url)
    try:
        return _server(address)
    except ValueError as error:
        # The setting holds a password: nothing of it is repeated.
        raise SettingsError(f"smtp_url: write it like {EXAMPLE}") from error


def _server(address: SplitResult) -> Server:
    tls = address.scheme == "smtps"
    sender = parse_qs(address.query, strict_parsing=True).get("from", [""])[0]
    if address.scheme not in ("smtp", "smtps") or not ADDRESS.fullmatch(sender):
        raise ValueError
    return Server(
        host=_host(address),
        port=address.port or (465 if tls else 587),
        user=_ascii(unquote(address.username or "")),
        password=_ascii(unquote(address.password or "")),
        tls=tls,
        sender=sender,
    )


def _host(address: SplitResult) -> str:
    if not address.hostname:
        raise ValueError
    address.hostname.encode("idna")  # a name that cannot be asked for is none
    return address.hostname


def _ascii(text: str) -> str:
    if not text.isascii():
        raise SettingsError(
            "smtp_url: user and password can hold letters without accents or umlauts alone."
            " Give the mailbox another password."
        )
    return text


def send(by: Server, mail: Mail) -> None:
    """Hands one mail to the server.

    Raises:
        Refused: it will never take it.
        NotNow: it may take it later.
    """
    import smtplib  # noqa: PLC0415  where there is no server, nothing of it is loaded

    message = _message(by, mail)
    try:
        connection = _connected(by)
        try:
            _deliver(connection, by, mail.to, message)
        finally:
            _leave(connection)
    except smtplib.SMTPRecipientsRefused as error:
        raise _verdict(*next(iter(error.recipients.values()))) from error
    except smtplib.SMTPDataError as error:
        raise _verdict(error.smtp_code, error.smtp_error) from error
    except smtplib.SMTPNotSupportedError as error:
        raise NotNow("TLS, AUTH, SMTPUTF8") from error
    except (OSError, ValueError, smtplib.SMTPException) as error:
        raise NotNow(type(error).__name__) from error


def _connected(by: Server) -> smtplib.SMTP:
    import smtplib  # noqa: PLC0415  as above

    context = ssl.create_default_context()
    if by.tls:
        return smtplib.SMTP_SSL(by.host, by.port, timeout=PATIENCE, context=context)
    plain = smtplib.SMTP(by.host, by.port, timeout=PATIENCE)
    try:
        plain.ehlo()
        if not by.here or plain.has_extn("starttls"):
            plain.starttls(context=context)
    except BaseException:
        plain.close()
        raise
    return plain


def _deliver(connection: smtplib.SMTP, by: Server, to: str, message: EmailMessage) -> None:
    if by.user:
        try:
            connection.login(by.user, by.password)
        except UnicodeError as error:  # smtplib signs in with ASCII alone
            raise NotNow("AUTH") from error
    connection.send_message(message, from_addr=by.sender, to_addrs=[to])


def _leave(connection: smtplib.SMTP) -> None:
    """Hangs up. What was taken is taken, however the server says goodbye."""
    import smtplib  # noqa: PLC0415  as above

    with suppress(OSError, ValueError, smtplib.SMTPException):
        connection.quit()
    connection.close()


def _message(by: Server, mail: Mail) -> EmailMessage:
    from email.message import EmailMessage  # noqa: PLC0415  as above
    from email.utils import formatdate, make_msgid  # noqa: PLC0415  as above

    # The header parser breaks on other addresses in more ways than it says.
    if not ADDRESS.fullmatch(mail.to):
        raise Refused(NO_ADDRESS)
    message = EmailMessage()
    message["To"] = mail.to
    message["From"] = by.sender
    message["Subject"] = mail.subject
    message["Date"] = formatdate()
    message["Message-ID"] = make_msgid(domain=by.sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(mail.text)
    return message


def _verdict(code: int, sentence: bytes | str) -> Refused | NotNow:
    """What an answer of the server means for the mail."""
    text = sentence.decode("utf-8", "replace") if isinstance(sentence, bytes) else sentence
    said = f"{code} {text}"
    return Refused(said) if code >= PERMANENT else NotNow(said)
