"""Nothing makes a release but the door, and only jobs and commands come near exact counts."""

import ast
import re
from pathlib import Path

EXACT = ("tally", "counting", "safety", "witness", "rounding")
"""Modules of the engine that handle exact counts."""


def sources():
    for folder in ("participation", "surveys"):
        yield from sorted(Path(folder).rglob("*.py"))


def calls(path, name):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            made_of = [ast.unparse(argument) for argument in node.args[:1]]
            if called.split(".")[-1] == name or (called.endswith("replace") and made_of == [name]):
                yield f"{path}:{node.lineno}"


def test_only_disclosure_makes_a_release():
    makers = [place for path in sources() for place in calls(path, "Released")]
    assert [place.split(":")[0] for place in makers] == ["surveys/figures/disclosure.py"]


def test_the_web_imports_nothing_that_holds_exact_counts():
    pattern = re.compile(rf"surveys(\.| import .*\b)({'|'.join(EXACT)})\b")
    found = [
        str(path)
        for path in Path("participation").rglob("*.py")
        if pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []
