"""A serving process stays light, whatever people ask of it."""

import json
from pathlib import Path

from tests.support.released import SLUG, publish
from tests.support.server import here, serving, workshop
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
        with serving(settings, tmp_path, target="tests.support.telling:app"):
            visitor = Visitor(settings)
            respond(visitor, "/f/probe/de/")
            sign_in(visitor, app)
            pages = walked(visitor)
            loaded = {name.partition(".")[0] for name in json.loads(visitor.get("/-loaded").body)}
        assert {"/desk/figures", RESULTS, f"{RESULTS}.plain.csv"} <= pages
        assert loaded & HEAVY == set()


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
