"""What can go wrong for a person, and the page that says what to do.

The domain raises a :class:`DomainError`; nothing else about a failure reaches a visitor. What was
written in the same request is taken back.

Words that only staff read stand in no package that respondents' pages share: there the error is
raised with an :class:`ErrorKey`, and the pages that show it bring the words (:func:`add_words`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from functools import partial
from http import HTTPStatus
from types import TracebackType

from flask import Flask, Response, current_app, g, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import (
    HTTPException,
    InternalServerError,
    MethodNotAllowed,
    RequestEntityTooLarge,
)

from participation.base import database, hooks
from participation.base.busy import is_busy
from participation.base.desk import kept
from participation.base.web.templating import format_date
from participation.base.words import languages
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext

ExcInfo = tuple[type, BaseException, TracebackType | None] | tuple[None, None, None]
Value = str | int | date


class ErrorKey(Enum):
    """Why something was refused: each slice has an enum of its own, without words."""


@dataclass(frozen=True, slots=True)
class ErrorWords:
    """How a page says an :class:`ErrorKey`; both may hold ``%(name)s`` for the error's values."""

    remedy: Lazy | None = None
    title: Lazy | None = None


WORDS = hooks.ByKey[ErrorWords]("errors.words")
"""How pages say what rooms refuse, by the name of the key."""


class DomainError(Exception):
    """Something a person can understand and mend.

    ``title`` and ``remedy`` are shown; the remedy says what to do, first. An error with a key is
    told in the words that belong to the key, filled with ``values``.
    """

    status = 400
    title: str | Lazy = lazy_gettext("Das hat nicht geklappt")
    remedy: str | Lazy = lazy_gettext("Bitte gehen Sie zurück und versuchen Sie es noch einmal.")

    def __init__(
        self,
        remedy: str | Lazy | ErrorKey | None = None,
        *,
        title: str | Lazy | None = None,
        **values: Value,
    ) -> None:
        if isinstance(remedy, ErrorKey):
            words = _words(remedy)
            remedy, title = _filled(words.remedy, values), _filled(words.title, values)
        self.remedy = remedy or self.remedy
        self.title = title or self.title
        super().__init__(str(self.remedy))


def add_words(app: Flask, words: Mapping[ErrorKey, ErrorWords]) -> None:
    """Registers how the pages of a slice say what its rooms refuse.

    A key that has words already stops the start.
    """
    for key, said in words.items():
        WORDS.register(app, _id(key), said)


def _words(key: ErrorKey) -> ErrorWords:
    return WORDS.registered().get(_id(key), ErrorWords())


def _id(key: ErrorKey) -> str:
    return f"{type(key).__module__}.{key.name}"


def _filled(text: Lazy | None, values: Mapping[str, Value]) -> str | None:
    if text is None:
        return None
    shown = {name: format_date(v) if isinstance(v, date) else v for name, v in values.items()}
    return str(text) % shown if shown else str(text)


class NotFound(DomainError):
    """Nothing lies at this address."""

    status = 404
    title = lazy_gettext("Diese Seite gibt es nicht")
    remedy = lazy_gettext("Prüfen Sie die Adresse. Vielleicht fehlt ein Buchstabe.")


class Forbidden(DomainError):
    """Who asks may not do this; each kind of asker is told in words of their own."""

    status = 403


class Conflict(DomainError):
    """Somebody else was faster, or the thing is in another state by now."""

    status = 409
    revision: int | None = None
    """The version that lies there now, by which one's own may be saved after all."""
    drawn_from: str | None = None
    """The same for a form without versions: the digest of what lies there now."""

    def at(self, revision: int | None) -> Conflict:
        """The same refusal; the page offers to save one's own over version ``revision``."""
        self.revision = revision
        return self

    def over(self, drawn_from: str) -> Conflict:
        """The same for a form without versions, by the digest of what lies there now."""
        self.drawn_from = drawn_from
        return self


class TooLarge(DomainError):
    """More was sent than is taken here."""

    status = 413
    title = lazy_gettext("Das ist zu groß")
    remedy = lazy_gettext("Bitte senden Sie weniger auf einmal.")


class OwnFault(DomainError):
    """The platform failed; the person did nothing wrong."""

    status = 500
    title = lazy_gettext("Das hat nicht geklappt")
    remedy = lazy_gettext(
        "Der Fehler liegt bei uns. Bitte versuchen Sie es noch einmal."
        " Was Sie schon gespeichert haben, ist noch da."
    )


class Busy(DomainError):
    """The database was held by others for too long; nothing was written."""

    status = 503
    title = lazy_gettext("Gerade ist sehr viel los")
    remedy = lazy_gettext(
        "Bitte warten Sie eine Minute und versuchen Sie es noch einmal."
        " Was Sie schon gespeichert haben, ist noch da."
    )


def failure(error: BaseException | None) -> DomainError:
    """What a visitor is told of a failure that is not theirs."""
    return Busy() if error is not None and is_busy(error) else OwnFault()


def init_app(app: Flask) -> None:
    """Every failure becomes a page for people."""
    app.register_error_handler(DomainError, page)
    app.register_error_handler(HTTPException, _from_http)
    app.register_error_handler(Exception, _own_fault)
    app.log_exception = partial(_log, app)  # type: ignore[method-assign]  # Flask's own names the address


def page(error: DomainError) -> tuple[str, int]:
    """The page of one error, in the language of the address."""
    database.rollback()
    if "language" not in g:  # a desk page already speaks its account's language
        languages.use(languages.of_path(request.path))
    if kept.on_the_desk():
        try:
            return _desk_page(error), error.status
        except Exception as second:
            current_app.logger.error("no desk for an error", exc_info=second)  # noqa: TRY400 - as in _own_fault
            database.rollback()
    return render_template("errors/page.html", error=error), error.status


def _desk_page(error: DomainError) -> str:
    """The error inside the desk's frame, with what was typed."""
    clash = error if isinstance(error, Conflict) else Conflict()
    held = kept.of_request(untyped=clash.drawn_from is not None)
    items: list[kept.Difference] = []
    if held is not None and isinstance(error, Conflict):
        held = held.at(revision=error.revision, drawn_from=error.drawn_from)
        items = [*g.differences()] if "differences" in g else []
    labels = g.labels() if "labels" in g else {}
    return render_template(
        "base/desk/error.html", error=error, kept=held, differences=items, labels=labels
    )


def _from_http(error: HTTPException) -> tuple[str, int] | Response | HTTPException:
    if error.code is None or error.code < HTTPStatus.BAD_REQUEST:
        return error
    if isinstance(error, RequestEntityTooLarge):
        return page(TooLarge())
    if error.code in (404, 405) or isinstance(error, MethodNotAllowed):
        return page(NotFound())
    if isinstance(error, InternalServerError):  # the commit failed after the view had answered
        return page(failure(error.original_exception))
    if isinstance(error, CSRFError) and kept.of_request():
        return page(DomainError(kept.SEND_AGAIN, title=kept.SIGNED_IN_ANEW))
    found = DomainError(_("Bitte laden Sie die Seite neu und versuchen Sie es noch einmal."))
    found.status = error.code
    return page(found)


def _log(app: Flask, exc_info: ExcInfo) -> None:
    """What Flask calls when the commit itself fails (a full disk, say)."""
    app.logger.error("fault in %s", request.endpoint, exc_info=exc_info)


def _own_fault(error: Exception) -> tuple[str, int]:
    # The log names the fault and never the address: it may hold a respondent's code.
    current_app.logger.error("fault in %s", request.endpoint, exc_info=error)
    return page(failure(error))
