"""Marks in texts: what is one is drawn or taken away, all else stays text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from participation.respond.questions.rich import drawn
from surveys.instrument.marks import pieces, plain

LINKED = '<a href="{}" rel="noreferrer" target="_blank">{}</a>'


@pytest.mark.parametrize(
    ("text", "html", "line"),
    [
        ("**Wichtig:** Was?", "<strong>Wichtig:</strong> Was?", "Wichtig: Was?"),
        ("Was ist *hier* los?", "Was ist <em>hier</em> los?", "Was ist hier los?"),
        ("***Beides***", "<strong><em>Beides</em></strong>", "Beides"),
        ("Eins\nZwei", "Eins<br>\nZwei", "Eins Zwei"),
        ("Eins \n\n Zwei", "Eins<br>\n<br>\nZwei", "Eins  Zwei"),
        ("**ein**fach", "<strong>ein</strong>fach", "einfach"),
        (
            "[Hilfe](https://a.example/b?c=1&d=2) hier",
            LINKED.format("https://a.example/b?c=1&amp;d=2", "Hilfe") + " hier",
            "Hilfe hier",
        ),
        (
            "[Elbe](https://a.example/Elbe_(Fluss)?_x_=(1)) hier",
            LINKED.format("https://a.example/Elbe_(Fluss)?_x_=(1)", "Elbe") + " hier",
            "Elbe hier",
        ),
        (
            "(siehe [Elbe](https://a.example/Elbe))",
            "(siehe " + LINKED.format("https://a.example/Elbe", "Elbe") + ")",
            "(siehe Elbe)",
        ),
        (r"\*keine\* Pflicht", "*keine* Pflicht", "*keine* Pflicht"),
        (r"\*\*Schüler\*innen\_ \# *x*", "**Schüler*innen_ # <em>x</em>", "**Schüler*innen_ # x"),
        ("**مهم** ماذا؟", "<strong>مهم</strong> ماذا؟", "مهم ماذا؟"),
    ],
)
def test_marks_are_drawn_and_in_a_title_taken_away(text: str, html: str, line: str) -> None:
    assert drawn(text) == html
    assert plain(text) == line


@pytest.mark.parametrize(
    "text",
    [
        "Bürger*innen und Schüler*innen",
        "3 * 4 * 5 = 60",
        "2**3",
        "* eins",
        "Alles * auf * Anfang",
        "snake_case_name und __so__",
        "# Überschrift",
        "[Hilfe](javascript:alert(1))",
        "[Hilfe](data:text/html,x)",
        "[Hilfe](//a.example)",
        "[Hilfe](/lokal)",
        "[Hilfe](https://a.example/ x)",
        "[Hilfe](https://a.example/(x",
        "[Hilfe](https://a.example/((x)))",
        '[Hilfe](https://a.example/"onclick=x)',
        "<b>fett</b> <script>alert(1)</script>",
        "Teilnehmer*in (Pflicht*)",
        "****",
        "`code` ~~weg~~ ![Bild](https://a.example/b.png"[:20],
    ],
)
def test_all_else_is_text(text: str) -> None:
    assert plain(text) == text
    assert drawn(text) == Markup.escape(text)


@pytest.mark.parametrize("text", ["[Hilfe](https://a.example)", "[Hilfe](HTTP://A.example/x)"])
def test_inside_a_tile_the_address_is_told_and_no_link(text: str) -> None:
    shown = drawn(text, links=False)
    assert "<a" not in shown
    assert text[text.index("(") + 1 : -1] in shown


SIGNS = st.text(st.sampled_from("*[]()<>\"'& \nab/:ÄشS") | st.characters(), max_size=40)
ADDRESSES = st.sampled_from(["https://a.example/", "http://b.example", "javascript:x", "ftp://c"])


@given(st.lists(SIGNS | ADDRESSES, max_size=6).map("".join), st.booleans())
def test_nothing_but_our_own_marks_ever_becomes_html(text: str, links: bool) -> None:  # noqa: FBT001  drawn at random
    html = drawn(text, links=links)
    bare = html
    for tag in ("strong", "em"):
        bare = bare.replace(f"<{tag}>", "").replace(f"</{tag}>", "")
    for piece in pieces(text):
        if piece.address:
            assert piece.address.lower().startswith(("http://", "https://"))
            begin = LINKED.partition("{}")
            bare = bare.replace(f'{begin[0]}{Markup.escape(piece.address)}" rel="noreferrer"', "")
    bare = bare.replace(' target="_blank">', "").replace("</a>", "").replace("<br>\n", "")
    bare = bare.replace('<bdi dir="ltr">', "").replace("</bdi>", "")
    assert not set("<>") & set(bare)


@given(st.lists(SIGNS, max_size=6).map("".join))
def test_taking_marks_away_leaves_all_words(text: str) -> None:
    letters = [sign for sign in text if sign.isalnum()]
    if "](" not in text:
        assert [sign for sign in plain(text) if sign.isalnum()] == letters
    assert "\n" not in plain(text)
