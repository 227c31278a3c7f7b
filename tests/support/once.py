"""What each of two thousand applications would make anew, and what they can share instead."""

from __future__ import annotations

from types import CodeType
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from werkzeug.routing import Rule

COMPILED = ("_parts", "_trace", "arguments", "_converters", "_build", "_build_unknown")
"""What Werkzeug makes of the text of a rule."""


def compile_rules_once() -> None:
    """Lets applications of one process share what addresses are matched and written with.

    It depends on the rule's text and defaults only; nothing of it is changed later. Two thousand
    tests make an application with the same 300 rules each.
    """
    compiled = Rule.compile
    known: dict[tuple[object, ...], dict[str, Any]] = {}

    def once(rule: Rule) -> None:
        key = (rule.rule, rule.subdomain, rule.host, rule.merge_slashes, repr(rule.defaults))
        if key not in known:
            compiled(rule)
            known[key] = {name: getattr(rule, name) for name in COMPILED}
            return
        vars(rule).update(known[key])
        for name in ("_build", "_build_unknown"):  # methods, bound to the first of these rules
            setattr(rule, name, known[key][name].__func__.__get__(rule, None))

    Rule.compile = once  # type: ignore[method-assign]  # Werkzeug has no other place for it


class Compiled(BytecodeCache):
    """Templates as Jinja compiled them, by name and source."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = Compiled()
"""What the applications of one process share.

All of them dress Jinja in the same way; what differs between counties is asked when a page is
drawn. An installation keeps what it compiled in its folder, and a test has a fresh one.
"""
