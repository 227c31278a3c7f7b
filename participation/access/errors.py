"""What an account can be refused."""

from __future__ import annotations

from participation.base.errors import Forbidden
from participation.base.words.lazy import lazy_gettext


class NotPermitted(Forbidden):
    """The account is signed in and its role may not do this."""

    title = lazy_gettext("Das darf dieses Konto nicht")
    remedy = lazy_gettext("Fragen Sie die Person, die Ihr Konto angelegt hat.")
