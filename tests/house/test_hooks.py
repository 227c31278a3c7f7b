"""Calls that go upwards are typed, listed, complete at start and closed afterwards."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from participation import create_app
from participation.base import hooks
from participation.base.hooks import ByKey, Every, HookError, One
from participation.base.settings import Settings
from tests.support.house import CHECKOUT, plant, sources, text

PAGE = Path("docs/architecture.md")
KEEPERS = {"participation/base/hooks.py", "participation/base/app_state.py"}
"""The files that may use Flask's bag of extensions."""
NEEDED = sorted(hook.name for hook in hooks.DECLARED.values() if isinstance(hook, One))


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> Flask:
    """An application without a slice; what a test declares is forgotten after it."""
    monkeypatch.setattr(hooks, "DECLARED", {})
    made = Flask(__name__)
    hooks.init_app(made)
    return made


UNUSED = ("organisations.purposes",)
"""Ready for the first slice that asks organisations."""


def started(tmp_path: Path) -> Flask:
    return create_app(Settings(instance=tmp_path, public_url="http://localhost"))


def test_the_list_in_the_docs_is_fresh(tmp_path: Path):
    app = started(tmp_path)
    printed = app.test_cli_runner().invoke(args=["hooks", "print"]).output
    assert printed == hooks.markdown(app)
    begin, end = "<!-- flask --app wsgi hooks print -->\n", "<!-- end -->\n"
    assert PAGE.read_text(encoding="utf-8").partition(begin)[2].partition(end)[0] == printed


def test_the_list_names_every_hook_and_somebody_who_registers(tmp_path: Path):
    rows = hooks.table(started(tmp_path))
    assert [row.name for row in rows] == sorted(hooks.DECLARED)
    assert [row.name for row in rows if not row.registered_by] == [*UNUSED]


def hung(root: Path) -> set[str]:
    """Files that keep something among the application's extensions by a string of their own."""
    return {
        path.relative_to(root).as_posix()
        for path in sources(root)
        if re.search(r"\bextensions\b[\[.]|\bextensions\s*=", text(path))
    }


def test_nothing_else_is_hung_on_the_application_by_a_string():
    assert hung(CHECKOUT) == KEEPERS


def test_what_is_hung_on_the_application_is_found_however_deep(tmp_path: Path):
    path = "participation/boards/far/down/state.py"
    plant(tmp_path, path, 'def init_app(app):\n    app.extensions["kept"] = {}\n')
    assert hung(tmp_path) == {path}


@pytest.mark.parametrize("name", NEEDED)
def test_the_application_does_not_start_without_one_that_is_needed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    register = One.register

    def forgetful(hook: One[Any], app: Flask, value: object) -> None:
        if hook.name != name:
            register(hook, app, value)

    monkeypatch.setattr(One, "register", forgetful)
    with pytest.raises(HookError, match=re.escape(name)):
        started(tmp_path)


def test_nothing_is_registered_once_the_application_is_put_together(tmp_path: Path):
    app = started(tmp_path)
    for hook in hooks.DECLARED.values():
        with app.app_context():
            before = hook.registered()
        with pytest.raises(HookError, match=re.escape(hook.name)):
            hook.register(app, *(("key", print) if isinstance(hook, ByKey) else (print,)))
        with app.app_context():
            assert hook.registered() == before


def test_nothing_that_was_frozen_can_be_changed_by_who_calls(tmp_path: Path):
    with started(tmp_path).app_context():
        for hook in hooks.DECLARED.values():
            found = hook.registered()
            assert not hasattr(found, "append")
            assert not hasattr(found, "update")


def test_a_misspelt_hook_is_no_hook():
    with pytest.raises(AttributeError):
        _ = hooks.TICKS


def test_one_application_knows_nothing_of_another(bare: Flask):
    hook, other = Every[int]("numbers"), Flask("other")
    hooks.init_app(other)
    for app, values in ((bare, (3, 1, 2)), (other, ())):
        for value in values:
            hook.register(app, value)
        hooks.freeze(app)
    with bare.app_context():
        assert hook.registered() == (3, 1, 2)
    with other.app_context():
        assert hook.registered() == ()


def test_what_stands_under_a_key_is_found_there(bare: Flask):
    hook = ByKey[int]("numbers")
    hook.register(bare, "a", 1)
    hook.register(bare, "b", 2)
    hooks.freeze(bare)
    with bare.app_context():
        assert hook.registered() == {"a": 1, "b": 2}


@pytest.mark.parametrize("number", [0, 2, 3])
def test_one_is_neither_none_nor_several(number: int, bare: Flask):
    hook = One[int]("number")
    for value in range(number):
        hook.register(bare, value)
    with pytest.raises(HookError, match=f"number: {number} registered"):
        hooks.freeze(bare)


def test_a_key_is_registered_once(bare: Flask):
    hook = ByKey[int]("numbers")
    hook.register(bare, "a", 1)
    hook.register(bare, "a", 1)
    with pytest.raises(HookError, match="'a' is registered twice"):
        hooks.freeze(bare)


@pytest.mark.usefixtures("bare")
def test_a_name_is_declared_once():
    Every[int]("numbers")
    with pytest.raises(HookError, match="two hooks"):
        Every[int]("numbers")


@pytest.mark.parametrize("kind", [Every, One, ByKey])
def test_a_hook_without_a_type_stops_the_start(kind: type[Any], bare: Flask):
    kind("untyped")
    with pytest.raises(HookError, match="untyped: declared without the type"):
        hooks.freeze(bare)


def test_a_hook_is_not_called_before_all_have_registered(bare: Flask):
    hook = Every[int]("numbers")
    with bare.app_context(), pytest.raises(HookError, match="before"):
        hook.registered()


def test_a_hook_of_a_module_that_is_loaded_too_late_says_so(bare: Flask):
    hooks.freeze(bare)
    with bare.app_context(), pytest.raises(HookError, match="late"):
        Every[int]("late").registered()


@pytest.mark.parametrize(
    ("declare", "said"),
    [
        (Every[int], "Every[int]"),
        (Every[tuple[int, ...]], "Every[tuple[int, ...]]"),
        (One[Callable[[], None]], "One[() → None]"),
        (One[Callable[..., int]], "One[(...) → int]"),
        (ByKey[Callable[[int, list[str]], str | None]], "ByKey[(int, list[str]) → str or None]"),
        (Every[Callable[[Callable[[float], None]], None]], "Every[((float) → None) → None]"),
    ],
)
@pytest.mark.usefixtures("bare")
def test_the_list_says_types_as_people_read_them(declare: Callable[[str], Every[Any]], said: str):
    assert declare("x").type() == said


def test_the_list_names_who_declares_and_who_registers(bare: Flask):
    hook = Every[int]("numbers")
    source = "def init_app(app, hook):\n    hook.register(app, 1)\n"
    slice_: dict[str, Any] = {"__name__": "participation.concept"}
    exec(compile(source, "concept", "exec"), slice_)
    slice_["init_app"](bare, hook)
    hooks.freeze(bare)
    assert hooks.table(bare) == [("numbers", "Every[int]", __name__, ("participation.concept",))]
