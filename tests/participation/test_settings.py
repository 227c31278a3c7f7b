"""A forgotten variable of the environment turns no command on another county's data."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from participation.base.settings import CHECKOUT, SettingsError, load


def county(folder: Path, text: str, **environ: str):
    (folder / "settings.toml").write_text(text)
    return load({"VIELSTIMMIG_INSTANCE": str(folder)} | environ)


@pytest.mark.parametrize(
    ("text", "environ"),
    [
        ('database_url = "sqlite:///one.db"', {"VIELSTIMMIG_DATABASE_URL": "sqlite:///two.db"}),
        ("", {"VIELSTIMMIG_DEMO": "1"}),
        ("demo = true", {"VIELSTIMMIG_DEMO": "0"}),
        ("demo = true", {"VIELSTIMMIG_DATABASE_URL": "postgresql://host/county"}),
        ('demo = true\ndatabase_url = "postgresql://host/county"', {}),
    ],
)
def test_two_minds_about_whose_data_it_is_stop_the_start(tmp_path: Path, text: str, environ):
    with pytest.raises(SettingsError, match=r"demo|database_url"):
        county(tmp_path, text, **environ)


@pytest.mark.parametrize(
    ("text", "environ"),
    [
        ('database_url = "sqlite:///one.db"', {"VIELSTIMMIG_DATABASE_URL": "sqlite:///one.db"}),
        ("", {"VIELSTIMMIG_DATABASE_URL": "sqlite:///one.db"}),
        ("demo = true", {"VIELSTIMMIG_DEMO": "1"}),
        ("", {"VIELSTIMMIG_DEMO": "0"}),
    ],
)
def test_one_mind_is_taken(tmp_path: Path, text: str, environ):
    settings = county(tmp_path, text, **environ)
    assert settings.demo == ("demo = true" in text)
    assert settings.database_url == (
        "" if settings.demo or not (text or "_URL" in str(environ)) else "sqlite:///one.db"
    )


def test_whatever_is_started_below_tests_knows_no_county():
    """Figures, pictures, attackers, makers of pinned files: what a wrong environment names is gone."""
    programs = [
        path.relative_to(CHECKOUT).with_suffix("")
        for path in (CHECKOUT / "tests").rglob("*.py")
        if path.name == "__main__.py" or '__name__ == "__main__"' in path.read_text("utf-8")
    ]
    assert {"bench", "pictures", "attack"} <= {path.parts[1] for path in programs}
    assert any(path.name == "make" and "upgrade" in path.parts for path in programs)
    named = {"VIELSTIMMIG_DATABASE_URL": "postgresql://host/county", "VIELSTIMMIG_INSTANCE": "/x"}
    # Python imports the package ``tests`` before any of them.
    answer = subprocess.run(
        [sys.executable, "-c", "import os, tests; print(*os.environ)"],
        cwd=CHECKOUT,
        env=os.environ | named,
        capture_output=True,
        text=True,
        check=True,
    )
    assert "VIELSTIMMIG_" not in answer.stdout
