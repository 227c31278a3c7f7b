"""Typst, fed with data: the one place where a PDF is set.

Imports nothing of the application, so that it also runs as a script of its own (:mod:`.service`
starts it so for what must never be stored) without loading a web framework.
"""

from __future__ import annotations

import io
import json
import re
import struct
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATES = Path(__file__).resolve().parent
FONTS = TEMPLATES.parent / "fonts"
QUIET = 4
"""Modules of white around a QR sign; readers need them."""
STANDARD: Final = "ua-1"
"""PDF/UA-1: tagged, with title and languages; typst refuses a page that is not."""
DOTS = 220
"""Of a PNG, an inch: sharp on paper."""
MACHINE = (Path("/usr/share/fonts"), Path("/usr/local/share/fonts"))
"""Where a machine keeps fonts for all its programs: for scripts that none of ours has."""
FONT_FILES = frozenset({".ttf", ".otf", ".ttc", ".otc"})
SLANTED = re.compile("Bold|Italic|Oblique|Light|Thin|Mono|Condensed|Emoji")
"""In names of files that are no plain face; typst finds the bold one beside it."""
MISSING = "□"
"""Printed for a character that no font has; one would refuse the whole page."""
ENDLESS, TENTH = re.compile(r"\S{40,}"), re.compile(r"\S{10}(?=\S)")
TURNING = frozenset("\u202d\u202e")
"""Signs that would turn all that stands after them, ours too."""
UNSEEN = frozenset({"Cf", "Mn", "Me", "Zl", "Zp"})
"""Categories of characters that steer others and need no picture of their own."""
WRITTEN = "LMNP"
"""First letters of the categories of what languages are written with; pictures are none."""
FAMILY, TYPOGRAPHIC, WINDOWS = 1, 16, 3
"""Numbers of names, and of the system whose names are UTF-16, in a font's table ``name``."""


def pdf(template: str, data: Mapping[str, Any], *, title: str, language: str = "de") -> bytes:
    """A tagged PDF/UA-1.

    Args:
        template: name of a file beside this one, ``poster.typ``.
        data: what JSON can hold; the template finds it as ``data``. Text stays text: nothing in
            it is ever read as markup. Signs that no font has become :data:`MISSING`. An address
            as ``{"qr": address}`` becomes a QR sign for the template's ``sign``.
        title: of the document, as a reader shows it.
        language: tag of its main language; sets its direction.
    """
    import typst  # noqa: PLC0415  no serving process loads it

    whole = _whole(data, title, language)
    made = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(whole),
        format="pdf",
        pdf_standards=STANDARD,
        sys_inputs={"whole": whole},
    )
    assert isinstance(made, bytes)  # noqa: S101  one file is asked for, so bytes come
    return made


def pictures(
    template: str,
    data: Mapping[str, Any],
    *,
    form: Literal["svg", "png"],
    title: str,
    language: str = "de",
) -> list[bytes]:
    """One picture a page of the template, its letters drawn as outlines.

    Args:
        template: as for :func:`pdf`.
        data: as for :func:`pdf`.
        form: the kind of file.
        title: found by the template; pictures hold none of their own.
        language: tag of the language of the words.
    """
    import typst  # noqa: PLC0415  no serving process loads it

    whole = _whole(data, title, language)
    made = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(whole),
        format=form,
        ppi=DOTS,
        sys_inputs={"whole": whole},
    )
    return [made] if isinstance(made, bytes) else [page for page in made if page is not None]


def _fonts(whole: str) -> Fonts:
    import typst  # noqa: PLC0415  no serving process loads it

    folders = sorted({str(path.parent) for path in _others(whole)})
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS), *folders]
    )


def _whole(data: Mapping[str, Any], title: str, language: str) -> str:
    """What a template finds, as JSON; with the names of fonts of the machine that it needs."""
    whole = printable({"data": _with_qr_codes(data), "title": title, "language": language})
    families = [_family(path) for path in _others(json.dumps(whole, ensure_ascii=False))]
    return json.dumps({**whole, "families": families}, ensure_ascii=False)


def _others(text: str) -> list[Path]:
    """The machine's fonts for those characters of ``text`` that ours lack, each once."""
    found = (other_font(ord(char)) for char in sorted(set(text)) if ord(char) not in covered())
    return list(dict.fromkeys(path for path in found if path is not None))


def _with_qr_codes(value: Any) -> Any:  # noqa: ANN401  JSON is any of its kinds
    if isinstance(value, Mapping):
        if value.keys() == {"qr"}:
            return _qr(value["qr"])
        return {key: _with_qr_codes(item) for key, item in value.items()}
    return [_with_qr_codes(item) for item in value] if isinstance(value, list | tuple) else value


def _qr(text: str) -> dict[str, Any]:
    """A QR sign: its picture with the white edge, and how many modules its black part has."""
    import segno  # noqa: PLC0415  only papers with a sign need it

    drawn = segno.make(text, error="m", boost_error=False, micro=False, mask=2)
    out = io.BytesIO()
    drawn.save(out, kind="svg", border=QUIET, light="#fff", xmldecl=False)
    return {"svg": out.getvalue().decode(), "modules": drawn.symbol_size(border=0)[0], "text": text}


def printable(value: Any) -> Any:  # noqa: ANN401  JSON is any of its kinds
    """``value`` with every character replaced that no font has, in all its strings and names."""
    if isinstance(value, str):
        return "".join(_printable(value))
    if isinstance(value, Mapping):
        return {printable(str(key)): printable(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return value


def breakable(value: Any) -> Any:  # noqa: ANN401  JSON is any of its kinds
    """``value`` with places in words of no language (40 signs and more) where a line may end.

    Not for addresses and codes: who copies them from the paper would copy those places too.
    """
    if isinstance(value, str):
        return ENDLESS.sub(lambda found: TENTH.sub("\\g<0>\u200b", found[0]), value)
    if isinstance(value, Mapping):
        return {key: breakable(item) for key, item in value.items()}
    return [breakable(item) for item in value] if isinstance(value, list | tuple) else value


def prints(text: str) -> bool:
    """Whether every character of ``text`` has a picture, in our fonts or the machine's."""
    return MISSING not in printable(text)


def _printable(text: str) -> Iterator[str]:
    known = covered()
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if kind == "Cc":
            yield char if char in "\n\t" else " "
        elif char in TURNING:
            continue
        elif ord(char) in known or (kind[0] in WRITTEN and other_font(ord(char))):
            yield char
        elif kind not in UNSEEN:
            yield MISSING


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Code points of which one of our fonts has a picture."""
    return frozenset(
        point
        for path in FONTS.glob("*-Regular.ttf")
        for first, last in _ranges(_table(path, b"cmap"))
        for point in range(first, last + 1)
    )


@lru_cache(maxsize=4096)
def other_font(point: int) -> Path | None:
    """A font of the machine that has this character; Noto's own first, as ours are."""
    return next(
        (
            path
            for path, ranges in machine_fonts()
            if any(first <= point <= last for first, last in ranges)
        ),
        None,
    )


@lru_cache(maxsize=1)
def machine_fonts() -> tuple[tuple[Path, tuple[tuple[int, int], ...]], ...]:
    """The machine's upright fonts with their characters; what cannot be read is none."""
    files = [
        path
        for folder in MACHINE
        for path in folder.rglob("*")
        if path.suffix in FONT_FILES and not SLANTED.search(path.name)
    ]
    found = []
    for path in sorted(files, key=lambda path: (not path.name.startswith("NotoSans"), path.name)):
        try:
            ranges = tuple(_ranges(_table(path, b"cmap")))
            _family(path)  # a font without a name that typst could be told is none
        except (OSError, struct.error, KeyError, UnicodeDecodeError):
            continue
        found.append((path, ranges))
    return tuple(found)


def _table(path: Path, name: bytes) -> bytes:
    """One table of a font, or of the first one of a collection (OpenType 1.9); empty: has none."""
    with path.open("rb") as font:
        head = font.read(16)
        start = struct.unpack_from(">I", head, 12)[0] if head[:4] == b"ttcf" else 0
        font.seek(start)
        count = struct.unpack(">4xH6x", font.read(12))[0]
        for tag, _sum, offset, length in struct.iter_unpack(">4s3I", font.read(16 * count)):
            if tag == name:
                font.seek(offset)
                return font.read(length)
    return b""


def _family(path: Path) -> str:
    """What typst calls a font: the typographic family of its table ``name``, else the family."""
    table = _table(path, b"name")
    count, texts = struct.unpack_from(">2xHH", table)
    found: dict[int, str] = {}
    for at in range(count):
        system, _way, _language, kind, length, offset = struct.unpack_from(
            ">6H", table, 6 + 12 * at
        )
        if system == WINDOWS:
            text = table[texts + offset : texts + offset + length].decode("utf-16-be")
            found.setdefault(kind, text)
    return found.get(TYPOGRAPHIC) or found[FAMILY]


def _ranges(cmap: bytes) -> Iterator[tuple[int, int]]:
    """The characters of a font by its table ``cmap``, format 4 or 12: first and last of a run."""
    count = struct.unpack_from(">H", cmap, 2)[0] if cmap else 0
    for at in range(count):
        part = struct.unpack_from(">I", cmap, 8 + 8 * at)[0]
        form = struct.unpack_from(">H", cmap, part)[0]
        if form == 12:  # noqa: PLR2004  the number of a format
            yield from _groups(cmap, part)
        elif form == 4:  # noqa: PLR2004  as above
            yield from _segments(cmap, part)


def _groups(cmap: bytes, part: int) -> Iterator[tuple[int, int]]:
    for at in range(struct.unpack_from(">I", cmap, part + 12)[0]):
        first, last, glyph = struct.unpack_from(">3I", cmap, part + 16 + 12 * at)
        yield first + (glyph == 0), last


def _segments(cmap: bytes, part: int) -> Iterator[tuple[int, int]]:
    twice = struct.unpack_from(">H", cmap, part + 6)[0]
    ends, starts = part + 14, part + 16 + twice
    for at in range(0, twice, 2):
        last = struct.unpack_from(">H", cmap, ends + at)[0]
        first = struct.unpack_from(">H", cmap, starts + at)[0]
        yield first, min(last, 0xFFFE)


def main() -> None:
    """Reads one order as JSON from its input, writes the PDF to its output."""
    order = json.load(sys.stdin.buffer)
    made = pdf(order["template"], order["data"], title=order["title"], language=order["language"])
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
