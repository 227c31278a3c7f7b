"""The tokens of the one stylesheet keep the contrast that DESIGN-UI computed for them."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path("participation/static")
PUBLIC = (STATIC / "public.css").read_text(encoding="utf-8")
TOKEN = re.compile(r"--([a-z-]+):(#[0-9A-Fa-f]{3,6})")
KILOBYTE = 1024

TEXT_PAIRS = [
    ("text", "page", 16), ("text", "raised", 14), ("muted", "page", 7), ("muted", "raised", 6),
    ("action", "page", 7), ("on-action", "action", 7), ("on-action", "action-hover", 7),
    ("text", "selected", 12), ("action", "selected", 6), ("visited", "page", 4.5),
    *[("text", f"{state}-bg", 12) for state in ("danger", "warn", "ok", "info")],
]  # fmt: skip
EDGE_PAIRS = [
    ("line", "page", 4), ("line", "raised", 4), ("line", "selected", 3),
    *[(state, "page", 5.9) for state in ("danger", "warn", "ok", "info")],
    *[(state, f"{state}-bg", 4.5) for state in ("danger", "warn", "ok", "info")],
]  # fmt: skip


def themes() -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root\{(.*?)\}", PUBLIC, re.DOTALL)[:2]
    return {"light": dict(TOKEN.findall(light)), "dark": dict(TOKEN.findall(dark))}


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    full = digits if len(digits) == 6 else "".join(2 * c for c in digits)
    parts = [int(full[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("front", "back", "duty"), TEXT_PAIRS + EDGE_PAIRS)
def test_tokens_are_told_apart(theme: str, front: str, back: str, duty: float):
    colours = themes()[theme]
    assert contrast(colours[front], colours[back]) >= duty


def test_black_on_white_is_computed_as_twenty_one():
    assert contrast("#000", "#FFF") == pytest.approx(21)


def test_the_respondents_part_of_the_stylesheet_stays_under_4_kilobytes():
    assert len(gzip.compress(PUBLIC.encode(), 6)) <= 4 * KILOBYTE


def test_the_sheet_of_the_boards_stays_under_5_kilobytes():
    assert len(gzip.compress((STATIC / "boards.css").read_bytes(), 6)) <= 5 * KILOBYTE


def test_the_whole_stylesheet_stays_under_8_kilobytes():
    whole = b"".join((STATIC / name).read_bytes() for name in ("public.css", "desk.css"))
    assert len(gzip.compress(whole, 6)) <= 8 * KILOBYTE


@pytest.mark.parametrize(
    "newer",
    [
        ":has(",
        ":is(",
        ":where(",
        "@layer",
        "inset-inline",
        "margin-inline:",
        "padding-inline:",
        "margin-block:",
        "padding-block:",
        "aspect-ratio",
        "accent-color",
        "color-mix",
        "oklch",
    ],
)
@pytest.mark.parametrize("sheet", sorted(path.name for path in STATIC.glob("*.css")))
def test_no_stylesheet_needs_a_browser_newer_than_chrome_80(sheet: str, newer: str):
    rules = re.sub(r"/\*.*?\*/", "", (STATIC / sheet).read_text(encoding="utf-8"), flags=re.DOTALL)
    assert newer not in rules


def test_nothing_moves_for_who_wants_no_motion():
    calm = re.compile(r"@media \(prefers-reduced-motion:no-preference\)\{(?:[^{}]*\{[^{}]*\})*\}")
    moving = re.compile(
        r"\b(?:transition|animation|scroll-behavior|behavior)\s*:|<(?:marquee|blink)|\.animate\("
    )
    files = [
        *STATIC.glob("*.css"),
        *STATIC.glob("*.js"),
        *Path("participation/templates").rglob("*.html"),
    ]
    found = [file.name for file in files if moving.search(calm.sub("", file.read_text("utf-8")))]
    assert found == []
