"""A serving process stays light, whatever people ask of it."""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.released import SLUG, publish
from tests.support.server import CHECKOUT, here, serving, workshop
from tests.support.staff import PASSWORD, make_account
from tests.support.story import respond, sign_in
from tests.support.visitor import Visitor

RESULTS = f"/de/results/{SLUG}"
HEAVY = {"pandas", "numpy", "scipy", "matplotlib", "pyxform", "openpyxl", "lark"}


def test_a_serving_process_loads_nothing_heavy_in_a_whole_day(tmp_path: Path):
    settings = here(tmp_path / "instance")
    with workshop(settings) as app:
        publish(app)
        make_account(app, password=PASSWORD)
        with serving(settings, tmp_path, target="tests.support.loaded_modules:app"):
            visitor = Visitor(settings)
            respond(visitor, "/f/probe/de/")
            sign_in(visitor, app)
            pages = walked(visitor)
            loaded = {name.partition(".")[0] for name in json.loads(visitor.get("/-loaded").body)}
        assert {"/desk/figures", RESULTS, f"{RESULTS}.plain.csv"} <= pages
        assert loaded & HEAVY == set()


FEW_NEED = {"authlib", "joserfc", "requests", "psycopg", "lark", "alembic", "tomli", "xlsxwriter"}
"""For a county with its own sign-in, on PostgreSQL, or for single pages and commands."""


def test_nothing_is_loaded_at_the_start_that_few_need():
    text = "import wsgi, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    with TemporaryDirectory() as folder:
        run = subprocess.run(
            [sys.executable, "-c", text],
            env=os.environ | {"VIELSTIMMIG_INSTANCE": folder},
            cwd=CHECKOUT,
            capture_output=True,
            text=True,
            check=True,
        )
    assert set(run.stdout.split()) & (HEAVY | FEW_NEED) == set()


def walked(visitor: Visitor) -> set[str]:
    """Opens every page and file that links lead to from the public and the staff's first page."""
    seen: set[str] = set()
    waiting = ["/de/", "/desk/", RESULTS]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            answer = visitor.get(path)
            assert answer.status < 500, path
            waiting += answer.links
    return {path.partition("?")[0] for path in seen}
