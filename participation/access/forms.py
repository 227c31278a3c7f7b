"""Forms of the sign-in, the own account and the accounts page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from wtforms import (
    EmailField,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    ValidationError,
)
from wtforms.fields import Field
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs
from wtforms.validators import Length

from participation.base.desk.forms import StaffForm, needed
from participation.base.web.security import Role
from participation.base.words.catalogues import gettext as _
from participation.base.words.lazy import Lazy, lazy_gettext

SHORTEST = 12
LONGEST = 200
ROLE_NAMES: Mapping[Role, Lazy] = {
    Role.ADMIN: lazy_gettext("Admin"),
    Role.COORDINATOR: lazy_gettext("Koordination"),
    Role.EDITOR: lazy_gettext("Redaktion"),
    Role.FACILITATOR: lazy_gettext("Moderation"),
    Role.VIEWER: lazy_gettext("Nur lesen"),
}


def strong(form: Any, field: Field) -> None:  # noqa: ANN401 - WTForms passes any form
    """A password must be long and not obvious.

    Raises:
        ValidationError: it is short, too long, or made of few different characters.
    """
    del form
    text: str = field.data or ""
    if not SHORTEST <= len(text) <= LONGEST:
        raise ValidationError(
            _("Nehmen Sie mindestens %(n)s Zeichen. Vier Wörter hintereinander sind gut.")
            % {"n": SHORTEST}
        )
    if len(set(text.casefold())) < SHORTEST // 2:
        raise ValidationError(_("Das errät man leicht. Nehmen Sie verschiedene Zeichen."))


def same(form: Any, field: Field) -> None:  # noqa: ANN401 - WTForms passes any form
    """The repeated password must be the first one.

    Raises:
        ValidationError: it differs.
    """
    if field.data != form.password.data:
        raise ValidationError(_("Die beiden Passwörter sind verschieden. Bitte noch einmal."))


class SignInForm(StaffForm):
    """The first step."""

    email = StringField(
        lazy_gettext("E-Mail"),
        [needed],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "dir": "ltr"},
    )
    password = PasswordField(
        lazy_gettext("Passwort"), [needed], render_kw={"autocomplete": "current-password"}
    )


class CodeForm(StaffForm):
    """The second step, and the proof that an app was set up."""

    code = StringField(
        lazy_gettext("Code"),
        [needed],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric", "dir": "ltr"},
    )


class ProofForm(StaffForm):
    """Who changes how one signs in shows once more who they are."""

    current = PasswordField(
        lazy_gettext("Jetziges Passwort"), [needed], render_kw={"autocomplete": "current-password"}
    )


class NewAppForm(CodeForm, ProofForm):
    """Another phone in place of the one set up."""


class PasskeyForm(StaffForm):
    """The second step by a passkey: the device's answer comes by a script."""

    credential = HiddenField()


class NewPasskeyForm(PasskeyForm):
    """The first second factor, by a passkey."""

    name = StringField(
        lazy_gettext("Name des Geräts"),
        [needed, Length(max=60)],
        render_kw={"autocomplete": "off", "dir": "auto"},
    )


class FurtherPasskeyForm(NewPasskeyForm, ProofForm):
    """A passkey beside what is there already."""


class PasswordForm(StaffForm):
    """A new password, twice."""

    password = PasswordField(
        lazy_gettext("Neues Passwort"), [strong], render_kw={"autocomplete": "new-password"}
    )
    again = PasswordField(
        lazy_gettext("Neues Passwort noch einmal"),
        [same],
        render_kw={"autocomplete": "new-password"},
    )


class ChangePasswordForm(ProofForm, PasswordForm):
    """A new password for somebody who knows the old one."""


class RoleForm(StaffForm):
    """Another role."""

    role = SelectField(
        lazy_gettext("Rolle"),
        choices=[SelectChoice(role.value, ROLE_NAMES[role]) for role in Role],
    )


class InviteForm(RoleForm):
    """A new account."""

    email = EmailField(
        lazy_gettext("E-Mail"),
        [needed, Length(max=254)],
        render_kw={"autocomplete": "off", "dir": "ltr"},
    )
    name = StringField(
        lazy_gettext("Name"), [needed, Length(max=120)], render_kw={"autocomplete": "off"}
    )
