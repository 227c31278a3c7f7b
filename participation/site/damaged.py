"""Figures whose document was altered after their release: the page says so and shows none."""

from __future__ import annotations

from flask import Flask, current_app, request

from participation.base import errors
from participation.base.errors import DomainError
from participation.base.words.lazy import lazy_gettext
from surveys.figures.document import ReleaseDamagedError


class Damaged(DomainError):
    """Their bytes are not those that were released."""

    status = 500
    title = lazy_gettext("Diese Zahlen sind beschädigt")
    remedy = lazy_gettext(
        "Sie wurden nach dem Veröffentlichen verändert. Darum zeigen wir sie nicht."
        " Bitte sagen Sie es dem Landkreis."
    )


def init_app(app: Flask) -> None:
    """Tells it on every page that reads figures, those of staff too."""
    app.register_error_handler(ReleaseDamagedError, _page)


def _page(error: ReleaseDamagedError) -> tuple[str, int]:
    current_app.logger.error("damaged figures in %s", request.endpoint, exc_info=error)
    return errors.page(Damaged())
