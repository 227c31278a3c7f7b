"""``flask --app wsgi forms check``: what IT sees of foreign workbooks."""

import json
from pathlib import Path

import pytest
from flask import Flask

from participation.studies.instruments.commands import forms
from surveys.xlsform import read

FORMS = Path(__file__).parents[2] / "instruments"


@pytest.fixture
def run():
    app = Flask("forms")
    app.cli.add_command(forms)
    return lambda *words: app.test_cli_runner().invoke(args=["forms", "check", *map(str, words)])


def test_a_form_that_can_be_imported_is_said_to_be(run):
    result = run(FORMS / "text.csv")
    assert result.exit_code == 0
    assert "text.csv: imported" in result.output


def test_a_form_that_cannot_is_reported_with_place_and_remedy(run):
    result = run(FORMS / "fault_repeat.csv")
    assert result.exit_code == 1
    assert "survey!B3 Wiederholte Gruppen gehen noch nicht." in result.output


def test_folders_are_searched_and_json_holds_every_file(run, tmp_path):
    for name in ("text", "fault_circle"):
        (tmp_path / f"{name}.csv").write_bytes((FORMS / f"{name}.csv").read_bytes())
    (tmp_path / "notes.txt").write_text("no form")
    result = run("--json", tmp_path)
    reports = json.loads(result.stdout)
    assert [report["status"] for report in reports] == ["reported", "imported"]
    items = [[report[key] for key in ("languages", "questions", "pages")] for report in reports]
    form = read((FORMS / "text.csv").read_bytes()).instrument
    assert items == [[None] * 3, [list(form.languages), len(form.asked), len(form.pages)]]
    assert reports[0]["problems"][0] == {
        "sheet": "survey",
        "row": 3,
        "key": "circle",
        "place": "survey!3",
        "message": "Diese Fragen brauchen einander im Kreis: a → b → c → a. "
        "Streichen Sie eine Bedingung.",
    }


def test_a_file_that_is_no_workbook_is_reported(run, tmp_path):
    (tmp_path / "broken.xlsx").write_bytes(b"PK broken")
    result = run(tmp_path)
    assert "keine lesbare Tabelle" in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)
