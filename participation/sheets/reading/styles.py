"""Which styles of an XLSX workbook are dates, and which colours its cells have."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from participation.sheets.reading.colours import INDEXED, WHITE, tinted
from participation.sheets.reading.xml import Elements, listen

_DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
"""Numbers of formats that are dates by themselves."""
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')
"""Parts of a format that are text, colour, condition, space."""
_TINTS = 1e-9


@dataclass(slots=True)
class Styles:
    """By number of a cell's style."""

    dates: list[bool] = field(default_factory=list)
    colours: list[str] = field(default_factory=list)
    """``#RRGGBB``; nothing: no colour."""

    def is_date(self, style: int) -> bool:
        """Whether numbers of that style are days."""
        return style < len(self.dates) and self.dates[style]

    def colour(self, style: int) -> str:
        """The ground's colour."""
        return self.colours[style] if style < len(self.colours) else ""


class _Listener(Elements):
    """Reads ``styles.xml``."""

    def __init__(self, theme: list[str]) -> None:
        super().__init__()
        self.theme = theme
        self.formats: dict[int, str] = {}
        self.fills: list[str] = []
        self.own: list[str] = []
        self.styles: list[tuple[int, int]] = []
        self.inside: list[str] = []
        self.solid = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        parent = self.inside[-1] if self.inside else ""
        self.inside.append(name)
        if name == "numFmt":
            self.formats[int(attributes.get("numFmtId", 0))] = attributes.get("formatCode", "")
        elif name == "fill" and parent == "fills":
            self.fills.append("")
        elif name == "patternFill":
            self.solid = attributes.get("patternType") == "solid"
        elif name == "fgColor" and self.solid and "fills" in self.inside and self.fills:
            self.fills[-1] = self._colour(attributes)
        elif name == "rgbColor":
            self.own.append(attributes.get("rgb", "")[-6:])
        elif name == "xf" and parent == "cellXfs":
            self.styles.append(
                (int(attributes.get("numFmtId", 0)), int(attributes.get("fillId", 0)))
            )

    def end(self, name: str) -> None:
        """An element ends."""
        del name
        self.inside.pop()

    def _colour(self, attributes: dict[str, str]) -> str:
        code = attributes.get("rgb", "")[-6:]
        if "theme" in attributes and int(attributes["theme"]) < len(self.theme):
            code = self.theme[int(attributes["theme"])]
        elif "indexed" in attributes:
            # The palette may be the file's own, and then it stands at the end of the part.
            code = f"i{attributes['indexed']}"
        tint = float(attributes.get("tint", 0))
        if abs(tint) > _TINTS and re.fullmatch(r"[0-9A-Fa-f]{6}", code):
            code = tinted(code, tint)
        return code.upper()

    def result(self) -> Styles:
        """The styles that were read."""
        palette = self.own or INDEXED
        fills = [_resolved(code, palette) for code in self.fills]
        return Styles(
            [_is_date(number, self.formats.get(number, "")) for number, _ in self.styles],
            [fills[fill] if fill < len(fills) else "" for _, fill in self.styles],
        )


def read_styles(data: bytes, theme: bytes) -> Styles:
    """The styles of a workbook, by ``styles.xml`` and its theme (either may be empty)."""
    if not data:
        return Styles()
    listener = _Listener(_theme(theme) if theme else [])
    listen(data, listener)
    return listener.result()


class _Theme(Elements):
    """Reads the twelve colours of a theme."""

    def __init__(self) -> None:
        super().__init__()
        self.colours: list[str] = []
        self.within = False

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if name == "clrScheme":
            self.within = True
        elif self.within and name in ("srgbClr", "sysClr"):
            self.colours.append((attributes.get("val", "") + attributes.get("lastClr", ""))[-6:])

    def end(self, name: str) -> None:
        """An element ends."""
        if name == "clrScheme":
            self.within = False


def _theme(data: bytes) -> list[str]:
    listener = _Theme()
    listen(data, listener)
    found = listener.colours
    # Cells count light before dark, the part stores dark before light.
    return [found[1], found[0], found[3], found[2], *found[4:]] if len(found) >= 4 else []  # noqa: PLR2004 - two pairs


def _resolved(code: str, palette: Sequence[str]) -> str:
    if code.startswith("I"):
        number = int(code[1:])
        code = palette[number] if number < len(palette) else ""
    colour = f"#{code.upper()}"
    return colour if re.fullmatch(r"#[0-9A-F]{6}", colour) and colour != WHITE else ""


def _is_date(number: int, code: str) -> bool:
    if not code:
        return number in _DATES
    plain = _QUOTED.sub("", code).lower().split(";")[0]
    return (
        "general" not in plain
        and re.search(r"[dy]|m(?!.*[0#])|t(?=t|\.|/|-)|j(?=j)", plain) is not None
    )
