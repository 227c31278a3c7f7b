"""What outlives a version stays as it is: keys of stored documents, addresses, fields, cookies …

``tests/support/frozen`` gathers the list and says how it is widened.
"""

import importlib.util
import re
from pathlib import Path

import pytest

from participation import create_app
from participation.base.settings import Settings
from tests.support import frozen
from tests.support.frozen import documents, handwritten, pages, reading, storage

PARTS = sorted(path.stem for path in frozen.FOLDER.glob("*.txt"))
LEAST = 9
"""No part is shorter: a list that is nearly empty has stopped looking."""
SERVED = re.compile(r"-m uvicorn ([\w.]+):(\w+)")


@pytest.fixture(scope="module")
def now(tmp_path_factory):
    """The list as it is gathered from this program."""
    instance = tmp_path_factory.mktemp("frozen")
    app = create_app(Settings(instance=instance, metrics_token="token"))
    app.config.update(JOBS_INLINE=True)
    yield frozen.gathered(app)
    app.extensions["database"].dispose()


def test_every_part_is_kept_and_gathered(now):
    assert sorted(now) == PARTS
    assert {name: len(lines) for name, lines in now.items() if len(lines) < LEAST} == {"cookies": 7}


@pytest.mark.parametrize("part", PARTS)
def test_nothing_is_gone_or_called_otherwise(now, part):
    gone = sorted(frozen.kept(part) - now[part])
    assert gone == [], "keep it; or write a reader or a migration and its test, then see --drop"


@pytest.mark.parametrize("part", PARTS)
def test_what_is_new_is_written_down(now, part):
    assert sorted(now[part] - frozen.kept(part)) == [], "python -m tests.support.frozen"


def test_what_is_gone_is_not_dropped_by_the_way(now):
    less = now["documents"] - {"Summary.day: date"}
    with pytest.raises(ValueError, match=r"Summary\.day"):
        frozen.widened("documents", less)
    assert "Summary.day: date" not in frozen.widened("documents", less, drop=True)
    assert "Summary.new: str" in frozen.widened(
        "documents", {*now["documents"], "Summary.new: str"}
    )


def test_a_class_that_is_called_otherwise_is_named_and_its_keys_are_held():
    """A line is read by the new name, and by nothing that only begins like the old one."""
    kept = frozen.kept("documents", {"Summary": "Report", "Sum": "Total"})
    assert "Report.day: date" in kept
    assert not any(line.startswith(("Summary", "Total")) for line in kept)
    assert "Vote=x" not in frozen.kept("enums", {"Phase": "Step"})
    assert "Step=vote" in frozen.kept("enums", {"Phase": "Step"})


def test_what_goes_through_plain_values_is_found():
    names = {each.__name__ for each in documents.roots()}
    assert {"Released", "Plan", "Summary", "Facts", "Edits", "Opinions", "Note"} <= names


def test_the_lists_look_into_every_room(now):
    """Each part holds something of far corners, so that no room is left out by where it lies."""
    wanted = {
        "attributes": {"data-part=themes", "dataset.person", "data-clears"},
        "codes": {"phase_over", "stale", "blocked", "old_form"},
        "cookies": {"answers", "b_*", "known", "l_*_*", "probe", "staff"},
        "fields": {"r:*", "v:*", "read targets", "form slug"},
        "handwritten": {
            "boards answer: seq",
            "boards.before: cluster_id",
            "boards.before: field_of_action",
            "boards.before: notes",
            "job board_file: puts",
            "operations json: installation",
            "respond json: answers",
            "respond.payload: sealed",
            "session: half",
            "sheets.columns: clears",
            "sheets.undo: turn",
        },
        "labels": {"derive letters", "bytes board form", "bytes vielstimmig respondent"},
        "stores": {"outbox:", "draft:", "vote:", "waiting:"},
    }
    missing = {part: lines - now[part] for part, lines in wanted.items()}
    assert not any(missing.values()), missing


def test_a_moved_source_is_still_looked_at(tmp_path, monkeypatch):
    """The sources are searched to the bottom of every folder."""
    deep = tmp_path / "participation" / "a" / "b" / "c"
    deep.mkdir(parents=True)
    (deep / "x.py").write_text('class Bad(Fault):\n    code = "worst"\n', encoding="utf-8")
    (deep / "x.js").write_text("localStorage.getItem(`kept:${who}`)", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    reading.forget()
    try:
        assert read_of_sources() == (["worst"], ["kept:"])
    finally:
        reading.forget()


WRITTEN = """
from base import database, jobs
NAMES = ("left", "right")
def act(by):
    before = {"notes": _there(by)}
    before["heaps"] = {str(by): None}
    _line(by, before=before)
def _there(by):
    return {str(by): {name: getattr(by, name) for name in NAMES}, **({"more": 1} if by else {})}
def _line(by, before=None):
    database.connection().execute(sa.insert(by).values(before=before, other={"unstored": 1}))
def answer(now):
    return jsonify(seq=now, note=_shown(now))
def _shown(note):
    return {"texts": [{"tag": tag} for tag in note]}
def later(key):
    jobs.enqueue("tidy", {"board": key})
def sealed(content):
    return b'{"inside":' + content + b"}"
"""
"""Ways by which JSON is written by hand: at once, in parts, by what is called and who calls, of bytes."""


def handwritten_in(folder: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    deep = folder / "participation" / "boards" / "a" / "b"
    deep.mkdir(parents=True, exist_ok=True)
    (deep / "x.py").write_text(source, encoding="utf-8")
    with monkeypatch.context() as there:
        there.chdir(folder)
        forget()
        found = list(handwritten.handwritten())
    forget()
    return found


def forget() -> None:
    reading.forget()
    handwritten.forget()


def test_a_key_of_what_is_written_by_hand_is_found_and_missed(tmp_path, monkeypatch):
    """However it comes about; the same under another name is another line."""
    found = handwritten_in(tmp_path, WRITTEN, monkeypatch)
    before = ("heaps", "left", "more", "notes", "right")
    assert found == [
        *(f"boards answer: {key}" for key in ("note", "seq", "tag", "texts")),
        "boards json: inside",
        *(f"boards.before: {key}" for key in before),
        "job tidy: board",
    ]
    for key in (*before, "seq", "tag", "board", "inside"):
        renamed = WRITTEN.replace(f'"{key}"', f'"{key}_2"').replace(f"{key}=", f"{key}_2=")
        lines = {line.rpartition(" ")[2] for line in handwritten_in(tmp_path, renamed, monkeypatch)}
        assert key not in lines
        assert f"{key}_2" in lines


def read_of_sources() -> tuple[list[str], list[str]]:
    """Two parts that are found by reading files, not by asking the program."""
    return list(storage.codes()), list(pages.stores())


def test_what_can_be_gathered_by_reading_is_gathered(now):
    codes, stores = read_of_sources()
    assert (set(codes), set(stores)) == (now["codes"], now["stores"])


def test_the_unit_files_start_what_is_there():
    served = {
        found
        for path in Path("docs/operations").iterdir()
        for found in SERVED.findall(path.read_text(encoding="utf-8"))
    }
    assert served == {("participation.asgi", "app")}
    assert importlib.util.find_spec("participation.asgi")
