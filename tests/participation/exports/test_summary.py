"""A workshop's summary as files, and a board's file read in again."""

import io
import zipfile
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import sqlalchemy as sa
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from PIL import Image, ImageFont

from participation.base import database
from participation.boards.models import Event
from participation.boards.service import summaries
from participation.boards.service.summaries import (
    BoardContent,
    ColumnContent,
    Edits,
    NoteContent,
    OutcomeContent,
    PromptContent,
    Tally,
    ThemeContent,
    ThemeEdit,
    Translated,
)
from participation.boards.summaries.summaries import count as count_summary
from participation.exports.figures import cloud
from participation.exports.summaries import board_csv, docx, pdf, xlsx
from surveys.instrument.instrument import Text
from surveys.texts.clean import without_controls
from tests.support.staff import staff_client
from tests.support.summaries import BUS, NOTES, hold

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@pytest.fixture
def summary(app: Flask):
    """A summary with an Arabic quote."""
    with app.app_context():
        held = hold()
        count_summary(held.hall.workshop)
        draft = summaries.draft(held.hall.workshop)
        arabic = ThemeEdit(str(held.themes[BUS]), quotes=(str(held.notes[NOTES[3][1]]),))
        with database.transaction():
            edits = Edits(Text({"de": "Es ging um Busse."}), (arabic,))
            summaries.edit(held.hall.workshop, draft.revision, edits)
        return summaries.draft(held.hall.workshop).summary()


def test_word_finds_headings_header_rows_alternative_texts_and_languages(summary):
    with zipfile.ZipFile(io.BytesIO(docx.docx(summary))) as packed:
        body = ET.fromstring(packed.read("word/document.xml"))
    styles = [style.get(f"{W}val") for style in body.iter(f"{W}pStyle")]
    assert {"Title", "Heading1", "Heading2", "Quote"} <= set(styles)
    tables = list(body.iter(f"{W}tbl"))
    assert tables
    assert all(table.find(f".//{W}tblHeader") is not None for table in tables)
    assert all(table.find(f".//{W}tblCaption") is not None for table in tables)
    pictures = [item.get("descr") for item in body.iter() if item.tag.endswith("}docPr")]
    assert pictures == ["Wortbild, Deutsch. Die Zahlen stehen in der Tabelle danach."]
    (quote,) = [p for p in body.iter(f"{W}p") if "".join(p.itertext()) == NOTES[3][1]]
    assert quote.find(f"{W}pPr/{W}bidi") is not None
    assert quote.find(f"{W}r/{W}rPr/{W}rtl") is not None
    assert quote.find(f"{W}r/{W}rPr/{W}lang").get(f"{W}bidi") == "ar-SA"


def test_the_pdf_is_tagged_and_names_its_languages(summary):
    made = pdf.pdf(summary)
    assert made.startswith(b"%PDF")
    assert b"pdfuaid" in made
    assert b"/Lang" in made


def test_the_workbook_holds_numbers_and_no_formulas(summary):
    book = load_workbook(io.BytesIO(xlsx.xlsx(summary)))
    assert book.sheetnames == [
        "Übersicht",
        "Themen",
        "Spalten",
        "Einigkeit",
        "Zitate",
        "Verabredet",
        "Wörter",
        "Alle Zettel",
    ]
    row = [cell.value for cell in book["Themen"][2]]
    assert (row[0], row[2], row[3], row[4]) == (BUS, 4, 7, 4)


WORD = "حافلة"


def drawn(words: dict[str, int]) -> Image.Image:
    return Image.open(io.BytesIO(cloud.cloud(words, "ar"))).convert("L")


def inked(picture: Image.Image) -> Image.Image:
    """The ink alone, at one size, as black and white."""
    box = picture.point(lambda value: 255 * (value < 128)).getbbox()
    return picture.crop(box).resize((120, 60)).point(lambda value: 255 * (value < 128))


def different(one: Image.Image, other: Image.Image) -> float:
    pairs = zip(inked(one).tobytes(), inked(other).tobytes(), strict=True)
    return sum(a != b for a, b in pairs) / (120 * 60)


def test_arabic_is_joined_and_runs_from_the_right_with_and_without_raqm(monkeypatch):
    if not cloud.pillow_shapes():
        pytest.fail("this Pillow has no raqm: nothing to compare with")
    with_raqm = drawn({WORD: 1})
    monkeypatch.setattr(ImageFont.core, "HAVE_RAQM", False)
    assert not cloud.pillow_shapes()
    assert cloud.shaped(WORD, "ar") != WORD
    without = drawn({WORD: 1})
    monkeypatch.setattr(cloud, "shaped", lambda word, _language: word)
    broken = drawn({WORD: 1})
    assert different(with_raqm, without) < 0.1 < different(with_raqm, broken)


def test_the_same_words_give_the_same_picture():
    words = {"Bus": 5, "Kurs": 3}
    assert cloud.cloud(words, "de") == cloud.cloud(dict(reversed(words.items())), "de")


def test_a_board_read_in_again_is_the_same_board(app: Flask):
    with app.app_context():
        held = hold()
        before = summaries.content(held.hall.board)
        for german in (True, False):
            found = board_csv.read(board_csv.csv(before, german=german))
            with database.transaction():
                made = summaries.restore_board(held.hall.workshop, found)
            assert summaries.content(made) == before == found


def test_the_counts_of_a_board_read_in_are_those_of_the_first(app: Flask):
    with app.app_context():
        held = hold()
        with database.transaction():
            summaries.restore_board(held.hall.workshop, summaries.content(held.hall.board))
        count_summary(held.hall.workshop)
        one, other = summaries.draft(held.hall.workshop).summary().boards
        assert [t.votes for t in one.themes] == [t.votes for t in other.themes]
        assert [(t.notes, t.title) for t in one.themes] == [
            (t.notes, t.title) for t in other.themes
        ]


TEXTS = st.text(st.characters(blacklist_categories=("Cs",)), max_size=20).map(without_controls)
"""Whatever the door of a board lets in."""
SAID = TEXTS | st.sampled_from(["=1+1", "'=x", "-5", "@a", "a;b", 'a"b', "a\nb", "نص"])
TAGS = st.sampled_from(["de", "ar"])
TALLIES = st.lists(
    st.builds(
        Tally, st.sampled_from(["dots", "voters", "agree", "hands:dots"]), st.integers(0, 99)
    ),
    max_size=2,
    unique_by=lambda tally: tally.value,
).map(tuple)
MAYBE = st.none() | st.sampled_from(["x", "=y"])


@st.composite
def boards(draw):
    keys = draw(st.lists(st.sampled_from(["needs", "ideas", "who"]), min_size=1, unique=True))
    prompts = st.lists(
        st.builds(PromptContent, TAGS, SAID, SAID, MAYBE),
        max_size=2,
        unique_by=lambda prompt: prompt.language,
    ).map(tuple)
    columns = tuple(ColumnContent(key, draw(st.integers(1, 6)), draw(prompts)) for key in keys)
    key = st.sampled_from(keys)
    themes = draw(
        st.lists(st.builds(ThemeContent, SAID, st.none() | key, MAYBE, TALLIES), max_size=3)
    )
    theme = st.none() | (st.integers(1, len(themes)) if themes else st.none())
    said = st.lists(
        st.builds(Translated, TAGS, SAID, MAYBE), max_size=2, unique_by=lambda said: said.language
    ).map(tuple)
    source = st.sampled_from(["phone", "paper"])
    note = st.builds(
        NoteContent,
        key,
        SAID,
        st.none() | TAGS,
        theme,
        MAYBE,
        MAYBE,
        source,
        st.none() | st.just(1),
        st.none(),
        said,
        TALLIES,
    )
    notes = tuple(draw(st.lists(note, max_size=4)))
    outcomes = draw(st.lists(st.builds(OutcomeContent, SAID, SAID, SAID, theme), max_size=2))
    return BoardContent(
        "leitbild", "columns", "dots", 3, columns, tuple(themes), notes, tuple(outcomes)
    )


@given(boards(), st.booleans())
def test_any_board_survives_its_file(board, german):
    assert board_csv.read(board_csv.csv(board, german=german)) == board


def test_control_characters_of_old_notes_stay_out_of_the_file():
    board = BoardContent("x", "columns", "dots", 3, (), (ThemeContent("a\x07\x1fb\0", None, None),))
    assert board_csv.read(board_csv.csv(board)).themes[0].title == "ab"


def test_no_cell_is_a_formula():
    board = BoardContent(
        "x", "columns", "dots", 3, (), (ThemeContent("=HYPERLINK(1)", None, None),)
    )
    assert ";'=HYPERLINK(1);" in board_csv.csv(board).decode()


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"a;b\n", b"kind,number\nx,1\n", b"\xef\xbb\xbfArt;Nummer\r\nPinnwand;1"],
)
def test_what_is_no_board_is_refused_with_a_sentence(app: Flask, content: bytes):
    with app.app_context(), pytest.raises(board_csv.NotABoard):
        board_csv.read(content)


ASKED = PromptContent("de", "Was?", "", None)
NEEDS = ColumnContent("needs", 1, (ASKED,))


def of(*columns: ColumnContent, votes: tuple[Tally, ...] = (), **note: Any) -> BoardContent:
    notes = (NoteContent("needs", "Bus", votes=votes, **note),)
    return BoardContent("x", "columns", "dots", 3, columns, (), notes)


@pytest.mark.parametrize(
    "board",
    [
        of(NEEDS, NEEDS),
        of(ColumnContent("needs", 1, (ASKED, ASKED))),
        of(NEEDS, votes=(Tally("dots", 1), Tally("dots", 2))),
        of(NEEDS, votes=(Tally("a word too long", 1),)),
        of(NEEDS, votes=(Tally("dots", 10**30),)),
        of(NEEDS, votes=(Tally("dots", -1),)),
        of(NEEDS, theme=-1),
        of(NEEDS, translations=(Translated("ar", "x", None),) * 2),
    ],
)
def test_what_the_database_would_not_take_is_refused_with_a_sentence(app: Flask, board):
    with app.app_context(), pytest.raises(board_csv.NotABoard):
        board_csv.read(board_csv.csv(board))


def test_nothing_is_put_down_in_an_archived_event(app: Flask):
    with app.app_context():
        held = hold()
        with database.transaction() as connection:
            connection.execute(sa.update(Event).values(archived_on=date(2027, 6, 2)))
        content = board_csv.csv(summaries.content(held.hall.board))
    client = staff_client(app)
    address = f"/desk/events/workshops/{held.hall.workshop}/files"
    page = client.page(address)
    fields = page.fields(-1) | {"file": (io.BytesIO(content), "pinnwand.csv")}
    refused = client.post(address, data=fields, content_type="multipart/form-data")
    assert refused.status_code == 409
    assert "archiviert" in refused.get_data(as_text=True)
    with app.app_context():
        assert len(summaries.boards_of(held.hall.workshop)) == 1


def test_staff_take_along_and_put_down(app: Flask):
    with app.app_context():
        held = hold()
        count_summary(held.hall.workshop)
    client = staff_client(app)
    address = f"/desk/events/workshops/{held.hall.workshop}/files"
    page = client.page(address)
    for form in range(3):
        ready = client.submit(page, form)
        assert "Die Datei ist fertig." in ready.text
        (goes,) = [item for item in ready.root.iter("meta") if item.get("http-equiv")]
        saved = client.get(goes.get("content").removeprefix("0;url="))  # without a second press
        assert saved.headers["Content-Disposition"].startswith("attachment")
    notes = [line[3].value for line in load_workbook(io.BytesIO(saved.data))["Alle Zettel"]]
    with app.app_context():
        board = summaries.content(summaries.boards_of(held.hall.workshop)[0])
    assert notes == ["Zettel", *(note.text for note in board.notes)]
    assert "Die Datei ist fertig." in client.submit(page, 3).text
    content = client.get(f"{address}/board-1.excel.csv").data
    again = client.page(address)
    fields = again.fields(4) | {"file": (io.BytesIO(content), "pinnwand.csv")}
    answer = client.post(
        address, data=fields, content_type="multipart/form-data", follow_redirects=True
    )
    assert "In dieser Datei ist nichts neu" in answer.get_data(as_text=True)
    with app.app_context():
        assert len(summaries.boards_of(held.hall.workshop)) == 1
    large = content + b";" * 1024 * 1024  # more than other forms may hold
    refused = client.post(
        address,
        data=again.fields(4) | {"file": (io.BytesIO(large), "x.csv")},
        content_type="multipart/form-data",
    )
    assert refused.status_code == 400
    assert "Pinnwand-Datei" in refused.get_data(as_text=True)
    wrong = again.fields(4) | {"file": (io.BytesIO(b"nichts"), "x.csv")}
    refused = client.post(address, data=wrong, content_type="multipart/form-data")
    assert refused.status_code == 400
    assert "Pinnwand-Datei" in refused.get_data(as_text=True)
