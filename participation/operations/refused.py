"""A command of IT that was refused, and what to do instead."""

from __future__ import annotations

from participation.base.errors import DomainError


class Refused(DomainError):
    """A command that would do harm, or cannot be done; nothing was touched.

    The sentence is German only, as all that IT reads in a shell.
    """

    status = 409
    title = "Nichts wurde verändert"
