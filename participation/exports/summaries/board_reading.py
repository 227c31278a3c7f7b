"""Importing a board's file: one job compares it with the workshop, a second adds what is new.

The file travels in the job's own row, packed: nothing of it stays once the job is forgotten.
"""

from __future__ import annotations

import uuid
import zlib
from base64 import b85decode, b85encode
from typing import Any

from flask import Flask

from participation.base import database, jobs
from participation.boards.service import summaries
from participation.boards.service.summaries import Compared
from participation.exports.summaries import board_csv

KIND = "board_file"
EXAMPLES = 5
"""Texts of new notes that are shown before they are put down."""


def begin(workshop_id: uuid.UUID, content: bytes) -> uuid.UUID:
    """Has a file compared with a workshop; returns the job.

    Raises:
        NotABoard: it does not even begin like one.
        UnknownBoard, Archived: the workshop takes no board.
    """
    board_csv.table(content)
    summaries.must_take_boards(workshop_id)
    packed = b85encode(zlib.compress(content)).decode()
    return jobs.enqueue(KIND, {"workshop": str(workshop_id), "file": packed, "puts": False})


def go_on(workshop_id: uuid.UUID, job_id: uuid.UUID) -> uuid.UUID | None:
    """Has what is new of a compared file put down; returns the job, None: it is forgotten."""
    arguments = jobs.arguments(job_id, KIND)
    if arguments is None or arguments["workshop"] != str(workshop_id):
        return None
    return jobs.enqueue(KIND, {**arguments, "puts": True})


def init_app(app: Flask) -> None:
    """States how files of boards are read."""
    jobs.register(app, KIND, _work)


def _work(arguments: dict[str, Any], report: jobs.Report) -> dict[str, Any]:
    workshop_id = uuid.UUID(arguments["workshop"])
    table = board_csv.table(zlib.decompress(b85decode(arguments["file"])))
    report(0.2)
    found = board_csv.board(table)
    report(0.5)
    letters = _windows if table.windows else str
    if not arguments["puts"]:
        compared = summaries.compare(workshop_id, found, letters)
        database.commit()
        return _result_of(workshop_id, compared, windows=table.windows)
    summaries.must_take_boards(workshop_id)  # before comparing: two presses wait for each other
    compared = summaries.compare(workshop_id, found, letters)
    made = summaries.restore_board(workshop_id, compared.new) if compared.anything else None
    if made:
        summaries.ask(workshop_id)
    return _result_of(workshop_id, compared, windows=table.windows) | {
        "board": str(made) if made else None,
        "put": True,
    }


def _result_of(workshop_id: uuid.UUID, compared: Compared, *, windows: bool) -> dict[str, Any]:
    new = compared.new
    return {
        "workshop": str(workshop_id),
        "known": compared.known,
        "notes": len(new.notes),
        "themes": compared.themes,
        "agreements": len(new.outcomes),
        "examples": [note.text for note in new.notes[:EXAMPLES]],
        "anything": compared.anything,
        "windows": windows,
    }


def _windows(text: str) -> str:
    """What a text becomes where Excel saves it in Windows-1252."""
    return text.encode("cp1252", "replace").decode("cp1252")
