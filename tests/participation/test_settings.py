"""A forgotten variable of the environment turns no command on another county's data."""

import os
from pathlib import Path

import pytest

from participation.base.settings import SettingsError, load
from tests.support.environ import forget_county


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


def test_tests_and_figures_know_no_county(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("VIELSTIMMIG_DATABASE_URL", "postgresql://host/county")
    forget_county()
    assert not [name for name in os.environ if name.startswith("VIELSTIMMIG_")]
