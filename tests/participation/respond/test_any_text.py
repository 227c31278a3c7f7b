"""Any text is a text: what people paste is taken as it is; only broken bytes are asked again."""

from urllib.parse import quote_plus, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participation.respond.questions.undecoded import undecodable
from tests.support.letters import letters

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
PASTED = [
    "https://de.wikipedia.org/wiki/M%C3%BCnchen",
    "100%DAGEGEN",
    "%E4%F6%FC",
    "50 %80 %FF",
    "a\ufffdb",
    "%",
    "%%%C3",
    "1+1=2&3",
]


@given(TEXTS, TEXTS)
def test_what_is_text_is_never_broken(one, other):
    assert undecodable(urlencode({"one": one, "other": other}).encode()) == frozenset()


@given(TEXTS, st.sampled_from([b"%E4", b"%C3", b"%ED%A0%80", b"\xff", b"%F5%80%80%80", b"a%80"]))
def test_bytes_that_are_no_text_are_told_by_field(text, broken):
    body = b"good=" + quote_plus(text).encode() + b"&bad=" + broken + b"&do=next"
    assert undecodable(body) == {"bad"}


@pytest.mark.usefixtures("wave")
def test_pasted_links_arrive_as_they_are(app, client):
    for text in PASTED:
        page = client.submit(client.page("/f/probe/de/"), "begin")
        client.submit(page, "answer", need="work", do="stop")
        client.submit(client.page("/f/probe/de/q/wish"), "answer", wish=text, do="stop")
        client.submit(client.page("/f/probe/de/send"), "answer", do="send")
    assert sorted(letter["texts"]["wish"] for letter in letters(app)) == sorted(PASTED)


@pytest.mark.usefixtures("wave")
def test_broken_bytes_are_asked_again(client):
    page = client.submit(client.page("/f/probe/de/"), "begin")
    client.submit(page, "answer", need="work", do="next")
    fields = urlencode(client.page("/f/probe/de/q/wish").fields("answer") | {"do": "next"})
    broken = client.post(
        "/f/probe/de/q/wish",
        data=fields.replace("wish=", "wish=%E4").encode(),
        content_type="application/x-www-form-urlencoded",
    )
    assert broken.status_code == 422
