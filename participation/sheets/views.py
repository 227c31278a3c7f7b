"""The pages of an import, the same for every target: one address for each import, by its state."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from functools import partial, update_wrapper
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from participation.base import jobs
from participation.base.desk.forms import ConfirmForm
from participation.base.web.security import staff
from participation.base.words.catalogues import gettext as _
from participation.sheets import registry, showing, steps, store, work
from participation.sheets.models import State
from participation.sheets.reading.cells import MAX_BYTES
from participation.sheets.registry import Registration
from participation.sheets.sentences import sentence

SLACK = 64 * 1024
"""What a form around a file may add."""
PASTED = 2_000_000
"""Bytes of a pasted table."""


def endpoint(key: str, name: str = "start") -> str:
    """Name of a page of the target ``key``."""
    return f"import_{key}.{name}"


def pages(registration: Registration, address: str) -> Blueprint:
    """The pages of one target below ``address``."""
    target = registration.target
    blueprint = Blueprint(f"import_{target.key}", __name__, url_prefix=address)
    one = "/<uuid:import_id>"
    routes: tuple[tuple[str, str, Callable[..., ResponseReturnValue], list[str]], ...] = (
        ("", "start", _start, ["GET", "POST"]),
        (one, "show", _show, ["GET"]),
        (f"{one}/sheet", "sheet", steps.sheet, ["POST"]),
        (f"{one}/columns", "columns", steps.columns, ["POST"]),
        (f"{one}/words", "words", steps.words, ["POST"]),
        (f"{one}/rows", "rows", steps.rows, ["POST"]),
        (f"{one}/again", "again", steps.again, ["POST"]),
        (f"{one}/take-back", "take_back", _take_back, ["GET", "POST"]),
        (f"{one}/discard", "discard", _discard, ["POST"]),
    )
    for rule, name, view, methods in routes:
        # Flask-WTF asks every view for its name.
        bound = staff(target.permission)(update_wrapper(partial(view, registration), view))
        blueprint.add_url_rule(rule, name, bound, methods=methods)
    blueprint.url_value_preprocessor(_limit_upload)
    return blueprint


def _limit_upload(called: str | None, values: dict[str, Any] | None) -> None:
    # Before the token of the form is looked for, for that reads the whole body.
    del values
    if called and called.endswith(".start"):
        request.max_content_length = MAX_BYTES + SLACK
        request.max_form_memory_size = PASTED + SLACK
    else:
        request.max_form_memory_size = PASTED


def _start(registration: Registration) -> ResponseReturnValue:
    """A file or a pasted table; imports that are not done yet."""
    form, problem = ConfirmForm(), ""
    if form.is_submitted():
        name, content = _sent()
        problem = _refused(content)
        if not problem:
            import_id = store.begin(registration.target.key, name, content)
            store.work(import_id, work.READ)
            registry.audit("import_begun", registration.target, "", registry.who())
            return redirect(url_for(".show", import_id=import_id), 303)
    page = render_template(
        "sheets/start.html",
        **showing.common(registration),
        form=form,
        problem=problem,
        pasted=request.form.get("pasted", "")[:PASTED],
        imports=store.listed(registration.target.key),
        states=showing.STATES,
    )
    return page, 400 if problem else 200


def _sent() -> tuple[str, bytes]:
    sent = request.files.get("sheet")
    if sent is not None and sent.filename:
        return sent.filename.replace("\\", "/").rsplit("/", 1)[-1], sent.read()
    return "", request.form.get("pasted", "").strip("\r\n").encode("utf-8", "replace")


def _refused(content: bytes) -> str:
    if not content.strip():
        return _("Wählen Sie eine Datei oder fügen Sie eine Tabelle ein.")
    if len(content) > MAX_BYTES:
        return sentence("too_large", {"most": str(MAX_BYTES // 1_000_000)})
    return ""


def _show(registration: Registration, import_id: uuid.UUID) -> ResponseReturnValue:
    """Where the import is: waiting, choosing, words, preview, done."""
    found = store.find(import_id, registration.target.key)
    job = jobs.state(found.job_id) if found.job_id else None
    if job is not None and not job.finished:
        return render_template("sheets/waiting.html", **showing.common(registration), job=job)
    failed = showing.failure(job)
    if found.state is State.UPLOADED or (found.state is State.MAPPED and failed):
        return render_template(
            "sheets/failed.html", **showing.common(registration), found=found, failed=failed
        )
    template, context = showing.page(registration, found)
    return render_template(
        template, **showing.common(registration), **context, found=found, failed=failed
    )


def _take_back(registration: Registration, import_id: uuid.UUID) -> ResponseReturnValue:
    """What taking back means, and the one button that does it."""
    found = store.find(import_id, registration.target.key)
    form = ConfirmForm()
    if form.validate_on_submit():
        store.step(import_id, registration.target.key, State.APPLIED)
        store.work(import_id, work.TAKE_BACK)
        return redirect(url_for(".show", import_id=import_id), 303)
    if found.state is not State.APPLIED:
        raise store.Moved
    return render_template(
        "sheets/take_back.html",
        **showing.common(registration),
        found=found,
        form=form,
        counts=store.counts(import_id, "outcome"),
    )


def _discard(registration: Registration, import_id: uuid.UUID) -> ResponseReturnValue:
    """Forgets an import that was not applied."""
    open_states = (state for state in State if state is not State.APPLIED)
    store.step(import_id, registration.target.key, *open_states)
    store.discard(import_id)
    registry.audit("import_discarded", registration.target, "", registry.who())
    return redirect(url_for(".start"), 303)
