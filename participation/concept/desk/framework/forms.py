"""Forms of the concept's framework: title, sentences, target groups, goals."""

from __future__ import annotations

from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from participation.base.desk.forms import StaffForm, needed
from participation.base.words.lazy import lazy_gettext
from participation.concept.tree.info import ConceptInfo
from participation.concept.tree.kinds import STAGE_NAMES, Stage


class BeginForm(StaffForm):
    """What the concept is called."""

    title = StringField(
        lazy_gettext("Wie heißt Ihr Konzept?"),
        [needed, Length(max=160)],
        default=lazy_gettext("Integrationskonzept"),
    )


class FrameworkForm(StaffForm):
    """Title and stage of the framework."""

    title = StringField(lazy_gettext("Name des Konzepts"), [needed, Length(max=160)])
    stage = SelectField(
        lazy_gettext("Rahmen (Vision, Leitsätze, Ziele)"),
        choices=[SelectChoice(stage.value, name) for stage, name in STAGE_NAMES.items()],
    )
    revision = HiddenField()


class SentenceForm(StaffForm):
    """One sentence of the framework, or the name of a target group."""

    text = TextAreaField(
        lazy_gettext("Text auf Deutsch"), [needed, Length(max=2000)], render_kw={"rows": "4"}
    )
    revision = HiddenField()


class GroupForm(StaffForm):
    """The name of a target group."""

    text = StringField(lazy_gettext("Name auf Deutsch"), [needed, Length(max=120)])
    revision = HiddenField()


def framework_form(known: ConceptInfo) -> FrameworkForm:
    """The form, filled with what is known."""
    return FrameworkForm(title=known.title, stage=known.stage.value, revision=str(known.revision))


def stage_of(form: FrameworkForm) -> Stage:
    """The stage that was chosen."""
    return Stage(form.stage.data)
