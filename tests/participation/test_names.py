"""The seam between names of questions and names of the answer page's own fields."""

import re
from pathlib import Path

import jinja2
from jinja2 import meta

from participation.respond.questions.fields import CONTROLS, OWN
from tests.support.house import CHECKOUT, plant, templates, text

FORM = 'id="answer"'
"""The form that takes answers; pages with it and what they are composed of have its fields."""
FIELD = re.compile(r'\bname="([a-z_]+)"')
IDENTITY = re.compile(r'\bid="([a-z_]+)"')
COMMON = "base/"
"""Parts for all pages, of which a form takes what it calls by name."""
SYNTAX = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def parts(root: Path) -> list[str]:
    """Templates with fields of the form: its pages, and whatever these are composed of."""
    folder = root / "participation" / "templates"
    known = {path.relative_to(folder).as_posix(): text(path) for path in templates(root)}
    waiting = [name for name, content in known.items() if FORM in content]
    seen: list[str] = []
    while waiting:
        name = waiting.pop()
        if name not in seen and not name.startswith(COMMON):
            seen.append(name)
            waiting += filter(None, meta.find_referenced_templates(SYNTAX.parse(known[name])))
    return seen


def fields(root: Path) -> set[str]:
    """Names that the form has for itself."""
    folder = root / "participation" / "templates"
    return {name for part in parts(root) for name in FIELD.findall(text(folder / part))}


def ids(root: Path) -> set[str]:
    """Ids that the form's pages and what they are composed of have."""
    folder = root / "participation" / "templates"
    found = [text(folder / part) for part in parts(root)]
    return {name for content in found for name in IDENTITY.findall(content)}


def asked_of_the_form(root: Path) -> set[str]:
    """Properties of the form that the page's script names."""
    script = text(root / "participation/static/respond.js")
    return set(re.findall(r"\bform\.(\w+)", script))


def test_no_field_of_an_answer_has_the_name_of_something_of_the_page():
    assert len(parts(CHECKOUT)) >= 2
    assert {"do", "token", "again"} <= fields(CHECKOUT) <= CONTROLS
    assert {"answer"} <= ids(CHECKOUT) <= OWN
    shared = text(CHECKOUT / "participation/templates/base/public.html")
    assert {"main"} <= set(IDENTITY.findall(shared)) <= OWN


def test_no_field_of_an_answer_hides_what_the_script_asks_of_the_form():
    assert {"submit"} <= asked_of_the_form(CHECKOUT) <= OWN


def test_a_field_with_a_name_of_its_own_is_found_however_deep(tmp_path: Path):
    folder = "participation/templates/respond/questions"
    plant(
        tmp_path, f"{folder}/page.html", f'<form {FORM}>{{% include "respond/questions/a.html" %}}'
    )
    plant(tmp_path, f"{folder}/a.html", '{% from "respond/questions/deep/b.html" import b %}')
    plant(tmp_path, f"{folder}/deep/b.html", '<input name="offence">')
    plant(tmp_path, f"{folder}/deep/other.html", '<input name="elsewhere">')
    assert fields(tmp_path) == {"offence"}


def test_what_the_script_asks_of_the_form_is_read_from_the_script(tmp_path: Path):
    plant(tmp_path, "participation/static/respond.js", "form.reset(); form.elements.x")
    assert asked_of_the_form(tmp_path) == {"reset", "elements"}
