"""Links for organisations, for the slices above that ask them for something.

Register a :class:`Purpose` in ``init_app``; then :func:`ask` organisations, :func:`make` their
links, and answer their page in the purpose's view with :func:`save_draft` and :func:`mark_sent`.
"""

from __future__ import annotations

from participation.organisations.links.entries import (
    EntryInfo,
    ask,
    drop,
    entries,
    mark_sent,
    save_draft,
)
from participation.organisations.links.letters import Letter, address, print_letters
from participation.organisations.links.links import make, revoke
from participation.organisations.links.purposes import (
    OpenEntry,
    Purpose,
    purpose,
    purposes,
    register,
)

__all__ = [
    "EntryInfo",
    "Letter",
    "OpenEntry",
    "Purpose",
    "address",
    "ask",
    "drop",
    "entries",
    "make",
    "mark_sent",
    "print_letters",
    "purpose",
    "purposes",
    "register",
    "revoke",
    "save_draft",
]
