"""Files of charts: colour, shape and word, every number inside, in any script, whatever the words."""

import io
import struct
import zlib
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest
from PIL import Image

from participation.exports.charts.files import png, strips, svg
from participation.exports.charts.stacked import Bar, Series, Stacked

SERIES = (
    Series("green", "umgesetzt"),
    Series("yellow", "in Arbeit"),
    Series("red", "nicht umgesetzt"),
    Series("none", "noch ohne Stand"),
)
S = "{http://www.w3.org/2000/svg}"
HOSTILE = ["<b>&amp;\"'</b>", "=cmd|' /C calc'!A0", "\x00\x07\ud800\ufffe]]>", "#panic() $x$ *", ""]


def chart(label: str = "Sprache", **more: object) -> Stacked:
    bars = (Bar(label, (21, 2, 1, 0), (88, 8, 4, 0)), Bar("Arbeit", (0, 0, 0, 0), (0, 0, 0, 0)))
    given = {"title": "Ampel", "note": "Stand: 01.06.2027", "heads": ("Feld", "alle")} | more
    return Stacked(series=SERIES, bars=bars, **given)  # type: ignore[arg-type]


def words_of(content: bytes) -> str:
    return ET.fromstring(content).findtext(f"{S}desc") or ""


def description(content: bytes) -> str:
    """What the PNG says of itself; every chunk's sum is right."""
    at, found = 8, ""
    while at < len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        assert zlib.crc32(kind + body) == struct.unpack_from(">I", content, at + 8 + length)[0]
        if kind == b"iTXt" and body.startswith(b"Description\0"):
            found = body.split(b"\0", 5)[-1].decode()
        at += 12 + length
    return found


def test_both_files_say_every_number_in_words():
    wanted = "Sprache (24): 21 umgesetzt (88 %), 2 in Arbeit (8 %), 1 nicht umgesetzt (4 %)"
    assert wanted in words_of(svg(chart()))
    assert wanted in description(png(chart()))
    assert "Stand: 01.06.2027" in words_of(svg(chart()))
    root = ET.fromstring(svg(chart()))
    assert root.get("role") == "img"
    assert root.findtext(f"{S}title") == "Ampel"


def test_letters_are_outlines_so_that_no_program_needs_our_fonts():
    made = svg(chart())
    assert b"<text" not in made
    assert b"font-family" not in made
    assert b"http" not in made.replace(b"http://www.w3.org/", b"")


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_the_words_are_the_files_open(words: str):
    made = chart(words, title=words, note=words)
    ET.fromstring(svg(made))
    Image.open(io.BytesIO(png(made))).verify()


def test_a_long_word_stays_within_the_picture():
    short, wide = (Image.open(io.BytesIO(png(chart("W" * n)))) for n in (3, 300))
    assert short.width == wide.width
    edge = wide.convert("L").crop((wide.width - 20, 0, wide.width, wide.height))
    assert edge.getextrema() == (255, 255)


def test_arabic_runs_from_the_right_and_its_letters_join():
    arabic = [
        Series(kind.look, word)
        for kind, word in zip(SERIES, ["تم", "جار", "لم", "بلا"], strict=True)
    ]
    bars = (Bar("اللغة", (3, 1, 0, 0), (75, 25, 0, 0)),)
    made = Stacked("إشارة", "", tuple(arabic), bars, ("مجال", "الكل"), "ar")
    picture = Image.open(io.BytesIO(png(made))).convert("RGB")
    green, yellow = (0, 0x73, 0x28), (0xE9, 0xC0, 0x0D)
    places = {
        colour: [at for at in range(picture.width) if column(picture, at).count(colour) > 25]
        for colour in (green, yellow)
    }
    assert min(places[green]) > max(places[yellow])


def column(picture: Image.Image, at: int) -> list[object]:
    return [picture.getpixel((at, y)) for y in range(picture.height)]


def test_in_grey_every_look_is_unlike_every_other():
    looks = []
    for at in range(len(SERIES)):
        counts = tuple(int(at == place) for place in range(len(SERIES)))
        (strip,) = strips([Bar("", counts, (0, 0, 0, 0))], SERIES, 40)
        grey = Image.open(io.BytesIO(strip)).convert("L")
        inside = grey.crop((10, 8, grey.width - 10, grey.height - 8))
        darkness = sum(inside.tobytes()) / (inside.width * inside.height)
        spread = inside.getextrema()[1] - inside.getextrema()[0]
        looks.append((darkness, spread))
    plain = sorted(darkness for darkness, spread in looks if spread < 5)
    assert len(plain) == 3
    assert all(b - a > 40 for a, b in pairwise(plain))
    assert sum(spread > 50 for _darkness, spread in looks) == 1


def test_no_bars_no_strips():
    assert strips([], SERIES, 40) == []
