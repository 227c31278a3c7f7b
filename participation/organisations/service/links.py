"""Letters with the links of organisations, for the slice that makes files of them.

A slice that asks organisations for something registers a
:class:`~participation.organisations.links.purposes.Purpose`; the first one adds here what it needs.
"""

from __future__ import annotations

from participation.organisations.links.letters import Letter, print_letters

__all__ = ["Letter", "print_letters"]
