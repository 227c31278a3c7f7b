"""What phones load is understood by the oldest that we promise: Chrome 58, 61 with script, iOS 12.1."""

import re
from pathlib import Path

import pytest

from tests.support.house import CHECKOUT, names, plant, templates, text, the_one

PHONES = ("respond", "boards/phone", "site", "base")
"""Folders of templates whose pages people open on their own phones."""
NEWER = {
    "?.": r"\?\.(?!\d)",
    "??": r"\?\?",
    "catch without a name": r"\bcatch\s*\{",
    "spread of an object": r"\{[^{}()\[\]]*\.\.\.",
    "groups with names, looking behind": r"\(\?<",
    "for await": r"\bfor\s+await\b",
    "assignments with logic": r"(?:\|\||&&)=",
    "private fields": r"\.#\w",
    "import()": r"\bimport\s*[.(]",
    "numbers": r"\b\d+(?:n\b|_\d)",
    "calls": r"\.(?:at|flat|flatMap|replaceAll|replaceChildren|matchAll|trimStart|trimEnd|finally"
    r"|toggleAttribute|requestSubmit|allSettled|any)\(",
    "things": r"\b(?:fromEntries|globalThis|structuredClone|queueMicrotask|ResizeObserver"
    r"|randomUUID|BigInt)\b",
}
"""Syntax after ES2017, and what browsers learned later than Chrome 61 and Safari 12."""
QUIET = re.compile(r'"(?:[^"\\\n]|\\.)*"|/\*.*?\*/|//[^\n]*', re.DOTALL)
LOADED = re.compile(r"asset\('([\w.-]+\.(?:js|css))'\)|from \"\./([\w.-]+\.js)\"")
LOGICAL = re.compile(r"(?<=[{;])([a-z-]+)-(inline|block)((?:-[a-z]+)*):([^;}]+)")


def loaded(root: Path, kind: str) -> list[Path]:
    """Files of a kind that pages of phones load, and what these import."""
    folder = root / "participation" / "templates"
    wanted = [
        path
        for path in templates(root)
        if path.relative_to(folder).as_posix().startswith(PHONES)
        and "/desk/" not in path.as_posix()
    ]
    found: dict[str, Path] = {}
    while wanted:
        for ours, theirs in LOADED.findall(text(wanted.pop())):
            name = ours or theirs
            if name.endswith(kind) and name not in found:
                found[name] = the_one(root, name)
                wanted.append(found[name])
    return sorted(found.values())


def too_new(root: Path) -> list[tuple[str, str]]:
    """Scripts of phones with what the oldest of them cannot read."""
    plain = {path: QUIET.sub('""', text(path)) for path in loaded(root, ".js")}
    return [
        (path.name, name)
        for path, script in plain.items()
        for name, pattern in NEWER.items()
        if re.search(pattern, script)
    ]


def without_fallback(root: Path) -> list[str]:
    """Declarations for new browsers alone, in sheets of phones."""
    found = []
    for path in loaded(root, ".css"):
        sheet = text(path)
        for rule in LOGICAL.finditer(sheet):
            group, axis, side, value = rule.groups()
            old = f"-webkit-{group}{side}:{value};"
            if axis == "block" or not sheet[: rule.start()].endswith(old):
                found.append(f"{path.name} {rule[0]}")
        found += [
            f"{path.name} {rule}"
            for rule in re.findall(r"(?:.{22})?(?<![-\w])overflow-wrap:anywhere", sheet)
            if not rule.startswith("word-break:break-word;")
        ]
        found += [f"{path.name} {rule}" for rule in re.findall(r"(?<=[{;])gap:[^;}]+", sheet)]
    return found


def test_scripts_of_phones_are_es2017():
    assert {path.name for path in loaded(CHECKOUT, ".js")} >= {"respond.js", "board.js", "live.js"}
    assert too_new(CHECKOUT) == []


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("?.", "a?.b"),
        ("??", "a ?? b"),
        ("catch without a name", "try { a() } catch { b() }"),
        ("spread of an object", "send({ a, ...b })"),
        ("groups with names, looking behind", "/(?<=a)b/"),
        ("for await", "for await (const a of b) c()"),
        ("assignments with logic", "a ||= b"),
        ("private fields", "this.#a"),
        ("import()", 'import("./a.js")'),
        ("numbers", "1_000"),
        ("calls", "[].flat()"),
        ("things", "Object.fromEntries(a)"),
    ],
)
def test_a_script_that_is_too_new_is_found_however_deep(tmp_path: Path, name: str, script: str):
    plant(tmp_path, "participation/templates/respond/deep/a.html", "{{ asset('first.js') }}")
    plant(tmp_path, "participation/static/first.js", 'import { a } from "./second.js"; // a?.b')
    plant(tmp_path, "participation/static/deep/second.js", f'send("a?.b", [...c]); {script}')
    assert too_new(tmp_path) == [("second.js", name)]


def test_sheets_of_phones_say_it_to_old_engines_first():
    assert {"public.css", "boards.css", "desk.css"} <= {
        path.name for path in loaded(CHECKOUT, ".css")
    }
    assert without_fallback(CHECKOUT) == []


@pytest.mark.parametrize(
    "rule",
    [
        "margin-inline-start:1px",
        "-webkit-margin-start:2px;margin-inline-start:1px",
        "padding-block-end:1px",
        "border-inline-end-width:1px",
        "overflow-wrap:anywhere",
        "gap:1px",
    ],
)
def test_a_rule_for_new_engines_alone_is_found(tmp_path: Path, rule: str):
    plant(tmp_path, "participation/templates/site/deep/a.html", "{{ asset('a.css') }}")
    planted = plant(tmp_path, "participation/static/deep/a.css", f"a{{{rule}}}")
    (sheet,) = loaded(tmp_path, ".css")
    assert names(tmp_path, [sheet]) == [planted]
    assert len(without_fallback(tmp_path)) == 1
