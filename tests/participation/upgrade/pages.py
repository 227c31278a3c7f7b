"""What pages of the upgraded county say, kept as text: a line an element that holds words."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from flask import Flask
from flask.testing import FlaskClient

from tests.participation.upgrade import loading
from tests.support.client import CheckedClient, Page, text_of
from tests.support.staff import sign_in

KEPT = Path(__file__).parent / "pages"
LINES = frozenset(
    {"h1", "h2", "h3", "h4", "p", "li", "td", "th", "dt", "dd", "label", "caption", "legend"}
)
PASSING = re.compile(r"\b\d[\d.]* (?:Tage?n?|Stunden?|Minuten?)\b")
"""How long something still takes changes by itself."""
FILES = ("excel.csv", "plain.csv")
"""Formats of a release whose bytes are held by their hash."""


def addresses(memory: dict[str, Any]) -> dict[str, str]:
    """Name → path: staff's pages first, then everybody's."""
    held, survey = memory["held"], "/desk/surveys"
    return {
        "desk-surveys": survey,
        "desk-open": f"{survey}/{memory['open']}",
        "desk-texts": f"{survey}/{memory['open']}/texts",
        "desk-closed": f"{survey}/{memory['closed']}",
        "desk-released": f"{survey}/{memory['released']}",
        "desk-figures": "/desk/figures",
        "desk-events": "/desk/events",
        "desk-event": f"/desk/events/{memory['collect']['event']}",
        "desk-summary": f"/desk/events/workshops/{held['workshop']}/summary",
        "desk-needs": "/desk/concept/needs",
        "desk-accounts": "/desk/accounts",
        "results": "/de/results/fertig",
        "results-ar": "/ar/results/fertig",
        "event": f"/de/events/{held['event_code']}",
        "summary": f"/de/events/{held['event_code']}/1",
        "summary-ar": f"/ar/events/{held['event_code']}/1",
    }


def page_texts(app: Flask) -> Iterator[tuple[str, str]]:
    """Each page's name and what it says."""
    memory = loading.memory()
    client: CheckedClient = app.test_client()
    app.test_client_class = CheckedClient
    for role in ("admin", "coordinator"):
        client = CheckedClient(app)
        sign_in(client, memory[role])
        for name, path in addresses(memory).items():
            if ("accounts" in name) is (role == "admin"):
                yield name, said(client, path)


def said(client: FlaskClient, path: str) -> str:
    """The words of a page, line by line."""
    answer = client.get(path)
    assert answer.status_code == 200, (path, answer.status_code)
    main = next(Page(answer).root.iter("main"))
    return "\n".join([*_lines(main), ""])


def _lines(main: ET.Element) -> Iterator[str]:
    for element in main.iter():
        inner = {each.tag for each in element.iter() if each is not element}
        if element.tag in LINES and not inner & LINES and (text := text_of(element)):
            yield PASSING.sub("…", text)


def hashes(app: Flask) -> dict[str, str]:
    """What is taken away of a release, by its hash."""
    client = app.test_client()
    found = {}
    for ending in FILES:
        answer = client.get(f"/de/results/fertig.{ending}")
        if answer.status_code == 200:
            found[ending] = hashlib.sha256(answer.get_data()).hexdigest()
    return found


def heard(app: Flask) -> Iterator[tuple[str, Any]]:
    """What phones, walls and facilitators' pages are told of the board that collects."""
    memory, client = loading.memory(), app.test_client(use_cookies=False)
    of = {"participant": "collect_cookie", "wall": "wall", "moderator": "lead"}
    for audience, cookie in of.items():
        address = f"/b/poll/{memory['collect']['board']}?since=0&as={audience}"
        headers = {"Cookie": memory[cookie], "Accept": "application/json"}
        yield f"poll-{audience}", client.get(address, headers=headers).get_json()
    headers = {"Cookie": memory["collect_cookie"], "Accept": "application/json"}
    own = client.get(f"/b/{memory['collect']['code']}/de/own", headers=headers)
    yield "own", own.get_json()


def kept(ending: str) -> dict[str, str]:
    """What was written down, by name."""
    found = KEPT.glob(f"*.{ending}")
    return {path.stem: path.read_text(encoding="utf-8") for path in found}


def write(app: Flask) -> None:
    """Keeps what the pages say now."""
    KEPT.mkdir(exist_ok=True)
    for name, text in page_texts(app):
        (KEPT / f"{name}.txt").write_text(text, encoding="utf-8")
    for name, document in heard(app):
        document.pop("now", None)
        text = json.dumps(document, ensure_ascii=False, indent=1, sort_keys=True)
        (KEPT / f"{name}.json").write_text(text + "\n", encoding="utf-8")
    lines = [f"{ending} {sha}" for ending, sha in sorted(hashes(app).items())]
    (KEPT / "files.sha256").write_text("\n".join([*lines, ""]), encoding="utf-8")
