"""Colours of cells: as a workbook stores them → ``#RRGGBB``, and what people call them."""

from __future__ import annotations

import colorsys
import re

_PALETTE = (
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
    "000000FFFFFFFF000000FF000000FFFFFF00FF00FF00FFFF"
    "800000008000000080808000800080008080C0C0C0808080"
    "9999FF993366FFFFCCCCFFFF660066FF80800066CCCCCCFF"
    "000080FF00FFFFFF0000FFFF8000808000000080800000FF"
    "00CCFFCCFFFFCCFFCCFFFF9999CCFFFF99CCCC99FFFFCC99"
    "3366FF33CCCC99CC00FFCC00FF9900FF6600666699969696"
    "003366339966003300333300993300993366333399333333"
)
INDEXED = tuple(_PALETTE[at : at + 6] for at in range(0, len(_PALETTE), 6))
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
