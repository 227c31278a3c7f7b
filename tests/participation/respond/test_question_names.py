"""A question may have any name: its field's is never one of the page's own."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import quote, urlencode

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


def asked_alone(start, name: str, kind: QuestionType, names: Sequence[str] = ()) -> Seen:
    """The page of one question with tiles, or of one for words."""
    choices = tuple(Choice(each, said(each)) for each in names)
    asked = Question(
        name,
        kind,
        said("Frage"),
        choices=choices,
        list_name="l" if choices else "",
        searchable=bool(choices),
    )
    return start(replace(county.tiny(), pages=(Page("one", (asked,)),)))


@sqlite
@pytest.mark.parametrize("name", sorted(CONTROLS))
def test_what_a_page_posts_for_itself_never_answers_a_question_that_was_left_empty(
    start, client: CheckedClient, name: str
) -> None:
    page = asked_alone(start, name, QuestionType.SELECT_ONE, ("yes", "no"))
    last = client.submit(page, "answer", do="next")
    assert "Möchten Sie jetzt absenden?" in last.text
    assert last.text.count("ohne Antwort") == 1


@sqlite
@pytest.mark.parametrize("name", ["code", "a-b", "free"])
def test_bytes_that_are_no_text_are_asked_again_whatever_the_question_is_called(
    start, client: CheckedClient, name: str
) -> None:
    page = asked_alone(start, name, QuestionType.TEXT)
    sent = {"do": "next", "token": page.fields("answer")["token"]}
    body = f"{urlencode(sent)}&{quote(field_name(name))}=Stra%DFe"
    answer = Seen(
        client.post(
            page.response.request.path, data=body, content_type="application/x-www-form-urlencoded"
        )
    )
    assert answer.status == 422
    assert "Das konnten wir nicht lesen." in answer.text


@sqlite
@pytest.mark.parametrize("name", ["code", "find", "a-b", "find.a", "free"])
def test_choices_are_searched_whatever_the_question_is_called(
    start, client: CheckedClient, name: str
) -> None:
    page = asked_alone(start, name, QuestionType.SELECT_ONE, ("wald", "wiese"))
    search = f"find.{field_name(name)}"
    found = client.submit(page, "answer", **{search: "wal"}, do="find")
    tiles = [i.get("value") for i in found.root.iter("input") if i.get("type") == "radio"]
    assert tiles == ["wald"]
    assert found.fields("answer")[search] == "wal"
