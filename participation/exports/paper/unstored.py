"""A PDF of what must not be stored: set by a process of its own, through pipes, within a request.

See ``docs/decisions/0013-codes-through-a-pipe.md``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from flask import current_app

from participation.base.errors import OwnFault
from participation.exports.paper import press

LONGEST = 20
"""Seconds after which the press counts as broken."""


def pdf_unstored(template: str, data: Mapping[str, Any], *, title: str, language: str) -> bytes:
    """As :func:`press.pdf`, but nothing of ``data`` touches a disk or a database.

    Raises:
        OwnFault: it cannot be set; the request's transaction is taken back with it.
    """
    order = {"template": template, "data": data, "title": title, "language": language}
    try:
        run = subprocess.run(  # noqa: S603  our own file, and no shell
            [sys.executable, press.__file__],
            input=json.dumps(order).encode(),
            capture_output=True,
            timeout=LONGEST,
            check=True,
        )
    except (subprocess.SubprocessError, OSError) as error:
        # What the press says may quote what it was given.
        current_app.logger.error("%s could not be set: %s", template, type(error).__name__)  # noqa: TRY400
        raise OwnFault from None
    return run.stdout
