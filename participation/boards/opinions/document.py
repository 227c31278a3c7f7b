"""Opinion groups of an event as a plain frozen value: stored, released, read."""

from __future__ import annotations

import json
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace

from surveys import plain
from surveys.instrument.instrument import Text
from surveys.opinions.released import Disclosed


@dataclass(frozen=True, slots=True)
class Statement:
    """A note or theme that the groups are told by."""

    key: str
    text: Text
    """A theme's title, or the note and its readings."""


@dataclass(frozen=True, slots=True)
class Opinions:
    """What is told of groups; statements are named by their place in ``statements``."""

    version: int
    """1 for the first release; 0 for a draft."""
    told: Disclosed
    statements: tuple[Statement, ...]
    """Only those that are told of, in the order of the boards."""

    def to_bytes(self) -> bytes:
        """The bytes that are frozen; the same for the same groups."""
        return json.dumps(
            plain.encode(self), ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()

    def only(self, keys: Container[str]) -> Opinions:
        """Without the statements whose keys are not among ``keys``, and what is told of them."""
        kept = {at for at, each in enumerate(self.statements) if each.key in keys}
        if len(kept) == len(self.statements):
            return self
        disclosed = self.told.renumbered({at: at for at in kept})
        return replace(document(disclosed, self.statements), version=self.version)

    def titled(self, titles: Mapping[str, Text]) -> Opinions:
        """With the titles that staff wrote for themes meanwhile."""
        statements = (
            replace(each, text=Text({**each.text.strings, **titles[each.key].strings}))
            if each.key in titles
            else each
            for each in self.statements
        )
        return replace(self, statements=tuple(statements))


def document(disclosed: Disclosed, statements: Sequence[Statement]) -> Opinions:
    """What is told, with the words of the statements it names and of no others."""
    named = sorted(disclosed.statements)
    places = {at: place for place, at in enumerate(named)}
    return Opinions(0, disclosed.renumbered(places), tuple(statements[at] for at in named))
