"""One figure to take into a document: sentence, picture and source in a language of the survey."""

from xml.etree import ElementTree as ET

import pytest

from participation.base.web.security import Role
from tests.support.released import publish
from tests.support.sqlite import on_sqlite
from tests.support.staff import staff_client

pytestmark = on_sqlite


@pytest.fixture
def released(app):
    return publish(app).wave_id


@pytest.fixture
def desk(app):
    return staff_client(app, Role.VIEWER)


SVG = "{http://www.w3.org/2000/svg}"


def drawn(desk, wave, language):
    page = desk.page(f"/desk/figures/{wave}/word?question=need_top3&language={language}")
    image = next(page.root.iter("img"))
    return page, ET.fromstring(desk.get(image.get("src")).data)


def test_a_figure_leaves_with_its_sentence_its_picture_and_its_source(desk, released):
    page, picture = drawn(desk, released, "de")
    assert "Quelle: Landkreis Probe, Befragung „Was brauchen Sie? 2026“" in page.text
    assert "Ergebnis der Befragten" in page.text
    words = [text.text for text in picture.iter(f"{SVG}text")]
    assert words
    image = next(page.root.iter("img"))
    assert all(label in image.get("alt") for label in words if label and label[0].isalpha())


def test_an_arabic_figure_is_mirrored_and_its_page_is_not(desk, released):
    page, picture = drawn(desk, released, "ar")
    box = next(item for item in page.root.iter("div") if item.get("id") == "figure")
    assert (box.get("lang"), box.get("dir")) == ("ar", "rtl")
    assert "المصدر" in page.text
    assert page.h1 == "Eine Kennzahl mitnehmen"
    assert picture.get("direction") == "rtl"
    track = list(picture.iter(f"{SVG}rect"))[1]
    assert float(track.get("x")) + float(track.get("width")) == float(picture.get("width"))


def test_an_unknown_figure_or_language_is_not_found(desk, released):
    for ask in ("question=nothing", "question=need_top3&language=xx", ""):
        assert desk.page(f"/desk/figures/{released}/word?{ask}").status == 404
    assert desk.get(f"/desk/figures/{released}/word/picture.svg?question=no").status_code == 404
