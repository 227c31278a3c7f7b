"""Colours of cells: as a workbook stores them → ``#RRGGBB``, and what people call them."""

from __future__ import annotations

import colorsys
import re

INDEXED = tuple(
    ["000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "000000", "FFFFFF", "FF0000", "00FF00", "0000FF", "FFFF00", "FF00FF", "00FFFF", "800000", "008000", "000080", "808000", "800080", "008080", "C0C0C0", "808080", "9999FF", "993366", "FFFFCC", "CCFFFF", "660066", "FF8080", "0066CC", "CCCCFF", "000080", "FF00FF", "FFFF00", "00FFFF", "800080", "800000", "008080", "0000FF", "00CCFF", "CCFFFF", "CCFFCC", "FFFF99", "99CCFF", "FF99CC", "CC99FF", "FFCC99", "3366FF", "33CCCC", "99CC00", "FFCC00", "FF9900", "FF6600", "666699", "969696", "003366", "339966", "003300", "333300", "993300", "993366", "333399", "333333"]
)
"""The palette that workbooks use by number, as the format fixes it."""
WHITE = "#FFFFFF"
_CODE = re.compile(r"#[0-9A-Fa-f]{6}")


def plain_colour(rgb: tuple[int, int, int] | None) -> str:
    """``(255, 0, 0)`` → ``#FF0000``; white and none → nothing."""
    if rgb is None:
        return ""
    colour = "#" + "".join(f"{part:02X}" for part in rgb)
    return "" if colour == WHITE else colour


def tinted(code: str, tint: float) -> str:
    """``RRGGBB`` made lighter (to 1) or darker (to -1), as themes do."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (0, 2, 4))
    hue, light, rich = colorsys.rgb_to_hls(red, green, blue)
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    mixed = colorsys.hls_to_rgb(hue, min(max(light, 0), 1), rich)
    return "".join(f"{round(part * 255):02X}" for part in mixed)


def is_colour(text: str) -> bool:
    """Whether ``text`` is a colour's code."""
    return _CODE.fullmatch(text) is not None


def colour_name(code: str) -> str:
    """Key of the everyday name of a colour: ``red``, ``light_green``, ``grey``."""
    red, green, blue = (int(code[at : at + 2], 16) / 255 for at in (1, 3, 5))
    hue, light, rich = colorsys.rgb_to_hls(red, green, blue)
    if rich < 0.15:  # noqa: PLR2004 - nearly without colour
        return "black" if light < 0.2 else "white" if light > 0.95 else "grey"  # noqa: PLR2004 - ends of the scale
    degrees = hue * 360
    for end, name in ((15, "red"), (45, "orange"), (70, "yellow"), (170, "green"), (200, "cyan"),
                      (260, "blue"), (320, "violet"), (361, "red")):  # fmt: skip
        if degrees < end:
            return name
    return "red"
