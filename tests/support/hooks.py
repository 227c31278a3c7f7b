"""Hooks of an application that is put together already, filled otherwise for a test."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from flask import Flask

from participation.base import hooks
from participation.base.hooks import ByKey, Every, Hook


def fill(app: Flask, hook: Hook[Any, Any], *values: object) -> None:
    """Puts ``values`` in the place of what the slices registered."""
    registry: hooks.Registry = app.extensions[hooks.KEY]
    assert registry.frozen is not None
    registry.frozen = MappingProxyType({**registry.frozen, hook: hook.freeze(values)})


def add(app: Flask, hook: Every[Any] | ByKey[Any], *values: object) -> None:
    """Puts ``values`` beside it; a :class:`ByKey` takes pairs."""
    with app.app_context():
        known = hook.registered()
    fill(app, hook, *(known.items() if isinstance(hook, ByKey) else known), *values)
