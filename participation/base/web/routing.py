"""Addresses of pages: what builds one is made when the first is built.

Werkzeug compiles for each of some 330 rules two functions that write its addresses: a tenth of the
application's start, and most of them are never called by one process.
"""

from __future__ import annotations

from collections.abc import Callable

from werkzeug.routing import Rule

Builder = Callable[..., tuple[str, str]]


class LateRule(Rule):
    """A rule that is matched as any other, and learns to write addresses when first asked to."""

    def _compile_builder(self, append_unknown: bool = True) -> Builder:  # noqa: FBT001, FBT002 - Werkzeug's own
        compiled, name = super()._compile_builder, "_build_unknown" if append_unknown else "_build"

        def late(rule: Rule, **values: object) -> tuple[str, str]:
            build: Builder = compiled(append_unknown).__get__(rule, None)
            setattr(rule, name, build)
            return build(**values)

        return late
