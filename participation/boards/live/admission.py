"""Authorises streams and polls by their cookie; the result is cached so that polls stay cheap."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from http.cookies import CookieError, SimpleCookie
from typing import Any
from uuid import UUID

from participation.boards.live.source import Pass, Rights, Source

KEPT_SECONDS = 30.0
MOST_KEPT = 5000
LONGEST = 4096
"""Characters of cookies; more carries nobody of ours."""

Key = tuple[bytes, UUID, str]


class Admission:
    """Passes by cookie and board; a refusal is not remembered."""

    def __init__(self, source: Source, in_thread: Callable[..., Awaitable[Any]]) -> None:
        self._source = source
        self._in_thread = in_thread
        self._kept: OrderedDict[Key, tuple[Pass, float]] = OrderedDict()
        self._rights: dict[UUID, Rights] = {}

    async def of(self, cookies: str, board_id: UUID, wanted: str) -> Pass | None:
        """The right that a Cookie header gives on a board."""
        key = (hashlib.sha256(cookies.encode("latin-1")).digest(), board_id, wanted)
        found = self._kept.get(key)
        if found and time.monotonic() < found[1] and self.holds(board_id, found[0]):
            return found[0]
        crumbs = crumbs_of(cookies)
        if not crumbs:
            return None
        who: Pass | None = await self._in_thread(
            lambda: self._source.admit(crumbs, board_id, wanted)
        )
        if who and not who.blocked:
            self._keep(key, who)
        return who

    def review(self, board_id: UUID, rights: Rights) -> None:
        """What is remembered holds as far as ``rights`` says."""
        self._rights[board_id] = rights

    def forget(self, board_id: UUID) -> None:
        """Nobody follows a board any more."""
        self._rights.pop(board_id, None)

    def holds(self, board_id: UUID, who: Pass) -> bool:
        """Whether a right still holds, as far as is known."""
        rights = self._rights.get(board_id)
        return rights is None or rights.holds(who)

    def _keep(self, key: Key, who: Pass) -> None:
        self._kept.pop(key, None)
        self._kept[key] = (who, time.monotonic() + KEPT_SECONDS)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)


def crumbs_of(header: str) -> dict[str, str]:
    """Names and values of a Cookie header; empty when it is none."""
    if len(header) > LONGEST:
        return {}
    try:
        return {name: morsel.value for name, morsel in SimpleCookie(header).items()}
    except CookieError:
        return {}
