"""Input of a staff form that could not be saved (session over, token old): kept and shown again.

A session may have ended, another tab may have signed in, somebody else may have saved, or we
failed. The page then carries what was sent, to be sent once more. It lies in that page alone, and
nowhere on the server.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from flask import current_app, request
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.exceptions import HTTPException

from participation.base.words.lazy import lazy_gettext

DESK = "/desk"
FIELD = "kept"
SECRET = frozenset({"password", "again", "current", "code", FIELD})
"""Fields that are never carried along, nor any form that holds one."""
SILENT = frozenset(
    {"csrf_token", "revision", "drawn_from", "do", "key", "language", "next", "back", "version"}
)
"""Fields that nobody types."""
CHOSEN = re.compile(r"[a-z0-9_.:-]*")
"""What a choice sends; a word typed like this is carried along all the same."""
TOKEN = "csrf_token"  # noqa: S105 - the name of a field


SIGNED_IN_ANEW = lazy_gettext("Sie haben sich inzwischen neu angemeldet")
SEND_AGAIN = lazy_gettext("Bitte senden Sie noch einmal, was Sie geschrieben haben.")


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which what is stored differs from what was sent, in the words of the page."""

    label: str
    theirs: str
    mine: str


@dataclass(frozen=True, slots=True)
class Kept:
    """A form that was sent in vain."""

    address: str
    fields: list[list[str]]
    """Name and value of each field, in their order."""

    def __iter__(self) -> Iterator[tuple[int, str, str, bool]]:
        """Each field: how many texts stand so far, name, value, whether to show it as a text."""
        number = 0
        for name, value in self.fields:
            typed = not (name in SILENT or CHOSEN.fullmatch(value))
            number += typed
            yield number, name, value, typed

    def at(self, **state: object) -> Kept:
        """The same, said to know of another state of what it changes; ``None`` changes nothing."""
        now = {name: str(value) for name, value in state.items() if value is not None}
        return Kept(self.address, [[name, now.get(name, value)] for name, value in self.fields])

    def sealed(self) -> str:
        """As a hidden field of the sign-in carries it."""
        return str(_serializer().dumps(asdict(self)))


def of_request(*, untyped: bool = False) -> Kept | None:
    """What this request sends, if it is a form of our own desk in which something was typed.

    Args:
        untyped: also a form in which nothing stands, such as one whose last tick was taken away.
    """
    if request.method != "POST" or not on_the_desk() or _foreign():
        return None
    try:
        fields = [[n, v] for n, v in request.form.items(multi=True) if n != TOKEN]
    except HTTPException:  # larger than a form may be
        return None
    if any(name in SECRET for name, _value in fields):
        return None
    kept = Kept(request.script_root + request.full_path.rstrip("?"), fields)
    if untyped:
        return kept
    return kept if any(name not in SILENT and _typed(value) for name, value in fields) else None


def opened(sealed: str) -> Kept | None:
    """What :meth:`Kept.sealed` carried; ``None`` when it is none of ours."""
    try:
        found: dict[str, Any] = _serializer().loads(sealed)
    except BadSignature:
        return None
    return Kept(**found)


def on_the_desk() -> bool:
    """Whether a page of the desk is asked for."""
    return request.path == DESK or request.path.startswith(DESK + "/")


def _foreign() -> bool:
    """Whether a page that is not ours made the browser send this."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site is not None:
        return site not in ("same-origin", "none")
    own = current_app.config["SETTINGS"].address.netloc
    return origin is not None and urlsplit(origin).netloc != own


def _typed(value: str) -> bool:
    text = value.strip()
    try:
        UUID(text)
    except ValueError:
        return bool(text)
    return False


def _serializer() -> URLSafeSerializer:
    keys = [current_app.secret_key, *current_app.config["SECRET_KEY_FALLBACKS"]]
    return URLSafeSerializer(keys[::-1], salt="kept")  # the last one signs
