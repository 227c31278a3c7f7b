"""A backup that is not fit is refused with a sentence, and nothing is touched."""

import json
import shutil
import struct

import pytest

from participation import create_app
from participation.base.keys import FILE_NAME
from participation.base.settings import Settings
from participation.operations.backup import sealed_file
from tests.participation.operations.test_restore import SECRET, rows

pytestmark = pytest.mark.usefixtures("county")
HEAD = len(sealed_file.MAGIC) + 4


@pytest.fixture
def key(tmp_path):
    path = tmp_path / "key"
    path.write_bytes(SECRET)
    return path


@pytest.fixture(params=["plain", "encrypted"])
def file(request, county, run, tmp_path, key):
    assert county
    path = tmp_path / "night.backup"
    given = ["--key-file", key] if request.param == "encrypted" else []
    assert run("backup", path, *given).exit_code == 0
    return path


@pytest.fixture
def refuses(app, run, key):
    """That the command says a sentence with these words and leaves everything as it was."""

    def check(file, words, *given):
        before = rows(app)
        result = run("restore", file, "--replace", *(given or ("--key-file", key)))
        assert result.exit_code == 1, result.output
        assert words in result.output
        assert "Traceback" not in result.output
        assert rows(app) == before
        folder = app.config["SETTINGS"].instance
        assert not (folder / "backups").exists()
        assert not list(folder.glob(".restored*"))

    return check


def changed(file, at, value):
    content = bytearray(file.read_bytes())
    content[at] ^= value
    file.write_bytes(content)


def with_head(file, **values):
    content = file.read_bytes()
    (length,) = struct.unpack(">I", content[HEAD - 4 : HEAD])
    head = sealed_file.written(json.loads(content[HEAD : HEAD + length]) | values)
    body = content[HEAD + length :]
    file.write_bytes(sealed_file.MAGIC + struct.pack(">I", len(head)) + head + body)


@pytest.mark.parametrize("place", [0.3, 0.5, 0.7, 0.9, 0.999])
def test_a_changed_byte_is_found(file, refuses, place):
    changed(file, int(file.stat().st_size * place), 1)
    refuses(file, "beschädigt")


def test_a_cut_off_end_is_found_wherever_it_was_cut(file, refuses):
    content = file.read_bytes()
    for length in (HEAD - 2, HEAD + 10, len(content) // 2, len(content) - 60, len(content) - 1):
        file.write_bytes(content[:length])
        refuses(file, "fehlt")


def test_something_behind_the_end_is_found(file, refuses):
    with file.open("ab") as opened:
        opened.write(b"x")
    refuses(file, "beschädigt")


def test_a_changed_head_is_found(file, refuses):
    with_head(file, county="Landkreis Anders")
    refuses(file, "beschädigt")


def test_a_newer_format_is_told(file, refuses):
    with_head(file, format=2, app="3.0.0")
    refuses(file, "neuere Fassung von Vielstimmig gemacht (3.0.0)")


def test_a_newer_database_is_told(run, refuses, tmp_path, monkeypatch):
    with monkeypatch.context() as newer:
        newer.setattr("participation.operations.schema.head", lambda: "9999")
        run("backup", tmp_path / "b")
    refuses(tmp_path / "b", "neuere Fassung")


def test_a_stranger_is_no_backup(refuses, tmp_path):
    for content in (b"", b"PK\x03\x04 zip", b"VIELSTIMMIG\n", b"\0" * 5000):
        (tmp_path / "x").write_bytes(content)
        refuses(tmp_path / "x", "keine Sicherung von Vielstimmig")


def test_a_missing_file_and_a_folder_are_told(refuses, tmp_path):
    refuses(tmp_path / "nowhere", "lässt sich nicht lesen")
    refuses(tmp_path, "lässt sich nicht lesen")


@pytest.mark.parametrize("file", ["encrypted"], indirect=True)
def test_the_wrong_key_and_no_key_are_told(file, refuses, tmp_path):
    (tmp_path / "other").write_bytes(SECRET + b"!")
    refuses(file, "Der Schlüssel passt nicht", "--key-file", tmp_path / "other")
    refuses(file, "ist verschlüsselt", "--check")
    (tmp_path / "other").write_bytes(b"kurz")
    refuses(file, "kürzer als 16", "--key-file", tmp_path / "other")
    refuses(file, "Schlüsseldatei", "--key-file", tmp_path / "missing")


def test_another_installations_backup_needs_its_keys_or_the_word_that_they_are_lost(
    file, run, tmp_path, key
):
    folder = tmp_path / "other"
    folder.mkdir()
    other = create_app(Settings(instance=folder))
    assert "keys.json" in run("restore", file, "--key-file", key, of=other).output
    assert (
        not (folder / "vielstimmig.db").exists() or not (folder / "vielstimmig.db").stat().st_size
    )
    lost = run("restore", file, "--key-file", key, "--lost-keys", of=other)
    assert lost.exit_code == 0, lost.output


def test_lost_keys_still_find_a_faulty_disk(file, run, tmp_path, key):
    folder = tmp_path / "other"
    folder.mkdir()
    other = create_app(Settings(instance=folder))
    changed(file, file.stat().st_size // 2, 4)
    answer = run("restore", file, "--key-file", key, "--lost-keys", of=other)
    assert "beschädigt" in answer.output


def test_a_rotated_key_still_proves_older_backups(app, file, run, tmp_path, key):
    run("keys", "rotate")
    folder = tmp_path / "other"
    folder.mkdir()
    shutil.copy(app.config["SETTINGS"].instance / FILE_NAME, folder)
    other = create_app(Settings(instance=folder))
    assert run("restore", file, "--key-file", key, of=other).exit_code == 0
