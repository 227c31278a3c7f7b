"""Every key of a domain error has its words, and they fit what the error brings."""

import ast
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from enum import auto
from pathlib import Path

import pytest
from flask import Flask

from participation.base import errors
from participation.base.errors import Conflict, DomainError, ErrorKey, ErrorWords
from participation.base.hooks import HookError
from participation.base.words.languages import LANGUAGES, use
from participation.base.words.lazy import lazy_gettext
from tests.support.hooks import add, fill

ROOT = Path("participation")


class Sample(ErrorKey):
    FULL = auto()
    LATE = auto()
    UNSAID = auto()


WORDS = {
    Sample.FULL: ErrorWords(title=lazy_gettext("Jemand war schneller")),
    Sample.LATE: ErrorWords(
        lazy_gettext("Später als am %(day)s geht nicht: Das wurde den Menschen zugesagt.")
    ),
}


def name_of(key: ErrorKey) -> str:
    return f"{type(key).__module__}.{key.name}"


def say(app: Flask) -> None:
    add(app, errors.WORDS, *((name_of(key), said) for key, said in WORDS.items()))


def keys() -> list[ErrorKey]:
    """All keys of the application."""
    return [key for kind in ErrorKey.__subclasses__() if kind is not Sample for key in kind]


def placeholders(words: ErrorWords) -> set[str]:
    texts = (words.remedy, words.title)
    return {name for text in texts if text for name in re.findall(r"%\((\w+)\)", text.message)}


def raised() -> Iterator[tuple[ErrorKey, frozenset[str]]]:
    """Every key that code hands to an error, with the names of its values."""
    for path in sorted(ROOT.rglob("*.py")):
        code = path.read_text(encoding="utf-8")
        if "Refusal." not in code or "migrations" in path.parts:
            continue
        module = importlib.import_module(".".join(path.with_suffix("").parts))
        for node in ast.walk(ast.parse(code)):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Attribute):
                owner = node.args[0].value
                kind = getattr(module, owner.id, None) if isinstance(owner, ast.Name) else None
                if isinstance(kind, type) and issubclass(kind, ErrorKey):
                    values = frozenset(word.arg or "" for word in node.keywords)
                    yield kind[node.args[0].attr], values


def test_every_key_has_words_and_is_raised_with_the_values_they_need(app: Flask):
    with app.app_context():
        said = errors.WORDS.registered()
    words = {key: said[name_of(key)] for key in keys()}
    assert len(said) == len(words)
    assert len(words) > 30
    found = defaultdict(set)
    for key, values in raised():
        found[key].add(values)
    assert found == {key: {frozenset(placeholders(words[key]))} for key in keys()}


def test_an_error_is_told_in_the_language_of_the_page(app: Flask):
    say(app)
    with app.test_request_context():
        use(LANGUAGES["en"])
        late = DomainError(Sample.LATE, day=date(2027, 5, 31))
        assert "31 May 2027" in str(late) or "May 31, 2027" in str(late)
        assert late.remedy == str(late)
        full = Conflict(Sample.FULL)
        assert full.title == "Somebody was faster"
        assert full.remedy is Conflict.remedy


def test_an_error_without_words_says_what_its_kind_says(app: Flask):
    with app.test_request_context():
        assert Conflict(Sample.UNSAID).remedy is Conflict.remedy


def test_a_key_is_said_once(app: Flask):
    say(app)
    with pytest.raises(HookError, match="twice"):
        fill(app, errors.WORDS, *(2 * [(name_of(Sample.FULL), WORDS[Sample.FULL])]))
