"""Papers in any script: set where a font is there, named in Latin letters where none is."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from fontTools.ttLib import TTFont

from participation.base.words import languages
from participation.exports import paper
from participation.exports.invitations import naming, spread
from participation.exports.paper import press
from participation.studies import service as studies
from surveys.instrument.instrument import Text
from tests.support import county
from tests.support import paper as read
from tests.support.sqlite import on_sqlite
from tests.support.staff import staff_client

OTHERS = {
    "am": ("አማርኛ", "Amharisch / Amharic", "Noto Sans Ethiopic"),
    "he": ("עברית", "Hebräisch / Hebrew", "Noto Sans Hebrew"),
    "zh-Hans": ("中文", "Chinesisch (", "Noto Sans CJK"),
    "ja": ("日本語", "Japanisch / Japanese", "Noto Sans CJK"),
    "ka": ("ქართული", "Georgisch / Georgian", "Noto Sans Georgian"),
    "th": ("ไทย", "Thailändisch / Thai", "Noto Sans Thai"),
}
"""Tag → words in its script, how its name in Latin letters begins, the font that it needs."""

POSTSCRIPT = 6
"""Number of the name by which a PDF calls a font."""


def forget() -> None:
    press.other_font.cache_clear()
    press.machine_fonts.cache_clear()


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of a machine's fonts, empty."""
    folder = tmp_path / "fonts"
    folder.mkdir()
    monkeypatch.setattr(press, "MACHINE", (folder,))
    forget()
    yield folder
    forget()


def install(machine: Path, words: str) -> None:
    """A font for these words alone: one of ours under another name, whose every sign is an A."""
    font = TTFont(press.FONTS / "NotoSans-Regular.ttf")
    for table in font["cmap"].tables:
        table.cmap = dict.fromkeys(map(ord, words), "A")
    for name in font["name"].names:
        if name.nameID in (press.FAMILY, press.TYPOGRAPHIC, POSTSCRIPT):
            name.string = "Probe"
    folder = machine / "deep"
    folder.mkdir()
    font.save(folder / "Probe.ttf")
    (folder / "Broken-Regular.ttf").write_bytes(b"\0\1\0\0\0")
    forget()


def wave_in(*tags: str) -> studies.WaveInfo:
    """A survey whose title and purpose are written in these languages."""
    title = Text({tag: OTHERS[tag][0] for tag in tags} | {"de": "Was fehlt?"})
    made = replace(county.tiny(), title=title, purpose=title, languages=("de", *tags))
    return studies.wave(county.make_wave(made))


@on_sqlite
@pytest.mark.usefixtures("machine")
def test_what_no_font_has_is_named_in_latin_letters_and_never_as_boxes(app: Flask):
    with app.app_context(), app.test_request_context():
        county.make_county()
        wave = wave_in(*OTHERS)
        printed = spread.wanted(wave, studies.channels(wave.id)[0])
        assert press.MISSING not in json.dumps(press.printable(printed), ensure_ascii=False)
        names = [item["name"] for item in printed["languages"]]
        assert len(names) == len(OTHERS) + 1
        for tag, (_words, latin, _font) in OTHERS.items():
            name = naming.on_paper(languages.of_tag(tag))
            assert name.text in names
            assert name.text.startswith(latin)
            assert name.tag == "de"


@on_sqlite
@read.needs_poppler
def test_what_the_machine_has_a_font_for_is_set_in_it(app: Flask, machine: Path, tmp_path: Path):
    words, _latin, _font = OTHERS["am"]
    install(machine, words)
    with app.app_context(), app.test_request_context():
        county.make_county()
        wave = wave_in("am", "he")
        printed = spread.wanted(wave, studies.channels(wave.id)[0])
        made = spread.make("poster.typ", {**printed, "title": "Plakat"})
    text = read.text(made, tmp_path)
    assert "Hebräisch / Hebrew" in text
    assert "Amharisch" not in text
    assert press.MISSING not in text
    assert "Probe" in {name.split("+")[-1] for name, _embedded in read.fonts(made, tmp_path)}


@pytest.mark.usefixtures("machine")
@pytest.mark.parametrize("text", ["Größe ✓ →", "دورة", "Курс"])
def test_our_own_fonts_are_enough_for_the_languages_of_the_interface(text: str):
    assert paper.prints(text)
    assert all(paper.prints(item.own_name) for item in languages.LANGUAGES.values())


@on_sqlite
@pytest.mark.parametrize("there", [False, True])
def test_staff_read_what_cannot_be_printed_and_what_to_install(
    app: Flask, machine: Path, *, there: bool
):
    with app.app_context():
        county.make_county()
        wave = wave_in(*OTHERS)
        key = studies.channels(wave.id)[0].key
    if there:
        names = (languages.of_tag(tag).own_name for tag in OTHERS)
        install(
            machine, "".join(sorted(set("".join(names)) - set("() abcdefghijklmnopqrstuvwxyz")))
        )
    desk = staff_client(app)
    for path in (f"/desk/surveys/{wave.id}/languages", f"/desk/surveys/{wave.id}/distribute/{key}"):
        page = desk.page(path)
        items = [item for item in page.root.iter("section") if item.get("id") == "unprinted"]
        assert bool(items) is not there
        for _words, _latin, font in OTHERS.values():
            assert (font in page.text) is not there


@pytest.mark.parametrize("system", [(), (1,)])
def test_a_font_that_no_program_of_windows_could_name_is_none(machine, system):
    font = TTFont(press.FONTS / "NotoSans-Regular.ttf")
    for table in font["cmap"].tables:
        table.cmap = {ord("አ"): "A"}
    font["name"].names = [name for name in font["name"].names if name.platformID in system]
    font.save(machine / "Nameless-Regular.ttf")
    forget()
    assert not paper.prints("አ")
    assert press.machine_fonts() == ()
