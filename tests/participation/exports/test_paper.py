"""The one room for PDF: every script, tagged, fonts inside, people's text never markup."""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask

from participation.base.errors import OwnFault
from participation.exports import paper
from participation.exports.paper import press
from tests.support import paper as read
from tests.support.house import CHECKOUT, plant

WORDS = {
    "de": "Größe, Straße, „Zitat“",
    "en": "Bus after 8 pm",
    "ar": "دورة مسائية",
    "uk": "Курс увечері, їжа",
    "ru": "Вечерний курс",
    "fa": "دوره عصر",
    "tr": "Akşam kursu, ığüş",
}


def specimen(**texts: str) -> bytes:
    items = [{"tag": tag, "heading": tag, "text": text} for tag, text in texts.items()]
    return paper.pdf("specimen.typ", {"items": items}, title="Schriftprobe")


@read.needs_poppler
def test_every_language_is_set_in_a_font_of_ours_that_the_file_holds(tmp_path: Path):
    made = specimen(**WORDS)
    wording = read.text(made, tmp_path)
    assert [text for text in WORDS.values() if text not in wording] == []
    used = read.fonts(made, tmp_path)
    assert {name.split("+")[-1].split("-")[0] for name, _embedded in used} == {
        "NotoSans",
        "NotoSansArabic",
    }
    assert all(embedded for _name, embedded in used)


@read.needs_poppler
def test_a_paper_is_tagged_and_says_its_title(tmp_path: Path):
    facts = read.facts(specimen(de="Text"), tmp_path)
    assert (facts["Tagged"], facts["Title"]) == ("yes", "Schriftprobe")
    assert "595.276 x 841.89 pts (A4)" in facts["Page size"]


@read.needs_poppler
def test_text_of_people_is_never_markup_and_no_sign_of_theirs_breaks_the_paper(tmp_path: Path):
    strange = '#panic() *fett* $x$ \\ @a <b> "#(1+1)" 😀 中文 ✓ → \x07 \ud800 e\u0301 \ufe0f'
    text = read.text(specimen(de=strange), tmp_path)
    assert '#panic() *fett* $x$ \\ @a <b> "#(1+1)" □ □□ ✓ → □ é' in text


def test_signs_that_no_font_has_are_known_without_setting_them():
    assert press.printable({"a": ["\u200c→😀"]}) == {"a": ["\u200c→□"]}


def test_what_must_not_be_stored_is_set_through_a_pipe(app: Flask):
    with app.app_context():
        items = [{"tag": "de", "heading": "Kopf", "text": "geheim"}]
        made = paper.pdf_unstored("specimen.typ", {"items": items}, title="Probe", language="de")
        assert made.startswith(b"%PDF-")
        with pytest.raises(OwnFault):
            paper.pdf_unstored("specimen.typ", {}, title="Probe", language="de")


def loads_of_the_application(file: str) -> list[str]:
    code = f"import runpy, sys; runpy.run_path({file!r}); print(*sys.modules)"
    loaded = subprocess.check_output([sys.executable, "-c", code], text=True, cwd=CHECKOUT).split()
    assert "runpy" in loaded
    return [name for name in loaded if name.split(".")[0] in {"flask", "participation"}]


def test_the_press_loads_nothing_of_the_application():
    assert loads_of_the_application(press.__file__) == []


@pytest.mark.parametrize(
    "way", ["import flask", "from participation.base.settings import Settings"]
)
def test_a_press_that_loads_some_of_it_is_found(tmp_path: Path, way: str):
    planted = plant(tmp_path, "participation/exports/paper/deep/press.py", way)
    assert loads_of_the_application(str(tmp_path / planted)) != []


def test_the_fonts_are_those_that_are_written_down():
    written = (CHECKOUT / "docs" / "third-party.md").read_text(encoding="utf-8")
    named = dict(
        re.findall(r"^\| `(\S+\.ttf)` \| [\d.]+ \| `([0-9a-f]{64})` \|$", written, re.MULTILINE)
    )
    there = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in press.FONTS.rglob("*.ttf")
    }
    assert there
    assert named == there
