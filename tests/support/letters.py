"""What lies in the letterbox, read with the installation's own key."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from flask import Flask

from participation.respond.answers import sealing
from participation.respond.models import Letter


def letters(app: Flask) -> list[dict[str, Any]]:
    """All letters, unsealed."""
    with app.app_context(), app.extensions["database"].connect() as connection:
        rows = connection.execute(sa.select(Letter.payload, Letter.wave_id)).all()
        return [sealing.unseal(*row) for row in rows]
