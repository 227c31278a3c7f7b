"""Cache of drawn parts of pages in the process; never anything of a person."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Made = TypeVar("Made")


class Memo(Generic[Made]):
    """Keeps what was made for a key; forgets everything when there is too much."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: dict[Hashable, Made] = {}

    def get(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """What was made for ``key``, made now if it was not."""
        found = self._kept.get(key)
        if found is None:
            found = make()
            if len(self._kept) >= self._most:
                self._kept.clear()
            self._kept[key] = found
        return found
