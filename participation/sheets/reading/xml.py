"""XML parts of workbooks, read as a stream; no part may declare entities."""

from __future__ import annotations

from typing import Protocol
from xml.parsers import expat

from participation.sheets.reading.cells import FileRefused


class Listener(Protocol):
    """What hears of elements, by names without their namespace."""

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""

    def end(self, name: str) -> None:
        """An element ends."""

    def text(self, data: str) -> None:
        """A piece of text."""


def listen(data: bytes, listener: Listener) -> None:
    """Tells ``listener`` all of ``data``.

    Raises:
        FileRefused: a DOCTYPE stands in it, or it is no XML.
    """
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = lambda name, attributes: listener.start(_local(name), attributes)
    parser.EndElementHandler = lambda name: listener.end(_local(name))
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes no names
    except expat.ExpatError as error:
        raise FileRefused("not_a_sheet") from error


class Elements:
    """Remembers every element of the names asked for, with its attributes."""

    def __init__(self, *names: str) -> None:
        self.names = names
        self.found: list[tuple[str, dict[str, str]]] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name in self.names:
            self.found.append((name, {_local(key): value for key, value in attributes.items()}))

    def end(self, name: str) -> None:
        """Ends tell nothing here."""

    def text(self, data: str) -> None:
        """Nor do texts."""


def elements(data: bytes, *names: str) -> list[tuple[str, dict[str, str]]]:
    """Name and attributes of all elements of those names, in order."""
    found = Elements(*names)
    listen(data, found)
    return found.found


def _local(name: str) -> str:
    return name[name.rfind(" ") + 1 :]


def _refuse(name: str, system: str | None, public: str | None, *rest: object) -> None:
    del name, system, public, rest
    raise FileRefused("not_a_sheet")
