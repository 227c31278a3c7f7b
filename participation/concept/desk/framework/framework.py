"""Pages of the concept's framework: title, sentences, target groups."""

from __future__ import annotations

import uuid

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from participation.access.service import Action
from participation.base import database
from participation.base.desk.forms import ConfirmForm, revision_of
from participation.base.errors import Conflict, DomainError, NotFound
from participation.base.web.security import Permission, staff
from participation.base.words.catalogues import gettext as _
from participation.concept.desk import parts
from participation.concept.desk.framework.forms import (
    FrameworkForm,
    GroupForm,
    SentenceForm,
    framework_form,
    stage_of,
)
from participation.concept.desk.overview import blueprint
from participation.concept.tree import framework as saving
from participation.concept.tree import reading
from participation.concept.tree.deciding import digest, may_take_away
from participation.concept.tree.info import ConceptInfo, StatementInfo
from participation.concept.tree.kinds import STATEMENT_NAMES, Stage, StatementKind
from participation.target_groups import service as target_groups
from participation.target_groups.service import TargetGroupInfo
from surveys.instrument.instrument import Text


@blueprint.route("/frame", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def frame() -> ResponseReturnValue:
    """All that stands before the areas, and what waits for its release."""
    concept = parts.the_concept()
    form = framework_form(concept)
    if not form.validate_on_submit():
        return _framework_page(concept, form)
    wanted = stage_of(form)
    if wanted is not concept.stage and Stage.RELEASED in {wanted, concept.stage}:
        _must_decide()
    title = (form.title.data or "").strip()
    if concept.stage is Stage.RELEASED and title != concept.title and not parts.decides():
        form.title.errors = [
            _("Der Name ist öffentlich. Bitten Sie die Koordination, ihn zu ändern.")
        ]
        return _framework_page(concept, form)
    try:
        saving.edit_framework(revision_of(form), title, wanted)
    except Conflict:
        database.rollback()
        theirs = parts.the_concept()
        form.revision.data = str(theirs.revision)
        return _framework_page(theirs, form, second=True)
    parts.audit(Action.CHANGE, _("Rahmen geändert"))
    return redirect(url_for("concept_desk.frame"), 303)


@blueprint.route("/statements/new/<kind>", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def add_statement(kind: str) -> ResponseReturnValue:
    """A further sentence."""
    if kind not in set(StatementKind):
        raise NotFound
    form = SentenceForm()
    if form.validate_on_submit():
        texts = {"de": (form.text.data or "").strip()}
        saving.add_statement(StatementKind(kind), texts, decides=parts.decides())
        parts.audit(Action.CHANGE, _("Satz des Rahmens angelegt"))
        return redirect(url_for("concept_desk.frame"), 303)
    return _sentence_page(form, STATEMENT_NAMES[StatementKind(kind)], None)


@blueprint.route("/statements/<uuid:statement_id>", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def statement(statement_id: uuid.UUID) -> ResponseReturnValue:
    """Changes a sentence; the second of two editors sees both versions."""
    known = _statement(statement_id)
    form = SentenceForm(text=known.text.strings["de"], revision=str(known.revision))
    name = STATEMENT_NAMES[known.kind]
    if not form.validate_on_submit():
        return _sentence_page(form, name, known)
    texts = _with_translations(form.text.data, known.text)
    try:
        saving.edit_statement(statement_id, revision_of(form), texts, decides=parts.decides())
    except Conflict:
        database.rollback()
        theirs = _statement(statement_id)
        form.revision.data = str(theirs.revision)
        return _sentence_page(form, name, theirs, second=True)
    parts.audit(Action.CHANGE, _("Satz des Rahmens geändert"))
    return redirect(url_for("concept_desk.frame"), 303)


@blueprint.post("/statements/<uuid:statement_id>/delete")
@staff(Permission.EDIT_CONCEPT)
def delete_statement(statement_id: uuid.UUID) -> ResponseReturnValue:
    """Takes a sentence away."""
    if ConfirmForm().validate_on_submit():
        saving.delete_statement(statement_id, decides=parts.decides())
        parts.audit(Action.DELETE, _("Satz des Rahmens"))
    return redirect(url_for("concept_desk.frame"), 303)


@blueprint.route("/target-groups/new", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def add_target_group() -> ResponseReturnValue:
    """A further target group."""
    form = GroupForm()
    if form.validate_on_submit():
        target_groups.add_target_group({"de": (form.text.data or "").strip()})
        parts.audit(Action.CHANGE, _("Zielgruppe angelegt"))
        return redirect(url_for("concept_desk.frame"), 303)
    return _group_page(form, None)


@blueprint.route("/target-groups/<key>", methods=["GET", "POST"])
@staff(Permission.EDIT_CONCEPT)
def target_group(key: str) -> ResponseReturnValue:
    """Changes a target group; what names it shows the new title."""
    known = _group(key)
    form = GroupForm(text=known.title.strings["de"], revision=str(known.revision))
    if not form.validate_on_submit():
        return _group_page(form, known)
    titles = _with_translations(form.text.data, known.title)
    try:
        target_groups.edit_target_group(key, revision_of(form), titles, ended=known.ended)
    except Conflict:
        database.rollback()
        theirs = _group(key)
        form.revision.data = str(theirs.revision)
        return _group_page(form, theirs, second=True)
    parts.audit(Action.CHANGE, _("Zielgruppe geändert"))
    return redirect(url_for("concept_desk.frame"), 303)


@blueprint.post("/target-groups/<key>/end")
@staff(Permission.EDIT_CONCEPT)
def end_target_group(key: str) -> ResponseReturnValue:
    """Offers a target group no more, or again."""
    known = _group(key)
    if ConfirmForm().validate_on_submit():
        target_groups.edit_target_group(
            key, known.revision, known.title.strings, ended=not known.ended
        )
        parts.audit(Action.REOPEN if known.ended else Action.CLOSE, _("Zielgruppe"))
    return redirect(url_for("concept_desk.frame"), 303)


def _with_translations(typed: str | None, known: Text) -> dict[str, str]:
    """The German with its translations; other words have none yet."""
    german = (typed or "").strip()
    return {**known.strings} if german == known.strings.get("de") else {"de": german}


def _must_decide() -> None:
    if not parts.decides():
        raise DomainError(_("Bitten Sie die Koordination. Nur sie gibt frei."))


def waits_anew() -> ResponseReturnValue:
    """The page of the framework, for who would have released something else than what waits now."""
    concept = parts.the_concept()
    return _framework_page(concept, framework_form(concept), other=True)


def _framework_page(
    concept: ConceptInfo, form: FrameworkForm, *, second: bool = False, other: bool = False
) -> ResponseReturnValue:
    waiting = [item for item in concept.counted if item.stage is not Stage.RELEASED]
    framed = [item.stage for item in concept.statements]
    framed += [item.stage for item in concept.goals]
    page = render_template(
        "concept/framework/framework.html",
        concept=concept,
        form=form,
        second=second,
        other=other,
        seen=digest(concept),
        waiting=len(waiting),
        waiting_framework=sum(stage is not Stage.RELEASED for stage in framed),
        decides=parts.decides(),
    )
    return page, 409 if second or other else 400 if form.errors else 200


def _sentence_page(
    form: SentenceForm, name: object, known: StatementInfo | None, *, second: bool = False
) -> ResponseReturnValue:
    page = render_template(
        "concept/framework/statement.html",
        form=form,
        name=name,
        statement=known,
        second=second,
        decides=parts.decides(),
        may_delete=known is not None and may_take_away(known.stage, decides=parts.decides()),
    )
    return page, 409 if second else 400 if form.errors else 200


def _group_page(
    form: GroupForm, known: TargetGroupInfo | None, *, second: bool = False
) -> ResponseReturnValue:
    page = render_template(
        "concept/framework/target_group.html", form=form, group=known, second=second
    )
    return page, 409 if second else 400 if form.errors else 200


def _statement(statement_id: uuid.UUID) -> StatementInfo:
    for found in reading.statements():
        if found.id == statement_id:
            return found
    raise NotFound


def _group(key: str) -> TargetGroupInfo:
    found = target_groups.target_groups().get(key)
    if found is None:
        raise NotFound
    return found
