"""The tokens of the one stylesheet keep their contrast, and the sheets stay small."""

import gzip
import os
import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from tests.support.house import CHECKOUT, below, names, plant, templates, text, the_one

PUBLIC = text(the_one(CHECKOUT, "public.css"))
TOKEN = re.compile(r"--([a-z-]+):(#[0-9A-Fa-f]{3,6})")
KILOBYTE = 1024

TEXT_PAIRS = [
    ("text", "page", 16), ("text", "raised", 14), ("muted", "page", 7), ("muted", "raised", 6),
    ("action", "page", 7), ("on-action", "action", 7), ("on-action", "action-hover", 7),
    ("text", "ground", 16), ("muted", "ground", 6.2), ("action", "ground", 7),
    ("text", "selected", 12), ("action", "selected", 6), ("visited", "page", 4.5),
    *[("text", f"{state}-bg", 12) for state in ("danger", "warn", "ok", "info")],
]  # fmt: skip
EDGE_PAIRS = [
    ("line", "page", 4), ("line", "raised", 4), ("line", "selected", 3),
    *[(state, "page", 5.9) for state in ("danger", "warn", "ok", "info")],
    *[(state, f"{state}-bg", 4.5) for state in ("danger", "warn", "ok", "info")],
]  # fmt: skip


def themes(stylesheet: str = PUBLIC) -> dict[str, dict[str, str]]:
    light, dark = re.findall(r":root\{(.*?)\}", stylesheet, re.DOTALL)[:2]
    return {"light": dict(TOKEN.findall(light)), "dark": dict(TOKEN.findall(dark))}


AREAS = tuple(range(1, 8))
AREA = re.compile(r"\.a([1-7])\{--a:([^;]+);--at:([^}]+)\}")


def areas() -> dict[str, dict[int, tuple[str, str]]]:
    """Ink and tint of each area's class; what dark does not change stands as in light."""
    before, after = PUBLIC.split(".a7{", 1)
    dark = re.split(r"@media \(prefers-color-scheme:dark\)\{", after, maxsplit=1)[1]
    whole = {"light": before + ".a7{" + after.split("@media", 1)[0], "dark": dark}
    found = {
        theme: {int(number): (ink, tint) for number, ink, tint in AREA.findall(rules)}
        for theme, rules in whole.items()
    }
    return {"light": found["light"], "dark": found["light"] | found["dark"]}


def resolved(colour: str, theme: str) -> str:
    token = re.fullmatch(r"var\(--([a-z-]+)\)", colour)
    return themes()[theme][token.group(1)] if token else colour


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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("number", AREAS)
def test_an_areas_ink_is_told_from_page_ground_and_its_tint(theme: str, number: int):
    ink, tint = (resolved(colour, theme) for colour in areas()[theme][number])
    assert contrast(ink, themes()[theme]["page"]) >= 6
    assert contrast(ink, themes()[theme]["ground"]) >= 4.5
    assert contrast(ink, tint) >= 4.5
    assert contrast(themes()[theme]["text"], tint) >= 12


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_area_has_its_own_pair_and_none_that_a_light_or_danger_has(theme: str):
    pairs = [resolved(ink, theme) for ink, _tint in areas()[theme].values()]
    taken = {themes()[theme][name] for name in ("ok", "warn", "danger")}
    assert len(set(pairs)) == len(AREAS)
    assert not taken & set(pairs)


LIGHTS = re.compile(r"--(green|yellow|red):(#[0-9A-F]{6})")


@pytest.mark.parametrize(("theme", "at"), [("light", 0), ("dark", 1)])
def test_lights_are_told_from_the_page_by_their_fill_or_their_edge(theme: str, at: int):
    rules = (the_one(CHECKOUT, "desk.css")).read_text(encoding="utf-8")
    found = [dict(LIGHTS.findall(part)) for part in re.findall(r":root\{([^}]*)\}", rules)]
    lights = [colours for colours in found if colours][at]
    page, ink = themes()[theme]["page"], themes()[theme]["text"]
    assert contrast(lights["green"], page) >= 5
    assert contrast(lights["red"], page) >= 5
    assert contrast(ink, page) >= 5  # the edge of yellow
    assert ".light.yellow .shape{fill:var(--yellow);stroke:var(--text)" in rules
    assert contrast(lights["yellow"], "#131525") >= 5  # its dots


def test_pictograms_are_drawn_on_one_grid_and_stay_under_3_kilobytes():
    drawn = ET.parse(the_one(CHECKOUT, "icons.svg")).getroot()
    symbols = list(drawn)
    assert {symbol.get("viewBox") for symbol in symbols} == {"0 0 24 24"}
    names = [symbol.get("id") for symbol in symbols]
    assert len(set(names)) == len(names) >= 40
    assert len(gzip.compress(the_one(CHECKOUT, "icons.svg").read_bytes(), 9)) <= 3 * KILOBYTE


def test_a_pale_token_is_found():
    light = themes(re.sub(r"--text:#[0-9A-Fa-f]+", "--text:#BBB", PUBLIC))["light"]
    assert contrast(light["text"], light["page"]) < 4.5


def test_black_on_white_is_computed_as_twenty_one():
    assert contrast("#000", "#FFF") == pytest.approx(21)


def zipped(root: Path, *sheets: str) -> float:
    """Kilobytes of these stylesheets together, as they are sent."""
    whole = b"".join(the_one(root, name).read_bytes() for name in sheets)
    return len(gzip.compress(whole, 6)) / KILOBYTE


def test_the_respondents_part_of_the_stylesheet_stays_under_4_kilobytes():
    assert 1 < zipped(CHECKOUT, "public.css") <= 4


def test_the_sheet_of_the_boards_stays_under_5_kilobytes():
    assert 1 < zipped(CHECKOUT, "boards.css") <= 5


def test_the_whole_stylesheet_stays_under_8_kilobytes():
    assert 1 < zipped(CHECKOUT, "public.css", "desk.css") <= 8


def test_a_sheet_that_is_too_large_is_found_wherever_it_lies(tmp_path: Path):
    plant(tmp_path, "participation/base/deep/static/boards.css", f"/*{os.urandom(6000).hex()}*/")
    assert zipped(tmp_path, "boards.css") > 5


NEWER = (
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
)


def stylesheets(root: Path) -> list[Path]:
    return below(root, ".css", "participation")


def too_new(root: Path) -> list[tuple[str, str]]:
    """Stylesheets with something that Chrome 80 does not know."""
    plain = {
        path: re.sub(r"/\*.*?\*/", "", text(path), flags=re.DOTALL) for path in stylesheets(root)
    }
    return [
        (path.name, newer) for path, rules in plain.items() for newer in NEWER if newer in rules
    ]


def test_no_stylesheet_needs_a_browser_newer_than_chrome_80():
    assert len(stylesheets(CHECKOUT)) >= 5
    assert too_new(CHECKOUT) == []


@pytest.mark.parametrize("newer", NEWER)
def test_a_stylesheet_that_needs_one_is_found(tmp_path: Path, newer: str):
    plant(tmp_path, "participation/static/boards/deep/wall.css", f"a{newer}b")
    assert too_new(tmp_path) == [("wall.css", newer)]


def moving(root: Path) -> list[str]:
    """Sheets, scripts and pages that move something for who wants no motion."""
    calm = re.compile(r"@media \(prefers-reduced-motion:no-preference\)\{(?:[^{}]*\{[^{}]*\})*\}")
    moves = re.compile(
        r"\b(?:transition|animation|scroll-behavior|behavior)\s*:|<(?:marquee|blink)|\.animate\("
    )
    files = [*stylesheets(root), *below(root, ".js", "participation"), *templates(root)]
    return names(root, [file for file in files if moves.search(calm.sub("", text(file)))])


def test_nothing_moves_for_who_wants_no_motion():
    assert len(below(CHECKOUT, ".js", "participation")) >= 5
    assert len(templates()) > 100
    assert moving(CHECKOUT) == []


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("static/wall/deep/wall.css", "a{transition:1s}"),
        ("static/wall/deep/wall.js", "box.animate([])"),
        ("templates/wall/deep/wall.html", "<marquee>"),
    ],
)
def test_what_moves_is_found(tmp_path: Path, path: str, content: str):
    planted = plant(tmp_path, f"participation/{path}", content)
    assert moving(tmp_path) == [planted]
