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
MISSING = "□"
"""Printed for a character that no font of ours has; one would refuse the whole page."""
ENDLESS, TENTH = re.compile(r"\S{40,}"), re.compile(r"\S{10}(?=\S)")
TURNING = frozenset("\u202d\u202e")
"""Signs that would turn all that stands after them, ours too."""
UNSEEN = frozenset({"Cf", "Mn", "Me", "Zl", "Zp"})
"""Categories of characters that steer others and need no picture of their own."""


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

    made = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        format="pdf",
        pdf_standards=STANDARD,
        sys_inputs=_inputs(data, title, language),
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

    made = typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        format=form,
        ppi=DOTS,
        sys_inputs=_inputs(data, title, language),
    )
    return [made] if isinstance(made, bytes) else [page for page in made if page is not None]


def _fonts() -> Fonts:
    import typst  # noqa: PLC0415  no serving process loads it

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )


def _inputs(data: Mapping[str, Any], title: str, language: str) -> dict[str, str]:
    whole = {"data": _with_qr_codes(data), "title": title, "language": language}
    return {"whole": json.dumps(printable(whole))}


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


def _printable(text: str) -> Iterator[str]:
    known = covered()
    for char in unicodedata.normalize("NFC", text):
        kind = unicodedata.category(char)
        if kind == "Cc":
            yield char if char in "\n\t" else " "
        elif char in TURNING:
            continue
        elif ord(char) in known:
            yield char
        elif kind not in UNSEEN:
            yield MISSING


@lru_cache(maxsize=1)
def covered() -> frozenset[int]:
    """Code points of which one of the fonts has a picture."""
    return frozenset(
        point for path in FONTS.glob("*-Regular.ttf") for point in _points(path.read_bytes())
    )


def _points(font: bytes) -> Iterator[int]:
    """The characters of a font by its table ``cmap``, format 4 or 12 (OpenType 1.9)."""
    count = struct.unpack_from(">H", font, 4)[0]
    tables = (struct.unpack_from(">4s3I", font, 12 + 16 * at) for at in range(count))
    start = next(offset for name, _sum, offset, _length in tables if name == b"cmap")
    for at in range(struct.unpack_from(">H", font, start + 2)[0]):
        part = start + struct.unpack_from(">I", font, start + 8 + 8 * at)[0]
        form = struct.unpack_from(">H", font, part)[0]
        if form == 12:  # noqa: PLR2004  the number of a format
            yield from _groups(font, part)
        elif form == 4:  # noqa: PLR2004  as above
            yield from _segments(font, part)


def _groups(font: bytes, part: int) -> Iterator[int]:
    for at in range(struct.unpack_from(">I", font, part + 12)[0]):
        first, last, glyph = struct.unpack_from(">3I", font, part + 16 + 12 * at)
        yield from range(first + (glyph == 0), last + 1)


def _segments(font: bytes, part: int) -> Iterator[int]:
    twice = struct.unpack_from(">H", font, part + 6)[0]
    ends, starts = part + 14, part + 16 + twice
    for at in range(0, twice, 2):
        last = struct.unpack_from(">H", font, ends + at)[0]
        first = struct.unpack_from(">H", font, starts + at)[0]
        yield from range(first, min(last, 0xFFFE) + 1)


def main() -> None:
    """Reads one order as JSON from its input, writes the PDF to its output."""
    order = json.load(sys.stdin.buffer)
    made = pdf(order["template"], order["data"], title=order["title"], language=order["language"])
    sys.stdout.buffer.write(made)


if __name__ == "__main__":
    main()
