"""The concept's papers, ordered at the desk as a person does."""

from __future__ import annotations

import io
import re
from datetime import date

import openpyxl
from docx import Document
from flask import Flask

from participation.base import database
from participation.concept import service
from participation.concept.service import (
    MeasureText,
)
from tests.support.client import CheckedClient, Page
from tests.support.days import county_day

TODAY = county_day()

FILES = "/desk/concept/files"


def begin(app: Flask, *said: MeasureText, since: date = TODAY) -> list:
    with app.app_context(), database.transaction():
        service.begin("Unser Konzept")
        days = [since] * len(said)
        return service.add_measures(said, today=TODAY, stage=service.Stage.RELEASED, since=days)


def ordered(desk: CheckedClient, paper: str, ending: str, **filled: str) -> Page:
    """Orders a paper with the button of the one form; the page that offers it."""
    fields = desk.page(FILES).fields(f"{FILES}/short/docx") | filled
    return Page(desk.post(f"{FILES}/{paper}/{ending}", data=fields, follow_redirects=True))


def saved(desk: CheckedClient, paper: str, ending: str, **filled: str) -> bytes:
    ready = ordered(desk, paper, ending, **filled)
    assert "Die Datei ist fertig." in ready.text
    answer = desk.get(ready.links()["Datei speichern"])
    assert re.fullmatch(
        r'attachment; filename="[a-z0-9.-]+"', answer.headers["Content-Disposition"]
    )
    return answer.data


def words_of(content: bytes) -> str:
    found = Document(io.BytesIO(content))
    text = [p.text for p in found.paragraphs]
    text += [cell.text for table in found.tables for row in table.rows for cell in row.cells]
    return "\n".join(text).replace("\xa0", " ")


def sheet(content: bytes, name: str) -> list[tuple]:
    return list(openpyxl.load_workbook(io.BytesIO(content))[name].iter_rows(values_only=True))
