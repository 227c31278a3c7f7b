"""What a printed paper holds, as programs of others read it."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest

LAM_ALEF = re.compile("\u0644[\u0622\u0623\u0625\u0627]")
needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="needs poppler-utils")
needs_decoder = pytest.mark.skipif(shutil.which("zbarimg") is None, reason="needs zbar-tools")


def text(content: bytes, folder: Path) -> str:
    """All words; letters in their plain forms, no marks of direction. Poppler turns the two
    letters of a joined lam-alef about: compare Arabic words without one."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    printed = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True)
    found = unicodedata.normalize("NFKC", printed.stdout.decode())
    return " ".join("".join(s for s in found if unicodedata.category(s) != "Cf").split())


def facts(content: bytes, folder: Path) -> dict[str, str]:
    """What ``pdfinfo`` says."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    printed = subprocess.run(["pdfinfo", path], capture_output=True, text=True, check=True).stdout
    return {
        name: value.strip()
        for name, _colon, value in (line.partition(":") for line in printed.splitlines())
    }


def fonts(content: bytes, folder: Path) -> list[tuple[str, bool]]:
    """Name of every font and whether it is embedded."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    printed = subprocess.run(["pdffonts", path], capture_output=True, text=True, check=True).stdout
    return [(line.split()[0], line.split()[-5] == "yes") for line in printed.splitlines()[2:]]


def qr_codes(content: bytes, folder: Path, dpi: int = 150) -> list[str]:
    """What a QR reader reads from all pages."""
    (folder / "paper.pdf").write_bytes(content)
    stem = folder / "page"
    subprocess.run(
        ["pdftoppm", "-r", str(dpi), "-gray", "-png", folder / "paper.pdf", stem], check=True
    )
    read: list[str] = []
    for picture in sorted(folder.glob("page-*.png")):
        run = subprocess.run(
            ["zbarimg", "--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture],
            capture_output=True,
            text=True,
            check=False,
        )
        read += run.stdout.split()
    return read


def holds(shown: str, text: str) -> bool:
    """Whether ``text`` stands in ``shown``; Arabic script by its words without a joined lam-alef."""
    wanted = unicodedata.normalize("NFKC", text).split()
    words = [word for word in wanted if not LAM_ALEF.search(word)]
    return all("".join(s for s in w if unicodedata.category(s) != "Cf") in shown for w in words)


def outside(content: bytes, folder: Path) -> list[str]:
    """Words that lie, in part, outside their page."""
    path = folder / "paper.pdf"
    path.write_bytes(content)
    printed = subprocess.run(["pdftotext", "-bbox", path, "-"], capture_output=True, check=True)
    found: list[str] = []
    wide = high = 0.0
    for line in printed.stdout.decode().splitlines():
        if page := re.search(r'<page width="([\d.]+)" height="([\d.]+)"', line):
            wide, high = map(float, page.groups())
        elif word := re.search(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)" yMax="(.+?)">(.*)<', line):
            left, top, right, below = map(float, word.groups()[:4])
            if left < 0 or top < 0 or right > wide or below > high:
                found.append(word.group(5))
    return found
