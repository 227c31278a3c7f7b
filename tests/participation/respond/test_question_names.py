"""A question may have any name: its field's is never one of the page's own."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from participation.respond.questions.fields import CONTROLS, OWN, field_name
from surveys.instrument.instrument import Choice, Instrument, Page, Question, QuestionType, Text
from surveys.xlsform import read, write
from tests.support import county
from tests.support.client import CheckedClient
from tests.support.client import Page as Seen
from tests.support.sqlite import on_sqlite

sqlite = on_sqlite

NAMES = sorted(
    {
        *OWN,
        *("a", "a-hint", "a-problem", "a-yes", "find.a", "q.a", "q.do", "q.q.do", "find.find"),
        *("method", "action", "id", "name", "length", "elements", "children", "form", "title"),
        *("state", "body", "constructor", "__proto__", "valueOf", "via", "language", "page"),
    }
)


def said(text: str) -> Text:
    return Text({"de": text, "ar": text})


def form(*, together: bool, names: Sequence[str] = NAMES) -> Instrument:
    """A question of each name, one in three with tiles, on one page or each on its own."""
    choices = tuple(Choice(name, said(name)) for name in ("yes", "no", "hint", "problem"))
    kinds = (QuestionType.TEXT, QuestionType.SELECT_ONE, QuestionType.DATE)
    asked = [
        Question(
            name,
            kinds[at % 3],
            said(f"Frage {at}"),
            hint=said("Hinweis"),
            choices=choices if kinds[at % 3].selects else (),
            list_name="l" if kinds[at % 3].selects else "",
            searchable=kinds[at % 3].selects,
        )
        for at, name in enumerate(names)
    ]
    pages = [Page("all", tuple(asked))] if together else [Page(q.name, (q,)) for q in asked]
    return replace(county.tiny(), pages=tuple(pages))


def answer_to(question: Question) -> tuple[list[str], str]:
    """Raw values, and how the last page lists them."""
    if question.type is QuestionType.TEXT:
        return [f"wie {question.name}"], f"wie {question.name}"
    return (["hint"], "hint") if question.type.selects else (["24", "5", "2026"], "24")


@pytest.fixture
def start(app, client: CheckedClient):
    def begin(asked: Instrument) -> Seen:
        with app.app_context():
            county.make_county()
            county.make_wave(asked)
        return client.submit(client.page("/f/probe/de/"))

    return begin


def test_no_two_names_share_a_field() -> None:
    assert len({field_name(name) for name in NAMES}) == len(NAMES)
    assert not {field_name(name) for name in NAMES} & OWN


@sqlite
def test_a_page_of_all_names_has_each_id_once(start) -> None:
    page = start(form(together=True))
    ids = [item.get("id") for item in page.root.iter() if item.get("id")]
    assert len(ids) == len(set(ids))
    labels = [item.get("for") for item in page.root.iter("label") if item.get("for")]
    assert set(labels) <= set(ids)


@sqlite
@pytest.mark.parametrize("before_the_rule", [False, True])
def test_answers_of_any_name_are_taken_also_from_a_page_drawn_before(
    start, client: CheckedClient, *, before_the_rule: bool
) -> None:
    free = [name for name in NAMES if name not in CONTROLS]  # the others were forbidden then
    asked = form(together=True, names=free if before_the_rule else NAMES)
    page = start(asked)
    data: dict[str, Any] = {"do": "next", "token": page.fields(0)["token"]}
    expected = []
    for question in asked.asked:
        raw, listed = answer_to(question)
        data[question.name if before_the_rule else field_name(question.name)] = raw
        expected.append(listed)
    sent = client.post(page.response.request.path, data=data, follow_redirects=True)
    text = Seen(sent).text
    assert "Möchten Sie jetzt absenden?" in text
    for listed in expected:
        assert listed in text
    assert "ausgelassen" not in text


@sqlite
def test_each_name_is_asked_on_a_page_of_its_own(start, client: CheckedClient) -> None:
    page = start(form(together=False))
    for question in form(together=False).asked:
        assert page.h1 == question.label.strings["de"]
        names = set(re.findall(r'name="([^"]+)"', page.html))
        assert field_name(question.name) in names
        raw, _ = answer_to(question)
        data = {"do": "next", "token": page.fields(0)["token"], field_name(question.name): raw}
        page = Seen(client.post(page.response.request.path, data=data, follow_redirects=True))
    assert page.text.count("ausgelassen") == 0


def test_no_name_is_forbidden_in_a_workbook() -> None:
    allowed = [page for page in form(together=False).pages if page.name != "__proto__"]
    wanted = replace(form(together=False), pages=tuple(allowed))
    assert read(write(wanted)).instrument.questions.keys() == wanted.questions.keys()
