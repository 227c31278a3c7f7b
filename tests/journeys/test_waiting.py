"""Whoever goes to another page in a browser waits for it before reading: on a slow machine, too."""

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

TESTS = Path(__file__).resolve().parents[1]
STEPS = {"click", "dblclick", "tap", "press", "go_back", "go_forward"}
"""What may lead to another page; keys besides Enter are heard by a page's script at once."""
READS = {
    "all",
    "all_inner_texts",
    "bounding_box",
    "content",
    "count",
    "evaluate",
    "inner_html",
    "inner_text",
    "input_value",
    "is_checked",
    "is_enabled",
    "is_hidden",
    "is_visible",
    "screenshot",
    "text_content",
    "title",
    "url",
}
"""What tells how things are now, whether or not the next page has come."""
JUDGES = {"barriers", "hindrances", "everything", "look", "shoot", "small_targets", "unwieldy"}
"""Our own that read the whole page."""
LEAVING = {"goto", "reload"}
"""Cuts off what the step has sent."""


def hasty(source: str) -> list[str]:
    """Every statement that reads a page, or leaves it, directly after a step that may lead on."""
    return [
        f"{two.lineno}: {ast.unparse(two)[:90]}"
        for block in blocks(ast.parse(source))
        for one, two in pairwise(block)
        if steps(one) and reads(two)
    ]


def blocks(tree: ast.AST) -> Iterator[list[ast.stmt]]:
    """Statements that follow each other; the first of a loop comes again after its last."""
    for node in ast.walk(tree):
        for name in ("body", "orelse", "finalbody"):
            block = getattr(node, name, None)
            if isinstance(block, list) and block:
                again = name == "body" and isinstance(node, ast.For | ast.While)
                yield [*block, block[0]] if again else block


def steps(one: ast.stmt) -> bool:
    if not (isinstance(one, ast.Expr) and isinstance(one.value, ast.Call)):
        return False
    call = one.value
    if not (isinstance(call.func, ast.Attribute) and call.func.attr in STEPS):
        return False
    keys = [each.value for each in call.args if isinstance(each, ast.Constant)]
    return call.func.attr != "press" or keys[-1:] == ["Enter"]


def reads(two: ast.stmt) -> bool:
    for node in ast.walk(two):
        if isinstance(node, ast.Attribute) and node.attr in READS | JUDGES | LEAVING:
            return True
        if isinstance(node, ast.Name) and node.id in JUDGES:
            return True
    return False


def test_no_page_is_read_before_it_has_come():
    found = [
        f"{file.relative_to(TESTS)}:{one}"
        for file in TESTS.rglob("*.py")
        if "playwright" in (source := file.read_text(encoding="utf-8"))
        for one in hasty(source)
    ]
    assert found == []


@pytest.mark.parametrize(
    "body",
    [
        "page.get_by_role('link').click()\nassert page.url == here",
        "page.keyboard.press('Enter')\nassert page.get_by_text('x').is_visible()",
        "field.press('Enter')\nfound += barriers(page)",
        "page.go_back()\nfor each in page.locator('li').all(): pass",
        "for _ in range(3):\n    assert one.count() == 0\n    one.tap()",
        "with pytest.raises(Error):\n    button.dblclick()\n    camera.shoot(page, file)",
        "button.click()\npage.goto(elsewhere)",
    ],
)
def test_a_hasty_test_is_found(body):
    assert len(hasty(body)) == 1


@pytest.mark.parametrize(
    "body",
    [
        "with page.expect_navigation():\n    one.click()\nassert page.url == here",
        "one.click()\nexpect(page.locator('h1')).to_have_text('x')\nassert page.url",
        "one.click()\npage.wait_for_url('**/x')\nassert page.url",
        "page.keyboard.press('Tab')\nassert one.count()",
        "assert one.count()\none.click()",
    ],
)
def test_a_patient_test_is_not(body):
    assert hasty(body) == []
