"""Flask-Security's ``UserMixin``, imported without what comes along with it: OAuth and WebAuthn.

The county's own sign-in loads that client where it is set (``sign_in.county_sign_in``), pages of
passkeys the other (``sign_in.passkeys``); for all others each would be a tenth of a start.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["UserMixin"]


@contextmanager
def _absent(*names: str) -> Iterator[None]:
    """Modules that seem not to be installed; the library leaves out what needs them."""
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: Python's own way to say so
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


with _absent(
    "authlib.integrations.flask_client", "authlib.integrations.base_client.errors", "webauthn"
):
    from flask_security import UserMixin
